"""What customers say and what was promised to them: insights, questions of the front line, promises."""
