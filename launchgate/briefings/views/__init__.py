"""The pages of briefings and of customer hand-over plans."""
