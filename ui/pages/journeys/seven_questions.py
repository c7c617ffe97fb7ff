"""The seven questions to ask of a journey, each answered by figures that open what they count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.journeys.consent import Standing, standings
from planner.journeys.gap_words import point_name, stage_name
from planner.journeys.graph import Graph, graph
from planner.journeys.pressure import contacts_by_channel, pressure
from planner.journeys.questions import Answers, answers
from planner.journeys.records import State
from planner.language import _, named, ngettext, short_number
from planner.plan import Plan
from ui.pages.journeys.speech import channel_words, standing_words
from ui.widgets import Button, FlowLayout, Words
from ui.widgets.containers import clear_layout


@dataclass(frozen=True, slots=True)
class Figure:
    """A part of an answer: its words, the touchpoints that it counts, and whether it asks to be looked at."""

    words: str
    points: tuple[str, ...] = ()
    warns: bool = False


Line = tuple[str, tuple[Figure, ...]]


class FigureLines(QWidget):
    """Questions with figures under them. Signal: ``asked(object)`` with the touchpoints that a figure counts."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.lines: list[Line] = []
        self.doors: dict[tuple[str, str], Button] = {}
        """The figures that open something, by their question and their words."""

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Brings the figures up to date."""
        if list(lines) == self.lines:
            return
        self.lines = list(lines)
        self.doors = {}
        clear_layout(self.column)
        for question, figures in lines:
            pair = QWidget(self)
            column = QVBoxLayout(pair)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(Words(question, "small", "text.secondary", pair, wrap=True))
            row = QWidget(pair)
            flow = FlowLayout(row, 10, 0)
            for figure in figures:
                flow.addWidget(self._figure(figure, question, row))
            column.addWidget(row)
            self.column.addWidget(pair)

    def _figure(self, figure: Figure, question: str, parent: QWidget) -> QWidget:
        if not figure.points:
            return Words(figure.words, "body", "warn.text" if figure.warns else "text.primary", parent)
        door = Button(figure.words, "link", "circle-alert" if figure.warns else "", parent)
        door.setAccessibleDescription(question)
        door.clicked.connect(_Opener(self, figure.points, door).open)
        self.doors[question, figure.words] = door
        return door


class _Opener(QObject):
    """Asks for the touchpoints of a figure."""

    def __init__(self, lines: FigureLines, points: tuple[str, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._lines, self._points = lines, points

    def open(self) -> None:
        """Asks for them."""
        self._lines.asked.emit(self._points)


def answer_lines(plan: Plan, journey: str, state: State) -> list[Line]:
    """Each question with the figures that answer it."""
    seen = graph(plan, journey, state)
    found = answers(plan, journey, state)
    return [
        (_("Which touchpoints are there?"), tuple(_channels(plan, seen, found))),
        (_("Do they lead through every stage?"), tuple(_stages(seen, found))),
        (_("Where does the path break?"), tuple(_breaks(seen, found))),
        (
            _("Which are one-way, which two-way?"),
            (
                Figure(_("{count} two-way").format(count=len(found.two_way)), found.two_way),
                Figure(_("{count} one-way").format(count=len(found.one_way)), found.one_way),
            ),
        ),
        (
            _("Which follow up when customers stop?"),
            (
                Figure(_("{count} do").format(count=len(found.followed)), found.followed),
                Figure(_("{count} do not").format(count=len(found.not_followed)), found.not_followed),
            ),
        ),
        (
            _("Which are measured?"),
            (
                Figure(_("{count} measured").format(count=len(found.measured)), found.measured),
                Figure(
                    _("{count} unmeasured").format(count=len(found.not_measured)),
                    found.not_measured,
                    bool(found.not_measured),
                ),
            ),
        ),
        (_("Do some better than others?"), tuple(_best_and_worst(seen, found))),
    ]


def _channels(plan: Plan, seen: Graph, found: Answers) -> Iterable[Figure]:
    used = [use for use in found.channels if use.touchpoints]
    count = len(seen.points)
    words = ngettext("{count} touchpoint", "{count} touchpoints", count).format(count=count)
    yield Figure(words, tuple(seen.points))
    for use in used:
        yield Figure(named(channel_words(plan, use.channel), len(use.touchpoints)), use.touchpoints)
    bare = sum(not use.touchpoints for use in found.channels if use.channel)
    if bare:
        yield Figure(ngettext("{count} channel unused", "{count} channels unused", bare).format(count=bare))


def _stages(seen: Graph, found: Answers) -> Iterable[Figure]:
    for cover in found.stages:
        count = len(cover.touchpoints)
        yield Figure(named(stage_name(seen, cover.stage), count), cover.touchpoints, not count)


def _breaks(seen: Graph, found: Answers) -> Iterable[Figure]:
    order = {point: at for at, point in enumerate(seen.points)}
    for name, points in (
        (_("Dead ends"), found.breaks.dead_ends),
        (_("Nobody gets to"), found.breaks.unreachable),
        (_("Bring back nobody"), found.breaks.senders),
    ):
        if points:
            yield Figure(named(name, len(points)), tuple(sorted(points, key=order.__getitem__)), warns=True)
    ends = {step.id: (step.source, step.target) for step in seen.steps}
    for stage, steps in found.breaks.skipped.items():
        both = tuple(dict.fromkeys(point for step in steps for point in ends[step]))
        yield Figure(named(_("Past {stage}").format(stage=stage_name(seen, stage)), len(steps)), both)
    if not (found.breaks.dead_ends or found.breaks.unreachable or found.breaks.senders):
        yield Figure(_("It never breaks"))


def _best_and_worst(seen: Graph, found: Answers) -> Iterable[Figure]:
    best, worst = found.best, found.worst
    if best is not None:
        words = _("Best: {name}").format(name=point_name(seen.points[best.touchpoint]))
        yield Figure(words, (best.touchpoint,))
    if worst is not None:
        words = _("Worst: {name}").format(name=point_name(seen.points[worst.touchpoint]))
        yield Figure(words, (worst.touchpoint,))
    if best is None and worst is None:
        yield Figure(_("No difference known yet"))


def contact_lines(plan: Plan, journey: str, state: State) -> list[Line]:
    """The contacts of a customer a month by channel, where each stands with the segment, and what is too much."""
    seen = graph(plan, journey, state)
    contacts, known = contacts_by_channel(plan, journey, state), standings(plan, journey)
    lines: list[Line] = []
    for channel in plan.channels:
        points = tuple(p.id for p in seen.points.values() if p.channel == channel.id)
        standing = known[channel.id]
        if points or standing.preferred:
            name = channel_words(plan, channel.id)
            words = standing_words(standing)
            head = _("{channel}: {standing}").format(channel=name, standing=words) if words else name
            lines.append((head, (_contacts(contacts.get(channel.id, 0.0), points, standing),)))
    over = [one for one in pressure(plan, journey, state) if one.over]
    if over:
        names = tuple(
            Figure(
                _("{name}: {contacts} of {limit}").format(
                    name=point_name(seen.points[one.touchpoint]),
                    contacts=short_number(one.contacts, 1),
                    limit=short_number(one.limit or 0.0, 1),
                ),
                (one.touchpoint,),
                warns=True,
            )
            for one in over
        )
        lines.append((_("More than the limit"), names))
    return lines


def _contacts(count: float, points: tuple[str, ...], standing: Standing) -> Figure:
    if not points:
        return Figure(_("not used"))
    words = _("{count} a month").format(count=short_number(count, 1 if count >= 0.1 else 2))
    return Figure(words, points, standing.refused or standing.unknown)
