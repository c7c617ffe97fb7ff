"""The gates that bytes pass on their way to a plan: size, encoding, JSON without traps, format, version, caps.

Whatever can still be read of a broken text is salvaged, so that the caller may offer it.
"""

import codecs
import json
import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from planner.files import limits
from planner.files.errors import DamagedPlan, NewerPlan, NotAFile, NotAPlan, TooLarge, open_error
from planner.files.migrations import OLDEST
from planner.files.salvage import salvaged
from planner.files.words import field_word, item_word, table_word
from planner.language import _, number
from planner.plan import FORMAT, SCHEMA_VERSION
from planner.record import MAX_ROWS

_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """Plain data that claims to be a plan; ``problems`` names why it must not be opened as it is."""

    data: dict[str, Any]
    text: str
    problems: tuple[str, ...] = ()
    lost: frozenset[str] = frozenset()
    """Tables of which nothing could be read."""
    partly: frozenset[str] = frozenset()
    """Tables with rows missing."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """Stands in plain data for a number that no plan can hold."""

    text: str


class Doubled(dict[str, Any]):
    """An object that named a key twice; the first value that is not empty stands."""

    key = ""


class _TooMany(Exception):
    """More objects than any plan has."""


def read_bytes(path: str) -> tuple[bytes, os.stat_result]:
    """The bytes of a regular file that is not too large for a plan, and its facts; raises OpenError."""
    name = os.path.basename(path)
    try:
        _check_kind(os.stat(path), name)
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise open_error(error, name) from error
    try:
        facts = os.fstat(handle)
        _check_kind(facts, name)
        parts, left = [], limits.LARGEST_PLAN + 1
        while left > 0 and (part := os.read(handle, min(left, limits.CHUNK))):
            parts.append(part)
            left -= len(part)
    except OSError as error:
        raise open_error(error, name) from error
    finally:
        os.close(handle)
    if left <= 0:
        raise _too_large(name)
    return b"".join(parts), facts


def _check_kind(facts: os.stat_result, name: str) -> None:
    if not stat.S_ISREG(facts.st_mode):  # opening a pipe would wait for ever
        raise NotAFile(name)
    if facts.st_size > limits.LARGEST_PLAN:
        raise _too_large(name)


def _too_large(name: str) -> TooLarge:
    return TooLarge(name, limit=number(limits.LARGEST_PLAN // 1_000_000))


def parse(raw: bytes, name: str) -> Parsed:
    """The data in the bytes of a plan file; raises NotAPlan, NewerPlan or DamagedPlan where there is none."""
    text, damage = _decoded(raw, name)
    try:
        data = _loads(text)
    except RecursionError:
        raise DamagedPlan(name, why=_("It is nested deeper than any plan.")) from None
    except _TooMany:
        raise DamagedPlan(name, why=_("It holds more items than any plan.")) from None
    except ValueError as error:
        return _broken(text, name, damage or _place_of(error))
    if not isinstance(data, dict):
        raise NotAPlan(name, why=_("It holds no plan."))
    _check_claims(data, name)
    problems = [*([damage] if damage else []), *_problems(data)]
    return Parsed(data, text, tuple(problems[: limits.ERRORS_SHOWN]))


def _decoded(raw: bytes, name: str) -> tuple[str, str]:
    if not raw.strip(b"\0 \t\r\n"):
        why = _("It is empty.") if not raw else _("It holds nothing but blanks, as after a power cut.")
        raise DamagedPlan(name, why=why)
    if raw.startswith(_WIDE_MARKS) or raw[:4].count(0) >= 2:
        raise NotAPlan(name, why=_("It is not written in UTF-8, as plans are."))
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode(), ""
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return raw.decode(errors="replace"), _("Line {line} holds letters that cannot be read.").format(line=line)


def _broken(text: str, name: str, damage: str) -> Parsed:
    """What can be salvaged of a text that is not JSON as a whole."""
    if f'"{FORMAT}"' not in text:
        html = text.lstrip().startswith("<")
        raise NotAPlan(name, why=_("It is a web page.") if html else _("It holds no plan."))
    decoder = json.JSONDecoder(object_pairs_hook=_Counter(), parse_constant=Unfit, **_NUMBERS)
    try:
        found = salvaged(text, decoder)
    except (RecursionError, _TooMany):
        raise DamagedPlan(name, why=damage) from None
    if {"format", "schema_version"} <= set(found.data):
        _check_claims(found.data, name)
    found.data.setdefault("schema_version", OLDEST)
    _problems(found.data)
    return Parsed(found.data, text, (damage,), found.lost, found.partly)


def _check_claims(data: dict[str, Any], name: str) -> None:
    if data.get("format") != FORMAT:
        raise NotAPlan(name, why=_("It does not say that it is a plan."))
    version = data.get("schema_version")
    if type(version) is not int or version < OLDEST:
        raise NotAPlan(name, why=_("It does not say which format it has."))
    if version > SCHEMA_VERSION:
        raise NewerPlan(name, f"format {version}, newest known {SCHEMA_VERSION}")


# JSON without its traps


class _Counter:
    """Makes objects of pairs, notices doubled keys and stops past any sensible number of objects."""

    def __init__(self) -> None:
        self.left = limits.MOST_OBJECTS

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        self.left -= 1
        if self.left < 0:
            raise _TooMany
        made = dict(pairs)
        return made if len(made) == len(pairs) else _doubled(pairs)


def _doubled(pairs: list[tuple[str, Any]]) -> Doubled:
    made = Doubled()
    for key, value in pairs:
        if key in made:
            made.key = made.key or key
        if not made.get(key):
            made[key] = value
    return made


def _integer(text: str) -> Any:
    return int(text) if len(text.lstrip("-")) <= limits.LONGEST_INTEGER else Unfit(text)


def _real(text: str) -> Any:
    value = float(text)
    return Unfit(text) if value in (float("inf"), float("-inf")) else value


_NUMBERS: dict[str, Any] = {"parse_int": _integer, "parse_float": _real}


def _loads(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_Counter(), parse_constant=Unfit, **_NUMBERS)


def _place_of(error: ValueError) -> str:
    line = getattr(error, "lineno", 0)
    if not line:
        return _("It cannot be read as a plan.")
    return _("It cannot be read from line {line} on.").format(line=line)


# Caps and unfit values, with their places


_LEAVES = frozenset((str, int, float, bool, type(None)))


@dataclass(slots=True)
class _Walk:
    data: dict[str, Any]
    found: list[str] = field(default_factory=list)

    def say(self, path: Sequence[str | int], sentence: str) -> None:
        if len(self.found) < limits.ERRORS_SHOWN:
            words = _("{place}: {problem}")
            self.found.append(words.format(place=place_word(self.data, path), problem=sentence))

    def visit(self, value: dict[str, Any] | list[Any], path: list[str | int]) -> None:
        if len(path) > limits.DEEPEST:
            self.say(path[:2], _("it is nested deeper than any plan."))
            value.clear()
            return
        if isinstance(value, Doubled):
            self.say(path, _("“{key}” is there twice.").format(key=field_word(value.key)))
        if len(value) > MAX_ROWS:
            self.say(path, _("there are more than {count} items.").format(count=number(MAX_ROWS)))
            _shorten(value)
        entries: Iterable[tuple[str | int, Any]] = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in entries:
            if inner.__class__ in _LEAVES:
                continue
            if isinstance(inner, dict | list):
                path.append(key)
                self.visit(inner, path)
                path.pop()
            elif isinstance(inner, Unfit):
                self.say([*path, key], _("the number {text} cannot be kept.").format(text=inner.text[:20]))


def _shorten(value: dict[str, Any] | list[Any]) -> None:
    if isinstance(value, list):
        del value[MAX_ROWS:]
    else:
        for key in list(value)[MAX_ROWS:]:
            del value[key]


def _problems(data: dict[str, Any]) -> list[str]:
    """Why plain data must not be opened as it is; what is too long or too deep is cut."""
    walk = _Walk(data)
    walk.visit(data, [])
    return walk.found


def place_word(data: dict[str, Any], path: Sequence[str | int]) -> str:
    """A place in the data of a plan, in words: table, item, field."""
    words = [table_word(str(path[0]))] if path else [_("The plan")]
    rows = data.get(str(path[0])) if path else None
    rest = path[1:]
    if rest and isinstance(rest[0], int):
        row = rows[rest[0]] if isinstance(rows, list) and rest[0] < len(rows) else None
        words.append(item_word(row, rest[0]))
        rest = rest[1:]
    if rest and isinstance(rest[0], str):
        words.append(_("field “{field}”").format(field=field_word(rest[0])))
    return ", ".join(words)
