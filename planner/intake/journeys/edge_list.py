"""Edge lists: rows from one touchpoint to another with shares or counts, as the draft of a journey."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from planner.intake.cells import Rejected, Report, Row, Table, silent
from planner.intake.cleaning import fitted
from planner.intake.errors import UnreadableError
from planner.intake.formulas import bare
from planner.intake.journeys.columns import guess_columns
from planner.intake.journeys.draft import (
    CONVERTED,
    MAX_POINTS,
    MAX_STEPS,
    Draft,
    DraftPoint,
    DraftStep,
    along_the_way,
)
from planner.intake.journeys.facts import facts_notes, graph_facts
from planner.intake.journeys.kept import Kept, packed, with_shares
from planner.intake.journeys.shares import shares_of_counts, within_one
from planner.intake.journeys.words import end_of, phrases, spoken
from planner.intake.left_out import row_notes
from planner.intake.segments.cells import Scale, share_of, shares_scale
from planner.intake.values import number_of, text_of
from planner.language import _, number

LONGEST_NAME = 300
LARGEST = 1e12
StepKind = Literal["", "forward", "loop", "re_engagement"]
_KINDS: Mapping[str, StepKind] = {
    "forward": "forward",
    "loop": "loop",
    "re engagement": "re_engagement",
    "reengagement": "re_engagement",
}
GOAL, ALONE = "goal", "touchpoint"
"""Kinds of rows that say something of one touchpoint: that it is a goal, or only that it is there."""


@dataclass(slots=True)
class _Point:
    name: str
    stage: str = ""
    channel: str = ""
    goal: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A row that is a step: its ends by key, its share or count, days, kind, label, and the cells without a role."""

    source: str
    target: str
    share: float | None
    count: float | None
    days: float | None
    kind: StepKind
    kept: Kept


@dataclass
class _Read:
    """What the rows say, gathered one by one."""

    points: dict[str, _Point] = field(default_factory=dict)
    lines: list[_Line] = field(default_factory=list)
    starts: dict[str, float] = field(default_factory=dict)
    leaving: dict[str, float] = field(default_factory=dict)
    counted: bool = False
    rejected: list[Rejected] = field(default_factory=list)

    def point(self, end: "_End") -> str:
        """The key of a touchpoint, which is there from now on."""
        point = self.points.setdefault(end.key, _Point(end.name))
        point.stage = point.stage or fitted(end.stage, LONGEST_NAME)
        point.channel = point.channel or fitted(end.channel, LONGEST_NAME)
        return end.key

    def start(self, point: str, share: float | None, count: float | None) -> None:
        """So many start there."""
        self.counted = self.counted or (share is None and count is not None)
        value = count if share is None else share
        self.starts[point] = self.starts.get(point, 0.0) + (1.0 if value is None else value)


def draft_of_edges(table: Table, columns: Mapping[str, int] | None = None, report: Report = silent) -> Draft:
    """The journey that a list of edges draws; raises UnreadableError where it draws none.

    Names in brackets stand for what they say: (start), (conversion), and (null) for leaving.
    """
    columns = dict(columns) if columns is not None else guess_columns(table, "edges")
    if "source" not in columns or "target" not in columns:
        text = _("No two columns of “{name}” say where a step comes from and where it goes. Choose them.")
        raise UnreadableError(text.format(name=table.source))
    rows = list(table.rows)
    if _is_a_step(table, columns):
        rows.insert(0, Row(table.heading, table.head))
    scale = shares_scale(table.column(columns["share"]), table.decimal, "")[0] if "share" in columns else "share"
    read = _Read()
    for count, row in enumerate(rows):
        if count % 2_000 == 0:
            report(count / len(rows), "")
        reason = _take(_Cells(row, columns, table, scale), read)
        if reason:
            read.rejected.append(Rejected(row.line, reason, row.cells))
        if len(read.points) > MAX_POINTS or len(read.lines) > MAX_STEPS:
            text = _("“{name}” has more than {nodes} touchpoints or {edges} steps, the most that is read here.")
            raise UnreadableError(text.format(name=table.source, nodes=number(MAX_POINTS), edges=number(MAX_STEPS)))
    if not read.points:
        raise UnreadableError(_("“{name}” holds no step.").format(name=table.source))
    return _draft(table, read)


