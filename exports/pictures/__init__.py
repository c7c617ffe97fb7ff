"""Figures as picture files."""
