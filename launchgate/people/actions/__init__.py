"""What changes people, places and the company: one action per verb."""
