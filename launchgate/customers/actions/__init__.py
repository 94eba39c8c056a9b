"""What people do about customers: one verb, one function."""
