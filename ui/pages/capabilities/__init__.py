"""The capabilities page: what can carry the plan, how mature it is, with which tools."""
