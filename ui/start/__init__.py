"""The start window: recent plans, templates, the sample."""
