"""The health of a large plan is computed beside the window, that of a small one is there at once."""

import threading
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from planner.insight import health as rules
from planner.insight.finding import Finding
from planner.journeys.edits import edit_touchpoint
from planner.objectives.edits import add_objective
from planner.plan import Plan
from planner.segments.edits import add_segment
from tests.benchmarks.large_journey import large_journey
from ui import late_health
from ui.late_health import LateHealth
from ui.pages.deliverables.page import DeliverablesPage
from ui.pages.insights.page import InsightsPage
from ui.window import PlanWindow

Open = Callable[..., PlanWindow]


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> list[threading.Thread]:
    """On which threads the rules ran, one for every time."""
    found: list[threading.Thread] = []

    def rule(_plan: Plan) -> Iterator[Finding]:
        found.append(threading.current_thread())
        return iter(())

    monkeypatch.setattr(rules, "RULES", (*rules.RULES, rule))
    monkeypatch.setattr(rules, "_known", {})
    return found


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> Plan:
    """A plan that counts as large."""
    monkeypatch.setattr(late_health, "MANY", 100)
    plan = add_segment(large_journey(60, 90), "Others", customers=10)
    for statement in ("One", "Two"):
        plan = add_objective(plan, statement=statement)
    return plan


def rename(window: PlanWindow, name: str) -> None:
    window.session.edit("Name", edit_touchpoint, "current", "p7", name=name)


def names(window: PlanWindow, name: str) -> bool:
    """Whether the findings that are known name a touchpoint of that name."""
    found = window.health.latest(window.session.plan)
    return found is not None and any(name in finding.sentence for finding in found.findings)


@pytest.mark.parametrize("page", ["objectives", "insights", "deliverables"])
def test_the_window_never_waits_for_the_rules_of_a_large_plan(
    page: str, large: Plan, threads: list[threading.Thread], window_on: Open, qtbot: QtBot
) -> None:
    window = window_on(large, page)
    qtbot.waitUntil(lambda: names(window, "Helpline 7"), timeout=20_000)
    rename(window, "Hotline")
    qtbot.waitUntil(lambda: names(window, "Hotline"), timeout=20_000)
    assert threads and threading.main_thread() not in threads


def test_the_rules_run_once_for_all_who_show_the_health(
    large: Plan, threads: list[threading.Thread], window_on: Open, qtbot: QtBot
) -> None:
    window = window_on(large, "insights")
    qtbot.waitUntil(lambda: names(window, "Helpline 7"), timeout=20_000)
    page = window.page("insights")
    assert isinstance(page, InsightsPage)
    qtbot.waitUntil(lambda: page.health.gauge.score is not None)
    assert int(window.strip.count.text()) > 0
    assert len(threads) == 1
    assert len(window.session.findChildren(LateHealth)) == 1


def test_what_to_look_at_before_sending_a_large_plan_comes_late_too(
    large: Plan, threads: list[threading.Thread], window_on: Open, qtbot: QtBot
) -> None:
    window = window_on(large, "deliverables")
    page = window.page("deliverables")
    assert isinstance(page, DeliverablesPage)
    qtbot.waitUntil(lambda: page.before.rows.count() > 0, timeout=20_000)
    assert threading.main_thread() not in threads


def test_the_health_of_the_sample_is_there_at_once(
    sample: Plan, threads: list[threading.Thread], window_on: Open
) -> None:
    window = window_on(sample, "insights")
    page = window.page("insights")
    assert isinstance(page, InsightsPage)
    assert page.health.gauge.score == rules.health(sample).score
    assert set(threads) == {threading.main_thread()}
