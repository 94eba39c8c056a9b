"""Reminders: nudges for turns that are due."""
