"""Forms of the offerings room."""
