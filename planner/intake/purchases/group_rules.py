"""Rules of named groups: a table with a name and spans of scores in each row, the first that fits winning."""

import re
from pathlib import Path

from planner.intake.cells import Cell, Table
from planner.intake.cleaning import fitted
from planner.intake.errors import UnreadableError
from planner.intake.names import folded
from planner.intake.tables import read_table
from planner.intake.values import number_of, text_of
from planner.language import _
from planner.segments.rfm import SCORES
from planner.segments.rfm_groups import Group, GroupRule, groups_from_rules

MOST_RULES = 200
_NAMES = ("segment", "name", "group", "nom", "groupe", "segment name")
_MEASURES = {
    "recency": ("recency", "recence", "r"),
    "frequency": ("frequency", "frequence", "f"),
    "monetary": ("monetary", "money", "montant", "m"),
}
_LOW, _HIGH = ("lower", "low", "from", "min", "de"), ("upper", "high", "to", "max", "a")
_SIGNS = re.compile(r"[^a-z]+")


def read_groups(path: Path) -> tuple[Group, ...]:
    """The groups that the rules in a file make; raises UnreadableError.

    The columns are called as in the R package rfm: segment, recency_lower, recency_upper and so on.
    """
    table = read_table(path)
    head = [_SIGNS.sub(" ", folded(heading)).strip() for heading in table.head]
    name = next((at for at, heading in enumerate(head) if heading in _NAMES), -1)
    spans = [(_place(head, words, _LOW), _place(head, words, _HIGH)) for words in _MEASURES.values()]
    if name < 0 or any(at < 0 for span in spans for at in span):
        text = _("“{name}” holds no rules of groups. It needs the columns {columns}.")
        columns = ["segment", *(f"{measure}_{end}" for measure in _MEASURES for end in ("lower", "upper"))]
        raise UnreadableError(text.format(name=table.source, columns=", ".join(columns)))
    if not 0 < len(table.rows) <= MOST_RULES:
        text = _("“{name}” holds no rules of groups, or more than {limit}.")
        raise UnreadableError(text.format(name=table.source, limit=MOST_RULES))
    rules = []
    for row in table.rows:
        try:
            recency, frequency, monetary = (
                (_score(row.cells[low], table), _score(row.cells[high], table)) for low, high in spans
            )
        except ValueError:
            text = _("“{name}”, line {line}: the limits of a group are whole numbers from 1 to {most}.")
            raise UnreadableError(text.format(name=table.source, line=row.line, most=SCORES)) from None
        rules.append(GroupRule(fitted(text_of(row.cells[name]), 300), recency, frequency, monetary))
    return groups_from_rules(rules)


def _place(head: list[str], measures: tuple[str, ...], ends: tuple[str, ...]) -> int:
    wanted = {f"{measure} {end}" for measure in measures for end in ends}
    return next((at for at, heading in enumerate(head) if heading in wanted), -1)


def _score(cell: Cell, table: Table) -> int:
    value = number_of(cell, table.decimal)
    if value is None or value != int(value) or not 1 <= value <= SCORES:
        raise ValueError(cell)
    return int(value)
