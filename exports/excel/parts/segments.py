"""Segments with all their figures, and how their priority is made."""

from collections.abc import Iterator

from exports.excel.book import Band, Chart, Column, Entry, Formula, Kind, Role, Series, Sheet, Table
from exports.excel.source import Source
from planner.actions.business_case import segment_case
from planner.language import _, date_text, percent
from planner.plan import find
from planner.report.phrases import segment_name
from planner.report.segments import by_priority, own_weights
from planner.segments.records import ScoreCriterion, Segment
from planner.segments.rules import rules_sentence
from planner.segments.scoring import (
    COMPUTED,
    criterion_name,
    medians,
    normalised,
    quadrant,
    scores,
    stability,
    values_of,
)
from planner.segments.value import (
    gain,
    segment_clv,
    share_of_base,
    total_expected,
    total_to_date,
    totals,
    yearly_margin,
)
from planner.segments.words import quadrant_words
from planner.weights import TOTAL


def sheets(source: Source) -> Iterator[Sheet]:
    """Segments, and the parts of their score."""
    topic = source.topic("segments")
    yield Sheet(
        "segments",
        _("Segments"),
        "segments",
        _("Segments"),
        topic.heading if topic else "",
        topic.lead if topic else "",
        _("Every segment with size, value today and expected, gain, retention, worth of a customer and priority."),
        (_segments(source),),
    )
    if scores(source.plan):
        yield Sheet(
            "scores",
            _("Scores"),
            "segments",
            _("How the priority of segments is made"),
            "",
            _(
                "Each criterion is scaled between the lowest and the highest segment and counts by its weight. "
                "Change a weight to see the ranks move."
            ),
            _("The priority of each segment from its criteria and their weights."),
            (_scores(source),),
        )


def bubble_chart() -> Chart:
    """What segments bring today against what there is to gain."""
    return Chart(
        "bubble",
        "segments",
        "name",
        (Series("gain"),),
        _("Value today and gain, by segment"),
        _("Each segment as a bubble: to the right what it brings a year, upwards what there is to gain, its size."),
        "value",
        "customers",
        _("Value a year"),
        _("Gain"),
        "money",
    )


def _times(one: str, other: str) -> str:
    return f'IF(OR({{{one}}}="",{{{other}}}=""),"",{{{one}}}*{{{other}}})'


