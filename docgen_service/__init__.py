"""Docgen (文书生成): writes the official documents and owns their register."""
