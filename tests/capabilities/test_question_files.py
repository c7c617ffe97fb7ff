"""Question files: written for a role, filled in anywhere, read back with errors that name file and line."""

import csv
import io
from pathlib import Path

import pytest

from exports.questions import write_question_files
from planner.capabilities.edits import merge_ratings, rate, set_evidence, set_skill
from planner.capabilities.questionnaire import NoAnswers, answers_in, question_text
from planner.capabilities.ratings import assessment
from planner.intake.errors import UnreadableError
from planner.intake.ratings import read_answers
from planner.language import speaking
from planner.plan import empty_plan
from tests.capabilities.plans import rated_plan


def _filled(text: str, answers: dict[str, tuple[str, str, str]], delimiter: str = ",") -> str:
    """The text as a spreadsheet would save it after someone typed answers."""
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    for row in rows:
        if row and row[0] in answers:
            row[3:6] = answers[row[0]]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def test_a_question_file_asks_every_question_once() -> None:
    rows = list(csv.reader(io.StringIO(question_text(rated_plan(), "Finance"))))
    assert rows[1][1] == "Finance"
    assert rows[3][0] == "key"
    assert len(rows) == 4 + 16
    assert all(row[3] == "" for row in rows[4:])


def test_answers_come_back_as_they_were_typed() -> None:
    text = _filled(
        question_text(empty_plan(), "Finance"),
        {"data_360": ("2", "Two files", ""), "ops_skill": ("4.0", "", "Expert"), "budget_effect": ("", "", "boost")},
    )
    sheet = answers_in(text, "finance.csv")
    assert (sheet.role, sheet.problems, sheet.rated) == ("Finance", (), 2)
    plan = merge_ratings(empty_plan(), [sheet])
    view, skill = assessment(plan, "data_360", "Finance"), assessment(plan, "ops_skill", "Finance")
    budget = assessment(plan, "budget_effect", "Finance")
    assert view is not None and (view.rating, view.evidence) == (2, "Two files")
    assert skill is not None and (skill.rating, skill.skill) == (4, "expert")
    assert budget is not None and (budget.rating, budget.budget_position) == (None, "boost")


def test_a_file_holds_what_the_role_answered_before() -> None:
    plan = set_evidence(rate(empty_plan(), "data_360", 2, "Finance"), "data_360", "Two files", "Finance")
    plan = set_skill(plan, "ops_skill", "novice", "Finance")
    sheet = answers_in(question_text(plan, "Finance"), "finance.csv")
    assert merge_ratings(plan, [sheet]) == plan
    assert merge_ratings(empty_plan(), [sheet]).assessments == plan.assessments


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_separator_that_spreadsheets_use_is_read(delimiter: str) -> None:
    rows = list(csv.reader(io.StringIO(question_text(empty_plan(), "Finance, and law"))))
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    text = _filled(out.getvalue(), {"data_360": ("3", "a, b; c", "")}, delimiter)
    sheet = answers_in(text, "x.csv")
    assert sheet.role == "Finance, and law"
    assert [(a.rating, a.evidence) for a in sheet.answers if a.question == "data_360"] == [(3, "a, b; c")]


def test_a_french_file_is_read_by_an_english_reader() -> None:
    with speaking("fr"):
        text = question_text(empty_plan(), "Finances")
    assert text.splitlines()[3].startswith("key;")
    sheet = answers_in(_filled(text, {"data_360": ("5", "", "")}, ";"), "finances.csv")
    assert (sheet.role, sheet.rated) == ("Finances", 1)


@pytest.mark.parametrize("value", ["6", "0", "3.5", "good", "-1", "３", "1e0"])
def test_what_is_no_rating_is_told_with_file_and_line_and_the_rest_is_kept(value: str) -> None:
    text = _filled(
        question_text(empty_plan(), "Finance"), {"data_360": (value, "seen", ""), "data_access": ("4", "", "")}
    )
    sheet = answers_in(text, "finance.csv")
    assert sheet.rated == 1
    assert len(sheet.problems) == 1
    assert sheet.problems[0].startswith("finance.csv, line 6:") and value in sheet.problems[0]


def test_unknown_questions_and_words_and_doubles_are_told_by_line() -> None:
    text = _filled(question_text(empty_plan(), "Finance"), {"ops_skill": ("", "", "wizard")})
    text += "made_up,,,3,,\r\ndata_360,,,2,,\r\n"
    problems = answers_in(text, "f.csv").problems
    assert [p.split(":")[0] for p in problems] == ["f.csv, line 12", "f.csv, line 21", "f.csv, line 22"]


def test_a_text_without_the_head_or_the_role_is_refused_with_the_line() -> None:
    with pytest.raises(NoAnswers, match=r"notes\.csv, line 4"):
        answers_in("some,notes\r\n", "notes.csv")
    with pytest.raises(NoAnswers, match=r"f\.csv, line 2"):
        answers_in(question_text(empty_plan(), ""), "f.csv")


def test_quotes_that_do_not_match_are_refused_with_the_line() -> None:
    text = question_text(empty_plan(), "Finance") + '"never closed,,,3,,'
    with pytest.raises(NoAnswers, match=r"f\.csv, line \d+: the quotes"):
        answers_in(text, "f.csv")


def test_no_cell_starts_a_formula_and_the_words_come_back_without_the_mark() -> None:
    plan = set_evidence(empty_plan(), "data_360", "=1+1", "@Finance")
    text = question_text(plan, "@Finance")
    assert not any(cell.startswith(("=", "@", "+")) for row in csv.reader(io.StringIO(text)) for cell in row)
    sheet = answers_in(text, "f.csv")
    assert sheet.role == "@Finance"
    assert merge_ratings(empty_plan(), [sheet]).assessments == plan.assessments


def test_files_are_written_per_role_and_never_over_one_that_is_there(tmp_path: Path) -> None:
    plan = rated_plan()
    first = write_question_files(plan, tmp_path, ["CRM team", "Équipe magasins"])
    assert [p.name for p in first] == ["ratings-crm-team.csv", "ratings-equipe-magasins.csv"]
    first[0].write_text("answers", encoding="utf-8")
    second = write_question_files(plan, tmp_path, ["CRM team"])
    assert second[0].name == "ratings-crm-team-2.csv"
    assert first[0].read_text(encoding="utf-8") == "answers"
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(p.name for p in (*first, *second))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252", "utf-16"])
def test_a_file_is_read_in_the_encoding_that_a_spreadsheet_saved_it_in(tmp_path: Path, encoding: str) -> None:
    text = _filled(question_text(empty_plan(), "Équipe"), {"data_360": ("3", "Vérifié à la main", "")})
    file = tmp_path / "answers.csv"
    file.write_bytes(text.encode(encoding, "replace"))
    sheet = read_answers(file)
    assert (sheet.role, sheet.file) == ("Équipe", "answers.csv")
    assert [a.evidence for a in sheet.answers if a.rating == 3] == ["Vérifié à la main"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 something", b"a,b\r\n1,2\r\n"])
def test_a_file_that_holds_no_answers_is_refused_by_its_name(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "wrong.csv"
    file.write_bytes(content)
    with pytest.raises(UnreadableError, match=r"wrong\.csv"):
        read_answers(file)
