"""The platform comparison of a report: weighted scores, how firm the lead is, costs and what each covers."""

from collections.abc import Iterator

from planner.actions.money import per_year
from planner.actions.platforms import Comparison, comparison, criterion_name, weights_of
from planner.actions.records import PlatformOption
from planner.insight.finding import threshold
from planner.language import _, ngettext, percent, short_number
from planner.plan import Plan, find
from planner.report.blocks import (
    Block,
    Cell,
    Column,
    FigureSpec,
    Heading,
    Note,
    Paragraph,
    Table,
    Topic,
    amount,
    blank,
    number,
    share,
    text,
)
from planner.report.phrases import counted, one_line, opening


def topics(plan: Plan) -> tuple[Topic, ...]:
    """One topic: the scores, then what each option covers and costs."""
    found = comparison(plan)
    return (Topic(_heading(plan, found), _lead(plan, found), tuple(_blocks(plan, found))),)


def _name(plan: Plan, platform: str) -> str:
    record = find(plan, "platforms", platform)
    return (record.name if record is not None else "") or _("Option without a name")


def _heading(plan: Plan, found: Comparison) -> str:
    if not found.leader:
        count = len(plan.platforms)
        return opening(
            ngettext("One option to meet the requirements", "{count} options to meet the requirements", count).format(
                count=counted(count)
            )
        )
    if found.margin is None or found.margin < threshold(plan, "close_call"):
        return _("{name} leads, but it is a close call").format(name=_name(plan, found.leader))
    return _("{name} leads the comparison").format(name=_name(plan, found.leader))


def _lead(plan: Plan, found: Comparison) -> str:
    said = []
    if found.margin is not None:
        said.append(
            _("It leads {second} by {margin} of 5 points.").format(
                second=_name(plan, found.rows[1].platform), margin=short_number(found.margin, 2)
            )
        )
    if found.flips:
        flip = found.flips[0]
        criterion = find(plan, "platform_criteria", flip.criterion)
        said.append(
            _("{name} would lead if {criterion} weighed {at} instead of {now}.").format(
                name=_name(plan, flip.leader),
                criterion=criterion_name(criterion),
                at=percent(flip.at / 100),
                now=percent(flip.now / 100),
            )
        )
    chosen = [p.name for p in plan.platforms if p.chosen]
    if chosen:
        said.append(_("Chosen in this plan: {names}.").format(names=", ".join(chosen)))
    return " ".join(said)


def _blocks(plan: Plan, found: Comparison) -> Iterator[Block]:
    if plan.platform_criteria:
        yield Heading(_("Scores, 1 poor to 5 excellent"))
        yield scores_table(plan, found)
    if found.flips:
        yield Heading(_("How firm the lead is"))
        yield FigureSpec("close_call", words=_("The scores as the weight of one criterion moves."))
    yield Heading(_("What it covers and costs"))
    yield costs_table(plan, found)
    noted = [p for p in plan.platforms if p.notes.strip()]
    yield from (Paragraph(one_line(p.notes), lead_in=p.name) for p in noted)
    if not plan.platform_criteria:
        yield Note(_("No criterion is set yet, so the options are not scored."))


def scores_table(plan: Plan, found: Comparison) -> Table:
    """A row for each criterion with its weight, a column for each option, and the weighted score."""
    weights = weights_of(plan)
    whole = sum(weights.values())
    total = (
        text(_("Weighted score"), "strong"),
        blank(),
        *(number(row.score, 2, tone="strong") for row in found.rows),
    )
    return Table(
        "platform_scores",
        (
            Column("criterion", _("Criterion"), wide=2.0),
            Column("weight", _("Weight"), "percent", 0.8),
            *(Column(row.platform, _name(plan, row.platform), "number", 1.0) for row in found.rows),
        ),
        tuple(
            (
                text(criterion_name(c)),
                share(weights[c.id] / whole if whole else None, tone="muted"),
                *(number(row.scores.get(c.id)) for row in found.rows),
            )
            for c in plan.platform_criteria
        ),
        total,
    )


def costs_table(plan: Plan, found: Comparison) -> Table:
    """The options with what they cover, what they cost by kind, and when they are of use."""
    return Table(
        "platforms",
        (
            Column("platform", _("Option"), wide=1.7),
            Column("covered", _("Requirements covered"), "number", 1.1),
            Column("purchase", _("Purchase"), "money", 0.9),
            Column("training", _("Training"), "money", 0.9),
            Column("making", _("Customising and integrating"), "money", 1.2),
            Column("running", _("Running, a year"), "money", 1.0),
            Column("yearly", _("A year over 3 years"), "money", 1.1),
            Column("months", _("Months until of use"), "number", 1.0),
        ),
        tuple(_costs(plan, found, find(plan, "platforms", row.platform), row.yearly_cost) for row in found.rows),
        caption=_("A year over 3 years: what is paid once, spread over three years, plus what runs each year."),
    )


def _costs(plan: Plan, found: Comparison, platform: PlatformOption, yearly: float) -> tuple[Cell, ...]:
    currency = plan.profile.currency

    def of(*kinds: str) -> Cell:
        return amount(sum(c.amount for c in platform.costs if c.kind in kinds), currency)

    covered = next(row.covered for row in found.rows if row.platform == platform.id)
    return (
        text(_name(plan, platform.id), "strong", ref=platform.id),
        number(covered),
        of("purchase"),
        of("training"),
        of("customisation", "integration"),
        amount(per_year(platform.costs), currency),
        amount(yearly, currency, tone="strong"),
        number(platform.months_to_leverage),
    )
