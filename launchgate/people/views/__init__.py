"""Pages of people, one module per kind of page."""
