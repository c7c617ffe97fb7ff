"""Build: the sheets of a plan's workbook, in the order in which its report is printed."""

from collections.abc import Callable, Iterator, Mapping

from exports.excel.book import Book, Sheet
from exports.excel.parts import (
    actions,
    capabilities,
    checks,
    definitions,
    journeys,
    money,
    notes,
    objectives,
    platforms,
    segments,
    summary,
)
from exports.excel.parts.about import about
from exports.excel.parts.assumptions import assumptions, lists
from exports.excel.source import Source, source_of
from planner.plan import Plan
from planner.report.build import build_report, unwatched
from planner.report.cover import short_title

Maker = Callable[[Source], Iterator[Sheet]]

PARTS: Mapping[str, Maker] = {
    "summary": summary.sheets,
    "objectives": objectives.sheets,
    "segments": segments.sheets,
    "journeys": journeys.sheets,
    "capabilities": capabilities.sheets,
    "actions": actions.sheets,
    "platforms": platforms.sheets,
    "budget": money.sheets,
    "notes": notes.sheets,
    "sources": definitions.sheets,
}
"""What makes the sheets of each part of the report."""

_REPORT = 0.7
"""The share of the time that it takes to know what the workbook holds, and not in which form."""


def build_book(plan: Plan, told: Callable[[float], None] = unwatched) -> Book:
    """The workbook of a plan: the parts that its report prints, then what they rest on. The language is that spoken.

    ``told`` hears of the share done, and may raise to stop.
    """
    report = build_report(plan, told=lambda share: told(share * _REPORT))
    source = source_of(plan, report)
    sections = [section for section in report.sections if section.key in PARTS]
    parts: list[Sheet] = []
    for at, section in enumerate(sections):
        told(_REPORT + (1.0 - _REPORT) * at / len(sections))
        parts.extend(PARTS[section.key](source))
    tables = frozenset(table.key for sheet in parts for table in sheet.tables() if table.items)
    compared = checks.checks_of(source, tables)
    checked = [checks.checks(source, compared)] if compared else []
    others = [*parts, assumptions(source), *checked, lists(source)]
    return Book(
        title=plan.profile.title or short_title(plan),
        client=report.client,
        subject=report.subject,
        language=report.language,
        currency=report.currency,
        paper=report.paper,
        brand=report.brand,
        confidentiality=report.confidentiality,
        version=report.version,
        date=report.date,
        keywords=report.keywords,
        logo=report.logo,
        sheets=(about(source, others, compared), *others),
    )
