"""What people do with briefings and hand-over plans: one function for each verb."""
