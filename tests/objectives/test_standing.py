"""Standing: how far a KPI has come, and how far the straight line to its target would be."""

import datetime as dt

import pytest

from planner.objectives.metrics import standing
from planner.objectives.records import Kpi, Reading

START, DUE, HALFWAY = dt.date(2027, 1, 1), dt.date(2028, 1, 1), dt.date(2027, 7, 2)


def kpi(value: float | None, *, baseline: float | None = 0.20, target: float | None = 0.40, due: bool = True) -> Kpi:
    readings = () if value is None else (Reading(date=HALFWAY, value=value),)
    return Kpi(
        id="k", rank="a", objective="o", baseline=baseline, target=target, due=DUE if due else None, readings=readings
    )


def test_it_says_both_how_far_it_is_and_how_far_it_should_be() -> None:
    said = standing(kpi(0.25), START, HALFWAY)
    assert said.startswith("25\u00a0% of the way")
    assert "50\u00a0% by now" in said


def test_a_target_below_the_baseline_is_a_way_too() -> None:
    assert standing(kpi(0.30, baseline=0.40, target=0.20), START, HALFWAY).startswith("50\u00a0% of the way")


def test_without_a_date_only_the_way_is_told() -> None:
    assert standing(kpi(0.25, due=False), START, HALFWAY) == "25\u00a0% of the way from baseline to target."


@pytest.mark.parametrize("unknown", [{"value": None}, {"value": 0.3, "baseline": None}, {"value": 0.3, "target": 0.20}])
def test_where_nothing_can_be_said_nothing_is(unknown: dict[str, float | None]) -> None:
    assert standing(kpi(**unknown), START, HALFWAY) == ""  # type: ignore[arg-type]
