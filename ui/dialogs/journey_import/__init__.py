"""The parts of the import of journeys."""