def _segments(source: Source) -> Table:
    plan = source.plan
    found, firm, sums, middle = scores(plan), stability(plan), totals(plan), medians(plan)
    cases = {s.id: segment_case(plan, s.id) for s in plan.segments}
    return Table(
        "segments",
        (
            Column("no", _("No."), lambda s: source.number("segments", s.id), wide=6, role="code"),
            Column("name", _("Segment"), segment_name, wide=26, role="strong"),
            Column("customers", _("Customers"), lambda s: s.customers, "whole", 12, "input", total="sum"),
            Column(
                "share",
                _("Of base"),
                lambda s: share_of_base(plan, s),
                "share",
                9,
                formula='IF(OR({customers}="",{$customer_base}=0),"",{customers}/{$customer_base})',
            ),
            Column("each", _("Value a customer, a year"), lambda s: s.value_to_date, "money", 12, "input"),
            Column("each_then", _("Expected a customer, a year"), lambda s: s.expected_value, "money", 12, "input"),
            Column(
                "value",
                _("Value a year"),
                total_to_date,
                "money",
                14,
                formula=_times("each", "customers"),
                total="sum",
            ),
            Column(
                "expected",
                _("Expected a year"),
                total_expected,
                "money",
                14,
                formula=_times("each_then", "customers"),
                total="sum",
            ),
            Column(
                "gain",
                _("Gain a year"),
                gain,
                "money",
                14,
                formula='IF(OR({value}="",{expected}=""),"",{expected}-{value})',
                total="SUM({segments.expected})-SUM({segments.value})",
                total_value=sums.gain,
            ),
            Column("retention", _("Kept a year"), lambda s: s.retention, "percent", 9, "input"),
            Column(
                "lost",
                _("Lost a year"),
                lambda s: None if s.retention is None else 1 - s.retention,
                "percent",
                9,
                formula='IF({retention}="","",1-{retention})',
                total=(
                    'IF(SUMPRODUCT({segments.customers},--ISNUMBER({segments.retention}))=0,"",'
                    "SUMPRODUCT({segments.customers},{segments.lost})/"
                    "SUMPRODUCT({segments.customers},--ISNUMBER({segments.retention})))"
                ),
                total_value=sums.churn,
            ),
            Column(
                "clv",
                _("Worth of a customer, {years} years").format(years=plan.profile.clv_years),
                lambda s: segment_clv(plan, s),
                "money",
                13,
                formula=(
                    'IF(OR({margin}="",{retention}=""),"",IF({retention}=1+{$discount_rate},{margin}*{$years_counted},'
                    "{margin}*(1-({retention}/(1+{$discount_rate}))^{$years_counted})"
                    "/(1-{retention}/(1+{$discount_rate}))))"
                ),
            ),
            Column(
                "priority",
                _("Priority"),
                lambda s: found[s.id].points if s.id in found else None,
                "number",
                10,
                formula="INDEX({scores.points},MATCH({no},{scores.no},0))",
            ),
            Column(
                "rank",
                _("Rank by priority"),
                lambda s: found[s.id].rank if s.id in found else None,
                "whole",
                8,
                formula="INDEX({scores.rank},MATCH({no},{scores.no},0))",
            ),
            Column("firm", _("Rank holds"), lambda s: firm.get(s.id), "percent", 9, "derived"),
            Column("do", _("What to do"), lambda s: quadrant_words(quadrant(s, middle)), wide=12, role="derived"),
            Column("summary", _("In short"), lambda s: s.summary, wide=34, printed=False),
            Column(
                "order", _("Order value"), lambda s: s.average_transaction_value, "cents", 12, "input", printed=False
            ),
            Column("orders", _("Orders a year"), lambda s: s.purchases_per_year, "fine", 10, "input", printed=False),
            Column("gross", _("Gross margin"), lambda s: s.gross_margin, "percent", 10, "input", printed=False),
            Column(
                "margin",
                _("Margin a customer, a year"),
                yearly_margin,
                "cents",
                13,
                formula=(
                    'IF({gross}="","",IF(AND({order}<>"",{orders}<>""),{order}*{orders}*{gross},'
                    'IF({each}="","",{each}*{gross})))'
                ),
                printed=False,
            ),
            Column("tenure", _("Years as customer"), lambda s: s.tenure_years, "number", 10, "input", printed=False),
            Column("loyalty", _("Loyalty, of 100"), lambda s: s.loyalty, "whole", 10, "input", printed=False),
            Column(
                "predisposition",
                _("Inclined to buy"),
                lambda s: s.predisposition,
                "percent",
                10,
                "input",
                printed=False,
            ),
            Column(
                "within", _("Within months"), lambda s: s.predisposition_months, "whole", 10, "input", printed=False
            ),
            Column(
                "complete",
                _("Profile complete"),
                lambda s: s.profile_completeness,
                "percent",
                10,
                "input",
                printed=False,
            ),
            Column(
                "status",
                _("Customer status"),
                lambda s: source.said("list_segment_status", s.status),
                wide=16,
                choices="list_segment_status",
                printed=False,
            ),
            Column(
                "lifecycle",
                _("Lifecycle"),
                lambda s: source.said("list_lifecycle", s.lifecycle),
                wide=13,
                choices="list_lifecycle",
                printed=False,
            ),
            Column(
                "relationship",
                _("Relationship"),
                lambda s: source.said("list_relationship", s.relationship_level),
                wide=15,
                choices="list_relationship",
                printed=False,
            ),
            Column("vip", _("VIP"), lambda s: source.yes(s.vip), wide=7, choices="list_yes_no", printed=False),
            Column("channels", _("Channels, with consent"), lambda s: _channels(source, s), wide=34, printed=False),
            Column(
                "aims",
                _("Objectives weighed for it alone"),
                lambda s: ", ".join(own_weights(plan, s)),
                wide=34,
                printed=False,
            ),
            Column("rules", _("How it is defined"), rules_sentence, wide=50, printed=False),
            Column("persona", _("Who they are"), lambda s: s.persona, wide=50, printed=False),
            Column("needs", _("What they need"), lambda s: s.needs, wide=44, printed=False),
            Column("pains", _("What gets in their way"), lambda s: s.pains, wide=44, printed=False),
            Column(
                "case_cost", _("Cost of its actions"), lambda s: cases[s.id].cost, "money", 13, "derived", printed=False
            ),
            Column(
                "case_gain",
                _("Likely gain of its actions"),
                lambda s: cases[s.id].benefit.likely,
                "money",
                13,
                "derived",
                printed=False,
            ),
            Column(
                "case_worth",
                _("Worth of its actions today"),
                lambda s: cases[s.id].npv,
                "money",
                13,
                "derived",
                printed=False,
            ),
            Column("source", _("Source of the figures"), _source_words, wide=36, role="muted", printed=False),
            Column("id", _("Key in the plan"), lambda s: s.id, wide=16, role="code", printed=False),
        ),
        by_priority(plan),
        total_label=_("All segments"),
    )


