"""What the three services share: contracts, the regulation, and the plumbing."""
