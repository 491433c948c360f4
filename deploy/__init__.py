"""How the suite is deployed."""
