"""Shares of steps: from counts, and brought down to one where those of a touchpoint add to more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from planner.intake.journeys.draft import DraftStep
from planner.language import _, list_text, short_percent


def shares_of_counts(counts: Sequence[tuple[str, str, float]], starts: Mapping[str, float]) -> list[float]:
    """The share of each counted step: of those who come to its source, or who go on from there where more do."""
    came: dict[str, float] = dict(starts)
    went: dict[str, float] = {}
    for source, target, count in counts:
        went[source] = went.get(source, 0.0) + count
        if target != source:
            came[target] = came.get(target, 0.0) + count
    loops: dict[str, float] = {}
    for source, target, count in counts:
        if source == target:
            loops[source] = loops.get(source, 0.0) + count
    totals = {one: max(count, came.get(one, 0.0) + loops.get(one, 0.0)) for one, count in went.items()}
    return [count / totals[source] if totals[source] > 0.0 else 0.0 for source, _target, count in counts]


def within_one(steps: Iterable[DraftStep], names: Mapping[str, str]) -> tuple[tuple[DraftStep, ...], list[str]]:
    """The steps with the shares of every touchpoint adding to at most one, and sentences where they were scaled.

    Re-engagement has a sum of its own, as its shares are of those who left.
    """
    steps = tuple(steps)
    totals: dict[tuple[str, bool], float] = {}
    for step in steps:
        key = (step.source, step.kind == "re_engagement")
        totals[key] = totals.get(key, 0.0) + (step.share or 0.0)
    over = {key: total for key, total in totals.items() if total > 1.0}
    if not over:
        return steps, []
    scaled = tuple(
        replace(step, share=step.share / over[key])
        if (key := (step.source, step.kind == "re_engagement")) in over and step.share is not None
        else step
        for step in steps
    )
    told = [f"{names.get(one, one)} ({short_percent(total)})" for (one, _b), total in over.items() if total > 1.0005]
    if not told:
        return scaled, []
    shown = list_text(told) if len(told) <= 8 else ", ".join([*told[:8], "…"])
    text = _("Shares that add to more than 100 % were brought down to that: {touchpoints}.")
    return scaled, [text.format(touchpoints=shown)]
