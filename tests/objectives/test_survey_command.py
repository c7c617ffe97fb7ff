"""``rapport import --survey``: from a file of answers to a reading in the plan, in one command."""

import datetime as dt
from pathlib import Path

import pytest

from planner.files.storage import read_plan, save_plan
from planner.templates import SAMPLE, plan_from
from ui.cli import main

SURVEY = str(Path(__file__).parents[1] / "data" / "survey" / "sfo_2017_customer_survey.csv")


@pytest.fixture
def plan(tmp_path: Path) -> str:
    path = str(tmp_path / "plan.rapport")
    save_plan(plan_from(SAMPLE, "en"), path)
    return path


def readings(plan: str) -> dict[dt.date, float]:
    return {r.date: r.value for kpi in read_plan(plan).plan.kpis if kpi.metric == "nps" for r in kpi.readings}


def test_a_survey_becomes_the_reading_of_a_kpi(plan: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--question", "NETPRO", "--weight", "WEIGHT", "--group", "BAREA", "--at", "2027-03-31"]
    assert main(["import", plan, "--survey", SURVEY, *words]) == 0
    assert readings(plan)[dt.date(2027, 3, 31)] == pytest.approx(40.398436, abs=1e-5)
    said = capsys.readouterr().out
    assert "+39.8" in said
    assert "G: +31.0" in said


def test_a_kpi_that_is_not_there_is_refused_and_the_plan_stays(plan: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = Path(plan).read_bytes()
    assert main(["import", plan, "--survey", SURVEY, "--question", "Q7ALL", "--missing", "0,Blank"]) == 1
    seen = capsys.readouterr()
    assert "82.1" in seen.out
    assert "no KPI for CSAT" in seen.err
    assert Path(plan).read_bytes() == before


def test_a_column_or_a_date_that_is_none_is_named(plan: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", plan, "--survey", SURVEY, "--question", "Q99"]) == 1
    assert "no column “Q99”" in capsys.readouterr().err
    assert main(["import", plan, "--survey", SURVEY, "--at", "soon"]) == 1
    assert "“soon” is no date" in capsys.readouterr().err
