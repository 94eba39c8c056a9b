"""Pages of playbooks, one module per kind of page."""
