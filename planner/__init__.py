"""The domain of Rapport: plans, edits, analysis, files. No Qt."""
