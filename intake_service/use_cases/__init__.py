"""One verb per file; each body reads as the official steps."""
