"""The report as data: what a client receives, before any format; every deliverable formats this one report."""
