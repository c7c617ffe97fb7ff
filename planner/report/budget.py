"""The budget of a report: what the plan costs and brings, for whom, how sure that is, and what fits under the cap."""

from collections.abc import Iterator

from planner.actions.business_case import (
    Budget,
    Case,
    action_cases,
    budget,
    has_benefit,
    payback_month,
    plan_case,
    plan_costs_by_kind,
    segment_case,
)
from planner.actions.chosen import chosen_actions, title_of
from planner.actions.money import cost
from planner.actions.portfolio import Portfolio, best_fit
from planner.actions.simulation import Simulation, simulate
from planner.language import _, money_short, ngettext, number
from planner.memo import remembered
from planner.plan import Plan, find
from planner.report.blocks import (
    Beside,
    Block,
    Cell,
    Column,
    FigureSpec,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    Paragraph,
    Table,
    Topic,
    amount,
    blank,
    share,
    text,
)
from planner.report.blocks import number as figure
from planner.report.phrases import counted, month_said, opening, segment_name

_DRIVERS = 5


def topics(plan: Plan) -> tuple[Topic, ...]:
    """One topic: the figures of the plan, its costs, the business case by segment and action, how sure it is."""
    return (Topic(_heading(plan), _lead(plan), tuple(_blocks(plan))),)


def _heading(plan: Plan) -> str:
    case, currency = plan_case(plan), plan.profile.currency
    if case.benefit.likely <= 0:
        return _("{cost} planned, the gain still to be stated").format(cost=money_short(case.cost, currency))
    return _("{cost} brings {gain} a year").format(
        cost=money_short(case.cost, currency), gain=money_short(case.benefit.likely, currency)
    )


def _lead(plan: Plan) -> str:
    state, currency = budget(plan), plan.profile.currency
    said = []
    if state.cap is not None:
        if state.over > 0:
            said.append(
                _("That is {over} over the cap of {cap}.").format(
                    over=money_short(state.over, currency), cap=money_short(state.cap, currency)
                )
            )
        else:
            said.append(_("That is within the cap of {cap}.").format(cap=money_short(state.cap, currency)))
    back = payback_month(plan)
    if back is not None:
        said.append(_("By {month} the plan has brought more than it cost.").format(month=month_said(*back)))
    without = sum(not has_benefit(a) for a in chosen_actions(plan))
    if without:
        said.append(
            ngettext(
                "One action has no gain of its own: it makes others possible, or its gain is not stated.",
                "{count} actions have no gain of their own: they make others possible, or their gain is not stated.",
                without,
            ).format(count=opening(counted(without)))
        )
    return " ".join(said)


def _blocks(plan: Plan) -> Iterator[Block]:
    case, currency = plan_case(plan), plan.profile.currency
    yield KeyFigures(tuple(_key_figures(plan, case)))
    yield Heading(_("Business case by segment"))
    yield segment_cases(plan)
    yield Beside(
        (Heading(_("What the money is for")), costs_table(plan)),
        tuple(_sureness(plan, simulate(plan), currency)),
    )
    portfolio = fit(plan)
    if portfolio is not None and portfolio.problem:
        yield Note(portfolio.problem, "warn")
    if any(has_benefit(a) and a.costs for a in chosen_actions(plan)):
        yield Heading(_("Cost and gain of each action"))
        yield FigureSpec("scatter", words=_("Every action by what it costs and what it brings a year."))
    yield Heading(_("Business case by action"))
    yield cases_table(plan)


def _key_figures(plan: Plan, case: Case) -> Iterator[KeyFigure]:
    currency = plan.profile.currency
    yield KeyFigure(_("Planned cost"), amount(case.cost, currency, short=True))
    yield KeyFigure(_("Expected gain per year"), amount(case.benefit.likely, currency, short=True))
    months = case.payback_months
    if months is not None:
        unit = ngettext("month", "months", months)
        yield KeyFigure(_("Paid back after"), figure(months, unit=unit))
    yield KeyFigure(
        _("Worth today, over {years} years").format(years=plan.profile.clv_years),
        amount(case.npv, currency, short=True),
    )


