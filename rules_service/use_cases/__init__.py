"""What the rules service does, one verb a file."""
