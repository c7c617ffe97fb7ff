"""Money: costs and gains of every action and platform, the business case of the plan, and its months."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from math import fsum
from typing import Any

from exports.excel.book import Block, Card, Cards, Cell, Chart, Charts, Column, Entry, Grid, Series, Sheet, Table
from exports.excel.lists import ONCE_KINDS, RUNNING
from exports.excel.parts.actions import budget_state
from exports.excel.source import Source
from planner.actions.business_case import (
    Benefit,
    Case,
    Timing,
    action_cases,
    benefit_of,
    budget,
    cash_flow,
    chosen_platforms,
    cost_of_platform,
    discount_factors,
    has_benefit,
    months_counted,
    payback_month,
    plan_case,
    plan_costs_by_kind,
    timings,
)
from planner.actions.chosen import chosen_actions, title_of
from planner.actions.money import horizon_years, once, per_year
from planner.actions.records import Action, Costs, PlatformOption
from planner.actions.schedule import schedule
from planner.actions.simulation import simulate
from planner.language import _
from planner.plan import Plan, find
from planner.report.budget import fit, kind_words


@dataclass(frozen=True, slots=True)
class Spending:
    """An action or a platform as the business case sees it."""

    table: str
    record: Action | PlatformOption
    name: str
    state: str
    case: Case
    benefit: Benefit
    known: bool
    timing: Timing

    @property
    def costs(self) -> Costs:
        """What it costs."""
        return self.record.costs

    @property
    def counts(self) -> bool:
        """Whether the plan carries it out."""
        return self.state == "in"


def spendings(source: Source) -> list[Spending]:
    """Every action, then the platforms: all where the workbook compares them, else those that are chosen."""
    plan = source.plan
    cases, when = action_cases(plan), timings(plan)
    out = [
        Spending("actions", a, title_of(a), budget_state(a), cases[a.id], benefit_of(a), has_benefit(a), when[a.id])
        for a in plan.actions
    ]
    compared = source.report.section("platforms") is not None
    for platform in plan.platforms if compared else chosen_platforms(plan):
        name = platform.name or _("Option without a name")
        state = "in" if platform.chosen else "open"
        case = cost_of_platform(plan, platform)
        out.append(Spending("platforms", platform, name, state, case, Benefit(), False, Timing(0, 0)))
    return out


def sheets(source: Source) -> Iterator[Sheet]:
    """Business case, costs and gains, cash flow."""
    topic = source.topic("budget")
    items = spendings(source)
    yield Sheet(
        "business_case",
        _("Business case"),
        "budget",
        _("Business case"),
        topic.heading if topic else "",
        topic.lead if topic else "",
        _("What the plan costs and brings: the cap, value today, return, payback, costs by kind and year."),
        tuple(_case_blocks(source, items)),
        (36, 15, 15, 15, 15, 15, 15, 15, 15, 16, 15, 15, 15, 15, 15),
        one_page=True,
    )
    yield Sheet(
        "money",
        _("Costs and gains"),
        "budget",
        _("Costs and gains of actions and platforms"),
        "",
        _(
            "What is paid once falls in the month in which an action starts; its gain and what runs come in every "
            "month after it ends. The totals count what is in the plan."
        ),
        _("Costs by kind, gain low, likely and high, value today, return and payback of every action and platform."),
        (_money(source, items),),
    )
    if items:
        yield Sheet(
            "months",
            _("Cash flow"),
            "budget",
            _("Cash flow by month"),
            "",
            _("Expected gains less costs, from the start of the plan, as long as the worth of a customer is counted."),
            _("What is paid and what comes in, month by month, and what that is worth today."),
            (_months(source, items),),
        )


def _of_kind(kind: str) -> Any:
    def amount(item: Spending) -> float | None:
        known = [c.amount for c in item.costs if c.kind == kind]
        return fsum(known) if known else None

    return amount


def _summed(column: str) -> str:
    return f"SUMIF({{money.state}},{{$budget_in}},{{money.{column}}})"


_NPV = (
    "({expected}-N({running}))*PV({$monthly_rate},MAX(0,{$months_counted}-{earns}),-1/{$months_a_year},0,1)"
    "*(1+{$discount_rate})^(-{earns}/{$months_a_year})"
    "-N({once})*(1+{$discount_rate})^(-{paid}/{$months_a_year})"
)
_STATE = (
    "IFERROR(INDEX({actions.state},MATCH({no},{actions.no},0)),"
    "IF(INDEX({platforms.chosen},MATCH({no},{platforms.no},0))={$word_yes},{$budget_in},{$budget_open}))",
    "INDEX({actions.state},MATCH({no},{actions.no},0))",
)


def _money(source: Source, items: list[Spending]) -> Table:
    plan = source.plan
    first, last = ONCE_KINDS[0], ONCE_KINDS[-1]
    counted = [item for item in items if item.counts]
    case = plan_case(plan)
    fitting = fit(plan)
    years = horizon_years(plan)
    state = _STATE if any(i.table == "platforms" for i in items) else _STATE[1:]
    kinds = tuple(
        Column(
            kind,
            kind_words(kind),
            _of_kind(kind),
            "money",
            11,
            "input",
            total=_summed(kind),
            total_value=fsum(c.amount for i in counted for c in i.costs if c.kind == kind),
        )
        for kind in (*ONCE_KINDS, RUNNING)
    )

    def fits(item: Spending) -> str:
        if fitting is None:
            return source.yes(item.counts)
        return source.yes(item.record.id in (*fitting.chosen, *fitting.platforms))

    return Table(
        "money",
        (
            Column("no", _("No."), lambda i: source.number(i.table, i.record.id), wide=6, role="code"),
            Column("name", _("Action or platform"), lambda i: i.name, wide=30, role="strong"),
            Column("state", _("In the budget"), lambda i: source.said("list_budget", i.state), wide=13, formula=state),
            *kinds,
            Column(
                "once",
                _("Paid once"),
                lambda i: once(i.costs),
                "money",
                12,
                formula=f"SUM({{{first}:{last}}})",
                total=_summed("once"),
                total_value=fsum(once(i.costs) for i in counted),
            ),
            Column(
                "cost",
                _("Cost in the plan"),
                lambda i: once(i.costs) + per_year(i.costs) * years if i.costs else None,
                "money",
                12,
                formula=f'IF(COUNT({{{first}:{RUNNING}}})=0,"",{{once}}+N({{{RUNNING}}})*{{$horizon_years}})',
                total=_summed("cost"),
                total_value=case.cost,
            ),
            Column(
                "low",
                _("Gain a year, low"),
                lambda i: _typed(i, "benefit_low"),
                "money",
                12,
                "input",
                total=_summed("least"),
                total_value=case.benefit.low,
            ),
            Column(
                "likely",
                _("Likely"),
                lambda i: _typed(i, "benefit_likely"),
                "money",
                12,
                "input",
                total=_summed("gain"),
                total_value=case.benefit.likely,
            ),
            Column(
                "high",
                _("High"),
                lambda i: _typed(i, "benefit_high"),
                "money",
                12,
                "input",
                total=_summed("most"),
                total_value=case.benefit.high,
            ),
            Column(
                "worth",
                _("Worth today"),
                lambda i: i.case.npv,
                "money",
                13,
                formula=_NPV,
                total=_summed("worth"),
                total_value=case.npv,
            ),
            Column(
                "return",
                _("Return on cost"),
                lambda i: i.case.roi,
                "percent",
                10,
                formula='IF(N({cost})=0,"",(N({gain})-{cost})/{cost})',
            ),
            Column(
                "payback",
                _("Months to pay back"),
                lambda i: i.case.payback_months,
                "whole",
                10,
                formula=('IF(N({gain})<=0,"",ROUNDUP(ROUND(N({cost})/{gain}*{$months_a_year},{$digits_kept}),0))'),
            ),
            Column("fits", _("Fits under the cap"), fits, wide=9, role="derived"),
            Column(
                "least",
                _("Low, counted"),
                lambda i: i.benefit.low if i.known else None,
                "money",
                12,
                formula='IF(COUNT({low:high})=0,"",MIN({low:high}))',
                printed=False,
            ),
            Column(
                "gain",
                _("Likely, counted"),
                lambda i: i.benefit.likely if i.known else None,
                "money",
                12,
                formula=(
                    'IF(COUNT({low:high})=0,"",IF({likely}="",AVERAGE(MIN({low:high}),MAX({low:high})),'
                    "IF(COUNT({low:high})=COLUMNS({low:high}),MEDIAN({low:high}),{likely})))"
                ),
                printed=False,
            ),
            Column(
                "most",
                _("High, counted"),
                lambda i: i.benefit.high if i.known else None,
                "money",
                12,
                formula='IF(COUNT({low:high})=0,"",MAX({low:high}))',
                printed=False,
            ),
            Column(
                "expected",
                _("Expected a year"),
                lambda i: i.benefit.expected,
                "money",
                12,
                formula='IF({gain}="",0,AVERAGE({least:most}))',
                total=_summed("expected"),
                total_value=case.benefit.expected,
                printed=False,
            ),
            Column(
                "paid",
                _("Paid in month"),
                lambda i: i.timing.paid,
                "whole",
                9,
                formula="IFERROR(INDEX({actions.paid},MATCH({no},{actions.no},0)),0)",
                printed=False,
            ),
            Column(
                "earns",
                _("Brings from month"),
                lambda i: i.timing.earns_from,
                "whole",
                9,
                formula="IFERROR(INDEX({actions.earns},MATCH({no},{actions.no},0)),0)",
                printed=False,
            ),
            Column(
                "flows",
                _("Paid in month, at most the last"),
                lambda i: min(i.timing.paid, months_counted(plan) - 1),
                "whole",
                10,
                formula="MIN({paid},{$months_counted}-1)",
                printed=False,
            ),
            Column("assumption", _("What the gain rests on"), _assumption, wide=50, printed=False),
            Column("id", _("Key in the plan"), lambda i: i.record.id, wide=16, role="code", printed=False),
        ),
        items,
        total_label=_("In the plan"),
        frozen=3,
    )


def _typed(item: Spending, field: str) -> float | None:
    value: float | None = getattr(item.record, field, None)
    return value


def _assumption(item: Spending) -> str:
    return item.record.assumption if isinstance(item.record, Action) else item.record.notes


@dataclass(frozen=True, slots=True)
class Month:
    """A month from the start of the plan on, with what flows in it."""

    at: int
    first: dt.date
    paid: float
    running: float
    gained: float
    balance: float
    factor: float
    back: bool

    @property
    def net(self) -> float:
        """What comes in less what goes out."""
        return self.gained - self.paid - self.running


def plan_months(plan: Plan) -> list[Month]:
    """The months over which the value of the plan is counted."""
    count = months_counted(plan)
    paid, running, gained = [0.0] * count, [0.0] * (count + 1), [0.0] * (count + 1)
    when = timings(plan)
    for action in chosen_actions(plan):
        timing = when[action.id]
        paid[min(timing.paid, count - 1)] += once(action.costs)
        running[min(timing.earns_from, count)] += per_year(action.costs) / 12
        gained[min(timing.earns_from, count)] += benefit_of(action).expected / 12
    for platform in chosen_platforms(plan):
        paid[0] += once(platform.costs)
        running[0] += per_year(platform.costs) / 12
    net = cash_flow(plan)
    balances = list(accumulate(net))
    worst = max((at for at, value in enumerate(balances) if value < -1e-9), default=-1)
    start = schedule(plan).start
    rows = zip(paid, accumulate(running[:-1]), accumulate(gained[:-1]), balances, discount_factors(plan), strict=True)
    return [
        Month(at, _first_of(start, at), out, runs, comes, balance, factor, at > worst and balance > 0)
        for at, (out, runs, comes, balance, factor) in enumerate(rows)
    ]


def _first_of(start: dt.date, later: int) -> dt.date:
    year, month = divmod(start.year * 12 + start.month - 1 + later, 12)
    return dt.date(min(year, dt.MAXYEAR), month + 1, 1)


def _months(source: Source, items: list[Spending]) -> Table:
    plan = source.plan
    rows = plan_months(plan)
    return Table(
        "months",
        (
            Column("at", _("Month, from 0"), lambda m: m.at, "whole", 9, "code"),
            Column(
                "month",
                _("Month"),
                lambda m: m.first,
                "month",
                13,
                formula="DATE(YEAR({$plan_start}),MONTH({$plan_start})+{at},1)",
            ),
            Column("year", _("Year"), lambda m: m.at // 12 + 1, "whole", 7, formula="INT({at}/{$months_a_year})+1"),
            Column(
                "paid",
                _("Paid once"),
                lambda m: m.paid,
                "money",
                13,
                formula="SUMIFS({money.once},{money.state},{$budget_in},{money.flows},{at})",
                total="sum",
                total_value=fsum(m.paid for m in rows),
            ),
            Column(
                "running",
                _("Running"),
                lambda m: m.running,
                "money",
                13,
                formula=('SUMIFS({money.running},{money.state},{$budget_in},{money.earns},"<="&{at})/{$months_a_year}'),
                total="sum",
                total_value=fsum(m.running for m in rows),
            ),
            Column(
                "gained",
                _("Gain"),
                lambda m: m.gained,
                "money",
                13,
                formula=(
                    'SUMIFS({money.expected},{money.state},{$budget_in},{money.earns},"<="&{at})/{$months_a_year}'
                ),
                total="sum",
                total_value=fsum(m.gained for m in rows),
            ),
            Column(
                "net",
                _("Net"),
                lambda m: m.net,
                "money",
                13,
                formula="{gained}-{paid}-{running}",
                total="sum",
                total_value=fsum(m.net for m in rows),
            ),
            Column(
                "balance",
                _("Balance"),
                lambda m: m.balance,
                "money",
                14,
                formula='SUMIF({months.at},"<="&{at},{months.net})',
            ),
            Column(
                "factor",
                _("Worth of 1 today"),
                lambda m: m.factor,
                "fine",
                10,
                formula="(1+{$discount_rate})^(-{at}/{$months_a_year})",
            ),
            Column(
                "worth",
                _("Worth today"),
                lambda m: m.net * m.factor,
                "money",
                13,
                formula="{net}*{factor}",
                total="sum",
                total_value=fsum(m.net * m.factor for m in rows),
            ),
            Column(
                "back",
                _("Paid back"),
                lambda m: int(m.back),
                "flag",
                9,
                formula=(
                    'IF(AND({balance}>0,COUNTIFS({months.at},">="&{at},{months.balance},"<"&-{$nearly_zero})=0),1,0)'
                ),
            ),
        ),
        rows,
        total_label=_("All months"),
    )


def _case_blocks(source: Source, items: list[Spending]) -> Iterator[Block]:
    yield Grid(tuple(_facts(source)), (_("Figure"), _("Value"), _("How it is computed")))
    if items:
        yield _kinds(source)
        yield Charts((costs_chart(), balance_chart()))
        yield _years(source)


def _fact(label: str, entry: Entry, how: str = "") -> tuple[Cell, ...]:
    return (Entry(label, role="strong"), entry, Entry(how, role="muted", spread=8))


def _facts(source: Source) -> Iterator[tuple[Cell, ...]]:
    plan = source.plan
    case, state, chances = plan_case(plan), budget(plan), simulate(plan)
    back = payback_month(plan)

    def money(value: float | None, formula: str | tuple[str, ...] = (), name: str = "", derived: bool = False) -> Entry:
        return Entry(value, "money", "derived" if derived else "", formula, name)

    yield _fact(
        _("Planned cost"),
        money(case.cost, _summed("cost"), "planned_cost"),
        _("Paid once, and what runs for each year of the horizon, of all that is in the plan."),
    )
    if state.cap is not None:
        yield _fact(_("Cap"), money(state.cap, "{$budget_cap}"), _("The budget that must not be exceeded."))
        yield _fact(
            _("Left under the cap"),
            money(state.cap - case.cost, "{$budget_cap}-{$planned_cost}", "left_under_cap"),
            _("Below zero the plan costs more than the cap."),
        )
    yield _fact(
        _("Left out by hand"),
        money(state.left_out, "SUMIF({money.state},{$budget_out},{money.cost})"),
        _("What the actions that are pinned out would cost."),
    )
    fitting = fit(plan)
    if fitting is not None:
        yield _fact(
            _("Cost of what fits under the cap"),
            money(fitting.case.cost, derived=True),
            _("The actions and platforms worth most today within the cap; see the column of costs and gains."),
        )
    yield _fact(_("Gain a year, low"), money(case.benefit.low, _summed("least"), "gain_low"))
    yield _fact(_("Gain a year, likely"), money(case.benefit.likely, _summed("gain"), "gain_likely"))
    yield _fact(_("Gain a year, high"), money(case.benefit.high, _summed("most"), "gain_high"))
    yield _fact(
        _("Gain a year, expected"),
        money(case.benefit.expected, _summed("expected"), "gain_expected"),
        _("The mean of low, likely and high of each action (triangular distribution)."),
    )
    yield _fact(
        _("Worth today, over {years} years").format(years=plan.profile.clv_years),
        money(case.npv, _summed("worth"), "worth_today"),
        _("Expected gains less costs by month, discounted (net present value)."),
    )
    yield _fact(
        _("Return on cost"),
        Entry(case.roi, "percent", "", 'IF({$planned_cost}=0,"",({$gain_likely}-{$planned_cost})/{$planned_cost})'),
        _("The likely gain of a full year less the cost, divided by the cost."),
    )
    yield _fact(
        _("Gain for each 1 of cost"),
        Entry(
            case.multiple,
            "number",
            "",
            'IF(OR({$planned_cost}=0,{$gain_likely}=0),"",{$gain_likely}/{$planned_cost})',
        ),
    )
    yield _fact(
        _("Paid back after months of full gain"),
        Entry(
            case.payback_months,
            "whole",
            "",
            'IF({$gain_likely}<=0,"",ROUNDUP(ROUND({$planned_cost}/{$gain_likely}*{$months_a_year},{$digits_kept}),0))',
            "payback_months",
        ),
        _("Cost divided by the likely gain of a month, rounded up."),
    )
    yield _fact(
        _("More brought than spent from"),
        Entry(
            dt.date(*back, 1) if back else None,
            "month",
            "",
            'IF(SUM({months.back})=0,"",INDEX({months.month},MATCH(1,{months.back},0)))',
        ),
        _("The first month from which on the balance stays above zero."),
    )
    if _has_gain(plan):
        yield _fact(
            _("Worth today in nine of ten cases, at least"),
            money(chances.npv.p10, derived=True),
            _("Ten thousand draws with each gain anywhere in its range; always the same draws."),
        )
        yield _fact(_("Worth today, in the middle"), money(chances.npv.p50, derived=True))
        yield _fact(_("Worth today in one of ten cases, at least"), money(chances.npv.p90, derived=True))
        if chances.drivers:
            most = chances.drivers[0]
            title = title_of(find(plan, "actions", most.action))
            yield _fact(_("What moves it most"), Entry(title, role="derived"))


def _has_gain(plan: Plan) -> bool:
    return any(has_benefit(action) for action in chosen_actions(plan))


def _kinds(source: Source) -> Table:
    plan = source.plan
    sums = plan_costs_by_kind(plan)
    whole = fsum(sums.values())
    block = f"{ONCE_KINDS[0]}:{RUNNING}"
    years = horizon_years(plan)
    return Table(
        "kinds",
        (
            Column("kind", _("Kind of cost"), kind_words, wide=34, role="strong"),
            Column(
                "amount",
                _("Amount"),
                lambda k: sums.get(k, 0.0),
                "money",
                15,
                formula=(
                    f"SUMIF({{money.state}},{{$budget_in}},INDEX({{money.{block}}},0,"
                    f"MATCH({{kind}},{{money#{block}}},0)))*{{times}}"
                ),
                total="sum",
            ),
            Column(
                "share",
                _("Share"),
                lambda k: sums.get(k, 0.0) / whole if whole else None,
                "share",
                13,
                formula='IF(SUM({kinds.amount})=0,"",{amount}/SUM({kinds.amount}))',
            ),
            Column(
                "times",
                _("Paid so often"),
                lambda k: years if k == RUNNING else 1,
                "whole",
                13,
                formula="IF({kind}={$kind_running},{$horizon_years},1)",
            ),
        ),
        sorted((*ONCE_KINDS, RUNNING), key=lambda k: -sums.get(k, 0.0)),
        total_label=_("All costs"),
        title=_("Costs by kind, over the horizon"),
    )


def _years(source: Source) -> Table:
    plan = source.plan
    rows = plan_months(plan)
    counted = [i for i in spendings(source) if i.counts]
    last = months_counted(plan) - 1

    def in_year(field: str) -> Any:
        return lambda y: fsum(getattr(m, field) for m in rows if m.at // 12 + 1 == y)

    def of_kind(kind: str) -> Any:
        return lambda y: fsum(
            c.amount for i in counted if min(i.timing.paid, last) // 12 + 1 == y for c in i.costs if c.kind == kind
        )

    def from_months(column: str) -> str:
        return f"SUMIF({{months.year}},{{year}},{{months.{column}}})"

    def ordinary(kind: str) -> Column:
        within = (
            f"SUMIFS({{money.{kind}}},{{money.state}},{{$budget_in}},"
            f'{{money.flows}},">="&({{year}}-1)*{{$months_a_year}},'
            f'{{money.flows}},"<"&{{year}}*{{$months_a_year}})'
        )
        return Column(kind, kind_words(kind), of_kind(kind), "money", 13, formula=within, total="sum")

    return Table(
        "years",
        (
            Column("year", _("Year of the plan"), lambda y: y, "whole", 34, "code"),
            Column(
                "from",
                _("Start"),
                lambda y: rows[(y - 1) * 12].first,
                "month",
                15,
                formula="DATE(YEAR({$plan_start}),MONTH({$plan_start})+({year}-1)*{$months_a_year},1)",
            ),
            *(ordinary(kind) for kind in ONCE_KINDS),
            Column(
                RUNNING,
                kind_words(RUNNING),
                in_year("running"),
                "money",
                13,
                formula=from_months("running"),
                total="sum",
            ),
            Column(
                "costs",
                _("All costs"),
                lambda y: in_year("paid")(y) + in_year("running")(y),
                "money",
                14,
                formula=f"SUM({{{ONCE_KINDS[0]}:{RUNNING}}})",
                total="sum",
            ),
            Column("gained", _("Gain"), in_year("gained"), "money", 14, formula=from_months("gained"), total="sum"),
            Column("net", _("Net"), in_year("net"), "money", 14, formula="{gained}-{costs}", total="sum"),
            Column(
                "balance",
                _("Balance"),
                lambda y: rows[y * 12 - 1].balance,
                "money",
                14,
                formula='SUMIF({years.year},"<="&{year},{years.net})',
            ),
            Column(
                "worth",
                _("Worth today"),
                lambda y: fsum(m.net * m.factor for m in rows if m.at // 12 + 1 == y),
                "money",
                14,
                formula=from_months("worth"),
                total="sum",
            ),
        ),
        list(range(1, plan.profile.clv_years + 1)),
        total_label=_("All years"),
        title=_("Costs by kind and gains, by year from the start of the plan"),
    )


def costs_chart() -> Chart:
    """The costs of the plan by kind."""
    return Chart(
        "bar",
        "kinds",
        "kind",
        (Series("amount"),),
        _("Costs by kind"),
        _("What the plan costs over its horizon, by kind of cost."),
        kind="money",
    )


def balance_chart() -> Chart:
    """The balance of the plan by month."""
    return Chart(
        "line",
        "months",
        "month",
        (Series("balance"),),
        _("Balance by month"),
        _("What the plan has brought less what it has cost, month by month."),
        kind="money",
    )


def case_cards(source: Source) -> Cards:
    """The four figures of the business case."""
    plan = source.plan
    case = plan_case(plan)
    return Cards(
        (
            Card(_("Planned cost"), Entry(case.cost, "money", "", "{$planned_cost}")),
            Card(_("Likely gain a year"), Entry(case.benefit.likely, "money", "", "{$gain_likely}")),
            Card(
                _("Worth today, over {years} years").format(years=plan.profile.clv_years),
                Entry(case.npv, "money", "", "{$worth_today}"),
            ),
            Card(_("Months to pay back"), Entry(case.payback_months, "whole", "", "{$payback_months}")),
        )
    )
