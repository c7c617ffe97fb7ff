"""Step room: journeys."""
