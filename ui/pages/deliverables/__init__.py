"""The deliverables page: what the client receives."""
