"""Salvage: what can still be read of a plan file that was cut short or damaged in the middle."""

import json
import re
from dataclasses import dataclass
from typing import Any

from planner.plan import TABLES
from planner.record import MAX_ROWS

_HEAD = re.compile(r'\s*,?\s*"([a-z_]{1,40})"\s*:\s*')
_BLANK = re.compile(r"[\s,]*")
# Rapport writes tables with one blank before them and records with two: that is where reading finds its feet again.
_NEXT_TABLE = re.compile(r'\n "[a-z_]{1,40}": ')
_NEXT_RECORD = re.compile(r"\n  \{")
_MOST_FAULTS = 50


@dataclass(frozen=True, slots=True)
class Salvage:
    """What was read of a broken text, the tables of which nothing could be read, and those with rows missing."""

    data: dict[str, Any]
    lost: frozenset[str]
    partly: frozenset[str]


def salvaged(text: str, decoder: json.JSONDecoder) -> Salvage:
    """The fields of a plan that can be read in a text that is no JSON as a whole."""
    reader = _Reader(text, decoder)
    while reader.read_field():
        pass
    return Salvage(reader.data, frozenset(set(TABLES) - set(reader.data)), frozenset(reader.partly))


class _Reader:
    """Reads on after damage, a limited number of times: finding one's feet again takes time in a long text."""

    def __init__(self, text: str, decoder: json.JSONDecoder) -> None:
        self.data: dict[str, Any] = {}
        self.partly: set[str] = set()
        self._text = text
        self._decoder = decoder
        self._at = text.find("{") + 1
        self._faults_left = _MOST_FAULTS

    def read_field(self) -> bool:
        """Reads one field of the plan; False where there is none any more."""
        head = _HEAD.match(self._text, self._at)
        if head is None or not self._faults_left:
            return False
        key, self._at = head[1], head.end()
        if self._next() == "[":
            self._at += 1
            self._read_rows(key)
        else:
            value, read = self._value()
            if read:
                self.data.setdefault(key, value)
            else:
                self._go_to(_NEXT_TABLE)
        return True

    def _read_rows(self, key: str) -> None:
        rows: list[Any] = []
        whole = True
        while (sign := self._next()) and sign != "]" and len(rows) <= MAX_ROWS:
            row, read = self._value()
            if read:
                rows.append(row)
                continue
            whole = False
            if not self._go_to(_NEXT_RECORD, _NEXT_TABLE):
                break
            self._at += 3  # to the bracket of the record
        if sign == "]":
            self._at += 1
        if rows or (whole and sign == "]"):
            self.data.setdefault(key, rows)
        if rows and not (whole and sign == "]"):
            self.partly.add(key)

    def _value(self) -> tuple[Any, bool]:
        try:
            value, self._at = self._decoder.raw_decode(self._text, self._at)
        except ValueError:
            self._faults_left -= 1
            return None, False
        return value, True

    def _next(self) -> str:
        """The next sign that is neither blank nor comma; empty at the end."""
        blank = _BLANK.match(self._text, self._at)
        self._at = blank.end() if blank else self._at
        return self._text[self._at : self._at + 1]

    def _go_to(self, wanted: re.Pattern[str], before: re.Pattern[str] | None = None) -> bool:
        """Goes to the next place of a kind if it comes before one of another kind; else to that one, and is False."""
        stop = before.search(self._text, self._at) if before is not None else None
        end = stop.start() if stop is not None else len(self._text)
        found = wanted.search(self._text, self._at, end) if self._faults_left else None
        self._at = found.start() if found is not None else end
        return found is not None
