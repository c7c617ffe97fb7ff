"""Present mode: the plan in front of a room, one question and one picture at a time."""