def _is_a_step(table: Table, columns: Mapping[str, int]) -> bool:
    """Whether what was taken for headings is a step already: neither column is called what such columns are."""
    said = phrases("columns")
    return not any(spoken(table.head[columns[role]]) in said[role] for role in ("source", "target"))


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a step as a row says it."""

    key: str
    name: str
    stage: str
    channel: str

    @property
    def stands_for(self) -> str:
        """``start``, ``converted`` or ``left`` for a name in brackets that means that."""
        return end_of(self.name)


class _Cells:
    """The cells of a row by their roles."""

    def __init__(self, row: Row, columns: Mapping[str, int], table: Table, scale: Scale) -> None:
        self._row, self._columns, self._table, self._scale = row, columns, table, scale

    def text(self, role: str) -> str:
        """The text of a role's cell."""
        return bare(text_of(self._row.cells[self._columns[role]])).strip() if role in self._columns else ""

    def figure(self, role: str) -> float | None:
        """The number of a role's cell; raises ValueError where it says something else, or less than zero."""
        cell = self._row.cells[self._columns[role]] if role in self._columns else None
        if cell is None or cell == "":
            return None
        decimal = self._table.decimal
        value = share_of(cell, decimal, self._scale) if role == "share" else number_of(cell, decimal)
        if value is not None and not 0.0 <= value <= LARGEST:
            raise ValueError(cell)
        return value

    def end(self, side: str) -> _End:
        """Where the step comes from (``source``) or goes (``target``)."""
        name = fitted(self.text(side), LONGEST_NAME)
        return _End(self.text(f"{side}_id") or name, name, self.text(f"{side}_stage"), self.text(f"{side}_channel"))

    def says_more(self) -> bool:
        """Whether it says anything of a step."""
        return any(self.text(role) for role in ("share", "count", "delay", "label"))

    def kept(self) -> Kept:
        """The label, and the cells under headings without a role; a count too, for its share stands elsewhere."""
        taken = {at for role, at in self._columns.items() if role != "count"}
        pairs = zip(self._table.head, self._row.cells, strict=True)
        more = ((head, bare(text_of(cell))) for at, (head, cell) in enumerate(pairs) if at not in taken and head)
        return Kept(label=self.text("label"), more=tuple((head, text) for head, text in more if text))


def _take(cells: _Cells, read: _Read) -> str:
    """Adds a row to what was read; else why it cannot be used."""
    source, target, kind = cells.end("source"), cells.end("target"), spoken(cells.text("kind"))
    try:
        share, count, days = (cells.figure(role) for role in ("share", "count", "delay"))
    except ValueError:
        return _("A share or count is no number, less than zero or too large")
    if not source.name:
        return _("It does not say where the step comes from")
    if source.stands_for in ("converted", "left") or target.stands_for == "start":
        return _("A step cannot lead from an end or to the start")
    if source.stands_for == "start":
        if target.name and not target.stands_for:  # who leaves at once never travels
            read.start(read.point(target), share, count)
        return ""
    key = read.point(source)
    if kind == GOAL:
        read.points[key].goal = True
    if kind in (GOAL, ALONE):
        return ""
    if not target.name:
        return _("It does not say where the step goes") if cells.says_more() else ""
    if target.stands_for == "left":
        read.leaving[key] = read.leaving.get(key, 0.0) + (count or 0.0)
        return ""
    other = CONVERTED if target.stands_for == "converted" else read.point(target)
    if other == CONVERTED:
        read.points.setdefault(CONVERTED, _Point(target.name, goal=True))
    named = _KINDS.get(kind, "")
    around: StepKind = "loop" if key == other and named != "re_engagement" else named
    read.lines.append(_Line(key, other, share, count, days, around, cells.kept()))
    return ""


def _draft(table: Table, read: _Read) -> Draft:
    shares = _shares(read)
    merged: dict[tuple[str, str, StepKind], list[int]] = {}
    for at, line in enumerate(read.lines):
        merged.setdefault((line.source, line.target, line.kind), []).append(at)
    steps: list[DraftStep] = []
    for (source, target, kind), places in merged.items():
        known = [share for at in places if (share := shares[at]) is not None]
        days = [value for at in places if (value := read.lines[at].days) is not None]
        markup = packed(*with_shares([read.lines[at].kept for at in places], [shares[at] for at in places]))
        mean = sum(days) / len(days) if days else None
        steps.append(DraftStep(source, target, sum(known) if known else None, mean, kind, markup))
    names = {key: point.name for key, point in read.points.items()}
    within, notes = within_one(steps, names)
    facts = graph_facts(read.points, [(line.source, line.target) for line in read.lines])
    total = sum(read.starts.values())
    starts = {key: share / total if total > 1.0 or read.counted else share for key, share in read.starts.items()}
    along = along_the_way(list(read.points), [(s.source, s.target) for s in within], starts)
    points = tuple(
        DraftPoint(key, point.name, point.stage, point.channel, point.goal, along[key])
        for key, point in read.points.items()
    )
    rejected = [*table.rejected, *read.rejected]
    return Draft(
        "edges",
        table.source,
        "",
        points,
        within,
        {key: share for key, share in starts.items() if share > 0.0},
        tuple(dict.fromkeys(p.stage for p in sorted(points, key=lambda p: p.place) if p.stage)),
        (*facts_notes(facts, names), *table.notes, *row_notes(rejected), *notes),
    )


def _shares(read: _Read) -> list[float | None]:
    """The share of each line: as it says, else by the counts where no line says a share."""
    lines = read.lines
    if any(line.share is not None for line in lines) or not any(line.count for line in lines):
        return [line.share for line in lines]
    counts = [(line.source, line.target, line.count or 0.0) for line in lines]
    left = [(key, "", count) for key, count in read.leaving.items()]
    starts = read.starts if read.counted else {}
    return list(shares_of_counts([*counts, *left], starts)[: len(lines)])
