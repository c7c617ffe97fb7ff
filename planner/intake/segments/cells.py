"""Cells of segment tables: what a cell means for the field that its column was matched with."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Literal

import resources
from planner.intake.cells import Cell, Decimal
from planner.intake.cleaning import fitted
from planner.intake.names import folded
from planner.intake.segments.columns import Target
from planner.intake.values import flag_of, number_of, read_number, text_of
from planner.language import _, ngettext, percent, quoted, short_number
from planner.segments.records import Rule
from planner.segments.rules import read_rule

Scale = Literal["percent", "share"]
"""How a column writes percentages: ``percent`` as 18, ``share`` as 0.18; a cell with its own sign is clear."""

LONGEST_TEXT = 20_000
LONGEST_NAME = 300
MOST_RULES = 50
_SHOWN_LINES = 5
_PARTS = re.compile(r"[;\n]")
_LIST = re.compile(r"[;,/\n|]")
_SIGNS = re.compile(r"[^0-9a-z]+")


class CellReader:
    """Reads cells for targets and counts what it could not use, so that it can be told afterwards.

    ``channels`` are the plan's channels by folded name.
    """

    def __init__(self, decimal: Decimal, scales: Mapping[str, Scale], channels: Mapping[str, str]) -> None:
        self._decimal = decimal
        self._scales = scales
        self._channels = channels
        self._lost: dict[str, list[int]] = {}
        self._cut: dict[str, list[int]] = {}
        self._unknown: dict[str, None] = {}
        self._more: list[str] = []

    def value(self, target: Target, cell: Cell, line: int) -> Any:
        """What a cell says for a target; None where it is empty, or says nothing that fits there."""
        if cell is None or cell == "":
            return None
        try:
            return self._value(target, cell, line)
        except ValueError:
            self._lost.setdefault(target.label, []).append(line)
            return None

    def _value(self, target: Target, cell: Cell, line: int) -> Any:
        kind = target.kind
        if kind in ("name", "text", "customer"):
            return self._text(target, cell, line)
        if kind == "rules":
            return self._rules(cell)
        if kind == "channels":
            return self._named_channels(cell)
        if kind == "choice":
            return _choice(target.key, text_of(cell))
        if kind == "flag":
            return flag_of(cell)
        if target.is_share:
            return self._share(target, cell)
        return _in_range(target, number_of(cell, self._decimal))

    def _text(self, target: Target, cell: Cell, line: int) -> str:
        long = target.kind == "text" and target.key != "summary"
        whole = text_of(cell)
        most = LONGEST_TEXT if long else LONGEST_NAME
        text = whole if long and len(whole) <= most else fitted(whole, most)
        if len(whole) > most:
            self._cut.setdefault(target.label, []).append(line)
        return text

    def _rules(self, cell: Cell) -> tuple[Rule, ...]:
        parts = [part.strip() for part in _PARTS.split(text_of(cell)) if part.strip()]
        if len(parts) > MOST_RULES:
            raise ValueError(len(parts))
        return tuple(read_rule(part) for part in parts)

    def _named_channels(self, cell: Cell) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for name in (part.strip() for part in _LIST.split(text_of(cell))):
            channel = self._channels.get(folded(name))
            if channel:
                found[channel] = None
            elif name:
                self._unknown[fitted(name, 60)] = None
        return tuple(found)

    def _share(self, target: Target, cell: Cell) -> float:
        value = share_of(cell, self._decimal, self._scales.get(target.key, "percent"))
        if not 0 <= value <= 1:
            raise ValueError(value)
        return round(1.0 - value if target.kind == "lost" else value, 6)

    def tell(self, sentence: str) -> None:
        """One more sentence for the notes."""
        self._more.append(sentence)

    def notes(self) -> list[str]:
        """What could not be used and what was cut, with the lines of the file."""
        out = list(self._more)
        for label, lines in self._lost.items():
            text = ngettext(
                "{field}: {count} cell holds no value that fits there and was passed over ({lines}).",
                "{field}: {count} cells hold no value that fits there and were passed over ({lines}).",
                len(lines),
            )
            out.append(text.format(field=label, count=len(lines), lines=_lines(lines)))
        for label, lines in self._cut.items():
            text = _("{field}: text that is too long was cut ({lines}).")
            out.append(text.format(field=label, lines=_lines(lines)))
        if self._unknown:
            text = _("These channels are not in the plan and were passed over: {names}.")
            out.append(text.format(names=", ".join([*self._unknown][:8])))
        return out


def share_of(cell: Cell, decimal: Decimal, scale: Scale) -> float:
    """The share in a cell: 18 % is 0.18 whatever the column says, 18 and 0.18 go by the scale, yes is all."""
    if isinstance(cell, str):
        bare = cell.strip()
        if bare.endswith("%"):
            return read_number(bare[:-1], decimal) / 100.0
    try:
        value = number_of(cell, decimal)
    except ValueError:
        value, scale = float(bool(flag_of(cell))), "share"
    if value is None:
        raise ValueError(cell)
    return value / 100.0 if scale == "percent" else value


def shares_scale(cells: Iterable[Cell], decimal: Decimal, heading: str) -> tuple[Scale, str]:
    """How a column writes percentages, and a sentence where that had to be decided.

    The rule: a number above 1 anywhere in the column means that all of them are percent (18 is 18 %); a column
    with none above 1 holds shares (0.18 is 18 %). Cells with a percent sign and yes or no say it themselves.
    """
    numbers = [value for cell in cells if (value := _bare_number(cell, decimal)) is not None]
    example = next((v for v in numbers if v > 0), None)
    if example is None:
        return "percent", ""
    scale: Scale = "percent" if max(numbers) > 1 else "share"
    share = example / 100.0 if scale == "percent" else example
    text = (
        _("{column} holds numbers above 1: all of them were read as percent, so {example} is {share}.")
        if scale == "percent"
        else _("{column} holds no number above 1: all of them were read as shares, so {example} is {share}.")
    )
    shown = percent(share, 0 if abs(share * 100 - round(share * 100)) < 1e-9 else 2)
    return scale, text.format(column=quoted(heading), example=short_number(example, 4), share=shown)


def _bare_number(cell: Cell, decimal: Decimal) -> float | None:
    try:
        return number_of(cell, decimal)
    except ValueError:
        return None


_MOST = {"money": 1e15, "total": 1e15, "index": 100.0}
_BELOW_ZERO = frozenset(("value_to_date", "value_total", "expected_value", "expected_total"))


def _in_range(target: Target, value: float | None) -> float | int | None:
    if value is None:
        return None
    if target.kind == "count":
        if not value.is_integer() or not 0 <= value <= 10**12:
            raise ValueError(value)
        return int(value)
    most = _MOST.get(target.kind, 1e6)
    if not (-most if target.key in _BELOW_ZERO else 0.0) <= value <= most:
        raise ValueError(value)
    return value


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(resources.text("headings/segment_words.json"))
    return found


def _choice(field: str, text: str) -> str:
    said = _SIGNS.sub(" ", folded(text)).strip()
    for key, words in _words()[field].items():
        if said in words or said == key.replace("_", " "):
            return str(key)
    raise ValueError(text)


def is_total(name: str) -> bool:
    """Whether the name of a row says that it sums up the others."""
    return _SIGNS.sub(" ", folded(name)).strip() in _words()["total"]


def _lines(lines: list[int]) -> str:
    shown = ", ".join(str(line) for line in lines[:_SHOWN_LINES])
    more = "…" if len(lines) > _SHOWN_LINES else ""
    return ngettext("line {lines}", "lines {lines}", len(lines)).format(lines=shown + more)
