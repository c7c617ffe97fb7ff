"""Step room: capabilities."""
