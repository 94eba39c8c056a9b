"""Playbooks: versioned templates of gates and items."""
