"""Another face on the same actions and readings, for programs."""
