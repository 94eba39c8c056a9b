"""What is inside the box, and what falls outside: standard offerings, exceptions and their voices."""