def _channels(source: Source, segment: Segment) -> str:
    said = []
    for preference in segment.channels:
        lane = find(source.plan, "channels", preference.channel)
        if lane is None or not preference.preferred:
            continue
        name = source.said("list_channels", lane.id)
        said.append(name if preference.consent is None else f"{name} {percent(preference.consent)}")
    return ", ".join(said)


def _source_words(segment: Segment) -> str:
    where = segment.provenance
    kinds = {"typed": _("Typed by the team"), "imported": _("From a file"), "rfm": _("From purchases (RFM)")}
    said = (kinds[where.kind], where.source, where.detail, date_text(where.date) if where.date else "")
    return ", ".join(word for word in said if word)


_LINKS = {
    "value_to_date": "value",
    "expected_value": "expected",
    "growth": "gain",
    "size": "customers",
    "predisposition": "predisposition",
}
"""The criteria that are columns of the table of segments."""


def _scores(source: Source) -> Table:
    plan = source.plan
    found = scores(plan)
    criteria = [c for c in plan.score_criteria if c.weight > 0]
    whole = sum(c.weight for c in criteria)
    keys = [f"c{at}" for at in range(len(criteria))]
    points = f"p_{keys[0]}:p_{keys[-1]}"
    values = {c.id: values_of(plan, c) for c in criteria}
    scaled = {c.id: normalised(values[c.id]) for c in criteria}
    weights = {f"p_{key}": Entry(c.weight, "number", "input") for key, c in zip(keys, criteria, strict=True)}
    shares = {
        f"p_{key}": Entry(
            c.weight / whole * TOTAL, "number", "", f"{{^weight.p_{key}}}/SUM({{^weight.{points}}})*{{$all_points}}"
        )
        for key, c in zip(keys, criteria, strict=True)
    }

    def value_column(key: str, criterion: ScoreCriterion) -> Column:
        formula, kind, role = _how(criterion)
        of = values[criterion.id]
        return Column(key, criterion_name(criterion), lambda s: of[s.id], kind, 14, role, formula)

    def points_column(key: str, criterion: ScoreCriterion) -> Column:
        of, weight = scaled[criterion.id], criterion.weight / whole * TOTAL
        column = f"{{scores.{key}}}"
        formula = (
            f'{{^points.p_{key}}}*IF(COUNT({column})=0,{{$no_spread}},IF({{{key}}}="",0,'
            f"IF(MAX({column})=MIN({column}),{{$no_spread}},({{{key}}}-MIN({column}))/(MAX({column})-MIN({column})))))"
        )
        head = _("Points: {criterion}").format(criterion=criterion_name(criterion))
        return Column(f"p_{key}", head, lambda s: weight * of[s.id], "number", 13, formula=formula)

    pairs = list(zip(keys, criteria, strict=True))
    return Table(
        "scores",
        (
            Column("no", _("No."), lambda s: source.number("segments", s.id), wide=6, role="code"),
            Column("name", _("Segment"), segment_name, wide=28, role="strong"),
            *(value_column(key, criterion) for key, criterion in pairs),
            *(points_column(key, criterion) for key, criterion in pairs),
            Column(
                "points",
                _("Priority, of 100"),
                lambda s: found[s.id].points,
                "number",
                11,
                formula=f"SUM({{{points}}})",
            ),
            Column(
                "rank",
                _("Rank by priority"),
                lambda s: found[s.id].rank,
                "whole",
                8,
                formula=(
                    "1+SUMPRODUCT(({scores.points}>{points})+({scores.points}={points})*(ROW({scores.points})<ROW()))"
                ),
            ),
        ),
        by_priority(plan),
        bands=(
            Band("weight", _("Weight as set"), weights),
            Band("points", _("Points of 100"), shares),
        ),
    )


def _how(criterion: ScoreCriterion) -> tuple[Formula, Kind, Role]:
    """How the value of a criterion comes into its cell."""
    column = _LINKS.get(criterion.key)
    if column is not None:
        kind: Kind = "whole" if column == "customers" else "percent" if column == "predisposition" else "money"
        cell = f"INDEX({{segments.{column}}},MATCH({{no}},{{segments.no}},0))"
        return f'IF({cell}="","",{cell})', kind, ""
    if criterion.key in COMPUTED:
        return (), "percent" if criterion.key == "reach" else "number", "derived"
    return (), "number", "input"
