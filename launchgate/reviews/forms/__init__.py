"""The forms of the reviews room."""
