"""What is done in the offerings room: one verb, one function."""
