"""The seven questions to ask of a journey, each answered in a line."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.journeys.gap_words import point_name, stage_name
from planner.journeys.graph import Graph, graph
from planner.journeys.questions import Answers, Standing, answers
from planner.journeys.records import State
from planner.language import _, list_text, ngettext
from planner.plan import Plan
from ui.widgets import Words
from ui.widgets.containers import clear_layout

MOST = 4


class SevenQuestions(QWidget):
    """Questions with their answers from the graph."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.lines: list[tuple[str, str, bool]] = []

    def show_answers(self, plan: Plan, journey: str, state: State) -> None:
        """Brings the answers up to a state of a journey."""
        lines = answer_lines(plan, journey, state)
        if lines == self.lines:
            return
        self.lines = lines
        clear_layout(self.column)
        for question, answer, good in lines:
            pair = QWidget(self)
            column = QVBoxLayout(pair)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(Words(question, "small", "text.secondary", pair, wrap=True))
            column.addWidget(Words(answer, "body", "text.primary" if good else "warn.text", pair, wrap=True))
            self.column.addWidget(pair)


def answer_lines(plan: Plan, journey: str, state: State) -> list[tuple[str, str, bool]]:
    """Each question with its answer, and whether the answer is a good one."""
    seen = graph(plan, journey, state)
    found = answers(plan, journey, state)
    used = sum(bool(use.touchpoints) for use in found.channels if use.channel)
    count = len(seen.points)
    where = _("{touchpoints} on {channels} of {all} channels").format(
        touchpoints=ngettext("{count} touchpoint", "{count} touchpoints", count).format(count=count),
        channels=used,
        all=len(plan.channels),
    )
    bare = [stage_name(seen, stage) for stage in found.uncovered]
    cover = _("None in {stages}").format(stages=list_text(bare)) if bare else _("Every stage has one")
    ends = _names(seen, (*sorted(found.breaks.dead_ends), *sorted(found.breaks.unreachable)))
    broken = _("Broken at {names}").format(names=list_text(ends)) if ends else _("It never breaks")
    ways = _("{two} two-way, {one} one-way").format(two=len(found.two_way), one=len(found.one_way))
    followed = _("{count} of {all}").format(count=len(found.followed), all=count)
    measured = _("{count} of {all}").format(count=len(found.measured), all=count)
    return [
        (_("Which touchpoints are there?"), where, used > 0),
        (_("Do they lead through every stage?"), cover, not bare),
        (_("Where does the path break?"), broken, not ends),
        (_("Which are one-way, which two-way?"), ways, bool(found.two_way) or not count),
        (_("Which follow up when customers stop?"), followed, bool(found.followed) or not count),
        (_("Which are measured?"), measured, not found.not_measured),
        (_("Do some better than others?"), _best_and_worst(seen, found), True),
    ]


def _names(seen: Graph, points: tuple[str, ...]) -> list[str]:
    """The names of touchpoints; of many only the first, and how many more."""
    names = [point_name(seen.points[point]) for point in points]
    more = len(names) - MOST
    if more <= 1:
        return names
    return [*names[:MOST], ngettext("{count} more", "{count} more", more).format(count=more)]


def _best_and_worst(seen: Graph, found: Answers) -> str:
    best, worst = (_of(seen, standing) for standing in (found.best, found.worst))
    if best and worst:
        return _("Best {best}, worst {worst}, each against its channel").format(best=best, worst=worst)
    if best or worst:
        return _("Best {best}").format(best=best) if best else _("Worst {worst}").format(worst=worst)
    return _("No difference known yet")


def _of(seen: Graph, standing: Standing | None) -> str:
    return point_name(seen.points[standing.touchpoint]) if standing is not None else ""
