"""Scans for the samples, drawn by code: no real paper and no real person is in any of them."""

from deploy.local.scans.papers import Subject, scan

__all__ = ["Subject", "scan"]
