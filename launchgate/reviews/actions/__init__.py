"""The verbs of the reviews room: each takes ids, locks the launch, decides, writes and records one event."""
