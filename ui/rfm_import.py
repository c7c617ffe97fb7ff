"""The words of the command line for purchases: importing transactions as RFM segments, and the same question as SQL."""

import argparse
import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from planner.language import _, date_text, money, number, parse_date

AXES = {"both": "both", "frequency": "frequency", "money": "monetary"}
RETURNS = {"net": "net", "count": "count", "leave-out": "leave_out"}
MEASURES = {"recency": "recency", "frequency": "frequency", "money": "monetary"}


def fill_definition(parser: argparse.ArgumentParser) -> None:
    """The options that say what is asked, of a file or of a warehouse."""
    parser.add_argument(
        "--since",
        metavar="DATE",
        default="",
        help=_("the date to compare with; else that of the last import, or a year before"),
    )
    parser.add_argument("--count", choices=("days", "orders", "rows"), default="days", help=_("what frequency counts"))
    parser.add_argument("--returns", choices=tuple(RETURNS), default="net", help=_("how returns count"))
    parser.add_argument(
        "--breaks",
        metavar="WHAT=A,B,C,D",
        action="append",
        default=[],
        help=_("own break points of recency, frequency or money: the first value of each next fifth"),
    )


def fill_import(parser: argparse.ArgumentParser) -> None:
    """The options of importing transactions, but ``--map``, ``--dates`` and ``--at``, which others have too."""
    fill_definition(parser)
    parser.add_argument("--rows", choices=tuple(AXES), default="both", help=_("the rows of the grid beside recency"))
    parser.add_argument("--by", choices=("groups", "parts", "both"), default="", help=_("what makes a segment"))
    fill_split(parser)
    parser.add_argument("--groups", metavar="FILE", default="", help=_("rules of groups: name and spans of scores"))
    parser.add_argument("--left-out", metavar="FILE", default="", help=_("where to keep the rows that were left out"))
    parser.add_argument("--dry-run", action="store_true", help=_("print what would come in and change nothing"))
    parser.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))


def fill_split(parser: argparse.ArgumentParser) -> None:
    """The options of splitting segments by a column."""
    words = _("the column that splits segments: behaviour, preference, demographics or any other")
    parser.add_argument("--split", metavar="COL", default="", help=words)
    words = _("a list of customers that holds this column, where the purchases do not")
    parser.add_argument("--customers", metavar="FILE", default="", help=words)


def fill_sql(parser: argparse.ArgumentParser) -> None:
    """The options of printing the question."""
    from planner.intake.purchases.warehouse import DIALECTS

    parser.add_argument("--dialect", choices=tuple(DIALECTS), default="duckdb", help=_("whose SQL it is"))
    parser.add_argument("--table", default="transactions", help=_("the table of transactions there"))
    parser.add_argument("--map", metavar="customer=COL,date=COL,amount=COL", default="", help=_("what the columns are"))
    parser.add_argument("--at", metavar="DATE", default="", help=_("the analysis date, as 2026-12-31; else today"))
    fill_definition(parser)


def sql_text(options: argparse.Namespace) -> str:
    """The question as the options want it; raises IntakeError."""
    from planner.intake.purchases.columns import named_columns
    from planner.intake.purchases.warehouse import Names, warehouse_query

    names = named_columns(options.map) if options.map else {}
    if "quantity" in names:
        names.setdefault("amount", "")
    if options.count == "orders":
        names.setdefault("order", "order_id")
    return warehouse_query(options.dialect, _definition(options), replace(Names(options.table), **names))


def import_transactions(plan: Any, options: argparse.Namespace) -> tuple[Any, Sequence[str]]:
    """The plan with RFM segments from a file of transactions or from the answer of a warehouse, and what to say."""
    from planner.intake.purchases.answer import read_answer
    from planner.intake.purchases.file import open_transactions
    from planner.intake.purchases.group_rules import read_groups
    from planner.segments.edits import build_rfm_segments
    from planner.segments.rfm_groups import standard_groups
    from planner.segments.rfm_segments import Source, Split, last_import, segments_of
    from ui.table_words import choices_of, read_chosen

    axis: Any = AXES[options.rows]
    groups = read_groups(Path(options.groups)) if options.groups else standard_groups(axis)
    file = open_transactions(options.transactions, choices_of(options))
    if file.is_answer:
        grid = read_answer(read_chosen(str(file.path), options))
        source, moved = Source(file.path.name, len(grid.cells)), None
        split = Split(options.split) if options.split else None
        facts: list[str] = []
        read: dict[str, Any] = {}
    else:
        grid, split, source, moved, facts, read = _read(file, options, groups, last_import(plan))
    parting: Any = options.by or ("both" if grid.parts else "groups")
    segments, notes = segments_of(grid, groups, axis, parting, split)
    after = build_rfm_segments(plan, segments, source, grid.at)
    if options.json:
        said = _as_data(grid, axis, segments, moved, read)
        return after, [json.dumps(said, ensure_ascii=False, indent=1, allow_nan=False)]
    return after, [*facts, *_grid_lines(plan, grid, axis), *_segment_lines(plan, segments), *notes, *_moved(moved)]


