"""What every part of the sample needs: words in two languages, and rows with ranks."""

from typing import Any

from planner.plan import TABLES
from planner.record import Record, spaced_ranks

Words = tuple[str, str]
LANGUAGES = ("en", "fr")


def said(words: Words | str, code: str) -> str:
    """The words in a language; a plain text is the same in both."""
    return words if isinstance(words, str) else words[LANGUAGES.index(code)]


def rows(table: str, fields: list[dict[str, Any]]) -> tuple[Record, ...]:
    """Records of a table in that order."""
    ranks = spaced_ranks(len(fields))
    return tuple(TABLES[table].model_validate({"rank": rank, **row}) for rank, row in zip(ranks, fields, strict=True))
