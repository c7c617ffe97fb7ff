"""Budget and details of an action: boxes, the cap, the best fit as one step, every field of the form."""

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from planner.actions.chosen import is_chosen
from planner.actions.edits import choose_platform, pin_action
from planner.actions.records import Action
from planner.plan import Plan, find
from tests.ui.actions import LEFT, Key, Opens, action, open_page, refusals
from ui.pages.actions.budget.model import CHECK
from ui.pages.actions.budget.tab import BudgetTab
from ui.pages.actions.details.action import ActionDetails
from ui.pages.actions.page import ActionsPage


@pytest.fixture
def page(window_on: Opens, sample: Plan) -> ActionsPage:
    return open_page(window_on, sample, "budget")


def tab(page: ActionsPage) -> BudgetTab:
    found = page.tab_of["budget"]
    assert isinstance(found, BudgetTab)
    return found


def box(page: ActionsPage, item: str) -> QPoint:
    model, table = tab(page).model, tab(page).table
    return table.visualRect(model.index(model.at(item), CHECK)).center()


def click_box(qtbot: QtBot, page: ActionsPage, item: str) -> None:
    qtbot.mouseClick(tab(page).table.viewport(), LEFT, pos=box(page, item))


def funded(page: ActionsPage) -> set[str]:
    return {a.id for a in page.session.plan.actions if is_chosen(a)}


def test_what_makes_others_possible_comes_first_then_the_best_return(page: ActionsPage) -> None:
    rows = tab(page).model.rows
    assert [row.id for row in rows][:4] == ["join-data", "dashboard", "cart-reminder", "win-back"]
    assert rows[-1].id == "bike-swap"
    assert (rows[0].note, rows[1].note, rows[2].multiple) == ("Needed by 5", "Measures KPIs", "12.9×")


def test_the_total_stands_against_the_cap(page: ActionsPage) -> None:
    total = tab(page).total
    assert (total.selected.figure.text(), total.count.text(), total.cap.text()) == (
        "€461k",
        "11 of 11 actions",
        "€420k",
    )
    assert total.rest.text() == "€41k over the cap"
    assert total.payback.figure.text() == "3 months"


def test_a_box_leaves_an_action_out_and_funds_it_again(qtbot: QtBot, page: ActionsPage) -> None:
    click_box(qtbot, page, "bike-swap")
    assert not is_chosen(action(page, "bike-swap"))
    assert tab(page).total.rest.text() == "€46k left out"
    assert page.tabs.marks == {}
    click_box(qtbot, page, "bike-swap")
    assert is_chosen(action(page, "bike-swap"))


def test_space_toggles_the_row_of_the_keyboard(qtbot: QtBot, page: ActionsPage) -> None:
    page.show_item("actions", "bike-swap")
    qtbot.keyClick(tab(page).table, Key.Key_Space)
    assert not is_chosen(action(page, "bike-swap"))


def test_what_others_need_stays_and_the_row_says_who_needs_it(qtbot: QtBot, page: ActionsPage) -> None:
    said = refusals(page)
    click_box(qtbot, page, "service-plan")
    assert is_chosen(action(page, "service-plan"))
    assert (tab(page).table.refused, tab(page).table.refusal) == ("service-plan", "Needed by VIP preview evenings.")
    assert said == ["Needed by VIP preview evenings."]


def test_funding_brings_what_it_waits_for_along(qtbot: QtBot, window_on: Opens, sample: Plan) -> None:
    for out in ("vip-evenings", "service-plan"):
        sample = pin_action(sample, out, "out")
    page = open_page(window_on, sample, "budget")
    click_box(qtbot, page, "vip-evenings")
    assert {"vip-evenings", "service-plan"} <= funded(page)


def test_the_cap_is_edited_in_place(qtbot: QtBot, page: ActionsPage) -> None:
    cap = tab(page).total.cap
    cap.setFocus()
    cap.selectAll()
    qtbot.keyClicks(cap, "500k")
    assert page.session.plan.profile.budget_cap == 420_000  # half an amount changes nothing
    qtbot.keyClick(cap, Key.Key_Return)
    assert page.session.plan.profile.budget_cap == 500_000
    cap.setFocus()
    cap.selectAll()
    qtbot.keyClicks(cap, "lots")
    qtbot.keyClick(cap, Key.Key_Return)
    assert page.session.plan.profile.budget_cap == 500_000
    assert cap.text() == "€500k"
    cap.setFocus()
    cap.clear()
    qtbot.keyClick(cap, Key.Key_Return)
    assert page.session.plan.profile.budget_cap is None
    assert not tab(page).fit_button.isEnabled()


