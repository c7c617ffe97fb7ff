"""Gaps: the list of what leads from the current to the optimal journey, each with a key that actions refer to.

A key is ``journey/kind/item``, in small letters as keys are. A touchpoint's gap stands for the touchpoint with its
steps and starts, so the gaps of those, of its follow-up and of its measure are within it: closing the one closes them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from planner.journeys.difference import Difference, PointDifference, difference
from planner.plan import Plan

Kind = Literal[
    "stage_covered",
    "touchpoint_added",
    "touchpoint_changed",
    "touchpoint_removed",
    "follow_up_added",
    "measure_added",
    "transition_added",
    "transition_changed",
    "transition_removed",
    "entry_changed",
]

MEASURE = frozenset({"measured", "metric", "metric_value"})
_OUTCOMES = frozenset({"share", "delay_days"})
_POINT_KINDS: dict[str, Kind] = {
    "added": "touchpoint_added",
    "changed": "touchpoint_changed",
    "removed": "touchpoint_removed",
}
_STEP_KINDS: dict[str, Kind] = {
    "added": "transition_added",
    "changed": "transition_changed",
    "removed": "transition_removed",
}


StepsAt = Mapping[str, Iterable[str]]


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that differs: its kind, the touchpoint, step or stage it is about, and the fields that change.

    ``steps`` and ``entries`` come with it, by their ids in the difference. ``within`` are the keys of the gaps that
    contain it. ``alone`` says that nothing but shares and delays differs in the journey.
    """

    key: str
    kind: Kind
    journey: str
    item: str
    touchpoints: tuple[str, ...]
    steps: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    alone: bool = False

    @property
    def is_to_do(self) -> bool:
        """Whether somebody has to do something about it by itself.

        A stage is covered by touchpoints, what is within another gap goes with that one, and a share, a delay or a
        start that differs is what comes of the others; where there are no others, it is what there is to do.
        """
        if self.kind in ("stage_covered", "entry_changed"):
            return False
        contained = any("/touchpoint_" in key for key in self.within)
        outcome = self.kind == "transition_changed" and _OUTCOMES.issuperset(self.fields)
        return not contained and (self.alone or not outcome)


def gap_key(journey: str, kind: Kind, item: str) -> str:
    """The key of a gap, as an action stores it."""
    return f"{journey}/{kind}/{item}".lower()


def gaps(plan: Plan, journey: str) -> tuple[Gap, ...]:
    """The gaps of a journey: stages, touchpoints, then single steps and starts. Raises KeyError."""
    return gaps_of(difference(plan, journey))


def to_do(plan: Plan, journey: str) -> tuple[Gap, ...]:
    """The gaps that need an action; together they are all there is to do, and nothing twice."""
    return tuple(gap for gap in gaps(plan, journey) if gap.is_to_do)


def find_gap(plan: Plan, key: str) -> Gap | None:
    """The gap that a key names, or None where there is none, or none any more."""
    for journey in plan.journeys:
        if key.startswith(f"{journey.id}/".lower()):
            return _by_key(difference(plan, journey.id)).get(key)
    return None


@lru_cache(maxsize=200)
def _by_key(found: Difference) -> Mapping[str, Gap]:
    return {gap.key: gap for gap in gaps_of(found)}


@lru_cache(maxsize=200)
def gaps_of(found: Difference) -> tuple[Gap, ...]:
    """The gaps of a difference."""
    steps = _steps_by_point(found)
    stages, touchpoints = tuple(_of_stages(found, steps)), tuple(_of_touchpoints(found, steps))
    holders: dict[tuple[str, str], tuple[str, ...]] = {}
    for gap in (*touchpoints, *stages):
        for part in (*(("step", s) for s in gap.steps), *(("start", p) for p in gap.entries)):
            holders[part] = (*holders.get(part, ()), gap.key)
    out = (*stages, *touchpoints, *_of_steps(found, holders), *_of_entries(found, holders))
    return out if any(gap.is_to_do for gap in out) else tuple(replace(gap, alone=True) for gap in out)


