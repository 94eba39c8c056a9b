"""What the pages of briefings and hand-over plans show, prepared once."""
