"""The import of a survey: how it is read, what it comes to, where that goes."""
