"""Launches: the heart: launches, gates, answers, turns, decisions."""
