"""Core: the parts that know no business noun."""
