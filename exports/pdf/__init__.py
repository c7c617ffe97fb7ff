"""The PDF deliverable: pages placed by hand from the report, with outline, contents, tags and embedded fonts."""
