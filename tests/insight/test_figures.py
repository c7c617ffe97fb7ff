"""Every figure of a plan as plain data."""

import json
from typing import Any

import pytest

import resources
from planner.insight.figures import figures
from planner.plan import Plan, empty_plan
from tests.actions.plans import plan_of, with_actions


@pytest.fixture(scope="module")
def sample() -> Plan:
    return Plan.model_validate_json(resources.text("templates/velo-lumiere.rapport"))


@pytest.fixture(scope="module")
def found(sample: Plan) -> dict[str, Any]:
    return figures(sample)


def test_figures_are_json_without_any_number_that_is_not_finite(found: dict[str, Any]) -> None:
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_an_empty_plan_has_figures_too() -> None:
    assert figures(empty_plan())["actions"]["business_case"]["plan"]["cost"] == 0.0


def test_the_same_plan_gives_the_same_figures(sample: Plan, found: dict[str, Any]) -> None:
    again = Plan.model_validate_json(sample.model_dump_json())
    assert figures(again) == found


def test_the_figures_hold_every_step(found: dict[str, Any]) -> None:
    steps = ("objectives", "segments", "journeys", "capabilities", "actions", "insights")
    assert all(found[step] for step in steps)
    assert set(found["journeys"]) == set(found["names"]["journeys"])
    for journey in found["journeys"].values():
        assert {"current", "optimal", "gaps", "current_answers", "optimal_pressure"} <= set(journey)


def test_the_sample_ends_in_november_along_its_critical_path(found: dict[str, Any]) -> None:
    schedule = found["actions"]["schedule"]
    assert schedule["end"] == "2027-11-30"
    assert schedule["critical"] == ["join-data", "service-plan", "vip-evenings"]


def test_the_sample_fits_its_cap_without_one_action(found: dict[str, Any]) -> None:
    assert found["actions"]["budget"] == {"planned": 461_000.0, "cap": 420_000.0, "left_out": 0.0, "over": 41_000.0}
    portfolio = found["actions"]["portfolio"]
    assert [entry["action"] for entry in portfolio["left_out"]] == ["bike-swap"]
    assert portfolio["case"]["cost"] == 415_000.0
    assert portfolio["case"]["benefit"]["likely"] == 1_830_000.0
    assert portfolio["case"]["payback_months"] == 3


def test_the_platforms_of_the_sample_are_a_close_call(found: dict[str, Any]) -> None:
    platforms = found["actions"]["platforms"]
    assert platforms["margin"] == pytest.approx(0.05)
    assert platforms["flips"][0]["at"] == pytest.approx(17.07, abs=0.01)


def test_workload_is_named_by_role_and_month() -> None:
    plan = with_actions(plan_of(), a={"owner": "CRM lead", "duration_days": 5})
    load = figures(plan)["actions"]["workload"]["CRM lead"]["2027-01"]
    assert (load["days"], load["available"]) == (5.0, 21)
