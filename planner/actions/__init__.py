"""Step room: actions."""
