"""What the pages about customers show, prepared in a fixed number of statements."""
