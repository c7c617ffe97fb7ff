"""Attribution: credits of paths as published software computes them, and credits of a journey that add up."""

import csv
import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.journeys.attribution import Attribution, PathCount, attribution, attribution_of_paths, without_repeats
from planner.journeys.edits import add_channel, edit_touchpoint
from planner.journeys.flow import flow
from planner.plan import Plan
from tests.journeys.maps import at, journey_plan

DATA = Path(__file__).parent.parent / "data" / "attribution"
RULES = ("first", "last", "linear", "markov")


def counted() -> list[PathCount]:
    """The published paths."""
    with (DATA / "paths_rows_0001_1000.csv").open() as stream:
        return [
            PathCount(
                tuple(step.strip() for step in row["path"].split(">")),
                float(row["total_conversions"]),
                float(row["total_conversion_value"]),
                float(row["total_null"]),
            )
            for row in csv.DictReader(stream)
        ]


def test_all_rules_give_the_published_credits() -> None:
    found = attribution_of_paths(counted())
    with (DATA / "expected.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    assert set(found.credits) == {row["channel_name"] for row in rows}
    for row in rows:
        credits = found.credits[row["channel_name"]]
        for rule in ("first", "last", "linear"):
            credit = getattr(credits, rule)
            assert credit.conversions == pytest.approx(float(row[f"{rule}_touch_conversions"]), rel=1e-6, abs=6e-9)
            assert credit.value == pytest.approx(float(row[f"{rule}_touch_value"]), rel=1e-6, abs=6e-9)
        # The published figures have eight decimals.
        assert credits.removal == pytest.approx(float(row["markov1_exact_removal_effect"]), rel=1e-6, abs=6e-9)
        assert credits.markov.conversions == pytest.approx(float(row["markov1_exact_conversions"]), rel=1e-6, abs=3e-6)


def test_totals_and_the_conversion_of_the_chain_are_the_published_ones() -> None:
    found = attribution_of_paths(counted())
    totals = json.loads((DATA / "totals.json").read_text())
    assert found.conversions == totals["total_conversions"]
    assert found.value == pytest.approx(totals["total_conversion_value"], abs=0.01)
    assert found.rate == pytest.approx(totals["baseline_conversion_probability_markov1"], rel=1e-12)


def test_repeats_in_a_row_count_once() -> None:
    assert without_repeats(("a", "a", "b", "b", "a")) == ("a", "b", "a")
    once = attribution_of_paths([PathCount(("a", "b"), 3, 9.0, 1), PathCount(("b",), 1, 1.0, 5)])
    often = attribution_of_paths([PathCount(("a", "a", "b"), 3, 9.0, 1), PathCount(("b", "b"), 1, 1.0, 5)])
    assert [c.removal for c in once.credits.values()] == [c.removal for c in often.credits.values()]
    assert often.credits["a"].linear.conversions == pytest.approx(2.0)


def test_paths_that_never_convert_give_nobody_credit() -> None:
    found = attribution_of_paths([PathCount(("a", "b"), 0, 0.0, 7), PathCount((), 3, 1.0, 1)])
    assert found.rate == 0.0
    assert all(getattr(c, rule).conversions == 0.0 for c in found.credits.values() for rule in RULES)
    assert attribution_of_paths([]) == Attribution({}, 0, 0, 0.0)


PATHS = st.lists(
    st.builds(
        PathCount,
        st.lists(st.sampled_from("abcd"), min_size=1, max_size=5).map(tuple),
        st.integers(0, 5).map(float),
        st.integers(0, 50).map(float),
        st.integers(0, 5).map(float),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(PATHS)
def test_every_rule_shares_out_all_conversions_and_the_chain_converts_as_observed(paths: list[PathCount]) -> None:
    found = attribution_of_paths(paths)
    everyone = sum(p.customers for p in paths)
    for rule in RULES:
        assert sum(getattr(c, rule).conversions for c in found.credits.values()) == pytest.approx(found.conversions)
    if everyone:
        assert found.rate == pytest.approx(found.conversions / everyone)
    assert all(0.0 <= c.removal <= 1.0 + 1e-9 for c in found.credits.values())


# Journeys


def shop() -> Plan:
    return journey_plan(
        {("Ad", "Web"): 0.6, ("Web", "Ad"): 0.1, ("Web", "Pay"): 0.3, ("Shop", "Pay"): 0.5, ("Pay", "Use"): 0.9},
        {"Ad": 0.7, "Shop": 0.3},
        goals="Pay",
    )


def test_a_journey_without_touchpoints_credits_nobody() -> None:
    plan = journey_plan({})
    assert attribution(plan, plan.journeys[0].id) == Attribution({}, 0.0, None, 0.0)


def test_the_credits_of_a_journey_add_up_to_its_conversion_and_money() -> None:
    plan = shop()
    found, figures = attribution(plan, plan.journeys[0].id), flow(plan, plan.journeys[0].id)
    assert found.rate == pytest.approx(figures.conversion or 0.0)
    assert at(plan, "Pay") not in found.credits
    for rule in RULES:
        credits = [getattr(c, rule) for c in found.credits.values()]
        assert sum(c.conversions for c in credits) == pytest.approx(found.rate)
        assert sum(c.value for c in credits) == pytest.approx(found.rate * 100_000)
    assert found.credits[at(plan, "Ad")].removal == figures.points[at(plan, "Ad")].removal


def test_the_credits_of_a_journey_are_those_of_customers_sent_through() -> None:
    plan = shop()
    found = attribution(plan, plan.journeys[0].id)
    ways = {"Ad": [("Web", 0.6)], "Web": [("Ad", 0.1), ("Pay", 0.3)], "Shop": [("Pay", 0.5)]}
    dice, paths = random.Random(3), []
    for _customer in range(60_000):
        steps = ["Ad" if dice.random() < 0.7 else "Shop"]
        while steps[-1] != "Pay":
            roll = dice.random()
            for name, share in ways[steps[-1]]:
                roll -= share
                if roll < 0:
                    steps.append(name)
                    break
            else:
                break
        converted = float(steps[-1] == "Pay")
        paths.append(PathCount(tuple(s for s in steps if s != "Pay"), converted, 0.0, 1.0 - converted))
    sent = attribution_of_paths(paths)
    for name in ("Ad", "Web", "Shop"):
        for rule in RULES:
            simulated = getattr(sent.credits[name], rule).conversions / 60_000
            assert getattr(found.credits[at(plan, name)], rule).conversions == pytest.approx(simulated, abs=0.005)


def test_a_channel_is_taken_out_with_all_its_touchpoints() -> None:
    plan = add_channel(shop(), "website")
    lane = plan.channels[-1].id
    for name in ("Ad", "Web"):
        plan = edit_touchpoint(plan, "current", at(plan, name), channel=lane)
    found = attribution(plan, plan.journeys[0].id, by_channel=True)
    alone = attribution(plan, plan.journeys[0].id)
    assert set(found.credits) == {lane, ""}
    assert found.credits[lane].first == alone.credits[at(plan, "Ad")].first
    assert found.credits[lane].removal == pytest.approx(1 - 0.3 * 0.5 / found.rate)


def test_who_starts_at_a_goal_credits_the_goal() -> None:
    plan = journey_plan({("Ad", "Pay"): 0.5}, {"Ad": 0.8, "Pay": 0.2}, goals="Pay")
    found = attribution(plan, plan.journeys[0].id)
    assert found.rate == pytest.approx(0.6)
    assert found.credits[at(plan, "Pay")].first.conversions == pytest.approx(0.2)
    assert found.credits[at(plan, "Ad")].linear.conversions == pytest.approx(0.4)
