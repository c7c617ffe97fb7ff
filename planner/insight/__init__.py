"""Step room: insight."""
