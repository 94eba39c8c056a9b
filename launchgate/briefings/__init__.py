"""The company hears first: briefings, who has read them, and the hand-over to the customer."""
