"""The launch file: one zip that anybody can read, print and check without LaunchGate."""
