"""Surveys on the command line: the words of ``rapport import --survey`` and what they do."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.language import _, date_text, named

if TYPE_CHECKING:
    from planner.intake.surveys.survey import SurveyResult


def fill_survey(parser: argparse.ArgumentParser) -> None:
    """The words that go with ``--survey``."""
    parser.add_argument("--question", metavar="COL", default="", help=_("the column with the answers; guessed without"))
    parser.add_argument("--kind", choices=("nps", "csat", "ces"), default=None, help=_("what the question asks for"))
    parser.add_argument("--kpi", metavar="NAME", default="", help=_("the KPI that gets the reading"))
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
    """The plan with the reading, and what to print; raises IntakeError or Refused."""
    from planner import clock
    from planner.intake.errors import UnreadableError
    from planner.intake.surveys.codes import read_codes, with_codes
    from planner.intake.surveys.columns import column_of, questions
    from planner.intake.surveys.places import kpi_named, note_survey
    from planner.intake.surveys.survey import Question, survey_of
    from planner.intake.tables import read_table
    from planner.language import parse_date

    try:
        date = parse_date(options.at) if options.at else clock.today()
    except ValueError as error:
        raise UnreadableError(_("“{text}” is no date. Write it as 2027-03-31.").format(text=options.at)) from error
    table = read_table(Path(options.survey))
    likely = [column_of(table, options.question)] if options.question else questions(table)
    if not likely:
        raise UnreadableError(_("No column of “{name}” looks like a question.").format(name=table.source))
    question = Question(
        likely[0],
        options.kind,
        column_of(table, options.weight) if options.weight else -1,
        column_of(table, options.group) if options.group else -1,
        tuple(code.strip() for code in options.missing.split(",")) if options.missing else (),
        turned=True if options.turned else None,
        smallest=options.smallest,
    )
    if options.codes:
        question = with_codes(question, table, read_codes(Path(options.codes)))
    result = survey_of(table, question)
    # The figures are worth having even where no KPI can take them.
    print("\n".join(survey_lines(result)))
    kpi = kpi_named(plan, result.kind, options.kpi)
    plan = note_survey(plan, kpi.id, result.scores.best, date)
    told = _("Reading of “{kpi}” on {date}.").format(kpi=kpi.name, date=date_text(date))
    return plan, [told]


def survey_lines(result: "SurveyResult") -> Iterator[str]:
    """A survey in lines: its score, the groups, what to know."""
    from planner.intake.surveys.notes import answers_text, ends_text, margin_text, value_text
    from planner.intake.surveys.places import NAMES

    def line(name: str, score: Any) -> str:
        parts = (value_text(score), margin_text(score), answers_text(score.answers), ends_text(score))
        return named(name, ", ".join(parts))

    yield line(f"{NAMES[result.kind]} {result.heading}", result.scores.plain)
    if result.scores.weighted is not None:
        yield line(_("Weighted"), result.scores.weighted)
    for group in result.groups:
        yield "  " + line(group.name, group.scores.best)
    yield from result.notes
