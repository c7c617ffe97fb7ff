"""The board: actions as cards in columns."""
