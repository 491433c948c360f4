"""One verb per file; each line of its body is an official step."""