def _read(file: Any, options: argparse.Namespace, groups: Any, last: Any) -> tuple[Any, ...]:
    from planner.files.write import write_file
    from planner.intake.errors import UnreadableError
    from planner.intake.purchases.attributes import read_attributes
    from planner.intake.purchases.columns import column_at, columns_of, guess_roles, read_mapping
    from planner.intake.purchases.counting import Transactions
    from planner.intake.tables import rejected_as_csv
    from planner.segments.rfm_segments import Source

    head = file.table.head
    columns = read_mapping(options.map, head) if options.map else columns_of(guess_roles(file.table))
    attributes = None
    if options.customers:
        if not options.split:
            raise UnreadableError(_("Name the column of the customer list that splits segments with --split."))
        attributes = read_attributes(options.customers, options.split)
    elif options.split:
        columns = replace(columns, part=column_at(options.split, head))
    definition = _definition(options)
    moves_since = replace(definition, since=definition.since or last)
    day_first = options.dates == "day" if options.dates else None
    with Transactions(file, columns, day_first, attributes) as transactions:
        grid = transactions.grid(definition, parted=True)
        moved = transactions.movement(groups, moves_since)
        facts, split = transactions.facts, transactions.split
        if options.left_out:
            write_file(options.left_out, rejected_as_csv(*transactions.left_out(definition)), overwrite=True)
    said = [_("Read as {columns}.").format(columns=columns.words(head)), *facts.sentences()]
    read = {
        "rows": facts.rows,
        "left_out": dict(facts.left_out),
        "without_purchase": facts.without_purchase,
        "first": facts.first.isoformat() if facts.first else None,
        "last": facts.last.isoformat() if facts.last else None,
        "columns": columns.words(head),
        "notes": list(facts.notes),
    }
    return grid, split, Source(file.path.name, facts.used, columns.words(head)), moved, said, read


def _definition(options: argparse.Namespace) -> Any:
    from planner.segments.rfm import Definition

    returns: Any = RETURNS[options.returns]
    definition = Definition(_date(options.at), _date(options.since), options.count, returns)
    for said in options.breaks:
        definition = _with_breaks(definition, said)
    return definition


def _with_breaks(definition: Any, said: str) -> Any:
    from planner.intake.errors import UnreadableError
    from planner.segments.rfm import own_breaks

    what, _sign, values = said.partition("=")
    try:
        measure: Any = MEASURES[what.strip().casefold()]
        return definition.with_breaks(measure, own_breaks([float(value) for value in values.split(",")]))
    except (KeyError, ValueError):
        text = _("“{said}” is not understood. Say four rising numbers, as recency=30,90,180,365.")
        raise UnreadableError(text.format(said=said)) from None


def _date(text: str) -> dt.date | None:
    from planner.intake.errors import UnreadableError

    try:
        return parse_date(text) if text else None
    except ValueError:
        raise UnreadableError(_("“{text}” is no date. Write it as 2026-12-31.").format(text=text)) from None


def _grid_lines(plan: Any, grid: Any, axis: Any) -> list[str]:
    from planner.segments.rfm import MEASURES as EACH
    from planner.segments.rfm import SCORES
    from planner.segments.rfm_grid import tiles
    from planner.segments.rfm_words import measure_words, spans_sentence

    currency = plan.profile.currency
    lines = [_("Scores on {date}:").format(date=date_text(grid.at))]
    for measure in EACH:
        listed = "; ".join(spans_sentence(measure, grid.breaks[measure], currency))
        lines.append(f"  {measure_words(measure)}  {listed}")
    found = tiles(grid, axis)
    span = range(1, SCORES + 1)
    wide = max(len(number(sums.customers)) for sums in found.values()) + 2
    lines.append(_("Customers by recency score, left to right, and by the other one, top to bottom:"))
    lines.append("    " + "".join(str(recency).rjust(wide) for recency in span))
    for second in reversed(span):
        cells = "".join(number(found[recency, second].customers).rjust(wide) for recency in span)
        lines.append(f"  {second} {cells}")
    return lines


def _segment_lines(plan: Any, segments: Any) -> list[str]:
    lines = [_("Segments:")]
    for segment in segments:
        value = segment.fields["value_to_date"]
        text = _("  {name}: {customers} customers, {value} per customer and year")
        shown = "–" if value is None else money(value, plan.profile.currency)
        lines.append(text.format(name=segment.name, customers=number(segment.sums.customers), value=shown))
    return lines


def _moved(moved: Any) -> list[str]:
    from planner.segments.rfm_words import movement_words

    if moved is None:
        return []
    since = _("Since {date}: {moves}.")
    return [since.format(date=date_text(moved.since), moves=", ".join(movement_words(moved)))]


def _as_data(grid: Any, axis: Any, segments: Any, moved: Any, read: dict[str, Any]) -> dict[str, Any]:
    from planner.segments.rfm_grid import tiles

    def sums(value: Any) -> dict[str, Any]:
        return {"customers": value.customers, "purchases": value.purchases, "money": float(value.money)}

    return {
        "format": "rapport-rfm",
        "at": grid.at.isoformat(),
        "since": grid.since.isoformat(),
        "read": read,
        "breaks": {m: [None if b is None else float(b) for b in breaks] for m, breaks in grid.breaks.items()},
        "cells": [{"cell": cell.code, "part": cell.part, **sums(cell.sums)} for cell in grid.cells],
        "grid": {f"{r}-{s}": sums(value) for (r, s), value in tiles(grid, axis).items()},
        "segments": [{"name": s.name, "cells": sorted(s.cells), **s.fields} for s in segments],
        "movement": None
        if moved is None
        else {
            "rose": moved.rose,
            "fell": moved.fell,
            "stayed": moved.stayed,
            "new": moved.fresh,
            "moves": [{"before": m.before, "now": m.now, "customers": m.customers} for m in moved.moves],
        },
    }