def test_the_best_fit_previews_and_applies_as_one_step(qtbot: QtBot, page: ActionsPage) -> None:
    qtbot.mouseClick(tab(page).fit_button, LEFT)
    qtbot.waitUntil(lambda: tab(page).fit is not None, timeout=30_000)
    assert page.session.document.undo_label is None
    row = tab(page).model.rows[tab(page).model.at("bike-swap")]
    assert row.proposed is False
    assert tab(page).banner.strong.text() == "Best fit: 10 actions for €415k, bringing €1.8M a year."
    tab(page).apply_fit()
    assert funded(page) == {a.id for a in page.session.plan.actions} - {"bike-swap"}
    assert not tab(page).banner.isVisible()
    assert page.session.document.undo_label == "Best fit under the cap"
    page.session.undo()
    assert "bike-swap" in funded(page)


def test_the_preview_goes_when_the_plan_moves_on_or_it_is_closed(qtbot: QtBot, page: ActionsPage) -> None:
    tab(page).find_fit()
    qtbot.waitUntil(lambda: tab(page).fit is not None, timeout=30_000)
    page.session.edit("", pin_action, "one-page", "in")
    assert tab(page).fit is None
    assert not tab(page).banner.isVisible()
    tab(page).find_fit()
    qtbot.waitUntil(lambda: tab(page).fit is not None, timeout=30_000)
    tab(page).leave_fit()
    assert all(row.proposed is None for row in tab(page).model.rows)


def test_what_was_left_out_by_hand_is_looked_at_again(qtbot: QtBot, window_on: Opens, sample: Plan) -> None:
    page = open_page(window_on, pin_action(sample, "one-page", "out"), "budget")
    tab(page).find_fit()
    qtbot.waitUntil(lambda: tab(page).fit is not None, timeout=30_000)
    assert tab(page).model.rows[tab(page).model.at("one-page")].proposed is True


def test_how_sure_it_is_arrives_by_itself(qtbot: QtBot, page: ActionsPage) -> None:
    outlook = tab(page).outlook
    qtbot.waitUntil(lambda: outlook.low.figure.text() != "…", timeout=30_000)
    assert outlook.month.figure.text() == "Oct\u00a02027"
    assert outlook.words.text().startswith("One-page payment moves the result most")


def test_a_chosen_platform_is_a_row_that_can_be_given_up(qtbot: QtBot, window_on: Opens, sample: Plan) -> None:
    page = open_page(window_on, choose_platform(sample, "tandem"), "budget")
    assert tab(page).model.rows[-1].title == "Tandem CRM"
    click_box(qtbot, page, "tandem")
    assert not find(page.session.plan, "platforms", "tandem").chosen
    assert tab(page).model.at("tandem") == -1


def test_a_dot_of_the_chart_selects_its_action(qtbot: QtBot, page: ActionsPage) -> None:
    chart = tab(page).chart
    qtbot.waitUntil(lambda: "one-page" in chart.refs())
    qtbot.mouseClick(chart, LEFT, pos=chart.centre("one-page").toPoint())
    assert page.session.selection == ("actions", "one-page")
    assert tab(page).table.selected == "one-page"


def test_read_only_boxes_stay(qtbot: QtBot, window_on: Opens, sample: Plan) -> None:
    page = open_page(window_on, sample, "budget", read_only=True)
    said = refusals(page)
    click_box(qtbot, page, "bike-swap")
    assert page.session.plan == sample
    assert said == ["Read-only. Edit a copy to change it."]
    assert not tab(page).fit_button.isVisible()


# Details


@pytest.fixture
def details(page: ActionsPage) -> ActionDetails:
    page.session.select("actions", "win-back")
    found = page.details()
    assert isinstance(found, ActionDetails)
    return found


def editor(details: ActionDetails, name: str) -> Any:
    return next(form.editors[name] for form in details.forms if name in form.editors)


def test_every_field_of_an_action_has_its_place(details: ActionDetails) -> None:
    shown = {name for form in details.forms for name in form.specs} | {"costs", "depends"}
    assert shown == set(Action.model_fields) - {"id", "rank"}


