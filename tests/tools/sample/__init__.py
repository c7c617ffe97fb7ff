"""The sample plan Vélo Lumière, in both languages, as readable source; ``python -m tests.tools.make_templates`` writes it."""
