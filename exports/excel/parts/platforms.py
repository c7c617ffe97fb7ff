"""Platforms: what each option covers and costs, and how it scores by weighted criteria."""

from collections.abc import Iterator
from typing import Any

from exports.excel.book import Band, Column, Entry, Sheet, Table
from exports.excel.lists import ONCE_KINDS
from exports.excel.source import Source
from planner.actions.money import COMPARED_YEARS, per_year
from planner.actions.platforms import PlatformRow, comparison, criterion_name, weights_of
from planner.language import _
from planner.plan import find
from planner.report.budget import kind_words


def sheets(source: Source) -> Iterator[Sheet]:
    """Platforms, platform scores."""
    topic = source.topic("platforms")
    yield Sheet(
        "platforms",
        _("Platforms"),
        "platforms",
        _("Platform comparison"),
        topic.heading if topic else "",
        topic.lead if topic else "",
        _("The options to meet the requirements, best score first, with what they cover and cost."),
        (_platforms(source),),
    )
    if source.plan.platform_criteria and source.plan.platforms:
        yield Sheet(
            "platform_scores",
            _("Platform scores"),
            "platforms",
            _("How the platforms score"),
            "",
            _("1 poor to 5 excellent. The score is the mean by weight over the criteria that are scored."),
            _("The score of each platform by criterion and weight; change a weight to see the order move."),
            (_scores(source),),
        )


def _record(source: Source, row: PlatformRow) -> Any:
    return find(source.plan, "platforms", row.platform)


def _name(source: Source, row: PlatformRow) -> str:
    return _record(source, row).name or _("Option without a name")


def _money_of(column: str) -> str:
    return f"N(INDEX({{money.{column}}},MATCH({{no}},{{money.no}},0)))"


def _platforms(source: Source) -> Table:
    def of(kind: str) -> Any:
        return lambda row: sum(c.amount for c in _record(source, row).costs if c.kind == kind)

    return Table(
        "platforms",
        (
            Column("no", _("No."), lambda r: source.number("platforms", r.platform), wide=6, role="code"),
            Column("name", _("Option"), lambda r: _name(source, r), wide=28, role="strong"),
            Column(
                "owned",
                _("Owned already"),
                lambda r: source.yes(_record(source, r).owned),
                wide=9,
                role="input",
                choices="list_yes_no",
            ),
            Column(
                "chosen",
                _("Chosen"),
                lambda r: source.yes(_record(source, r).chosen),
                wide=9,
                role="input",
                choices="list_yes_no",
            ),
            Column(
                "score",
                _("Weighted score, of 5"),
                lambda r: r.score,
                "fine",
                10,
                formula="INDEX({platform_scores.score},MATCH({no},{platform_scores.no},0))",
            ),
            Column("covered", _("Requirements covered"), lambda r: r.covered, "whole", 12, "derived"),
            *(
                Column(kind, kind_words(kind), of(kind), "money", 12, formula=_money_of(kind))
                for kind in ONCE_KINDS
                if kind in ("purchase", "training", "customisation", "integration")
                or any(c.kind == kind for p in source.plan.platforms for c in p.costs)
            ),
            Column(
                "running",
                _("Running, a year"),
                lambda r: per_year(_record(source, r).costs),
                "money",
                12,
                formula=_money_of("running"),
            ),
            Column(
                "yearly",
                _("A year over {years} years").format(years=COMPARED_YEARS),
                lambda r: r.yearly_cost,
                "money",
                12,
                formula=f"{_money_of('once')}/{{$compared_years}}+{{running}}",
            ),
            Column(
                "months", _("Months until of use"), lambda r: _record(source, r).months_to_leverage, "whole", 9, "input"
            ),
            Column(
                "covers",
                _("What it covers"),
                lambda r: source.names("requirements", _record(source, r).provides),
                wide=50,
                printed=False,
            ),
            Column(
                "tool",
                _("Tool that is there"),
                lambda r: source.names("tools", (_record(source, r).tool,)),
                wide=22,
                printed=False,
            ),
            Column("notes", _("Notes"), lambda r: _record(source, r).notes, wide=44, printed=False),
            Column("id", _("Key in the plan"), lambda r: r.platform, wide=16, role="code", printed=False),
        ),
        comparison(source.plan).rows,
    )


def _scores(source: Source) -> Table:
    plan = source.plan
    criteria = plan.platform_criteria
    weights = weights_of(plan)
    keys = [f"c{at}" for at in range(len(criteria))]
    every, weighed = f"{{{keys[0]}:{keys[-1]}}}", f"{{^weight.{keys[0]}:{keys[-1]}}}"
    whole = sum(weights.values())

    def score_on(criterion: str) -> Any:
        return lambda row: row.scores.get(criterion)

    return Table(
        "platform_scores",
        (
            Column("no", _("No."), lambda r: source.number("platforms", r.platform), wide=6, role="code"),
            Column("name", _("Option"), lambda r: _name(source, r), wide=30, role="strong"),
            *(
                Column(key, criterion_name(c), score_on(c.id), "whole", 16, "input")
                for key, c in zip(keys, criteria, strict=True)
            ),
            Column(
                "score",
                _("Weighted score, of 5"),
                lambda r: r.score,
                "fine",
                12,
                formula=(
                    f'IF(SUMPRODUCT({weighed},--ISNUMBER({every}))=0,"",'
                    f"SUMPRODUCT({weighed},{every})/SUMPRODUCT({weighed},--ISNUMBER({every})))"
                ),
            ),
            Column(
                "complete",
                _("All criteria scored"),
                lambda r: source.yes(len(r.scores) == len(criteria)),
                wide=12,
                formula=f"IF(COUNT({every})=COLUMNS({every}),{{$word_yes}},{{$word_no}})",
            ),
        ),
        comparison(plan).rows,
        bands=(
            Band(
                "weight",
                _("Weight as set"),
                {key: Entry(c.weight, "number", "input") for key, c in zip(keys, criteria, strict=True)},
            ),
            Band(
                "share",
                _("Share of the score"),
                {
                    key: Entry(
                        weights[c.id] / whole if whole else None,
                        "percent",
                        "",
                        f'IF(SUM({weighed})=0,"",{{^weight.{key}}}/SUM({weighed}))',
                    )
                    for key, c in zip(keys, criteria, strict=True)
                },
            ),
        ),
    )
