"""Readings from outside: dates and values as spreadsheets write them, into a KPI as one edit."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.figures.readings import planned_line, readings
from exports.figures.scene import Path as Line
from planner.edit import Refused
from planner.intake.errors import UnreadableError
from planner.intake.readings import ReadingChoices, add_readings, readings_in_file, readings_in_text, span_text
from planner.language import speaking
from planner.objectives.edits import add_kpi, add_objective
from planner.objectives.records import MAX_READINGS, Reading, Unit
from planner.plan import Plan, empty_plan


def read(text: str, unit: Unit = "count", choices: ReadingChoices | None = None) -> dict[str, float]:
    return {str(r.date): r.value for r in readings_in_text(text, unit, choices).readings}


@pytest.fixture
def plan() -> Plan:
    plan = add_objective(empty_plan(title="Shop"))
    return add_kpi(plan, plan.objectives[0].id, name="Orders", unit="count", baseline=100.0, target=200.0)


def test_two_columns_of_a_spreadsheet_are_readings_in_the_order_of_their_days() -> None:
    assert read("Date\tOrders\n31/01/2027\t1,240\n2026-12-31\t1,180\n") == {"2026-12-31": 1180, "2027-01-31": 1240}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31.01.2027;5", "2027-01-31"),
        ("01-31-2027;5", "2027-01-31"),
        ("2027-01-31T00:00:00;5", "2027-01-31"),
        ("2027-01;5", "2027-01-31"),
        ("02/2027;5", "2027-02-28"),
        ("Mar 2027;5", "2027-03-31"),
        ("avril 2027;5", "2027-04-30"),
        ("Q2 2027;5", "2027-06-30"),
        ("2027 T4;5", "2027-12-31"),
        ("20270131;5", "2027-01-31"),
        ("31 janv. 2027;5", "2027-01-31"),
        ("31 Jan 2027  5", "2027-01-31"),
        ("2027-01-31,5", "2027-01-31"),
        ("2027-01-31: 5", "2027-01-31"),
        ("5|2027-01-31", "2027-01-31"),
    ],
)
def test_days_months_and_quarters_are_read_as_people_write_them(text: str, day: str) -> None:
    assert read(text) == {day: 5}


def test_day_and_month_follow_the_dates_that_tell_and_else_a_choice() -> None:
    assert list(read("01/02/2027;1\n01/25/2027;2\n")) == ["2027-01-02", "2027-01-25"]
    found = readings_in_text("01/02/2027;1\n", "count")
    assert (found.day_doubtful, str(found.readings[0].date)) == (True, "2027-02-01")
    assert list(read("01/02/2027;1\n", choices=ReadingChoices(day_first=False))) == ["2027-01-02"]


def test_percentages_come_with_a_sign_as_points_or_as_shares() -> None:
    assert read("2027-01-31;18 %\n", "percent") == {"2027-01-31": 0.18}
    assert read("2027-01-31;18,5\n2027-02-28;19\n", "percent") == {"2027-01-31": 0.185, "2027-02-28": 0.19}
    found = readings_in_text("2027-01-31;0.18\n", "percent")
    assert (found.scale, found.scale_doubtful, found.readings[0].value) == ("share", True, 0.18)
    assert read("2027-01-31;0.18\n", "percent", ReadingChoices(scale="percent")) == {"2027-01-31": 0.0018}


def test_money_and_decimal_commas_are_read() -> None:
    assert read("31/01/2027\t1 240,50 €\n28/02/2027\t980,00 €\n", "money") == {
        "2027-01-31": 1240.5,
        "2027-02-28": 980,
    }


def test_lines_that_are_no_reading_are_left_out_and_named() -> None:
    found = readings_in_text("When;What\n2027-01-31;5\nsoon;7\n2027-02-28;many\n2027-01-31;6\n", "count")
    assert [(str(r.date), r.value) for r in found.readings] == [("2027-01-31", 6)]
    assert [row.line for row in found.rejected] == [3, 4]
    assert found.notes == ("1 day comes twice: its last value counts.",)


@pytest.mark.parametrize("text", ["", "\n\n", "hello", "a;b\nc;d", "5", "2027-01-31"])
def test_text_without_readings_gives_none(text: str) -> None:
    assert readings_in_text(text, "count").readings == ()


def test_a_file_is_read_like_pasted_text(tmp_path: Path) -> None:
    path = tmp_path / "kpi.csv"
    path.write_text("Report of sales\nMonth;Orders\n01/2027;12\n02/2027;15\n", encoding="utf-8")
    assert span_text(readings_in_file(path, "count").readings) == "31\u00a0Jan\u00a02027 to 28\u00a0Feb\u00a02027"
    path.write_text("Name;Town\nAda;London\n", encoding="utf-8")
    with pytest.raises(UnreadableError, match="no dates"):
        readings_in_file(path, "count")


@given(st.dictionaries(st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), st.integers(-999_999, 999_999), max_size=20))
def test_what_is_written_is_read_back(values: dict[dt.date, int]) -> None:
    text = "\n".join(f"{day.isoformat()}\t{value}" for day, value in values.items())
    assert read(text) == {str(day): value for day, value in sorted(values.items())}


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    for unit in ("count", "percent"):
        readings_in_text(text, unit)


def test_readings_are_added_and_the_new_one_of_a_day_stays(plan: Plan) -> None:
    kpi = plan.kpis[0].id
    plan = add_readings(plan, kpi, readings_in_text("2027-01-31;5\n2027-02-28;6", "count").readings)
    plan = add_readings(plan, kpi, readings_in_text("2027-02-28;7\n2026-12-31;4", "count").readings)
    assert [(str(r.date), r.value) for r in plan.kpis[0].readings] == [
        ("2026-12-31", 4),
        ("2027-01-31", 5),
        ("2027-02-28", 7),
    ]


def test_more_readings_than_a_kpi_holds_are_refused(plan: Plan) -> None:
    first = dt.date(2024, 1, 1)
    many = [Reading(date=first + dt.timedelta(days=at), value=1.0) for at in range(MAX_READINGS + 1)]
    with pytest.raises(Refused, match="501"):
        add_readings(plan, plan.kpis[0].id, many)


def test_the_figure_shows_plan_and_actual_and_says_them(plan: Plan) -> None:
    with speaking("en"):
        kpi = plan.kpis[0].model_copy(update={"due": dt.date(2027, 12, 31)})
        fresh = readings_in_text("2027-01-31;120\n2027-02-28;130", "count").readings
        scene = readings(kpi, 400, 200, currency="EUR", start=dt.date(2027, 1, 1), fresh=fresh)
        dashed = [item for item in scene.items if isinstance(item, Line) and item.dash]
        assert len(dashed) == 1
        assert scene.table.rows == (("31\u00a0Jan\u00a02027", "120"), ("28\u00a0Feb\u00a02027", "130"))
        assert scene.sentence.startswith("Orders: 120 on 31")
        ends = planned_line(kpi, dt.date(2027, 1, 1), fresh)
        assert ends is not None
        assert (ends[0].value, ends[1].value) == (100, 200)
        empty = readings(plan.kpis[0], 400, 200, currency="EUR")
        assert "no readings yet" in empty.sentence
