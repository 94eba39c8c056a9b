"""What came of a launch: shared targets, reviews, and the lessons that the next launch begins with."""
