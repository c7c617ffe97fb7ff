"""Segment tables and customer lists become segments of the plan."""
