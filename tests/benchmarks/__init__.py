"""Measurements: ratios side by side in one run. They inform; they never gate."""