def _case_cells(case: Case, currency: str) -> tuple[Cell, ...]:
    known = case.benefit.high > 0
    return (
        amount(case.cost, currency, short=True),
        amount(case.benefit.low if known else None, currency, short=True, tone="muted"),
        amount(case.benefit.likely if known else None, currency, short=True, tone="strong"),
        amount(case.benefit.high if known else None, currency, short=True, tone="muted"),
        figure(case.multiple, 1, unit="×"),
        figure(case.payback_months),
        amount(case.npv, currency, short=True),
    )


def _case_columns() -> tuple[Column, ...]:
    return (
        Column("cost", _("Cost"), "money", 0.8),
        Column("low", _("Gain, low"), "money", 0.8),
        Column("likely", _("Likely a year"), "money", 0.9),
        Column("high", _("High"), "money", 0.8),
        Column("multiple", _("Gain / cost"), "number", 0.8),
        Column("payback", _("Months to pay back"), "number", 0.9),
        Column("npv", _("Worth today"), "money", 0.9),
    )


def segment_cases(plan: Plan) -> Table:
    """The business case of every segment that actions are for; what serves several is divided equally."""
    currency = plan.profile.currency
    rows = []
    for segment in plan.segments:
        case = segment_case(plan, segment.id)
        if case.cost or case.benefit.high:
            rows.append((text(segment_name(segment), "strong", ref=segment.id), *_case_cells(case, currency)))
    total = (text(_("The plan"), "strong"), *_case_cells(plan_case(plan), currency))
    return Table(
        "segment_cases",
        (Column("segment", _("Segment"), wide=2.2), *_case_columns()),
        tuple(rows),
        total,
        caption=_("An action for several segments is divided equally; what is for none counts in the plan only."),
    )


def cases_table(plan: Plan) -> Table:
    """The business case of every action that is carried out."""
    currency, cases = plan.profile.currency, action_cases(plan)
    return Table(
        "action_cases",
        (Column("action", _("Action"), wide=2.6), *_case_columns()),
        tuple(
            (text(title_of(a), ref=a.id), *_case_cells(cases[a.id], currency))
            for a in sorted(chosen_actions(plan), key=lambda a: -cases[a.id].npv)
        ),
    )


def kind_words(kind: str) -> str:
    """What a kind of cost is called."""
    return {
        "purchase": _("Purchase"),
        "training": _("Training"),
        "customisation": _("Customising"),
        "integration": _("Integration"),
        "running": _("Running"),
        "people": _("People"),
        "media": _("Media"),
        "other": _("Other"),
    }[kind]


def costs_table(plan: Plan) -> Table:
    """What the plan costs by kind of cost."""
    currency, costs = plan.profile.currency, plan_costs_by_kind(plan)
    whole = sum(costs.values())
    return Table(
        "costs",
        (
            Column("kind", _("Kind of cost"), wide=2),
            Column("amount", _("Amount"), "money", 1),
            Column("share", _("Share"), "percent", 0.8),
        ),
        tuple(
            (text(kind_words(kind)), amount(value, currency), share(value / whole if whole else None, tone="muted"))
            for kind, value in costs.items()
        ),
        (text(_("All costs"), "strong"), amount(whole, currency, tone="strong"), blank()),
    )


def _sureness(plan: Plan, found: Simulation, currency: str) -> Iterator[Block]:
    yield Heading(_("How sure it is"))
    yield Paragraph(
        _(
            "If every gain falls anywhere in its range, the plan is worth at least {low} in nine of ten cases and "
            "at least {high} in one of ten, with {middle} in the middle."
        ).format(
            low=money_short(found.npv.p10, currency),
            high=money_short(found.npv.p90, currency),
            middle=money_short(found.npv.p50, currency),
        ),
        small=True,
    )
    if found.drivers:
        yield Table(
            "drivers",
            (
                Column("action", _("What moves it most"), wide=2.4),
                Column("share", _("Part of the spread"), "percent", 1),
            ),
            tuple(
                (text(title_of(find(plan, "actions", d.action)), ref=d.action), share(d.share, tone="strong"))
                for d in found.drivers[:_DRIVERS]
            ),
        )


