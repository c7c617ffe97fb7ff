"""Surveys: real answers against independent figures, messy cells, groups, and what reaches the plan."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.edit import Refused
from planner.intake.cells import Table
from planner.intake.errors import UnreadableError
from planner.intake.surveys.answers import AnswerReader, NoAnswer, Scale
from planner.intake.surveys.codes import codes_of, read_codes, with_codes
from planner.intake.surveys.columns import column_of, guess_kind, guess_weight, questions
from planner.intake.surveys.places import Measure, guess_touchpoints, kpi_named, measure_touchpoints, note_survey
from planner.intake.surveys.survey import LEAST_GROUP, Question, SurveyResult, survey_of
from planner.intake.tables import read_table
from planner.objectives.edits import add_kpi, add_objective
from planner.objectives.metrics import boxes, survey_score
from planner.plan import Plan, empty_plan
from planner.record import Record
from planner.templates import SAMPLE, plan_from

DATA = Path(__file__).parents[1] / "data" / "survey"
DAY = dt.date(2027, 3, 31)


@pytest.fixture(scope="module")
def sfo() -> Table:
    return read_table(DATA / "sfo_2017_customer_survey.csv")


@pytest.fixture(scope="module")
def expected() -> Any:
    return json.loads((DATA / "expected" / "sfo_2017_scores.json").read_text(encoding="utf-8"))


def table(tmp_path: Path, text: str, name: str = "answers.csv") -> Table:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_table(path)


def column(tmp_path: Path, head: str, *cells: str) -> Table:
    return table(tmp_path, "\n".join([f"Number;{head}", *(f"{at};{cell}" for at, cell in enumerate(cells))]) + "\n")


# Against independent figures


def test_the_nps_of_real_answers_is_right_with_and_without_weights(sfo: Table, expected: Any) -> None:
    result = survey_of(sfo, Question(column_of(sfo, "NETPRO"), weight=column_of(sfo, "weight")))
    assert result.kind == "nps"
    assert result.rows == expected["rows"]
    for score, name in ((result.scores.plain, "unweighted"), (result.scores.weighted, "weighted")):
        wanted = expected[f"NPS_NETPRO_{name}"]
        assert score is not None
        assert score.answers == wanted["valid"]
        assert score.value == pytest.approx(wanted["nps"], abs=1e-5)
        assert score.error == pytest.approx(wanted["se_points"], abs=1e-5)
        assert score.mean == pytest.approx(wanted["mean"], abs=1e-5)
        assert score.high * 100 == pytest.approx(wanted["pct_promoters"], abs=1e-5)
        assert score.low * 100 == pytest.approx(wanted["pct_detractors"], abs=1e-5)


@pytest.mark.parametrize("group", ["touchpoints_Q7_unweighted", "touchpoints_Q9_unweighted", "CES_ease_unweighted"])
def test_every_rating_of_real_answers_is_right(sfo: Table, expected: Any, group: str) -> None:
    for name, wanted in expected[group].items():
        result = survey_of(sfo, Question(column_of(sfo, name), "csat"))
        score = result.scores.plain
        assert {f"{answer:g}": count for answer, count in result.counts.items()} == wanted["counts"], name
        assert score.answers == wanted["valid"]
        assert score.mean == pytest.approx(wanted["mean"], abs=1e-5)
        assert score.value * 100 == pytest.approx(wanted["top2_pct"], abs=1e-5)
        assert score.low * 100 == pytest.approx(wanted["bottom2_pct"], abs=1e-5)
        assert score.deviation == pytest.approx(wanted["sd_sample"], abs=1e-5)


def test_the_weighted_satisfaction_of_real_answers_is_right(sfo: Table, expected: Any) -> None:
    result = survey_of(sfo, Question(column_of(sfo, "Q7ALL"), "csat", weight=guess_weight(sfo)))
    assert result.scores.weighted is not None
    assert result.scores.weighted.mean == pytest.approx(expected["CSAT_Q7ALL_weighted"]["mean"], abs=1e-5)
    assert result.scores.weighted.value * 100 == pytest.approx(expected["CSAT_Q7ALL_weighted"]["top2_pct"], abs=1e-5)


@pytest.mark.parametrize(("by", "name"), [("BAREA", "NPS_by_boarding_area"), ("Q15PROBLEM", "NPS_by_Q15PROBLEM")])
def test_the_groups_of_real_answers_are_right(sfo: Table, expected: Any, by: str, name: str) -> None:
    result = survey_of(sfo, Question(column_of(sfo, "NETPRO"), group=column_of(sfo, by)))
    found = {group.name: group.scores.plain for group in result.groups}
    assert set(found) == set(expected[name])
    for group, wanted in expected[name].items():
        assert found[group].answers == wanted["valid"]
        assert found[group].value == pytest.approx(wanted["nps"], abs=1e-5)
        assert found[group].error == pytest.approx(wanted["se_points"], abs=1e-5)


def test_effort_is_the_mean_of_the_answers_and_turns_around_where_five_is_easy(sfo: Table, expected: Any) -> None:
    at = column_of(sfo, "Q14FIND")
    wanted = expected["CES_ease_unweighted"]["Q14FIND"]["mean"]
    assert survey_of(sfo, Question(at, "ces")).scores.plain.value == pytest.approx(wanted, abs=1e-5)
    assert survey_of(sfo, Question(at, "ces", turned=True)).scores.plain.value == pytest.approx(6 - wanted, abs=1e-5)


def test_a_code_list_says_scale_direction_and_what_is_no_answer(sfo: Table, expected: Any) -> None:
    codes = read_codes(DATA / "sfo_code_list.csv")
    question = with_codes(Question(column_of(sfo, "Q14PASSTHRU")), sfo, codes)
    assert (question.kind, question.turned) == ("ces", True)
    assert {"0", "6"} <= set(question.missing)
    wanted = expected["CES_ease_unweighted"]["Q14PASSTHRU"]
    score = survey_of(sfo, question).scores.plain
    assert score.answers == wanted["valid"]
    assert score.value == pytest.approx(6 - wanted["mean"], abs=1e-5)
    pattern = with_codes(Question(column_of(sfo, "Q7ART"), "csat"), sfo, codes)
    assert (pattern.scale, pattern.turned) == (Scale(1, 5), False)


def test_the_columns_of_real_answers_are_guessed(sfo: Table) -> None:
    likely = questions(sfo)
    assert sfo.head[likely[0]] == "NETPRO"
    assert guess_kind(sfo, likely[0]) == "nps"
    assert sfo.head[guess_weight(sfo)] == "WEIGHT"
    assert {"RESPNUM", "AIRLINE", "DAY", "WEIGHT"}.isdisjoint(sfo.head[at] for at in likely)


# Messy cells


WAYS_OF_NOT_ANSWERING = (
    *("", "-", "N/A", "n.a.", "(blank)", "Blank", "Don’t know", "No answer", "#NULL!", "?", "refused", "NSP"),
    *("sans réponse", "Ne se prononce pas", "Never used / not applicable", "Do not know / can’t say"),
)


@pytest.mark.parametrize("cell", WAYS_OF_NOT_ANSWERING)
def test_ways_of_not_answering_are_no_answer(cell: str) -> None:
    found = AnswerReader("csat", Scale(), ".").read(cell)
    assert isinstance(found, NoAnswer)
    assert found.why in ("empty", "no_answer")


@pytest.mark.parametrize(
    ("cell", "value"),
    [("4", 4), (4.0, 4), ("4 - Satisfied", 4), ("5 (very satisfied)", 5), ("Very satisfied (5)", 5), ("3/5", 3),
     ("★★★★☆", 4), ("4,0", 4), ("2. Poor", 2), ("5 Outstanding", 5)],
)  # fmt: skip
def test_an_answer_is_read_alone_with_its_label_or_as_stars(cell: str | float, value: float) -> None:
    assert AnswerReader("csat", Scale(), ",").read(cell) == value


@pytest.mark.parametrize("cell", ["0", "6", "-9", "99", "11"])
def test_a_number_off_the_scale_is_no_answer(cell: str) -> None:
    found = AnswerReader("csat", Scale(), ".").read(cell)
    assert isinstance(found, NoAnswer)
    assert found.why == "outside"


def test_answers_in_words_are_read_in_two_languages(tmp_path: Path) -> None:
    english = column(tmp_path, "Satisfaction", "Very satisfied", "satisfied", "Neutral", "Very Dissatisfied", "n/a")
    assert survey_of(english, Question(1)).scores.plain.value == 0.5
    french = column(tmp_path, "Q1", "Très satisfaite", "plutôt satisfait", "Insatisfait", "NSP")
    assert survey_of(french, Question(1)).scores.plain.value == pytest.approx(2 / 3)
    yes = column(tmp_path, "Problem solved?", "Yes", "yes", "no", "Yes", "don't know")
    assert survey_of(yes, Question(1, "csat")).scores.plain.value == 0.75


def test_ease_in_words_is_an_effort_and_labels_tell_the_direction(tmp_path: Path) -> None:
    words = column(tmp_path, "How was it?", "Very easy", "Very easy", "Difficult")
    result = survey_of(words, Question(1))
    assert (result.kind, result.scores.plain.value) == ("ces", 2.0)
    labels = column(tmp_path, "How was it?", "5 - Very easy", "5 - Very easy", "2 - Difficult")
    result = survey_of(labels, Question(1, "ces"))
    assert (result.turned, result.scores.plain.value) == (True, 2.0)


def test_scales_of_seven_and_ten_are_told_from_codes_above_five(tmp_path: Path) -> None:
    five = column(tmp_path, "Rating", *"12345", "8", "9", "9", *"4455")
    assert survey_of(five, Question(1)).scale == Scale(1, 5)
    seven = column(tmp_path, "Rating", *"1234567")
    assert survey_of(seven, Question(1)).scale == Scale(1, 7)
    ten = column(tmp_path, "Rating", *"2345678", "9", "10")
    assert survey_of(ten, Question(1, "csat")).scale == Scale(1, 10)


def test_codes_that_someone_names_are_left_out_even_on_the_scale_and_said(tmp_path: Path) -> None:
    answers = column(tmp_path, "NPS", "10", "0", "0", "9", "Later")
    result = survey_of(answers, Question(1, "nps", missing=("0", "later")))
    assert result.scores.plain.answers == 2
    assert any("as asked" in note for note in result.notes)
    assert {(code.text, code.count, code.why) for code in result.left_out} == {("0", 2, "named"), ("Later", 1, "named")}


def test_a_heading_that_asks_is_found_among_many_codes_for_no_answer(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    said = ["9", "10", "8", "0", "6", "7", "9.0", "99", "-", "NA", "-1", "999", "98", "11", "88"]
    path.write_text(
        "\n".join(("id;Would you recommend us?", *(f"{n};{s}" for n, s in enumerate(said)), "x;keine Angabe"))
    )
    table = read_table(path)
    assert questions(table) == [1]
    result = survey_of(table, Question(1))
    assert (result.kind, result.scores.plain.answers) == ("nps", 7)
    assert {code.text for code in result.left_out if code.why == "no_answer"} == {"-", "NA", "keine Angabe"}
    assert {code.text for code in result.left_out if code.why == "outside"} == {"99", "-1", "999", "98", "11", "88"}


def test_free_text_is_counted_and_never_an_answer(tmp_path: Path) -> None:
    answers = column(tmp_path, "Satisfaction", "5", "4", "I waited for ages", "4.5")
    result = survey_of(answers, Question(1, "csat"))
    assert result.scores.plain.answers == 3
    assert any("1 cell holds words" in note for note in result.notes)


def test_a_column_without_answers_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no answers from 0 to 10"):
        survey_of(column(tmp_path, "Comment", "fine", "so-so"), Question(1, "nps"))


def test_an_answer_without_weight_stays_out_of_the_weighted_figure(tmp_path: Path) -> None:
    answers = table(tmp_path, "NPS;Poids\n10;2,5\n0;\n9;-1\n6;0,5\n")
    result = survey_of(answers, Question(0, "nps", weight=1))
    assert result.scores.plain.answers == 4
    assert result.scores.weighted is not None
    assert result.scores.weighted.answers == 2
    assert result.scores.weighted.high == pytest.approx(2.5 / 3)
    assert any("2 answers have no weight" in note for note in result.notes)


# Groups


def grouped(tmp_path: Path, sizes: dict[str, int], smallest: int = 10) -> SurveyResult:
    rows = [f"{name};{5 if at % 2 else 3}" for name, size in sizes.items() for at in range(size)]
    answers = table(tmp_path, "Shop;Satisfaction\n" + "\n".join(rows) + "\n")
    return survey_of(answers, Question(1, "csat", group=0, smallest=smallest))


def test_small_groups_are_put_together_with_a_notice(tmp_path: Path) -> None:
    result = grouped(tmp_path, {"Lyon": 12, "Lille": 6, "Nice": 7})
    assert [(g.name, g.scores.plain.answers, g.merged) for g in result.groups] == [
        ("Lyon", 12, ()),
        ("Small groups together", 13, ("Lille", "Nice")),
    ]
    assert any("2 groups have fewer than 10 answers" in note for note in result.notes)


def test_small_groups_that_stay_small_together_are_not_shown(tmp_path: Path) -> None:
    result = grouped(tmp_path, {"Lyon": 12, "Lille": 4})
    assert [group.name for group in result.groups] == ["Lyon"]
    assert result.scores.plain.answers == 16
    assert any("not shown" in note for note in result.notes)


def test_the_smallest_group_can_be_set_but_never_below_five(tmp_path: Path) -> None:
    result = grouped(tmp_path, {"Lyon": 6, "Lille": 5, "Nice": 4}, smallest=1)
    assert [group.name for group in result.groups] == ["Lille", "Lyon"]
    assert LEAST_GROUP == 5


def test_a_group_is_one_however_its_name_is_spelled(tmp_path: Path) -> None:
    result = grouped(tmp_path, {"Orléans": 6, "ORLEANS ": 5})
    assert [(group.name, group.scores.plain.answers) for group in result.groups] == [("Orléans", 11)]


# Into the plan


def kpi_plan(**fields: Any) -> Plan:
    plan = add_objective(empty_plan(title="Shop"))
    return add_kpi(plan, plan.objectives[0].id, **fields)


@pytest.mark.parametrize(
    ("kind", "unit", "value"),
    [("nps", "points", 39.839767), ("nps", "percent", 0.39839767), ("csat", "percent", 0.5), ("csat", "points", 50.0)],
)
def test_a_score_becomes_a_reading_in_the_unit_of_the_kpi(
    sfo: Table, tmp_path: Path, kind: str, unit: str, value: float
) -> None:
    source = sfo if kind == "nps" else column(tmp_path, "Satisfaction", "5", "1")
    at = column_of(sfo, "NETPRO") if kind == "nps" else 1
    plan = kpi_plan(name="Voice", metric=kind, unit=unit)
    result = survey_of(source, Question(at, "nps" if kind == "nps" else "csat"))
    plan = note_survey(plan, kpi_named(plan, result.kind).id, result.scores.best, DAY)
    (reading,) = plan.kpis[0].readings
    assert reading.date == DAY
    assert reading.value == pytest.approx(value, abs=1e-5)


def test_a_kpi_in_another_unit_or_none_is_refused_by_name(tmp_path: Path) -> None:
    result = survey_of(column(tmp_path, "Effort", "5", "1"), Question(1, "ces"))
    plan = kpi_plan(name="Money", metric="ces", unit="money")
    with pytest.raises(Refused, match="Money"):
        note_survey(plan, plan.kpis[0].id, result.scores.best, DAY)
    with pytest.raises(Refused, match="CSAT"):
        kpi_named(plan, "csat")
    with pytest.raises(Refused, match="Satisfaction"):
        kpi_named(plan, "ces", "Satisfaction")


def test_touchpoints_get_metric_satisfaction_and_evidence_and_nothing_else(sfo: Table) -> None:
    plan = plan_from(SAMPLE, "en")
    points = plan.current_touchpoints
    found = guess_touchpoints(points, ["How was the test ride?", "Payment", "Something else"])
    assert set(found) == {"How was the test ride?", "Payment"}
    result = survey_of(sfo, Question(column_of(sfo, "Q7FOOD"), "csat"))
    after = measure_touchpoints(plan, [Measure(found["Payment"], result.scores.best, result.scale)])
    changed = [(a, b) for a, b in zip(points, after.current_touchpoints, strict=True) if a != b]
    assert len(changed) == 1
    point = changed[0][1]
    assert point.metric == "CSAT"
    assert point.metric_value == pytest.approx(55.72, abs=0.005)
    assert (point.satisfaction, point.satisfaction_measure, point.evidence) == (4, "csat", "fully")


def test_no_answer_and_no_free_text_reaches_the_plan(tmp_path: Path) -> None:
    secret = "Ask for Mrs Smith at extension 12"
    answers = table(tmp_path, f"Who;NPS\nX1;10\nX2;{secret}\nX3;2\nX4;9\n")
    plan = kpi_plan(name="NPS", metric="nps", unit="points")
    after = note_survey(plan, plan.kpis[0].id, survey_of(answers, Question(1, "nps")).scores.best, DAY)
    text = after.model_dump_json()
    assert "Smith" not in text
    assert "X1" not in text
    rows: list[Record] = [row for name in after.tables() for row in after.rows(name)]
    assert len(rows) == 3  # the profile, the objective, its KPI


# What holds for any answers


@given(st.lists(st.integers(0, 10), min_size=1, max_size=60), st.integers(2, 5))
def test_answers_said_again_change_no_score_and_sharpen_the_error(answers: list[int], times: int) -> None:
    ends = boxes("nps", 0, 10)
    once = survey_score("nps", [(a, 1.0) for a in answers], ends)
    again = survey_score("nps", [(a, 1.0) for a in answers * times], ends)
    weighted = survey_score("nps", [(a, float(times)) for a in answers], ends)
    assert once is not None
    assert again is not None
    assert weighted is not None
    assert -100 <= once.value <= 100
    assert again.value == pytest.approx(once.value) == pytest.approx(weighted.value)
    assert again.error == pytest.approx(once.error / times**0.5)
    assert weighted.margin == pytest.approx(once.margin)


@given(st.lists(st.tuples(st.integers(1, 5), st.floats(0.1, 9)), min_size=2, max_size=40))
def test_turning_a_scale_turns_the_mean_and_swaps_the_ends(answers: list[tuple[int, float]]) -> None:
    ends = boxes("csat", 1, 5)
    one = survey_score("csat", answers, ends)
    other = survey_score("csat", [(6 - a, w) for a, w in answers], ends)
    assert one is not None
    assert other is not None
    assert one.mean + other.mean == pytest.approx(6)
    assert one.high == pytest.approx(other.low)
    assert one.low == pytest.approx(other.high)
    assert 1 - 1e-9 <= one.effective <= one.answers + 1e-6


@given(st.text(max_size=40))
def test_no_cell_breaks_the_reader(text: str) -> None:
    found = AnswerReader("nps", Scale(0, 10), ".").read(text)
    assert isinstance(found, NoAnswer) or 0 <= found <= 10


def test_a_code_list_with_a_row_a_code_is_read_too(tmp_path: Path) -> None:
    listed = table(tmp_path, "Variable;Code;Label\nQ1;1;Très satisfait\nQ1;2;Satisfait\n;3;Insatisfait\n;9;NSP\n")
    codes = codes_of(listed).of("q1")
    assert codes is not None
    assert (codes.scale, codes.missing, codes.turned(False)) == (Scale(1, 3), ["9"], True)
