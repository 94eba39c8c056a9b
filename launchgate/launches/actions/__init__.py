"""One verb, one function: everything that changes the state of a launch."""
