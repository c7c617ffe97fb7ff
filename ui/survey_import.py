"""Surveys on the command line: the words of ``rapport import --survey`` and what they do."""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.language import _, date_text, named, ngettext, number, percent

if TYPE_CHECKING:
    from planner.intake.cells import Table
    from planner.intake.surveys.survey import Question, SurveyResult

BY_NAME = "by name"
"""What ``--touchpoints`` says where it names none."""


def fill_survey(parser: argparse.ArgumentParser) -> None:
    """The words that go with ``--survey``."""
    words = _("the column with the answers, several as Q7*; guessed without")
    parser.add_argument("--question", metavar="COL", default="", help=words)
    parser.add_argument("--kind", choices=("nps", "csat", "ces"), default=None, help=_("what the question asks for"))
    parser.add_argument("--kpi", metavar="NAME", default="", help=_("the KPI that gets the reading"))
    words = _("the objective that gets a new KPI with the reading")
    parser.add_argument("--objective", metavar="NAME", default="", help=words)
    words = _("measure touchpoints of the same names as groups or questions, or those said as COL=NAME, …")
    parser.add_argument("--touchpoints", metavar="COL=NAME", nargs="?", const=BY_NAME, default="", help=words)
    parser.add_argument("--weight", metavar="COL", default="", help=_("the column with the weight of each answer"))
    parser.add_argument("--group", metavar="COL", default="", help=_("the column to tell groups apart by"))
    parser.add_argument("--missing", metavar="CODES", default="", help=_("codes that are no answer, as 0,6,Blank"))
    parser.add_argument("--codes", metavar="FILE", default="", help=_("a code list of the survey"))
    parser.add_argument("--turned", action="store_true", help=_("the numbers run the other way: 5 is easy, 1 is best"))
    parser.add_argument(
        "--smallest", metavar="N", type=int, default=10, help=_("the fewest answers of a group, 5 or more")
    )
    parser.add_argument("--at", metavar="DATE", default="", help=_("the day of the figures, as 2027-03-31"))


def import_survey(plan: Any, options: argparse.Namespace) -> tuple[Any, list[str]]:
    """The plan with the reading or the measures, and what to print; raises IntakeError or Refused."""
    from planner.intake.surveys.plain import FORMAT, survey_as_data
    from planner.intake.surveys.survey import survey_of
    from ui.table_words import read_chosen

    date = _day(options.at)
    table = read_chosen(options.survey, options)
    results = [survey_of(table, question) for question in _questions(table, options)]
    # The figures are worth having even where nothing of the plan can take them.
    if options.json:
        said = {"format": FORMAT, "source": table.source, "questions": [survey_as_data(one) for one in results]}
        print(json.dumps(said, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        print("\n".join(line for result in results for line in survey_lines(result)))
    if options.dry_run:
        return plan, []
    plan, told = _taken(plan, results, date, options)
    return plan, [] if options.json else [told]


def _day(text: str) -> Any:
    from planner import clock
    from planner.intake.errors import UnreadableError
    from planner.language import parse_date

    try:
        return parse_date(text) if text else clock.today()
    except ValueError as error:
        raise UnreadableError(_("“{text}” is no date. Write it as 2027-03-31.").format(text=text)) from error


def _questions(table: "Table", options: argparse.Namespace) -> "list[Question]":
    from planner.intake.errors import UnreadableError
    from planner.intake.surveys.codes import read_codes, with_codes
    from planner.intake.surveys.columns import column_of, columns_like, questions
    from planner.intake.surveys.survey import Question

    likely = columns_like(table, options.question) if options.question else questions(table)[:1]
    if not likely:
        raise UnreadableError(_("No column of “{name}” looks like a question.").format(name=table.source))
    codes = read_codes(Path(options.codes)) if options.codes else None
    weight = column_of(table, options.weight) if options.weight else -1
    group = column_of(table, options.group) if options.group else -1
    missing = tuple(code.strip() for code in options.missing.split(",")) if options.missing else ()
    turned = True if options.turned else None
    asked = [
        Question(at, options.kind, weight, group, missing, turned=turned, smallest=options.smallest) for at in likely
    ]
    return [with_codes(one, table, codes) for one in asked] if codes else asked


def _taken(plan: Any, results: "Sequence[SurveyResult]", date: Any, options: argparse.Namespace) -> tuple[Any, str]:
    """The plan with the scores in it, and the sentence that says where."""
    from planner.edit import Refused
    from planner.intake.surveys.places import kpi_named, measure_touchpoints, measures_of, note_in_new_kpi, note_survey
    from planner.intake.surveys.places import objective_named as objective_of

    if options.touchpoints:
        wanted = {} if options.touchpoints == BY_NAME else _pairs(options.touchpoints)
        measures = measures_of(plan, results, wanted)
        text = ngettext("{count} touchpoint measured.", "{count} touchpoints measured.", len(measures))
        return measure_touchpoints(plan, measures), text.format(count=number(len(measures)))
    if len(results) > 1:
        raise Refused(_("Several questions fit. Name one, or measure touchpoints with --touchpoints."))
    [result] = results
    if options.objective and not options.kpi:
        plan = note_in_new_kpi(plan, objective_of(plan, options.objective), result.scores.best, date)
        kpi = plan.kpis[-1]
    else:
        kpi = kpi_named(plan, result.kind, options.kpi)
        plan = note_survey(plan, kpi.id, result.scores.best, date)
    return plan, _("Reading of “{kpi}” on {date}.").format(kpi=kpi.name, date=date_text(date))


def _pairs(text: str) -> dict[str, str]:
    """The names of touchpoints by the question or group that measures them."""
    from planner.intake.errors import UnreadableError

    found = {}
    for part in text.split(","):
        name, sign, point = (piece.strip() for piece in part.partition("="))
        if not (name and sign and point):
            raise UnreadableError(_("“{part}” is not understood. Say COL=NAME.").format(part=part.strip()))
        found[name] = point
    return found


def survey_lines(result: "SurveyResult") -> Iterator[str]:
    """A survey in lines: its score, the groups, what to know."""
    from planner.intake.surveys.notes import answers_text, ends_text, margin_text, value_text
    from planner.intake.surveys.places import NAMES

    def line(name: str, score: Any) -> str:
        parts = [value_text(score), margin_text(score), answers_text(score.answers), ends_text(score)]
        if score.kind == "csat" and score.shares:
            best = dict(score.shares).get(result.scale.highest, 0.0)
            parts.append(_("{share} give the best answer").format(share=percent(best, 1)))
        return named(name, ", ".join(parts))

    yield line(f"{NAMES[result.kind]} {result.heading}", result.scores.plain)
    if result.scores.weighted is not None:
        yield line(_("Weighted"), result.scores.weighted)
    for group in result.groups:
        yield "  " + line(group.name, group.scores.best)
    yield from result.notes
