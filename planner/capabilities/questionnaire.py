"""Question files: a short table per role that anyone fills in with a spreadsheet, and the answers in one.

The text is CSV. Line 1 names the plan, line 2 the role, line 3 says what to do, line 4 heads the columns: the
question's key, its area, the question, the rating 1 to 5, the evidence, and one word where a question asks for one
(the skill level of the teams, what the budget does). The separator is the one that spreadsheets of the language
expect; the reader takes commas, semicolons and tabs.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from planner.capabilities.ratings import POSITION_QUESTION, SKILL_QUESTION, assessment
from planner.catalogue import Question, areas, question, questions
from planner.language import LANGUAGES, N_, _, language, speaking
from planner.plan import Plan

MARK = "Rapport"
KEY = "key"
COLUMNS = 6
SKILLS = {"novice": N_("novice"), "intermediate": N_("intermediate"), "expert": N_("expert")}
POSITIONS = {"boost": N_("boost"), "neutral": N_("neutral"), "hindrance": N_("hindrance")}
_SEPARATORS = ";,\t"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HEAD_LINES = 20


class NoAnswers(Exception):
    """A text is no question file; the sentence names the file and the line."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one role answered to one question."""

    question: str
    rating: int | None = None
    evidence: str = ""
    skill: str = ""
    budget_position: str = ""


@dataclass(frozen=True, slots=True)
class RatingSheet:
    """The answers of one role from one file, and a sentence for each line that was not understood."""

    role: str
    answers: tuple[Answer, ...] = ()
    problems: tuple[str, ...] = ()
    file: str = ""

    @property
    def rated(self) -> int:
        """How many questions the role rated."""
        return sum(a.rating is not None for a in self.answers)


def question_text(plan: Plan, role: str) -> str:
    """The question file of a role, with what that role has answered so far."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if language() == "fr" else ",", lineterminator="\r\n")
    names = {area.key: area.name for area in areas()}
    writer.writerow(_safe([MARK, plan.profile.title or _("Untitled plan")]))
    writer.writerow(_safe([_("Role"), role]))
    writer.writerow([_("Rate each question from 1 (poor) to 5 (excellent). Leave blank what you do not know.")])
    heads = [KEY, _("Area"), _("Question"), _("Rating, 1 to 5"), _("Evidence"), _("In a word")]
    writer.writerow(heads)
    for asked in questions():
        known = assessment(plan, asked.key, role)
        rating = str(known.rating) if known and known.rating else ""
        evidence = known.evidence if known else ""
        row = [asked.key, names[asked.area], _asked(asked), rating, evidence, _word_of(plan, asked.key, role)]
        writer.writerow(_safe(row))
    return out.getvalue()


def _asked(asked: Question) -> str:
    words = _words_for(asked.key)
    if not words:
        return asked.question
    choice = ", ".join(_(word) for word in words.values())
    return _("{question} In a word: {choice}.").format(question=asked.question, choice=choice)


def _words_for(key: str) -> dict[str, str]:
    return {SKILL_QUESTION: SKILLS, POSITION_QUESTION: POSITIONS}.get(key, {})


def _word_of(plan: Plan, key: str, role: str) -> str:
    known = assessment(plan, key, role)
    if known is None:
        return ""
    words = _words_for(key)
    return _(words.get(known.skill if key == SKILL_QUESTION else known.budget_position, ""))


def _safe(cells: Sequence[str]) -> list[str]:
    """Cells that no spreadsheet takes for a formula."""
    return ["'" + cell if cell.startswith(_FORMULA) else cell for cell in cells]


def _plain(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def answers_in(text: str, file: str) -> RatingSheet:
    """The answers in the text of a question file; raises NoAnswers where it is none."""
    rows = _rows(text, file)
    start = next((at for at, row in enumerate(rows[:_HEAD_LINES]) if row and row[0].strip().lower() == KEY), None)
    if start is None:
        reason = _("{file}, line {line}: the row that starts with “key” is missing. Use a file that Rapport wrote.")
        raise NoAnswers(reason.format(file=file, line=4))
    role = next((_plain(row[1]) for row in rows[1:start] if len(row) > 1 and row[1].strip()), "")
    if not role:
        reason = _("{file}, line {line}: the role is missing. Write it beside the word “Role”.")
        raise NoAnswers(reason.format(file=file, line=2))
    answers: dict[str, Answer] = {}
    problems: list[str] = []
    for line, row in enumerate(rows[start + 1 :], start=start + 2):
        if any(cell.strip() for cell in row):
            _read_row([*map(_plain, row), *[""] * COLUMNS][:COLUMNS], f"{file}", line, answers, problems)
    return RatingSheet(role[:300], tuple(answers.values()), tuple(problems), file)


def _rows(text: str, file: str) -> list[list[str]]:
    head = next((line for line in text.splitlines()[:_HEAD_LINES] if line.lower().lstrip('"').startswith(KEY)), "")
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=separator, strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        reason = _("{file}, line {line}: the quotes do not match. Open the file in a spreadsheet and save it again.")
        raise NoAnswers(reason.format(file=file, line=reader.line_num)) from error


def _read_row(row: list[str], file: str, line: int, answers: dict[str, Answer], problems: list[str]) -> None:
    key, _area, _question, rating, evidence, word = row
    if question(key) is None:
        reason = _("{file}, line {line}: “{key}” is not a question of this plan.")
        problems.append(reason.format(file=file, line=line, key=key[:60]))
        return
    if key in answers:
        reason = _("{file}, line {line}: this question is answered twice. The first answer counts.")
        problems.append(reason.format(file=file, line=line))
        return
    level = _level(rating)
    if rating and level is None:
        reason = _("{file}, line {line}: “{value}” is not a rating. Write a whole number from 1 to 5.")
        problems.append(reason.format(file=file, line=line, value=rating[:60]))
    chosen = _chosen(key, word)
    if word and not chosen and _words_for(key):
        reason = _("{file}, line {line}: “{value}” is none of the words to choose from.")
        problems.append(reason.format(file=file, line=line, value=word[:60]))
    skill, position = (chosen, "") if key == SKILL_QUESTION else ("", chosen)
    answers[key] = Answer(key, level, evidence[:20_000], skill, position)


def _level(cell: str) -> int | None:
    for ending in (".0", ",0", ".00", ",00"):
        cell = cell.removesuffix(ending)
    return int(cell) if cell in ("1", "2", "3", "4", "5") else None


def _chosen(key: str, word: str) -> str:
    """The choice that a word stands for, in any language of the product."""
    spoken: dict[str, str] = {}
    for choice, message in _words_for(key).items():
        spoken[choice] = choice
        for code in LANGUAGES:
            with speaking(code):
                spoken[_(message).casefold()] = choice
    return spoken.get(word.strip().casefold(), "")
