"""The summary: the figures that matter, what each part finds, and four charts."""

from collections.abc import Iterator

from exports.excel.book import Block, Card, Cards, Cell, Chart, Charts, Entry, Grid, Heading, Sheet
from exports.excel.parts.capabilities import radar_chart
from exports.excel.parts.money import balance_chart, case_cards, costs_chart
from exports.excel.parts.segments import bubble_chart
from exports.excel.source import Source
from planner.capabilities.ratings import is_rated
from planner.language import _
from planner.segments.value import totals

_COLUMNS = 8
_FIRST_SHEETS = {"budget": "business_case", "sources": "definitions"}
"""The sheets to go to where they are not called as their part is."""


def sheets(source: Source) -> Iterator[Sheet]:
    """Summary."""
    topic = source.topic("summary")
    yield Sheet(
        "summary",
        _("Summary"),
        "summary",
        _("Summary"),
        topic.lead if topic else "",
        "",
        _("The figures that matter, what each part finds, and charts."),
        tuple(_blocks(source)),
        (16.5,) * _COLUMNS,
    )


def _blocks(source: Source) -> Iterator[Block]:
    plan = source.plan
    if plan.segments:
        yield _value_cards(source)
    if plan.actions:
        yield case_cards(source)
    findings = tuple(_findings(source))
    if findings:
        yield Heading(_("What each part finds"))
        yield Grid(findings)
    charts: list[Chart] = []
    if plan.segments:
        charts.append(bubble_chart())
    if is_rated(plan):
        charts.append(radar_chart())
    if plan.actions:
        charts += [costs_chart(), balance_chart()]
    for at in range(0, len(charts), 2):
        yield Charts(tuple(charts[at : at + 2]))


def _value_cards(source: Source) -> Cards:
    sums = totals(source.plan)
    return Cards(
        (
            Card(_("Customers"), Entry(sums.customers, "whole", "", "SUM({segments.customers})")),
            Card(_("Value a year"), Entry(sums.value_to_date, "money", "", "SUM({segments.value})")),
            Card(_("Expected a year"), Entry(sums.expected, "money", "", "SUM({segments.expected})")),
            Card(_("Gain a year"), Entry(sums.gain, "money", "", "SUM({segments.expected})-SUM({segments.value})")),
        )
    )


def _findings(source: Source) -> Iterator[tuple[Cell, ...]]:
    for section in source.report.sections:
        if section.key in ("cover", "summary"):
            continue
        topic = section.topics[0]
        said = " – ".join(word for word in (topic.heading, topic.lead) if word)
        goal = _FIRST_SHEETS.get(section.key, section.key)
        yield Entry(section.name, role="link", link=goal, spread=2), Entry(said, spread=_COLUMNS - 2)
