"""Surveys: a file of answers becomes NPS, CSAT or CES, in all and per group; no answer row goes any further."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.intake.cells import Choices, Report, Table, silent
from planner.intake.cleaning import one_line
from planner.intake.errors import UnreadableError
from planner.intake.names import folded
from planner.intake.surveys.answers import AnswerReader, NoAnswer, Scale, Why, guess_scale, seems_turned
from planner.intake.surveys.columns import guess_kind, heading_of, look, weight_in
from planner.intake.surveys.notes import LeftOut, survey_notes
from planner.intake.tables import read_table
from planner.intake.values import text_of
from planner.language import _, ngettext, number, short_number
from planner.objectives.metrics import SurveyKind, SurveyScore, boxes, survey_score

SMALLEST_GROUP = 10
LEAST_GROUP = 5
"""Groups of fewer answers are put together; nobody may ask for less than the second, so that no one is recognised."""


@dataclass(frozen=True, slots=True)
class Question:
    """How to read a survey; None leaves it to the reader.

    ``column``, ``weight`` and ``group`` are indexes of columns, -1 for none; ``turned`` says that the numbers run the
    other way: 1 for very satisfied, or 5 for very easy.
    """

    column: int
    kind: SurveyKind | None = None
    weight: int = -1
    group: int = -1
    missing: tuple[str, ...] = ()
    scale: Scale | None = None
    turned: bool | None = None
    smallest: int = SMALLEST_GROUP


@dataclass(frozen=True, slots=True)
class Scores:
    """The score of some answers, and the one with their weights where there are weights."""

    plain: SurveyScore
    weighted: SurveyScore | None = None

    @property
    def best(self) -> SurveyScore:
        """The score to use: with weights where there are some."""
        return self.weighted or self.plain


@dataclass(frozen=True, slots=True)
class GroupScores:
    """The scores of one group; ``merged`` are the groups that were put together in it."""

    name: str
    scores: Scores
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """What a question comes to: its scores, those of the groups, what was left out, and sentences to show."""

    source: str
    heading: str
    question: Question
    kind: SurveyKind
    scale: Scale
    turned: bool
    rows: int
    scores: Scores
    groups: tuple[GroupScores, ...]
    left_out: tuple[LeftOut, ...]
    counts: dict[float, int]
    notes: tuple[str, ...]


def read_survey(path: str | Path, question: Question, choices: Choices | None = None) -> SurveyResult:
    """The scores of a question of a file; raises UnreadableError."""
    return survey_of(read_table(path, choices), question)


def survey_of(table: Table, question: Question, report: Report = silent) -> SurveyResult:
    """The scores of a question of a table; raises UnreadableError where nothing of it is an answer."""
    at = question.column
    kind = question.kind or guess_kind(table, at, question.missing)
    seen = look(table, at, question.missing)
    scale = question.scale or guess_scale(kind, seen)
    turned = seems_turned(kind, seen) if question.turned is None else question.turned and kind != "nps"
    reader = AnswerReader(kind, scale, table.decimal, question.missing)
    answers: list[tuple[float, float, str]] = []
    left_out: Counter[tuple[Why, str]] = Counter()
    unweighed = 0
    for line, row in enumerate(table.rows):
        if line % 5_000 == 0:
            report(line / len(table.rows), "")
        answer = reader.read(row.cells[at])
        if isinstance(answer, NoAnswer):
            left_out[answer.why, one_line(answer.text, 40)] += 1
            continue
        weight = 1.0 if question.weight < 0 else weight_in(row.cells[question.weight], table)
        unweighed += weight is None
        value = scale.lowest + scale.highest - answer if turned else answer
        group = " ".join(text_of(row.cells[question.group]).split()) if question.group >= 0 else ""
        answers.append((value, weight or 0.0, group))
    scores = _scores(kind, scale, answers, question)
    if scores is None:
        raise UnreadableError(_no_answers(table, at, kind, scale))
    groups, group_notes = _groups(kind, scale, answers, question) if question.group >= 0 else ((), [])
    codes = tuple(LeftOut(text, count, why) for (why, text), count in left_out.most_common())
    notes = [*table.notes, *survey_notes(kind, scale, codes, turned, unweighed), *group_notes]
    if table.rejected:
        count = len(table.rejected)
        text = ngettext("{count} row could not be read.", "{count} rows could not be read.", count)
        notes.append(text.format(count=number(count)))
    return SurveyResult(
        table.source,
        heading_of(table, at),
        question,
        kind,
        scale,
        turned,
        len(table.rows) + len(table.rejected),
        scores,
        groups,
        codes,
        dict(sorted(Counter(value for value, _weight, _group in answers).items())),
        tuple(notes),
    )


def _scores(
    kind: SurveyKind, scale: Scale, answers: Sequence[tuple[float, float, str]], question: Question
) -> Scores | None:
    ends = boxes(kind, scale.lowest, scale.highest)
    even = survey_score(kind, ((value, 1.0) for value, _weight, _group in answers), ends)
    if even is None:
        return None
    if question.weight < 0:
        return Scores(even)
    return Scores(even, survey_score(kind, ((value, weight) for value, weight, _group in answers), ends))


def _groups(
    kind: SurveyKind, scale: Scale, answers: Sequence[tuple[float, float, str]], question: Question
) -> tuple[tuple[GroupScores, ...], list[str]]:
    """The scores of every group that is large enough, the small ones together where they are so together."""
    smallest = max(question.smallest, LEAST_GROUP)
    spelled: dict[str, Counter[str]] = {}
    by_group: dict[str, list[tuple[float, float, str]]] = {}
    for answer in answers:
        key = folded(answer[2])
        spelled.setdefault(key, Counter())[answer[2]] += 1
        by_group.setdefault(key, []).append(answer)
    names = {key: said.most_common(1)[0][0] or _("No group given") for key, said in spelled.items()}
    small = sorted((key for key, rows in by_group.items() if len(rows) < smallest), key=lambda key: names[key])
    found = [
        GroupScores(names[key], scores)
        for key, rows in by_group.items()
        if key not in small and (scores := _scores(kind, scale, rows, question))
    ]
    found.sort(key=lambda group: (folded(group.name), group.name))
    if not small:
        return tuple(found), []
    rest = [answer for key in small for answer in by_group[key]]
    said = ngettext(
        "{count} group has fewer than {limit} answers", "{count} groups have fewer than {limit} answers", len(small)
    ).format(count=number(len(small)), limit=smallest)
    scores = _scores(kind, scale, rest, question)
    if len(rest) < smallest or scores is None:
        return tuple(found), [_("{groups}; counted in the total, not shown.").format(groups=said)]
    name = _("Small groups together")
    found.append(GroupScores(name, scores, tuple(names[key] for key in small)))
    return tuple(found), [_("{groups}; shown together.").format(groups=said)]


def _no_answers(table: Table, at: int, kind: SurveyKind, scale: Scale) -> str:
    reason = _("“{column}” of “{name}” holds no answers from {low} to {high}. Choose another question or kind.")
    return reason.format(
        column=one_line(heading_of(table, at), 60),
        name=table.source,
        low=short_number(scale.lowest),
        high=short_number(scale.highest),
    )
