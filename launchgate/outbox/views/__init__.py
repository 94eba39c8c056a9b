"""Pages of the outbox: what was sent to oneself, and for administrators whether mail leaves."""