def _of_stages(found: Difference, at: StepsAt) -> Iterator[Gap]:
    journey = found.optimal.journey.id
    for stage in found.stages_covered:
        points = tuple(point.id for point in found.optimal.by_stage[stage])
        entries = tuple(point for point in points if point in found.entries)
        key = gap_key(journey, "stage_covered", stage)
        yield Gap(key, "stage_covered", journey, stage, points, _steps_at(found, at, points), entries)


def _of_touchpoints(found: Difference, at: StepsAt) -> Iterator[Gap]:
    journey = found.optimal.journey.id
    stages = {
        point.id: (gap_key(journey, "stage_covered", stage),)
        for stage in found.stages_covered
        for point in found.optimal.by_stage[stage]
    }
    for point, what in found.points.items():
        if what.status == "same":
            continue
        within = stages.get(point, ())
        follow_up, measure = is_newly_followed(what), is_newly_measured(what)
        parts = (frozenset({"trigger"}) if follow_up else frozenset()) | (MEASURE if measure else frozenset())
        fields = tuple(field for field in what.fields if field not in parts)
        steps = tuple(at.get(point, ()))
        if fields or what.status != "changed":
            kind = _POINT_KINDS[what.status]
            key = gap_key(journey, kind, point)
            entries = (point,) if point in found.entries else ()
            yield Gap(key, kind, journey, point, (point,), steps, entries, what.fields, within)
            within = (key, *within)
        if follow_up:
            back = tuple(step for step in steps if _brings_back(found, step, point))
            key = gap_key(journey, "follow_up_added", point)
            yield Gap(key, "follow_up_added", journey, point, (point,), back, (), ("trigger",), within)
        if measure:
            key = gap_key(journey, "measure_added", point)
            fields = tuple(field for field in what.fields if field in MEASURE)
            yield Gap(key, "measure_added", journey, point, (point,), (), (), fields, within)


def is_newly_followed(what: PointDifference) -> bool:
    """Whether a touchpoint that is in both states gets its first follow-up."""
    return bool(what.before and what.after and what.before.trigger is None and what.after.trigger is not None)


def is_newly_measured(what: PointDifference) -> bool:
    """Whether a touchpoint that is in both states gets measured."""
    return bool(what.before and what.after and what.after.measured and not what.before.measured)


def _steps_by_point(found: Difference) -> StepsAt:
    """The differing steps from and to every touchpoint that has some, in order."""
    at: dict[str, dict[str, None]] = {}
    for step, what in found.steps.items():
        if what.status != "same":
            for record in (what.before, what.after):
                for end in (record.source, record.target) if record is not None else ():
                    at.setdefault(end, {})[step] = None
    return at


def _steps_at(found: Difference, at: StepsAt, points: tuple[str, ...]) -> tuple[str, ...]:
    """The differing steps from and to some touchpoints."""
    wanted = {step for point in points for step in at.get(point, ())}
    return tuple(step for step in found.steps if step in wanted)


def _brings_back(found: Difference, step: str, point: str) -> bool:
    record = found.steps[step].record
    return record.kind == "re_engagement" and record.source == point


def _of_steps(found: Difference, holders: dict[tuple[str, str], tuple[str, ...]]) -> Iterator[Gap]:
    journey = found.optimal.journey.id
    for step, what in found.steps.items():
        if what.status != "same":
            kind, record = _STEP_KINDS[what.status], what.record
            ends = (record.source, record.target)
            within = holders.get(("step", step), ())
            yield Gap(gap_key(journey, kind, step), kind, journey, step, ends, (step,), (), what.fields, within)


def _of_entries(found: Difference, holders: dict[tuple[str, str], tuple[str, ...]]) -> Iterator[Gap]:
    journey = found.optimal.journey.id
    for point in found.entries:
        key = gap_key(journey, "entry_changed", point)
        within = holders.get(("start", point), ())
        yield Gap(key, "entry_changed", journey, point, (point,), (), (point,), ("share",), within)
