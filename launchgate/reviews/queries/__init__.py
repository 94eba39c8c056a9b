"""What the pages of the reviews room show, read in a fixed number of statements."""
