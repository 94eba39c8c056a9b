"""Forms about customers; they ask the same rules as the actions, so that what was typed stays."""
