"""The command line: one function per word, without Qt unless a window or a picture is asked for.

Exit codes: 0 done, 1 findings or refused input with one sentence that names file and place, 2 wrong usage.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from planner.language import LANGUAGES, _, named, ngettext, number, percent, set_language

DONE, REFUSED, USAGE = 0, 1, 2


class CannotError(Exception):
    """A word was not carried out; the text is one sentence for the user."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carries out the words of a command line; returns the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    set_language(_spoken())
    parser = _parser() if words and words[0] in _words() else _window_parser()
    try:
        options = parser.parse_args(words)
    except SystemExit as stop:
        return DONE if stop.code in (0, None) else USAGE
    return _carried_out(options)


def _carried_out(options: argparse.Namespace) -> int:
    from planner.edit import Refused
    from planner.files.errors import FileError
    from planner.intake.errors import IntakeError

    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except (CannotError, FileError, IntakeError, Refused) as refusal:
        return _refuse(str(refusal))
    except BrokenPipeError:  # the reader of the output has gone, as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return _refuse(_("Stopped. Nothing was changed."))
    except OSError as error:
        return _refuse(_("{name}: {reason}.").format(name=error.filename or "", reason=error.strerror or error))
    except Exception as error:
        if os.environ.get("RAPPORT_DEBUG"):
            raise
        return _refuse(_("Something went wrong inside Rapport ({kind}).").format(kind=type(error).__name__))


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return REFUSED


def _spoken() -> str:
    tongue = next((os.environ[k] for k in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(k)), "en")
    return tongue[:2]


# The grammar


def _window_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rapport",
        description=_("Plan client relationships: objectives, segments, journeys, capabilities, actions."),
        epilog=_("Words: {words}. Each explains itself with --help.").format(words=", ".join(sorted(_words()))),
    )
    parser.add_argument("plan", nargs="?", help=_("the plan to open; without one the start window opens"))
    parser.add_argument("--sample", action="store_true", help=_("open the sample plan"))
    parser.add_argument("--version", action="version", version=f"Rapport {_version()}")
    parser.set_defaults(run=_window)
    return parser


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rapport")
    words = parser.add_subparsers(required=True)
    for word, (run, help_text, fill) in _words().items():
        sub = words.add_parser(word, help=help_text, description=help_text)
        fill(sub)
        sub.set_defaults(run=run)
    return parser


Fill = Callable[[argparse.ArgumentParser], None]


def _words() -> dict[str, tuple[Callable[[argparse.Namespace], int], str, Fill]]:
    return {
        "new": (_new, _("make a plan file; never overwrites one"), _fill_new),
        "export": (_export, _("write the deliverables of a plan"), _fill_export),
        "check": (_check, _("list what is missing or weak in a plan"), _fill_check),
        "figures": (_figures, _("print every computed figure of a plan"), _fill_check),
        "import": (_import, _("take segments, purchases, a survey or a journey into a plan"), _fill_import),
        "schema": (_schema, _("print the JSON Schema of a plan file"), _fill_nothing),
        "sql": (_sql, _("print the RFM question as SQL for a warehouse"), _fill_sql),
        "shots": (_shots, _("paint every page to pictures"), _fill_shots),
    }


def _fill_nothing(_parser: argparse.ArgumentParser) -> None:
    pass


def _fill_new(parser: argparse.ArgumentParser) -> None:
    from planner.templates import keys

    parser.add_argument("plan", help=_("the file to make"))
    parser.add_argument("--template", default="blank", choices=keys(), help=_("what to start from"))
    parser.add_argument("--lang", choices=tuple(LANGUAGES), default="", help=_("the language of the plan"))


def _fill_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plan", nargs="?", help=_("the plan to export"))
    parser.add_argument("--sample", action="store_true", help=_("export the sample plan"))
    parser.add_argument("--to", required=True, metavar="DIR", help=_("the folder to write to"))
    parser.add_argument("--excel", action="store_true", help=_("the Excel workbook"))
    parser.add_argument("--pdf", action="store_true", help=_("the PDF report"))
    parser.add_argument("--graphs", action="store_true", help=_("every journey as GraphML, edge list and Mermaid"))
    parser.add_argument("--pictures", action="store_true", help=_("every journey as an SVG and a PNG picture"))
    parser.add_argument("--lang", choices=tuple(LANGUAGES), default="", help=_("another language than the plan’s"))


