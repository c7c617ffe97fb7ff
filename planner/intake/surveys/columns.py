"""Columns of a survey: which one asks what, and which one holds the weights, by heading and by answers."""

from collections.abc import Iterable
from dataclasses import replace
from fnmatch import fnmatchcase

from planner.intake.cells import Cell, Table
from planner.intake.cleaning import one_line
from planner.intake.errors import UnreadableError
from planner.intake.names import folded
from planner.intake.surveys.answers import AnswerReader, Look, NoAnswer, guess_scale, look_at, plain, reaches_ten, words
from planner.intake.tables import column_name
from planner.intake.values import number_of
from planner.language import _
from planner.objectives.metrics import SurveyKind

_SAMPLE = 5_000
_UNLIKELY = 3
_SHOWN_COLUMNS = 12
_KINDS: tuple[SurveyKind, ...] = ("nps", "ces", "csat")


def heading_of(table: Table, at: int) -> str:
    """The heading of a column, else its letter."""
    return table.head[at] or _("Column {letter}").format(letter=column_name(at))


def column_of(table: Table, name: str) -> int:
    """The column of that heading or letter; raises UnreadableError where there is none, or more than one."""
    wanted = folded(name)
    for same in (
        [at for at, head in enumerate(table.head) if head == name],
        [at for at, head in enumerate(table.head) if folded(head) == wanted],
        [at for at in range(len(table.head)) if folded(column_name(at)) == wanted],
    ):
        if len(same) == 1:
            return same[0]
        if same:
            reason = _("“{name}” has more than one column “{column}”.")
            raise UnreadableError(reason.format(name=table.source, column=name))
    heads = ", ".join(one_line(head, 40) for head in table.head[:_SHOWN_COLUMNS] if head)
    reason = _("“{name}” has no column “{column}”. Its columns start with {columns}.")
    raise UnreadableError(reason.format(name=table.source, column=name, columns=heads))


def columns_like(table: Table, name: str) -> list[int]:
    """The columns that a heading, a letter or a pattern with ``*`` names; raises UnreadableError where none is."""
    wanted = folded(name)
    if "*" in name and wanted not in map(folded, table.head):
        found = [at for at, head in enumerate(table.head) if fnmatchcase(folded(head), wanted)]
        if found:
            return found
    return [column_of(table, name)]


def look(table: Table, at: int, missing: Iterable[str] = ()) -> Look:
    """What the answers of a column look like."""
    return look_at([row.cells[at] for row in table.rows[:_SAMPLE]], table.decimal, missing)


def guess_kind(table: Table, at: int, missing: Iterable[str] = ()) -> SurveyKind:
    """What a question asks for: by its heading, else by its answers."""
    seen = look(table, at, missing)
    high = max((value for value in seen.numbers if value <= 10), default=0)
    for kind in _KINDS:
        # Some ask how likely one is to recommend on a scale of five: that is no NPS.
        if _headed(table.head[at], kind) and (kind != "nps" or high > 5):
            return kind
    if reaches_ten(seen.numbers):
        return "nps"
    return "ces" if seen.said and guess_scale("csat", seen).family in words()["easy"] else "csat"


def is_question(table: Table, at: int) -> bool:
    """Whether a column looks like answers on a scale rather than numbers, names or free text."""
    seen = look(table, at)
    different = len(seen.numbers) + len(seen.said)
    if not seen.filled or not 2 <= different <= 25:
        return False
    reader = AnswerReader("csat", replace(guess_scale("csat", seen), lowest=0, highest=11), table.decimal)
    read = sum(
        count for value, count in seen.numbers.items() if reader.scale.holds(value) and value.is_integer()
    ) + sum(count for said, count in seen.said.items() if not isinstance(reader.read(said), NoAnswer))
    # A heading that asks says more than its cells, of which many may be codes for no answer.
    return read >= (0.5 if _likely(table, at) < _UNLIKELY else 0.8) * seen.filled


def questions(table: Table) -> list[int]:
    """The columns that look like questions, the likeliest first."""
    found = [at for at in range(len(table.head)) if is_question(table, at)]
    return sorted(found, key=lambda at: (_likely(table, at), at))


def _likely(table: Table, at: int) -> int:
    head = table.head[at]
    return next((rank for rank, kind in enumerate(("nps", "csat", "ces")) if _headed(head, kind)), _UNLIKELY)


def guess_weight(table: Table) -> int:
    """The column of the weights, by its heading and positive numbers; -1 where there is none."""
    for at, head in enumerate(table.head):
        if _headed(head, "weight"):
            numbers = [weight_in(row.cells[at], table) for row in table.rows[:200]]
            if numbers and sum(value is not None for value in numbers) > len(numbers) / 2:
                return at
    return -1


def _headed(heading: str, kind: str) -> bool:
    said = f" {plain(heading)} "
    return any(f" {word} " in said for word in words()["headings"][kind])


def weight_in(cell: Cell, table: Table) -> float | None:
    """A weight of more than nothing, else None."""
    try:
        value = number_of(cell, table.decimal)
    except ValueError:
        return None
    return value if value is not None and 0 < value < 1e12 else None
