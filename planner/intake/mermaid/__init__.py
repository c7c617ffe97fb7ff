"""Mermaid user journeys, read as mermaid itself reads them."""
