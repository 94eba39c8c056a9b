"""What the pages of a launch read: one module per part of a page, no writing."""