def test_typing_into_a_field_is_one_step(qtbot: QtBot, page: ActionsPage, details: ActionDetails) -> None:
    field = editor(details, "owner").edit
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "Head of CRM")
    assert action(page, "win-back").owner == "Head of CRM"
    page.session.undo()
    assert action(page, "win-back").owner == "CRM lead"


@pytest.mark.parametrize(
    ("name", "value", "stored"),
    [
        ("lever", "event", "event"),
        ("pin", "in", "in"),
        ("segments", ("vip", "new"), ("vip", "new")),
        ("objectives", ("value",), ("value",)),
        ("requires", (), ()),
        ("questions", ("data_access",), ("data_access",)),
        ("review", dt.date(2027, 9, 1), dt.date(2027, 9, 1)),
        ("effort_days", 12.5, 12.5),
        ("notes", "Ask the stores", "Ask the stores"),
        ("title", "Two\nlines", "Two lines"),
        ("done", 1.4, 1.0),
    ],
)
def test_what_is_chosen_in_the_form_is_stored(
    page: ActionsPage, details: ActionDetails, name: str, value: Any, stored: Any
) -> None:
    form = next(f for f in details.forms if name in f.specs)
    form.field_edited.emit(name, value, False)
    assert getattr(action(page, "win-back"), name) == stored


def test_done_as_a_status_means_wholly_done(page: ActionsPage, details: ActionDetails) -> None:
    details.forms[0].field_edited.emit("status", "done", False)
    assert action(page, "win-back").done == 1.0


def test_a_benefit_out_of_order_is_refused_at_its_field(
    qtbot: QtBot, page: ActionsPage, details: ActionDetails
) -> None:
    field = editor(details, "benefit_high")
    field.edit.setFocus()
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, "5")
    assert field.sentence.text() == "Enter the benefit in order: low, likely, high."
    assert action(page, "win-back").benefit_high == 350_000
    qtbot.keyClicks(field.edit, "00000")
    assert field.sentence.text() == ""
    assert action(page, "win-back").benefit_high == 500_000


def test_dependencies_get_a_lag_and_go(qtbot: QtBot, page: ActionsPage, details: ActionDetails) -> None:
    details.depends.linked.emit("one-page")
    assert [d.action for d in action(page, "win-back").depends] == ["preferences", "one-page"]
    row = details.depends.rows()[1]
    row.lag.edit.selectAll()
    qtbot.keyClicks(row.lag.edit, "3")
    assert action(page, "win-back").depends[1].lag_days == 3
    qtbot.mouseClick(row.cross, LEFT)
    assert [d.action for d in action(page, "win-back").depends] == ["preferences"]


def test_costs_by_kind_are_typed_added_and_taken_away(qtbot: QtBot, page: ActionsPage, details: ActionDetails) -> None:
    details.costs.add_kind("running")
    row = details.costs.row("running")
    assert row is not None
    row.amount.edit.selectAll()
    qtbot.keyClicks(row.amount.edit, "2k")
    costs = {c.kind: c.amount for c in action(page, "win-back").costs}
    assert costs == {"people": 12_000, "media": 16_000, "running": 2_000}
    qtbot.mouseClick(row.cross, LEFT)
    assert "running" not in {c.kind for c in action(page, "win-back").costs}


def test_the_computed_figures_follow(page: ActionsPage, details: ActionDetails) -> None:
    times = {row[0]: row[1] for row in details.times._rows}
    money = {row[0]: row[1] for row in details.money._rows}
    assert times == {"Starts": "17\u00a0Aug\u00a02027", "Ends": "15\u00a0Nov\u00a02027", "Float": "11 days"}
    assert (money["Cost"], money["Paid back after"]) == ("€28k", "2 months")
    page.session.select("actions", "service-plan")
    assert dict(row[:2] for row in details.times._rows)["Float"] == "On the critical path"


def test_gaps_are_those_of_the_segments_journeys(page: ActionsPage, details: ActionDetails) -> None:
    page.session.select("actions", "onboarding")
    names = dict(details._gaps())
    assert names["first/touchpoint_added/check-reminder"] == "Add Check reminder"
    assert not any(key.startswith("browse/") for key in names)


def test_the_form_goes_when_its_action_goes(page: ActionsPage, details: ActionDetails) -> None:
    from planner.actions.edits import remove_action

    page.session.edit("", remove_action, "win-back")
    assert page.session.selection == ("", "")
    assert page.details() is None
