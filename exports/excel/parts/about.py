"""About this workbook: what it is, of which plan, how it looks and why, and what each sheet holds."""

from collections.abc import Iterator, Sequence

from exports.excel.book import Block, Cell, Entry, Grid, Heading, Sheet, Words
from exports.excel.parts.checks import Check, sums_agree
from exports.excel.source import Source
from planner.language import _, date_text, long_date
from planner.report.sections import SECTIONS

_WIDTHS = (26.0, 30.0, 82.0)


def about(source: Source, others: Sequence[Sheet], compared: list[Check]) -> Sheet:
    """The first sheet, with an index of the others and whether what was compared agrees."""
    report = source.report
    blocks = tuple(_blocks(source, others, compared))
    return Sheet("about", _("About"), "about", report.title, report.client, blocks=blocks, widths=_WIDTHS)


def _blocks(source: Source, others: Sequence[Sheet], compared: list[Check]) -> Iterator[Block]:
    yield Grid(tuple(_facts(source, compared)))
    yield Heading(_("What this workbook is for"))
    yield Words(
        _(
            "It holds the whole plan as tables to filter and calculate with. Blue figures were typed by the team and "
            "may be changed: everything that rests on them follows. Grey figures come from analyses of Rapport that a "
            "sheet cannot repeat, such as the schedule and the flow of journeys."
        )
    )
    yield Heading(_("What the cells mean"))
    yield Grid(tuple(_legend()))
    yield Heading(_("Sheets"))
    yield Grid(tuple(_index(others)), (_("Sheet"), _("Part"), _("What it holds")))
    missing = [kind.name for kind in SECTIONS if source.report.section(kind.key) is None and kind.key != "cover"]
    if missing:
        yield Words(_("Not part of this workbook: {names}.").format(names=", ".join(missing)), "muted")


def _facts(source: Source, compared: list[Check]) -> Iterator[tuple[Cell, ...]]:
    report, profile = source.report, source.plan.profile
    horizon = ""
    if profile.start and profile.end:
        horizon = _("{start} to {end}").format(start=date_text(profile.start), end=date_text(profile.end))
    facts = (
        (_("Plan"), profile.title or report.title),
        (_("Client"), report.client),
        (_("Purpose"), profile.purpose),
        (_("Scope"), profile.scope),
        (_("Horizon"), horizon),
        (_("Currency"), report.currency),
        (_("Version"), report.version),
        (_("Date"), long_date(report.date)),
        (_("Confidentiality"), report.confidentiality),
        (_("In the room"), ", ".join(role for role in profile.participants if role)),
    )
    for label, words in facts:
        if words:
            yield Entry(label, role="muted"), Entry(words, spread=2)
    if compared:
        agreeing = Entry(sums_agree(compared), "truth", "check", "{$sums_agree}")
        yield Entry(_("All sums agree"), role="muted"), agreeing, Entry(None)


def _legend() -> Iterator[tuple[Cell, ...]]:
    yield Entry(1234, "whole", "input"), Entry(_("Typed by the team: change it here, the rest follows"), spread=2)
    yield Entry(1234, "whole"), Entry(_("Calculated in this workbook by a formula"), spread=2)
    yield Entry(1234, "whole", "derived"), Entry(_("Computed by Rapport: no formula can follow a change"), spread=2)
    yield Entry(1234, "whole", "total"), Entry(_("A total of what is shown, or of what is in the plan"), spread=2)
    yield Entry(True, "truth", "check"), Entry(_("A check: green where it agrees, red where not"), spread=2)


def _index(others: Sequence[Sheet]) -> Iterator[tuple[Cell, ...]]:
    names = {kind.key: kind.name for kind in SECTIONS}
    for sheet in others:
        yield (
            Entry(sheet.name, role="link", link=sheet.key),
            Entry(names.get(sheet.part, ""), role="muted"),
            Entry(sheet.holds),
        )
