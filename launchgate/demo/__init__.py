"""Demo: the demo company, built through the real actions."""
