"""Checks: sums that must agree, and whether the figures are still those of the plan as it was exported."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import fsum

from exports.excel.book import Column, Entry, Formula, Grid, Kind, Sheet, Table
from exports.excel.parts.assumptions import NEARLY_ZERO, TOLERANCE
from exports.excel.parts.journeys import not_accounted_for
from exports.excel.parts.money import plan_months
from exports.excel.source import Source
from planner.actions.business_case import months_counted, plan_case, plan_costs_by_kind, timings
from planner.actions.chosen import chosen_actions
from planner.actions.platforms import weights_of
from planner.journeys.flow import flow
from planner.journeys.graph import graph
from planner.journeys.records import STATES
from planner.language import _, long_date
from planner.segments.value import base, totals
from planner.weights import TOTAL

_SUMS = "sums"
_EXPORTED = "exported"


@dataclass(frozen=True, slots=True)
class Check:
    """Two figures that must agree: what they are, the formula of each and what it comes to."""

    group: str
    words: str
    first: Formula
    first_value: float
    second: Formula
    second_value: float
    kind: Kind = "money"
    at_most: bool = False
    needs: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether the figures agree as exported."""
        apart = self.difference if self.at_most else abs(self.difference)
        return apart <= TOLERANCE + NEARLY_ZERO * abs(self.second_value)

    @property
    def difference(self) -> float:
        """The first less the second."""
        return self.first_value - self.second_value


def checks_of(source: Source, tables: frozenset[str]) -> list[Check]:
    """The checks of a workbook that holds these tables."""
    return [check for check in _all(source) if tables.issuperset(check.needs)]


def sums_agree(items: list[Check]) -> bool:
    """Whether all sums agree."""
    return all(check.agrees for check in items if check.group == _SUMS)


def checks(source: Source, items: list[Check]) -> Sheet:
    """The sheet of checks."""
    unchanged = all(check.agrees for check in items if check.group == _EXPORTED)
    answers = (
        _answer(_("All sums agree"), _SUMS, sums_agree(items), "sums_agree"),
        _answer(_("No figure was changed since the export"), _EXPORTED, unchanged, "as_exported"),
    )
    return Sheet(
        "checks",
        _("Checks"),
        "checks",
        _("Checks"),
        "",
        _(
            "Sums that must agree whatever is changed here, and whether figures are still those of the plan on {date}."
        ).format(date=long_date(source.report.date)),
        _("Whether sums agree, and whether figures are still those of the plan."),
        (Grid(answers), _table(source, items)),
    )


def _answer(label: str, group: str, value: bool, name: str) -> tuple[Entry, ...]:
    return (
        Entry(label, role="strong"),
        Entry(
            value,
            "truth",
            "check",
            f"COUNTIFS({{checks.group}},{{$check_{group}}},{{checks.agrees}},FALSE)=0",
            name,
        ),
    )


def _table(source: Source, items: list[Check]) -> Table:
    return Table(
        "checks",
        (
            Column("group", _("Group"), lambda c: source.said("list_checks", c.group), wide=40, role="muted"),
            Column("words", _("What must agree"), lambda c: c.words, wide=70, role="strong"),
            Column("first", _("First figure"), lambda c: Entry(c.first_value, c.kind, "", c.first), "money", 18),
            Column("second", _("Second figure"), lambda c: _second(c), "money", 18),
            Column(
                "difference",
                _("Difference"),
                lambda c: c.difference,
                "exact",
                14,
                formula="{first}-{second}",
            ),
            Column("rule", _("May be below"), lambda c: int(c.at_most), "flag", 10),
            Column(
                "agrees",
                _("Agrees"),
                lambda c: c.agrees,
                "truth",
                12,
                "check",
                formula=("IF({rule}=1,{difference},ABS({difference}))<={$tolerance}+{$nearly_zero}*ABS({second})"),
            ),
        ),
        items,
    )


def _second(check: Check) -> Entry:
    return Entry(check.second_value, check.kind, "" if check.second else "derived", check.second)


def _all(source: Source) -> Iterator[Check]:
    yield from _of_weights(source)
    yield from _of_journeys(source)
    yield from _of_money(source)
    yield from _as_exported(source)


