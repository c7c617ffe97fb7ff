"""Journeys on the command line: the words of ``rapport import`` for journeys, paths and events, and what they do."""

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from planner.language import _, number, parse_percent, percent, short_number

if TYPE_CHECKING:
    from planner.intake.journeys.file import FileKind, JourneyFile

SOURCES = ("journey", "paths", "events")
"""The words that name a file of a journey."""


def fill_files(what: Any) -> None:
    """The words that name the file."""
    words = _("a journey: Mermaid, GraphML, a list of edges, paths or events, told by its content")
    what.add_argument("--journey", metavar="FILE", help=words)
    what.add_argument("--paths", metavar="FILE", help=_("customer paths such as advert > website > shop, with counts"))
    what.add_argument("--events", metavar="FILE", help=_("an event log of cases, activities and times: CSV or XES"))


def fill_journey(parser: argparse.ArgumentParser) -> None:
    """The words that go with such a file."""
    parser.add_argument("--segment", metavar="NAME", default="", help=_("the segment that travels it"))
    parser.add_argument("--state", choices=("current", "optimal"), default="current", help=_("which state it is"))
    words = _("what columns hold, as case=COL,activity=COL,time=COL: a heading or a letter")
    parser.add_argument("--map", metavar="ROLE=COL,…", default="", help=words)
    words = _("the share of customers below which what they do is folded, as 2%%; without it a map to read is made")
    parser.add_argument("--fold", metavar="SHARE", default="", help=words)
    words = _("whether 03/04 is the third of April (day) or the fourth of March (month)")
    parser.add_argument("--dates", choices=("day", "month"), default=None, help=words)


def file_of(options: argparse.Namespace) -> str:
    """The file of a journey that was named, or nothing."""
    return next((getattr(options, word) for word in SOURCES if getattr(options, word)), "")


def import_journey(plan: Any, options: argparse.Namespace) -> tuple[Any, list[str]]:
    """The plan with the journey, and what to print; raises IntakeError or Refused."""
    from planner.intake.events.observed import suggested_fold
    from planner.intake.journeys.arrival import apply_graph, read_graph
    from planner.intake.mermaid.journey import apply_journey, read_journey

    file = _read(options)
    if options.json:
        from planner.intake.journeys.plain import journey_as_data

        print(json.dumps(journey_as_data(file), ensure_ascii=False, indent=1, allow_nan=False))
        if options.dry_run:  # the figures are worth having even where no segment is named
            return plan, []
    if file.parsed is not None:
        journey = read_journey(file.parsed, plan, options.segment, options.state)
        return apply_journey(plan, journey), [] if options.json else [*journey.notes]
    fold = _fold(options.fold) if options.fold else None
    if fold is None:
        fold = suggested_fold(file.observed) if file.observed is not None else 0.0
    draft = file.drafted(fold)
    assert draft is not None
    graph = read_graph(draft, plan, options.segment, options.state)
    told = [] if options.json else [*graph.notes, *_credits(file)]
    return apply_graph(plan, graph), told


def _read(options: argparse.Namespace) -> "JourneyFile":
    from planner.intake.errors import UnreadableError
    from planner.intake.events.log import read_log_head
    from planner.intake.journeys.columns import TableKind
    from planner.intake.journeys.file import kind_of, named_columns, read_journey_file
    from planner.intake.tables import read_table
    from ui.table_words import choices_of

    path, choices = Path(file_of(options)), choices_of(options)
    kind: FileKind | None = "paths" if options.paths else "events" if options.events else None
    columns: Mapping[str, int] | None = None
    if options.map:
        found, table = kind_of(path, choices=choices)
        kind = kind or found
        if table is None or kind not in get_args(TableKind):
            raise UnreadableError(_("“{name}” is no table, so it has no columns to name.").format(name=path.name))
        whole = read_log_head(path, choices) if kind == "events" else read_table(path, choices)
        chosen: TableKind = kind  # type: ignore[assignment]
        columns = named_columns(whole, chosen, _wishes(options.map))
    day_first = None if options.dates is None else options.dates == "day"
    return read_journey_file(path, kind, columns, choices, day_first=day_first)


def _wishes(text: str) -> dict[str, str]:
    from planner.intake.errors import UnreadableError

    wishes = {}
    for part in text.split(","):
        role, equals, column = part.partition("=")
        if not equals or not role.strip() or not column.strip():
            raise UnreadableError(_("“{text}” does not read as role=column.").format(text=part.strip()))
        wishes[role.strip()] = column.strip()
    return wishes


def _fold(text: str) -> float:
    from planner.intake.errors import UnreadableError

    try:
        share = parse_percent(text)
    except ValueError as error:
        raise UnreadableError(_("“{text}” is no share. Write it as 2%.").format(text=text)) from error
    if not 0.0 <= share < 1.0:
        raise UnreadableError(_("“{text}” is no share. Write it as 2%.").format(text=text))
    return share


def _credits(file: "JourneyFile") -> Iterator[str]:
    """What the conversions are credited to, a line each."""
    if file.credits is None:
        return
    text = _("Credit for {count} conversions, of {share} of the customers (first, last, linear, Markov, removal):")
    yield text.format(count=number(file.credits.conversions), share=percent(file.credits.rate, 1))
    for name, credits in file.credit_rows():
        rules = (credits.first, credits.last, credits.linear, credits.markov)
        figures = "  ".join(short_number(rule.conversions, 1) for rule in rules)
        yield f"  {name or _('Other')}: {figures}  {percent(credits.removal, 1)}"
