"""Salvage: what can still be read of a plan file that was cut short or damaged in the middle."""

import json
import re
from dataclasses import dataclass
from typing import Any

from planner.plan import TABLES

_HEAD = re.compile(r'\s*,?\s*"([a-z_]{1,40})"\s*:\s*')
_BLANK = re.compile(r"[\s,]*")
# Rapport writes tables with one blank before them and records with two: that is where reading finds its feet again.
_NEXT_TABLE = re.compile(r'\n "[a-z_]{1,40}": ')
_NEXT_RECORD = re.compile(r"\n  \{")


@dataclass(frozen=True, slots=True)
class Salvage:
    """What was read of a broken text, the tables of which nothing could be read, and those with rows missing."""

    data: dict[str, Any]
    lost: frozenset[str]
    partly: frozenset[str]


def salvaged(text: str, decoder: json.JSONDecoder) -> Salvage:
    """The fields of a plan that can be read in a text that is no JSON as a whole."""
    data: dict[str, Any] = {}
    partly: set[str] = set()
    at = text.find("{") + 1
    while (head := _HEAD.match(text, at)) is not None:
        key, at = head[1], head.end()
        if text[at : at + 1] == "[":
            rows, at, whole = _rows(text, at + 1, decoder)
            if rows or whole:
                data.setdefault(key, rows)
            if rows and not whole:
                partly.add(key)
        else:
            try:
                value, at = decoder.raw_decode(text, at)
                data.setdefault(key, value)
            except ValueError:
                at = _resumed(text, at)
    return Salvage(data, frozenset(set(TABLES) - set(data)), frozenset(partly))


def _rows(text: str, at: int, decoder: json.JSONDecoder) -> tuple[list[Any], int, bool]:
    """The rows of a table from its first one on, where reading goes on after it, and whether it was whole."""
    rows: list[Any] = []
    whole = True
    while True:
        at = _end(text, at)
        if text[at : at + 1] == "]":
            return rows, at + 1, whole
        try:
            row, at = decoder.raw_decode(text, at)
            rows.append(row)
        except ValueError:
            whole = False
            table = _NEXT_TABLE.search(text, at)
            record = _NEXT_RECORD.search(text, at + 1, table.start() if table else len(text))
            if record is None:
                return rows, table.start() if table else len(text), whole
            at = record.end() - 1


def _end(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _resumed(text: str, at: int) -> int:
    table = _NEXT_TABLE.search(text, at)
    return table.start() if table else len(text)
