"""The import of segments in three steps: the file, its columns, the result."""
