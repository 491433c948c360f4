"""Writes the Word templates of an edition from their sources (templates/*.yaml): a change can be read.

A source holds the words and the order; this package holds the layout. What is published is the .docx.
"""
