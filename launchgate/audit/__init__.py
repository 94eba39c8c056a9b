"""Audit: the hash-chained record of what happened."""
