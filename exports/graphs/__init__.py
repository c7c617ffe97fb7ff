"""Journeys as graphs in the formats of other tools."""
