"""Dialogs: each is a function that opens it, or a class made from a session."""
