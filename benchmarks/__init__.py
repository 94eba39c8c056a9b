"""Benchmarks: each measured in one run beside a yardstick, so that a figure is a ratio and travels."""
