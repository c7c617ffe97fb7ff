"""Sections: the parts of a report in their order, which of them a plan prints, and under which heading."""

from collections.abc import Callable
from dataclasses import dataclass

from planner.language import N_, _
from planner.plan import Plan
from planner.profile import ReportSection
from planner.report import (
    actions,
    budget,
    capabilities,
    cover,
    journeys,
    notes,
    objectives,
    platforms,
    segments,
    sources,
    summary,
)
from planner.report.blocks import Topic

Topics = Callable[[Plan], tuple[Topic, ...]]


@dataclass(frozen=True, slots=True)
class SectionKind:
    """A part that a report can have: its key for good, how it is made, and the page where it is filled in."""

    key: str
    title: str
    topics: Topics
    page: str

    @property
    def name(self) -> str:
        """The name in the language spoken."""
        return _(self.title)


SECTIONS: tuple[SectionKind, ...] = (
    SectionKind("cover", N_("Cover"), cover.topics, "deliverables"),
    SectionKind("summary", N_("Executive summary"), summary.topics, "insights"),
    SectionKind("objectives", N_("Objectives"), objectives.topics, "objectives"),
    SectionKind("segments", N_("Segments"), segments.topics, "segments"),
    SectionKind("journeys", N_("Journeys"), journeys.topics, "journeys"),
    SectionKind("capabilities", N_("Capabilities"), capabilities.topics, "capabilities"),
    SectionKind("actions", N_("Action plan"), actions.topics, "actions"),
    SectionKind("platforms", N_("Platform comparison"), platforms.topics, "actions"),
    SectionKind("budget", N_("Budget and return"), budget.topics, "actions"),
    SectionKind("notes", N_("Notes from the workshop"), notes.topics, "insights"),
    SectionKind("sources", N_("Sources and definitions"), sources.topics, "deliverables"),
)
"""Every part, in the order of a new plan."""

_FILLED: dict[str, Callable[[Plan], bool]] = {
    "summary": lambda plan: bool(plan.objectives or plan.segments),
    "objectives": lambda plan: bool(plan.objectives),
    "segments": lambda plan: bool(plan.segments),
    "journeys": lambda plan: bool(plan.current_touchpoints or plan.optimal_touchpoints),
    "capabilities": lambda plan: bool(plan.assessments or plan.maturity or plan.swot or plan.tools),
    "actions": lambda plan: bool(plan.actions),
    "platforms": lambda plan: bool(plan.platforms),
    "budget": lambda plan: any(a.costs or a.benefit_likely is not None for a in plan.actions),
    "notes": lambda plan: bool(plan.decisions or plan.parking or plan.noted_answers or plan.votes),
    "sources": lambda plan: bool(plan.objectives or plan.segments or plan.actions),
}


def is_filled(plan: Plan, key: str) -> bool:
    """Whether a plan holds what a part is about; the cover always is."""
    return key not in _FILLED or _FILLED[key](plan)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A part as a plan has it: printed or not, under a heading of the team's own or the drafted one."""

    kind: SectionKind
    shown: bool
    heading: str


def chosen_sections(plan: Plan) -> tuple[Chosen, ...]:
    """Every part in the plan's order; what the plan does not place stands where it stands in a new one.

    A part is printed where the plan says so, and where it says nothing, as soon as it is filled in.
    """
    own = {section.key: section for section in plan.profile.report_sections}
    known = {kind.key: kind for kind in SECTIONS}
    keys = [key for key in own if key in known]
    for at, kind in enumerate(SECTIONS):
        if kind.key not in own:
            before = [keys.index(k.key) for k in SECTIONS[:at] if k.key in keys]
            keys.insert(max(before) + 1 if before else 0, kind.key)
    return tuple(_chosen(plan, known[key], own.get(key)) for key in keys)


def _chosen(plan: Plan, kind: SectionKind, own: ReportSection | None) -> Chosen:
    if own is None:
        return Chosen(kind, is_filled(plan, kind.key), "")
    return Chosen(kind, own.shown, own.heading)


def drafted_heading(plan: Plan, key: str) -> str:
    """The heading that the data gives a part, for who wants to word it anew; nothing where it is empty."""
    kind = next(kind for kind in SECTIONS if kind.key == key)
    topics = kind.topics(plan) if is_filled(plan, key) else ()
    return topics[0].heading if topics else ""
