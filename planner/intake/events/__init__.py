"""What customers were seen to do: paths and event logs become counts, and counts a journey."""
