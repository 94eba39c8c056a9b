"""Reading checklists that others wrote: bytes in, items out; nothing here writes, runs or trusts what it reads."""