def _of_weights(source: Source) -> Iterator[Check]:
    plan = source.plan
    if any(o.weight for o in plan.objectives):
        yield Check(
            _SUMS,
            _("The weights of the objectives add to all points"),
            "SUM({objectives.weight})",
            fsum(o.weight for o in plan.objectives),
            "{$all_points}",
            TOTAL,
            "number",
            needs=("objectives",),
        )
    weights = weights_of(plan)
    if any(weights.values()):
        yield Check(
            _SUMS,
            _("The weights of the platform criteria add to all points"),
            "SUMPRODUCT({platform_scores^weight})",
            fsum(weights.values()),
            "{$all_points}",
            TOTAL,
            "number",
            needs=("platform_scores",),
        )
    sums = totals(plan)
    yield Check(
        _SUMS,
        _("The segments hold no more customers than there are"),
        "SUM({segments.customers})",
        sums.customers,
        "{$customer_base}",
        base(plan),
        "whole",
        at_most=True,
        needs=("segments",),
    )
    yield Check(
        _SUMS,
        _("The shares of the segments are their customers, divided by all"),
        "SUM({segments.share})*{$customer_base}",
        sums.customers if base(plan) else 0,
        "SUM({segments.customers})",
        sums.customers,
        "whole",
        needs=("segments",),
    )


def _of_journeys(source: Source) -> Iterator[Check]:
    plan = source.plan
    flows = [(graph(plan, j.id, state), flow(plan, j.id, state)) for j in plan.journeys for state in STATES]
    rests = [rest for _graph, found in flows if (rest := not_accounted_for(found)) is not None]
    yield Check(
        _SUMS,
        _("Of all who start a journey, each reaches the goal or leaves somewhere"),
        "MAX({journeys.rest})",
        max(rests, default=0.0),
        (),
        0.0,
        "share",
        needs=("journeys", "touchpoints"),
    )
    onward = [sum(found.steps[s.id].share for s in seen.out[p]) for seen, found in flows for p in seen.points]
    yield Check(
        _SUMS,
        _("No touchpoint sends on more visitors than it has"),
        "MAX({steps.onward})",
        max(onward, default=0.0),
        (),
        1.0,
        "share",
        at_most=True,
        needs=("steps",),
    )


def _of_money(source: Source) -> Iterator[Check]:
    plan = source.plan
    case = plan_case(plan)
    rows = plan_months(plan)
    yield Check(
        _SUMS,
        _("Costs by kind add to the planned cost"),
        "SUM({kinds.amount})",
        fsum(plan_costs_by_kind(plan).values()),
        "{$planned_cost}",
        case.cost,
        needs=("money", "kinds"),
    )
    yield Check(
        _SUMS,
        _("What is paid once by year is what is paid once by action"),
        "SUM({months.paid})",
        fsum(m.paid for m in rows),
        "SUMIF({money.state},{$budget_in},{money.once})",
        fsum(m.paid for m in rows),
        needs=("money", "months"),
    )
    yield Check(
        _SUMS,
        _("Years and months come to the same"),
        "SUM({years.net})",
        fsum(m.net for m in rows),
        "SUM({months.net})",
        fsum(m.net for m in rows),
        needs=("years", "months"),
    )
    if _within(source):
        yield Check(
            _SUMS,
            _("Worth today by month is worth today by action"),
            "SUM({months.worth})",
            fsum(m.net * m.factor for m in rows),
            "{$worth_today}",
            case.npv,
            needs=("money", "months"),
        )


def _within(source: Source) -> bool:
    """Whether everything is paid within the months that are counted."""
    when, last = timings(source.plan), months_counted(source.plan)
    return all(when[a.id].paid < last for a in chosen_actions(source.plan))


def _as_exported(source: Source) -> Iterator[Check]:
    plan = source.plan
    case, sums = plan_case(plan), totals(plan)
    figures = (
        (_("Value of all segments a year"), "SUM({segments.value})", sums.value_to_date, ("segments",)),
        (_("Expected value of all segments a year"), "SUM({segments.expected})", sums.expected, ("segments",)),
        (_("Planned cost"), "{$planned_cost}", case.cost, ("money",)),
        (_("Likely gain a year"), "{$gain_likely}", case.benefit.likely, ("money",)),
        (_("Worth today"), "{$worth_today}", case.npv, ("money",)),
    )
    for words, formula, value, needs in figures:
        yield Check(_EXPORTED, words, formula, value, (), value, needs=needs)
