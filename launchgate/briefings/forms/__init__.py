"""What people fill in on the pages of briefings and hand-over plans."""
