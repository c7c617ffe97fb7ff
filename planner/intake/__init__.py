"""Reading foreign files: tables, segments and journeys drawn elsewhere become proposals, then one edit."""
