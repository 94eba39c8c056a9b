"""Readiness: the dashboard, which only reads."""
