"""The slides: every question for the room with the picture that it is asked about, made from a plan; no widgets."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planner.catalogue import CoachingQuestion, coaching
from planner.journeys.graph import of_journey
from planner.journeys.records import Journey, touchpoints_table
from planner.plan import Plan, find
from planner.report.phrases import segment_name
from planner.segments.records import Segment
from planner.segments.scoring import scores
from planner.segments.value import gain
from planner.segments.words import lifecycle_role

STEPS = ("objectives", "segments", "journeys", "capabilities", "actions", "insights", "deliverables")
"""The pages in the order in which they are presented."""

ASKED_ABOUT: Mapping[str, tuple[str, ...]] = {
    "objectives": ("ranking",),
    "objectives_2": ("kpis",),  # the weights would bias the vote
    "objectives_3": ("kpis", "ranking"),
    "objectives_4": ("goals", "ranking"),
    "objectives_6": ("kpis", "ranking"),
    "segments": ("bubbles",),
    "segments_4": ("waterfall", "bubbles"),
    "segments_5": ("channels", "bubbles"),
    "segments_6": ("spotlight", "bubbles"),
    "journeys": ("current", "optimal"),
    "journeys_1": ("funnel", "current"),
    "journeys_4": ("optimal", "current"),
    "journeys_5": ("difference", "current"),
    "capabilities": ("radar",),
    "capabilities_3": ("maturity",),
    "capabilities_5": ("maturity",),
    "actions": ("timeline",),
    "actions_2": ("thread", "timeline"),
    "actions_4": ("scatter", "timeline"),
    "insights_1": ("goals", "thread"),
    "insights_2": ("gain_and_cost", "waterfall"),
    "deliverables_1": ("thread",),
    "deliverables_2": ("timeline",),
}
"""The pictures of a question, or of all others of its page: the first that the plan can fill is shown."""

WIDE = frozenset({"goals", "channels", "current", "optimal", "difference", "timeline", "thread"})
"""The pictures that need the whole width."""

BALLOTS_ON_OBJECTIVES = frozenset({"objectives_2"})
"""The questions whose ballot is on the objectives."""


@dataclass(frozen=True, slots=True)
class Slide:
    """One question with its picture; ``key`` is the question's, ``item`` the journey or segment that it is about."""

    key: str
    page: str
    question: str
    why: str
    at: int
    """Its place among the questions of its page, from 0."""
    of: int
    picture: str = ""
    item: str = ""
    about: str = ""
    role: str = ""
    """The colour of the segment that ``about`` names."""

    @property
    def wide(self) -> bool:
        """Whether its picture needs the whole width."""
        return self.picture in WIDE

    @property
    def on_objectives(self) -> bool:
        """Whether the objectives are what is voted on."""
        return self.key in BALLOTS_ON_OBJECTIVES


def slides(plan: Plan, segment: str = "") -> tuple[Slide, ...]:
    """Every slide of a plan in order; ``segment`` is the one to talk about, else the one of highest priority."""
    return tuple(slide for page in STEPS for slide in _of_page(plan, page, segment))


def first_of(made: tuple[Slide, ...], page: str) -> int:
    """Where the slides of a page begin; 0 for a page that has none."""
    return next((at for at, slide in enumerate(made) if slide.page == page), 0)


def _of_page(plan: Plan, page: str, segment: str) -> Iterator[Slide]:
    asked = coaching(page)
    for at, question in enumerate(asked):
        yield _slide(plan, page, question, at, len(asked), segment)


def _slide(plan: Plan, page: str, question: CoachingQuestion, at: int, of: int, segment: str) -> Slide:
    for picture in ASKED_ABOUT.get(question.key) or ASKED_ABOUT.get(page, ()):
        item = _ITEMS[picture](plan, segment)
        if item is not None:
            about = _segment_of(plan, picture, item)
            name, role = (segment_name(about), lifecycle_role(about.lifecycle)) if about is not None else ("", "")
            return Slide(question.key, page, question.question, question.why, at, of, picture, item, name, role)
    return Slide(question.key, page, question.question, question.why, at, of)


def _segment_of(plan: Plan, picture: str, item: str) -> Segment | None:
    if picture == "spotlight":
        return _known(find(plan, "segments", item))
    journey: Journey | None = find(plan, "journeys", item) if item else None
    return _known(find(plan, "segments", journey.segment)) if journey is not None else None


def _known(record: Any) -> Segment | None:
    return record if isinstance(record, Segment) else None


def segments_in_order(plan: Plan, segment: str = "") -> list[str]:
    """The ids of the segments by priority, with the one to talk about first."""
    ranked = list(scores(plan)) or [s.id for s in plan.segments]
    return sorted(ranked, key=lambda i: i != segment)


def _where(there: Callable[[Plan], object]) -> Callable[[Plan, str], str | None]:
    """A picture of the whole plan: no item, where the plan can fill it."""
    return lambda plan, _segment: "" if there(plan) else None


def _spotlight(plan: Plan, segment: str) -> str | None:
    for key in segments_in_order(plan, segment):
        found = _known(find(plan, "segments", key))
        if found is not None and gain(found) is not None:
            return key
    return None


def _journey(*states: str) -> Callable[[Plan, str], str | None]:
    """The journey of the segment to talk about that has touchpoints in every one of these states."""

    def found(plan: Plan, segment: str) -> str | None:
        order = {key: at for at, key in enumerate(segments_in_order(plan, segment))}
        for journey in sorted(plan.journeys, key=lambda j: order.get(j.segment, len(order))):
            if all(of_journey(plan, touchpoints_table(state), journey.id) for state in states):  # type: ignore[arg-type]
                return journey.id
        return None

    return found


def _funnel(plan: Plan, segment: str) -> str | None:
    from exports.figures.funnel import funnel_steps

    key = _journey("current")(plan, segment)
    return key if key is not None and len(funnel_steps(plan, key)) > 1 else None


_ITEMS: Mapping[str, Callable[[Plan, str], str | None]] = {
    "ranking": _where(lambda plan: plan.objectives),
    "kpis": _where(lambda plan: plan.kpis),
    "goals": _where(lambda plan: plan.objectives and plan.segments),
    "bubbles": _where(lambda plan: any(gain(s) is not None for s in plan.segments)),
    "waterfall": _where(lambda plan: any(gain(s) for s in plan.segments)),
    "channels": _where(lambda plan: plan.segments and plan.channels),
    "spotlight": _spotlight,
    "funnel": _funnel,
    "current": _journey("current"),
    "optimal": _journey("optimal"),
    "difference": _journey("current", "optimal"),
    "radar": _where(lambda plan: plan.assessments),
    "maturity": _where(lambda plan: plan.assessments or plan.maturity),
    "timeline": _where(lambda plan: plan.actions),
    "thread": _where(lambda plan: plan.objectives and plan.actions),
    "scatter": _where(lambda plan: plan.actions),
    "gain_and_cost": _where(lambda plan: plan.actions and any(gain(s) for s in plan.segments)),
}
"""The id of a picture's item in a plan, empty where it is about the whole plan, None where there is nothing to show."""
