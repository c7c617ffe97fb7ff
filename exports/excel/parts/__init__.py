"""The parts of a workbook: each module makes the sheets of one part of the plan."""
