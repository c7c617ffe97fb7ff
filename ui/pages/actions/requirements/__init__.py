"""Shared requirements: the matrix of what the segments need."""
