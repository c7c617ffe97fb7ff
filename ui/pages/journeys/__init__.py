"""The journeys page: see how a segment travels, where it leaves, what to change."""
