"""Definitions and sources: how figures are computed, what KPIs mean, where figures and method come from."""

from collections.abc import Iterator

from exports.excel.book import Column, Sheet, Table
from exports.excel.source import Source
from planner.catalogue import ARTICLES, metrics
from planner.language import _, date_text
from planner.report.phrases import segment_name
from planner.report.segments import by_priority
from planner.report.sources import formulas


def sheets(source: Source) -> Iterator[Sheet]:
    """Definitions and sources."""
    topic = source.topic("sources")
    yield Sheet(
        "definitions",
        _("Definitions and sources"),
        "definitions",
        _("Definitions and sources"),
        topic.heading if topic else "",
        "",
        _("How figures are computed, what KPIs mean, where figures come from, what the method rests on."),
        (_table(list(_said(source))),),
    )


def _said(source: Source) -> Iterator[tuple[str, str, str]]:
    plan = source.plan
    for name, words in formulas(plan):
        yield _("How it is computed"), name, words
    used = {kpi.metric for kpi in plan.kpis}
    for metric in metrics():
        if metric.key in used:
            yield _("KPI"), metric.name, metric.definition
    kinds = {"typed": _("Typed by the team"), "imported": _("From a file"), "rfm": _("From purchases (RFM)")}
    for segment in by_priority(plan):
        where = segment.provenance
        said = (kinds[where.kind], where.source, where.detail, date_text(where.date) if where.date else "")
        yield _("Source of a segment"), segment_name(segment), ", ".join(word for word in said if word)
    for key, title in ARTICLES.items():
        yield _("The method"), key, title


def _table(items: list[tuple[str, str, str]]) -> Table:
    return Table(
        "definitions",
        (
            Column("kind", _("Kind"), lambda i: i[0], wide=24, role="muted"),
            Column("name", _("Name"), lambda i: i[1], wide=34, role="strong"),
            Column("words", _("Definition or source"), lambda i: i[2], wide=90),
        ),
        items,
    )
