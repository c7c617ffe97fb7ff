"""The theme: colours, type, sizes and icons by name, from the design tokens."""

from ui.theme.theme import Theme, theme

__all__ = ["Theme", "theme"]