def _fill_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plan", help=_("the plan to look at"))
    parser.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))


def _fill_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plan", help=_("the plan to import into"))
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--segments", metavar="FILE", help=_("a table of segments: CSV, Excel or ODS"))
    what.add_argument("--survey", metavar="FILE", help=_("answers to a survey, one row per answer"))
    what.add_argument("--comparisons", metavar="FILE", help=_("comparisons in pairs, which come to weights"))
    what.add_argument("--transactions", metavar="FILE", help=_("purchases: CSV, Parquet or Excel"))
    from ui.journey_import import fill_files, fill_journey
    from ui.rfm_import import fill_import
    from ui.survey_import import fill_survey
    from ui.table_words import fill_tables

    fill_files(what)
    fill_tables(parser)
    fill_survey(parser)
    fill_journey(parser)
    fill_import(parser)


def _fill_shots(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", help=_("the folder to write to"))
    parser.add_argument("plan", nargs="?", help=_("the plan to show; without one the sample"))
    parser.add_argument("--size", default="1440x900", help=_("the size of the window, as 1440x900"))
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--lang", choices=tuple(LANGUAGES), default="en", help=_("the language of the interface"))
    parser.add_argument("--text", type=float, choices=(1.0, 1.15, 1.3), default=1.0, help=_("the size of the text"))
    parser.add_argument("--only", default="", metavar="PAGE", help=_("only the pictures whose name holds this"))


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("rapport-planner")
    except PackageNotFoundError:
        return ""


# The words


def _window(options: argparse.Namespace) -> int:
    from ui.app import run

    return run(options.plan or "", sample=options.sample)


def _new(options: argparse.Namespace) -> int:
    from planner.files.storage import save_plan
    from planner.templates import plan_from

    path = _named(options.plan)
    save_plan(plan_from(options.template, options.lang), path)
    print(_("Made {file}.").format(file=path))
    return DONE


def _export(options: argparse.Namespace) -> int:
    from exports.deliver import deliver

    plan = _sample_or_plan(options)
    if options.lang:
        from planner.insight.edits import edit_profile

        plan = edit_profile(plan, language=options.lang)
    kinds = [kind for kind in ("pdf", "excel") if getattr(options, kind)]
    folder, journeys = Path(options.to), options.graphs or options.pictures
    files = deliver(plan, folder, kinds or None) if kinds or not journeys else []
    if options.graphs:
        from exports.graphs.files import GRAPHS, deliver_journeys

        files += deliver_journeys(plan, folder, GRAPHS)
    if options.pictures:
        from ui.pictures import deliver_pictures

        files += deliver_pictures(plan, folder)
    print(ngettext("{count} file written:", "{count} files written:", len(files)).format(count=len(files)))
    for file in files:
        print(f"  {file}")
    return DONE


def _check(options: argparse.Namespace) -> int:
    from planner.insight.health import health

    opened = _opened(options.plan)
    result = health(opened.plan)
    if options.json:
        findings = [
            {key: getattr(f, key) for key in ("code", "severity", "sentence", "why", "page", "table", "item")}
            for f in result.findings
        ]
        _print_json({"health": result.score, "notes": list(opened.notes), "findings": findings})
        return REFUSED if findings else DONE
    for note in opened.notes:
        print(note)
    marks = {"missing": "!!", "weak": "! ", "hint": "i "}
    for finding in result.findings:
        print(f"{marks[finding.severity]} {finding.sentence}")
    count = len(result.findings)
    words = ngettext("{count} finding, health {score} of 100.", "{count} findings, health {score} of 100.", count)
    print(words.format(count=number(count), score=result.score))
    return REFUSED if result.findings else DONE


def _figures(options: argparse.Namespace) -> int:
    from planner.insight.completeness import completeness
    from planner.insight.figures import figures

    plan = _opened(options.plan).plan
    if options.json:
        _print_json(figures(plan))
        return DONE
    from planner.insight.health import health

    for step, found in completeness(plan).items():
        print(named(step, percent(found.share)))
    print(_("Health: {score} of 100. Every figure is printed with --json.").format(score=health(plan).score))
    return DONE


def _import(options: argparse.Namespace) -> int:
    from planner.files.storage import save_plan
    from ui.journey_import import file_of

    if file_of(options) and not options.segment and not (options.json and options.dry_run):
        print(_("Name the segment that travels this journey with --segment."), file=sys.stderr)
        return USAGE
    opened = _opened(options.plan)
    if opened.repaired or opened.read_only:
        raise CannotError(opened.read_only or _("This plan was repaired. Open it and save it first."))
    plan, notes = _imported(opened.plan, options)
    for note in notes:
        print(note)
    if options.dry_run:
        return DONE
    save_plan(plan, options.plan, opened.stamp)
    if not options.json:
        print(_("Saved {file}.").format(file=options.plan))
    return DONE


def _imported(plan: Any, options: argparse.Namespace) -> tuple[Any, Sequence[str]]:
    if options.segments:
        from planner.intake.segments.table import apply_segments, segments_of, split_mapping
        from ui.table_words import read_chosen

        whole = read_chosen(options.segments, options)
        mapping = split_mapping(whole, plan, options.split, options.by == "parts") if options.split else None
        table = segments_of(whole, plan, mapping)
        told = [named(one.name, _customers(one.fields.get("customers"))) for one in table.segments]
        return apply_segments(plan, table), [*told, *table.notes, *(_line_text(row) for row in table.rejected)]
    if options.survey:
        from ui.survey_import import import_survey

        return import_survey(plan, options)
    if options.transactions:
        from ui.rfm_import import import_transactions

        return import_transactions(plan, options)
    if options.comparisons:
        from ui.comparison_import import import_comparisons

        return import_comparisons(plan, options)
    from ui.journey_import import import_journey

    return import_journey(plan, options)


def _customers(count: Any) -> str:
    if count is None:
        return "–"
    return ngettext("{count} customer", "{count} customers", count).format(count=number(count))


def _line_text(row: Any) -> str:
    return _("Line {line}: {reason}").format(line=row.line, reason=row.reason)


def _fill_sql(parser: argparse.ArgumentParser) -> None:
    from ui.rfm_import import fill_sql

    fill_sql(parser)


def _sql(options: argparse.Namespace) -> int:
    from ui.rfm_import import sql_text

    print(sql_text(options), end="")
    return DONE


def _schema(_options: argparse.Namespace) -> int:
    from planner.files.schema import schema_text

    print(schema_text())
    return DONE


def _shots(options: argparse.Namespace) -> int:
    from ui.shots import paint_all

    wide, _x, high = options.size.partition("x")
    if not (wide.isdigit() and high.isdigit() and 640 <= int(wide) <= 8000 and 480 <= int(high) <= 8000):
        print(_("The size reads like 1440x900."), file=sys.stderr)
        return USAGE
    plan = _opened(options.plan).plan if options.plan else None
    size = (int(wide), int(high))
    names = paint_all(
        Path(options.folder), plan, size, options.theme, options.lang, text=options.text, only=options.only
    )
    print(
        ngettext("{count} picture in {folder}", "{count} pictures in {folder}", len(names)).format(
            count=len(names), folder=options.folder
        )
    )
    return DONE


# What they share


def _opened(path: str) -> Any:
    from planner.files.storage import read_plan

    return read_plan(path)


def _sample_or_plan(options: argparse.Namespace) -> Any:
    from planner.templates import SAMPLE, plan_from

    if options.sample:
        return plan_from(SAMPLE, options.lang)
    if not options.plan:
        raise CannotError(_("Name the plan to export, or say --sample."))
    return _opened(options.plan).plan


def _named(path: str) -> str:
    return path if path.endswith(".rapport") else path + ".rapport"


def _print_json(data: Any) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False))


if __name__ == "__main__":
    sys.exit(main())
