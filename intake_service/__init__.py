"""Intake (申报受理): takes applications and owns the register."""
