"""What every part of the sample needs: words in two languages, and rows with ranks."""

import re
from typing import Any

from planner.language import NARROW, NBSP
from planner.plan import TABLES
from planner.record import Record, spaced_ranks

Words = tuple[str, str]
LANGUAGES = ("en", "fr")


def said(words: Words | str, code: str) -> str:
    """The words in a language; a plain text is the same in both. French signs stay with their words."""
    if isinstance(words, str):
        return words
    text = words[LANGUAGES.index(code)]
    return re.sub(r" (?=[;!?])|(?<=\d) (?=\d{3})", NARROW, text).replace(" :", NBSP + ":") if code == "fr" else text


def rows(table: str, fields: list[dict[str, Any]]) -> tuple[Record, ...]:
    """Records of a table in that order."""
    ranks = spaced_ranks(len(fields))
    return tuple(TABLES[table].model_validate({"rank": rank, **row}) for rank, row in zip(ranks, fields, strict=True))