@remembered("actions", "platforms", "requirements", "profile")
def fit(plan: Plan) -> Portfolio | None:
    """What fits under the cap, where the plan costs more than that; None where all of it fits."""
    return best_fit(plan) if budget(plan).over > 0 else None


def fitted_budget(plan: Plan) -> Budget:
    """The budget as it would be if the plan were cut to its cap: what is left out is what does not fit."""
    portfolio, state = fit(plan), budget(plan)
    if portfolio is None:
        return state
    return Budget(portfolio.case.cost, state.cap, max(0.0, state.planned - portfolio.case.cost))


def fit_table(plan: Plan) -> Table:
    """What fits under the cap, in a few lines: selected, gain, payback, and what is left out."""
    currency = plan.profile.currency
    portfolio = fit(plan)
    case = portfolio.case if portfolio is not None else plan_case(plan)
    count = len(portfolio.chosen) if portfolio is not None else len(chosen_actions(plan))
    rows = [
        (
            text(ngettext("Selected, one action", "Selected, {count} actions", count).format(count=number(count))),
            amount(case.cost, currency, short=True, tone="strong"),
        ),
        (text(_("Expected gain per year")), amount(case.benefit.likely, currency, short=True, tone="strong")),
    ]
    if case.payback_months is not None:
        unit = ngettext("month", "months", case.payback_months)
        rows.append((text(_("Paid back after")), figure(case.payback_months, unit=unit, tone="strong")))
    left_out = portfolio.left_out if portfolio is not None else ()
    for one in left_out[:4]:
        action = find(plan, "actions", one.action)
        said = _("Left out: {name}").format(name=title_of(action))
        rows.append((text(said, "bad", ref=one.action), amount(cost(plan, action), currency, short=True, tone="bad")))
    return Table(
        "fit",
        (Column("what", _("What fits under the cap"), wide=2.6), Column("amount", _("Amount"), "money", 1)),
        tuple(rows),
        caption=_caption(portfolio),
        bare=True,
    )


def _caption(portfolio: Portfolio | None) -> str:
    if portfolio is None or not portfolio.left_out:
        return ""
    more = len(portfolio.left_out) - 4
    said = portfolio.left_out[0].reason if len(portfolio.left_out) == 1 else ""
    if more > 0:
        said = ngettext("One more is left out.", "{count} more are left out.", more).format(count=number(more))
    return said


def costs_by_segment(plan: Plan) -> list[tuple[str, float, str]]:
    """What the actions cost by segment, the largest first; what serves none or several is shared."""
    sums: dict[str, float] = {}
    for action in chosen_actions(plan):
        owner = action.segments[0] if len(action.segments) == 1 else ""
        sums[owner] = sums.get(owner, 0.0) + cost(plan, action)
    names = {s.id: segment_name(s) for s in plan.segments}
    rows = [(names.get(i, _("Shared")), value, i) for i, value in sums.items() if value]
    return sorted(rows, key=lambda row: -row[1])


def budget_blocks(plan: Plan) -> tuple[Block, ...]:
    """Where the money goes and what fits, beside each other under the timeline."""
    rows = costs_by_segment(plan)
    if not rows:
        return ()
    currency = plan.profile.currency
    total = (text(_("Total planned"), "strong"), amount(sum(r[1] for r in rows), currency, short=True, tone="strong"))
    by_segment = Table(
        "costs_by_segment",
        (Column("segment", _("Segment"), wide=2), Column("cost", _("Cost"), "money", 1)),
        tuple((text(name, ref=ref), amount(value, currency, short=True)) for name, value, ref in rows),
        total,
        printed=False,
    )
    left: tuple[Block, ...] = (
        Heading(_("Budget by segment")),
        FigureSpec("costs", words=_("What the actions cost, by segment.")),
        by_segment,
        Table("costs_total", by_segment.columns, (), total, bare=True),
    )
    title = _("What fits under the cap") if plan.profile.budget_cap is not None else _("What it brings")
    right: tuple[Block, ...] = (
        Heading(title),
        FigureSpec("cap", words=_("What is selected against the cap.")),
        fit_table(plan),
    )
    return (Beside(left, right),)
