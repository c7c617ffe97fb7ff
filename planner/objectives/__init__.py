"""Step room: objectives."""
