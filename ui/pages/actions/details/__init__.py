"""The Details forms of the action plan."""
