"""Every figure of a plan as plain data."""

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import resources
from planner.actions.records import Cost, Dependency
from planner.insight.figures import figures
from planner.plan import Plan, empty_plan
from planner.record import changed
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


DAYS = st.sampled_from([dt.date.min, dt.date.max, dt.date(2027, 1, 4), dt.date(2027, 2, 28), None])
MONEY = st.sampled_from([0.0, 1e15, 1.0, 0.01, 1e-300])
GAINS = st.sampled_from([0.0, 1e15, -1e15, 0.01, 1e-300, None])


@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_file_at_the_limits_of_every_field_has_figures(sample: Plan, data: st.DataObject) -> None:
    """Loops, dates at both ends of the calendar, the largest and the smallest amounts."""
    ids = st.sampled_from([action.id for action in sample.actions])
    actions = [
        changed(
            action,
            earliest_start=data.draw(DAYS),
            duration_days=data.draw(st.sampled_from([None, 0, 1, 10_000])),
            effort_days=data.draw(MONEY),
            depends=tuple(
                Dependency(action=data.draw(ids), lag_days=lag)
                for lag in data.draw(st.lists(st.sampled_from([-2_000, 0, 2_000]), max_size=2))
            ),
            costs=(Cost(kind="running", amount=data.draw(MONEY)), Cost(kind="media", amount=data.draw(MONEY))),
            benefit_low=data.draw(GAINS),
            benefit_likely=data.draw(GAINS),
            benefit_high=data.draw(GAINS),
            pin=data.draw(st.sampled_from(["", "in", "out"])),
            status=data.draw(st.sampled_from(["planned", "done", "dropped"])),
        )
        for action in sample.actions
    ]
    profile = changed(
        sample.profile,
        start=data.draw(DAYS),
        end=data.draw(DAYS),
        budget_cap=data.draw(MONEY),
        discount_rate=data.draw(st.sampled_from([0.0, 0.08, 1.0])),
        clv_years=data.draw(st.sampled_from([1, 50])),
    )
    plan = sample.with_rows("actions", tuple(actions)).with_rows("profile", (profile,))
    assert json.dumps(figures(plan), allow_nan=False)


def test_the_credits_of_a_journey_add_up_to_its_conversion(found: dict[str, Any]) -> None:
    journey = found["journeys"]["browse"]
    for state in ("current", "optimal"):
        for group in ("touchpoints", "channels"):
            credits = journey[f"{state}_credits"][group].values()
            for rule in ("first", "last", "linear", "markov"):
                total = sum(credit[rule]["conversions"] for credit in credits)
                assert total == pytest.approx(journey[state]["conversion"])
