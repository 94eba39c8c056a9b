"""Pages of launches: one file per noun, each view loads, checks a form, calls one action and answers."""
