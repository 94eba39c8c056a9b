"""The views of the reviews room."""
