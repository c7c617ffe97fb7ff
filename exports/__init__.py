"""The writers: everything that leaves Rapport is made here, from the same report and the same figures."""
