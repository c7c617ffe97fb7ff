"""Before you send: what is in order, what is not, and where it is mended."""

from planner.actions.edits import edit_action
from planner.insight.edits import edit_profile, set_report_sections
from planner.language import speaking
from planner.objectives.edits import remove_kpi
from planner.plan import Plan, empty_plan
from planner.profile import ReportSection
from planner.report.checks import Check, before_sending


def check(plan: Plan, code: str) -> Check | None:
    return next((found for found in before_sending(plan) if found.code == code), None)


def test_what_is_in_order_stands_first(sample: Plan) -> None:
    found = [one.ok for one in before_sending(sample)]
    assert found == sorted(found, reverse=True)
    assert any(found)
    assert not all(found)


def test_an_objective_without_kpi_is_named_with_its_place(sample: Plan) -> None:
    good = check(sample, "objectives")
    assert good is not None
    assert good.ok
    kpi = sample.kpis[0]
    bad = check(remove_kpi(sample, kpi.id), "objectives")
    assert bad is not None
    assert not bad.ok
    assert (bad.page, bad.table, bad.item) == ("objectives", "objectives", kpi.objective)


def test_a_budget_over_its_cap_says_by_how_much(sample: Plan) -> None:
    over = check(sample, "budget")
    assert over is not None
    assert "€41k" in over.sentence
    under = check(edit_profile(sample, budget_cap=500_000.0), "budget")
    assert under is not None
    assert under.ok
    assert check(edit_profile(sample, budget_cap=None), "budget") is None


def test_an_empty_journey_is_named(sample: Plan) -> None:
    found = check(sample, "journey.empty")
    assert found is not None
    assert (found.page, found.item) == ("journeys", "win-back")


def test_several_findings_of_a_kind_are_counted(sample: Plan) -> None:
    plan = sample
    for action in sample.actions[:3]:
        plan = edit_action(plan, action.id, owner="")
    found = check(plan, "owners")
    assert found is not None
    assert found.sentence.endswith("2 more like it.")


def test_a_part_that_is_printed_empty_is_named() -> None:
    plan = set_report_sections(empty_plan(), [ReportSection(key="journeys")])
    assert check(plan, "section.journeys") is not None
    assert check(empty_plan(), "section.journeys") is None


def test_a_cover_without_client_is_named() -> None:
    missing = check(empty_plan(), "cover")
    assert missing is not None
    assert not missing.ok
    named = check(empty_plan(client="Shop", title="Plan"), "cover")
    assert named is not None
    assert named.ok


def test_it_speaks_the_language_of_who_sends(sample: Plan) -> None:
    with speaking("fr"):
        assert before_sending(sample)
