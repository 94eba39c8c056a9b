"""Pages of the offerings room, one module per kind of page."""
