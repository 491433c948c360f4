"""The data that travels between the services and their callers."""
