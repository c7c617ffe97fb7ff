"""Step room: segments."""
