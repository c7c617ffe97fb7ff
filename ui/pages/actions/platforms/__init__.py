"""Platforms: options compared on weighted criteria."""
