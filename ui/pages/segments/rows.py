"""Rows of the segment table as words and figures, computed once per plan; no Qt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from planner.insight.finding import threshold
from planner.insight.rules_objectives import name_of
from planner.language import _, list_text, money, money_short, ngettext, number, percent
from planner.objectives.metrics import churn
from planner.plan import Plan
from planner.segments.records import Segment
from planner.segments.rules import rules_sentence
from planner.segments.scoring import Score, loyalty, scores
from planner.segments.value import base, gain, segment_clv, total_to_date, totals
from ui.pages.segments.columns import Column

DASH = "–"


@dataclass(frozen=True, slots=True)
class TableFigures:
    """What all rows of a plan share: computed once, looked up per row."""

    plan: Plan
    scores: Mapping[str, Score]
    base: int
    smallest: float
    high_churn: float
    objectives: Mapping[str, tuple[tuple[int, str], ...]]
    stability: Mapping[str, float] = field(default_factory=dict)


def figures_of(plan: Plan, stability: Mapping[str, float] | None = None) -> TableFigures:
    """The figures that the rows of a plan rest on; ``stability`` comes later, from a job."""
    aimed: dict[str, list[tuple[int, str]]] = {}
    for rank, objective in enumerate(plan.objectives, start=1):
        for segment in objective.segments:
            aimed.setdefault(segment, []).append((rank, objective.statement or name_of(objective)))
    return TableFigures(
        plan,
        scores(plan),
        base(plan),
        threshold(plan, "min_share_of_base"),
        threshold(plan, "high_churn"),
        {segment: tuple(named) for segment, named in aimed.items()},
        stability or {},
    )


def share_of(figures: TableFigures, segment: Segment) -> float | None:
    """The segment's share of all customers."""
    return segment.customers / figures.base if segment.customers is not None and figures.base else None


def is_small(figures: TableFigures, segment: Segment) -> bool:
    """Whether a segment is too small to stand alone and nobody said that it may."""
    share = share_of(figures, segment)
    return share is not None and share < figures.smallest and not segment.vip


def sort_value(figures: TableFigures, column: Column, segment: Segment) -> float | str | None:
    """What a column sorts a segment by; None goes last."""
    score = figures.scores.get(segment.id)
    values = {
        "name": segment.name.casefold(),
        "customers": segment.customers,
        "value": total_to_date(segment) if segment.customers is not None else segment.value_to_date,
        "expected": gain(segment),
        "loyalty": loyalty(figures.plan, segment),
        "churn": churn(segment.retention),
        "clv": segment_clv(figures.plan, segment) if column.key == "clv" else None,
        "criteria": float(len(segment.rules)),
        "stability": figures.stability.get(segment.id),
        "priority": score.points if score else None,
        "objectives": float(len(figures.objectives.get(segment.id, ()))),
    }
    return values[column.key]


def first_line(figures: TableFigures, column: Column, segment: Segment) -> str:
    """The upper line of a cell."""
    currency = figures.plan.profile.currency
    key = column.key
    if key == "name":
        return segment.name or _("Segment without a name")
    if key == "customers":
        return _or_dash(segment.customers, number)
    if key in ("value", "expected"):
        amount = segment.value_to_date if key == "value" else segment.expected_value
        return DASH if amount is None else money(amount, currency)
    if key == "loyalty":
        return _or_dash(loyalty(figures.plan, segment), number)
    if key == "churn":
        return _or_dash(churn(segment.retention), percent)
    if key == "clv":
        worth = segment_clv(figures.plan, segment)
        return DASH if worth is None else money(worth, currency)
    if key == "stability":
        return _or_dash(figures.stability.get(segment.id), percent)
    if key == "priority":
        score = figures.scores.get(segment.id)
        return number(score.points) if score else DASH
    if key == "criteria":
        return rules_sentence(segment)
    return ", ".join(str(rank) for rank, _name in figures.objectives.get(segment.id, ()))


def second_line(figures: TableFigures, column: Column, segment: Segment) -> str:
    """The lower line of a cell, or nothing."""
    currency = figures.plan.profile.currency
    if column.key == "name":
        return segment.summary or rules_sentence(segment) or _("No criteria yet")
    if column.key == "customers":
        share = share_of(figures, segment)
        return "" if share is None else percent(share, 1 if 0 < share < 0.01 else 0)
    if column.key == "value":
        total = total_to_date(segment)
        return "" if total is None else money_short(total, currency)
    if column.key == "expected":
        more = gain(segment)
        return "" if more is None else ("+" if more > 0 else "") + money_short(more, currency)
    return ""


def spoken(figures: TableFigures, column: Column, segment: Segment) -> str:
    """A cell as the screen reader says it: row, column, value."""
    value = " ".join(
        part for part in (first_line(figures, column, segment), second_line(figures, column, segment)) if part
    )
    if column.key == "name":
        return value
    return _("{row}, {column}: {value}").format(row=segment.name, column=column.heading, value=value or DASH)


def tip(figures: TableFigures, column: Column, segment: Segment) -> str:
    """The sentence behind a cell, where there is more to say."""
    if column.key in ("priority", "stability"):
        return rank_sentence(figures, segment)
    if column.key == "objectives":
        named = figures.objectives.get(segment.id, ())
        return "\n".join(f"{rank}  {name}" for rank, name in named) or _("No objective names this segment.")
    if column.key == "criteria":
        return rules_sentence(segment)
    if column.key == "name":
        return "\n".join(part for part in (segment.name, segment.summary, rules_sentence(segment)) if part)
    if column.key == "customers" and is_small(figures, segment):
        return _("Smaller than {limit} of the base.").format(limit=percent(figures.smallest))
    return ""


def rank_sentence(figures: TableFigures, segment: Segment) -> str:
    """The rank of a segment, and how firm it is."""
    score = figures.scores.get(segment.id)
    if score is None:
        return _("No score: the plan has no priority criteria yet.")
    count = len(figures.plan.segments)
    said = _("Rank {rank} of {count}.").format(rank=score.rank, count=count)
    firm = figures.stability.get(segment.id)
    if firm is None:
        return said
    kept = _("It keeps this rank in {share} of trials in which every weight moves by up to 20 %.")
    return f"{said} {kept.format(share=percent(firm))}"


def total_lines(plan: Plan) -> dict[str, str]:
    """The bottom line of the table, by column."""
    sums, currency = totals(plan), plan.profile.currency
    known = any(s.value_to_date is not None for s in plan.segments)
    expected = any(s.expected_value is not None for s in plan.segments)
    return {
        "customers": number(sums.customers),
        "value": money_short(sums.value_to_date, currency) if known else DASH,
        "expected": money_short(sums.expected, currency) if expected else DASH,
        "churn": _or_dash(sums.churn, percent),
    }


def loss_sentence(gone: Mapping[str, int]) -> str:
    """What a deletion takes along, by table: 1 journey and 14 touchpoints; nothing where it takes nothing."""
    journeys, touchpoints = gone.get("journeys", 0), gone.get("current_touchpoints", 0)
    parts = []
    if journeys:
        parts.append(ngettext("{count} journey", "{count} journeys", journeys).format(count=number(journeys)))
    if touchpoints:
        text = ngettext("{count} touchpoint", "{count} touchpoints", touchpoints)
        parts.append(text.format(count=number(touchpoints)))
    return list_text(parts)


def _or_dash(value: float | None, show: Callable[[float], str]) -> str:
    return DASH if value is None else str(show(value))
