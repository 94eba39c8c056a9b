"""Outbox: what must leave the building, and its delivery."""
