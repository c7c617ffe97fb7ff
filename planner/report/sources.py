"""Sources and definitions: where the figures come from, how they are computed, and what the method rests on."""

from collections.abc import Iterator

from planner.catalogue import ARTICLES, metrics
from planner.language import _, date_text, short_percent
from planner.plan import Plan
from planner.report.blocks import Block, Bullets, Column, Heading, Paragraph, Table, Topic, day, number, text
from planner.report.phrases import segment_name
from planner.segments.rfm_words import scores_sentence


def topics(plan: Plan) -> tuple[Topic, ...]:
    """One topic: sources of the segments, definitions of the KPIs, how figures are computed, articles."""
    return (Topic(_("Where the figures come from"), blocks=tuple(_blocks(plan))),)


def _blocks(plan: Plan) -> Iterator[Block]:
    if plan.segments:
        yield Heading(_("Segments"))
        yield _provenance(plan)
    used = {kpi.metric for kpi in plan.kpis}
    known = [metric for metric in metrics() if metric.key in used]
    if known:
        yield Heading(_("KPIs"))
        yield from (Paragraph(metric.definition, lead_in=metric.name, small=True) for metric in known)
    yield Heading(_("How it is computed"))
    yield from (Paragraph(words, lead_in=name, small=True) for name, words in formulas(plan))
    yield Heading(_("The method"))
    yield Bullets(tuple(ARTICLES.values()))


def _provenance(plan: Plan) -> Table:
    kinds = {"typed": _("Typed by the team"), "imported": _("From a file"), "rfm": _("From purchases (RFM)")}
    return Table(
        "provenance",
        (
            Column("segment", _("Segment"), wide=2),
            Column("kind", _("Figures"), wide=1.4),
            Column("source", _("Source"), wide=2.4),
            Column("date", _("On"), "date", 1),
            Column("customers", _("Customers"), "number", 0.9),
        ),
        tuple(
            (
                text(segment_name(s), ref=s.id),
                text(kinds[s.provenance.kind]),
                text(", ".join(w for w in (s.provenance.source, s.provenance.detail) if w), "muted"),
                day(s.provenance.date, "muted"),
                number(s.customers),
            )
            for s in plan.segments
        ),
    )


def formulas(plan: Plan) -> list[tuple[str, str]]:
    """How the figures of the report are computed, by name."""
    profile = plan.profile
    said = [
        (
            _("Value per year"),
            _("Value of a customer and year times the number of customers. The gain is expected minus today."),
        ),
        (
            _("Priority"),
            _("Each criterion is scaled between the lowest and the highest segment, then summed by its weight."),
        ),
        (
            _("Conversion and leaks"),
            _(
                "A journey is read as an absorbing Markov chain (Kemeny and Snell 1960): shares on its steps give the "
                "share of starters who reach a goal, and where the others leave. A leak in money is that share of "
                "what the segment is expected to bring a year."
            ),
        ),
        (
            _("Schedule"),
            _(
                "Working days without weekends and {count} holidays. An action starts once those it waits for have "
                "ended (Kelley and Walker 1959)."
            ).format(count=len(profile.holidays)),
        ),
        (
            _("Money over time"),
            _("Discounted by {rate} a year; the worth of a customer is counted over {years} years.").format(
                rate=short_percent(profile.discount_rate), years=profile.clv_years
            ),
        ),
    ]
    if any(segment.provenance.kind == "rfm" for segment in plan.segments):
        said.append((_("Segments from purchases"), scores_sentence()))
    if profile.start and profile.end:
        horizon = _("From {start} to {end}.").format(start=date_text(profile.start), end=date_text(profile.end))
        said.append((_("Horizon"), horizon))
    return said
