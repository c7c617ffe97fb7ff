"""Formulas: cells of text that a spreadsheet would take for one, and how they are written so that it does not."""

import re

_FORMULA = re.compile(r"^'*[=+\-@\t\r]")
_HELD = re.compile(r"^'+[=+\-@\t\r]")


def safe(text: str) -> str:
    """A text for a cell of a CSV file: an apostrophe stands before what would be taken for a formula."""
    return "'" + text if _FORMULA.match(text) else text


def bare(text: str) -> str:
    """The text that was meant, without that apostrophe."""
    return text[1:] if _HELD.match(text) else text
