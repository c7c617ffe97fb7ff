"""Assumptions: every figure that formulas share, each with a name; and the lists that cells are chosen from."""

from collections.abc import Iterator

from exports.excel.book import Block, Cell, Column, Entry, Formula, Grid, Heading, Kind, Role, Sheet, Table, Value
from exports.excel.source import Source
from planner.actions.business_case import months_counted
from planner.actions.money import COMPARED_YEARS, horizon_years
from planner.actions.requirements import WORTH
from planner.actions.schedule import schedule
from planner.capabilities.maturity import COUNTS, REACHED
from planner.capabilities.swot import STRENGTH, WEAKNESS
from planner.clock import today
from planner.language import _
from planner.segments.value import base
from planner.weights import TOTAL

TOLERANCE = 1e-6
"""By how much sums may differ that come to the same by other ways."""
NEARLY_ZERO = 1e-9
"""What only rounding keeps apart from zero, and as a share what it keeps apart of a sum."""
_DIGITS_KEPT = 9
_MONTHS = 12
_HALF = 0.5


def assumptions(source: Source) -> Sheet:
    """What formulas rest on, in one place."""
    blocks: list[Block] = [
        Grid(tuple(_rows(source)), (_("Assumption"), _("Value"), _("What it is for"), _("Name in formulas")))
    ]
    if source.plan.profile.holidays:
        blocks += [Heading(_("Holidays")), _holidays(source)]
    return Sheet(
        "assumptions",
        _("Assumptions"),
        "assumptions",
        _("Assumptions"),
        "",
        _("Every figure that formulas share stands here once. Blue figures may be changed; the workbook follows."),
        _("Horizon, discounting, cap and limits: the figures that formulas share."),
        tuple(blocks),
        (42, 16, 74, 22),
    )


def _rows(source: Source) -> Iterator[tuple[Cell, ...]]:
    plan = source.plan
    profile = plan.profile

    def row(
        name: str, label: str, value: Value, kind: Kind, how: str, formula: Formula = (), role: Role = "input"
    ) -> tuple[Cell, ...]:
        shown: Role = "" if formula else role
        known = name if value is not None or formula else ""
        return (
            Entry(label, role="strong"),
            Entry(value, kind, shown, formula, known),
            Entry(how, role="muted"),
            Entry(name, role="code"),
        )

    yield row("as_of", _("Day of this workbook"), today(), "date", _("What is due is compared with this day."))
    yield row("plan_start", _("Start of the plan"), schedule(plan).start, "date", _("Months are counted from here."))
    yield row("horizon_start", _("Horizon, from"), profile.start, "date", _("The period that the plan is made for."))
    yield row("horizon_end", _("Horizon, to"), profile.end, "date", _("The last day of that period."))
    yield row(
        "horizon_years",
        _("Years of the horizon"),
        horizon_years(plan),
        "whole",
        _("What runs is paid for so many years; each year begun counts whole."),
        (
            "IF({$horizon_end}<{$horizon_start},1,MAX(1,ROUNDUP(((YEAR({$horizon_end})-YEAR({$horizon_start}))"
            "*{$months_a_year}+MONTH({$horizon_end})-MONTH({$horizon_start})"
            "+IF(DAY({$horizon_end})>DAY({$horizon_start}),1,0))/{$months_a_year},0)))",
        ),
    )
    yield row("months_a_year", _("Months in a year"), _MONTHS, "whole", _("To divide what is yearly."))
    yield row(
        "discount_rate",
        _("Discount rate a year"),
        profile.discount_rate,
        "share",
        _("What later money loses in worth."),
    )
    yield row(
        "monthly_rate",
        _("Discount rate a month"),
        (1 + profile.discount_rate) ** (1 / _MONTHS) - 1,
        "rate",
        _("The rate that gives the yearly one in twelve months."),
        "(1+{$discount_rate})^(1/{$months_a_year})-1",
    )
    yield row(
        "years_counted",
        _("Years that are counted"),
        profile.clv_years,
        "whole",
        _("For the worth of a customer, and for the value of the plan."),
    )
    yield row(
        "months_counted",
        _("Months that are counted"),
        months_counted(plan),
        "whole",
        _("The same in months."),
        "{$years_counted}*{$months_a_year}",
    )
    yield row("budget_cap", _("Cap of the budget"), profile.budget_cap, "money", _("What the plan may cost."))
    yield row(
        "base_stated", _("Customers, as stated"), profile.customer_base, "whole", _("All customers of the client.")
    )
    yield row(
        "customer_base",
        _("Customers, counted"),
        base(plan),
        "whole",
        _("As stated, else the sum of the segments."),
        (
            "IF(N({$base_stated})>0,{$base_stated},SUM({segments.customers}))",
            "SUM({segments.customers})",
            "{$base_stated}",
        ),
    )
    yield row("all_points", _("Points to share"), TOTAL, "whole", _("Weights add to this; a priority is at most this."))
    yield row("no_spread", _("Counts where segments do not differ"), _HALF, "fine", _("For every segment alike, of 1."))
    yield row(
        "useful_counts", _("A useful requirement counts"), WORTH["useful"], "fine", _("An essential one counts 1.")
    )
    yield row("strength_from", _("A strength from"), STRENGTH, "number", _("The mean rating, of 5."))
    yield row("weakness_under", _("A weakness under"), WEAKNESS, "number", _("The mean rating, of 5."))
    yield row("stage_reached", _("A stage is reached from"), REACHED, "percent", _("The share of indicators met."))
    yield row("partly_counts", _("Partly met counts"), COUNTS["partly"], "fine", _("A met indicator counts 1."))
    yield row(
        "compared_years",
        _("Years that platforms are compared over"),
        COMPARED_YEARS,
        "whole",
        _("Costs paid once are spread over them."),
    )
    yield row("tolerance", _("Sums may differ by"), TOLERANCE, "tiny", _("For the checks."))
    yield row(
        "nearly_zero",
        _("Counts as zero"),
        NEARLY_ZERO,
        "tiny",
        _("What only rounding keeps apart; of large sums as a share."),
    )
    yield row("digits_kept", _("Digits kept before rounding up"), _DIGITS_KEPT, "whole", _("For months to pay back."))


def _holidays(source: Source) -> Table:
    return Table(
        "holidays",
        (Column("day", _("Holiday"), lambda day: day, "date", 42, "input"),),
        sorted(source.plan.profile.holidays),
        frozen=0,
    )


def lists(source: Source) -> Sheet:
    """The words that may be chosen in a cell."""
    rows: list[tuple[Cell, ...]] = []
    places: list[tuple[str, int, int, int]] = []
    for one in source.lists.values():
        if one.choices:
            places.append((one.name, 2, len(rows), len(one.choices)))
        rows += [
            (Entry(one.head, role="muted"), Entry(c.words, role="strong", name=c.name), Entry(c.name, role="code"))
            for c in one.choices
        ]
    return Sheet(
        "lists",
        _("Lists"),
        "lists",
        _("Lists"),
        "",
        _("The words that may be chosen in a cell; those with a name are the ones that formulas compare with."),
        _("The words that may be chosen in cells."),
        (Grid(tuple(rows), (_("List"), _("Word"), _("Name in formulas")), tuple(places)),),
        (34, 60, 30),
    )
