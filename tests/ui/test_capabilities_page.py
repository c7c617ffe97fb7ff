"""The capabilities page with real clicks and keys: ratings, roles, evidence, SWOT, maturity, tools, files."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.capabilities.edits import add_tool, rate
from planner.capabilities.maturity import maturity
from planner.capabilities.questionnaire import question_text
from planner.capabilities.ratings import assessment, question_rating
from planner.capabilities.swot import swot
from planner.catalogue import ideas
from planner.plan import Plan, empty_plan, find
from tests.capabilities.plans import rated_plan, transactional
from ui.dialogs import ask
from ui.pages.capabilities.collect import CollectDialog
from ui.pages.capabilities.page import CapabilitiesPage
from ui.widgets import Words
from ui.window import PlanWindow

Open = Callable[..., PlanWindow]
LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


def _page(window: PlanWindow) -> CapabilitiesPage:
    page = window.page("capabilities")
    assert isinstance(page, CapabilitiesPage)
    return page


@pytest.fixture
def window(window_on: Open) -> PlanWindow:
    """A window on the plan of the mockup, with a shop that has reached the second stage."""
    return window_on(transactional(rated_plan()), "capabilities")


def _cell(rating: QWidget, level: int) -> QPoint:
    return QPoint(round((level - 0.5) * rating.width() / 5), rating.height() // 2)


def _level(window: PlanWindow, key: str, role: str = "") -> int | None:
    known = assessment(window.session.plan, key, role)
    return known.rating if known else None


# Ratings


def test_a_click_on_a_cell_rates_and_undo_takes_it_back(window: PlanWindow, qtbot: QtBot) -> None:
    row = _page(window).ratings.rows["data_360"]
    qtbot.mouseClick(row.rating, LEFT, pos=_cell(row.rating, 4))
    assert _level(window, "data_360") == 4
    assert window.session.document.undo_label == "Rate a question"
    window.session.undo()
    assert _level(window, "data_360") == 1
    assert row.rating.value == 1


def test_the_head_of_an_area_shows_its_average_and_the_tick_of_what_is_needed(window: PlanWindow) -> None:
    head = _page(window).ratings.folds.folds["data_sources"].head
    assert (head.figure, head.hint) == ("2.3", "3 questions")
    assert head.tick == pytest.approx(0.8)
    window.session.edit("Rate", rate, "data_360", 5)
    assert head.figure == "3.7"
    assert "rated 3.7, needed 4.0" in head.accessibleName()


def test_keys_move_rate_clear_and_open_areas(window: PlanWindow, qtbot: QtBot) -> None:
    view = _page(window).ratings
    view.show_question("data_access")
    assert QApplication.focusWidget() is view.rows["data_access"]
    qtbot.keyClick(view.rows["data_access"], Key.Key_Down)
    assert QApplication.focusWidget() is view.rows["data_360"]
    qtbot.keyClick(view.rows["data_360"], Key.Key_5)
    assert _level(window, "data_360") == 5
    qtbot.keyClick(view.rows["data_360"], Key.Key_0)
    assert _level(window, "data_360") is None
    assert assessment(window.session.plan, "data_360").evidence  # type: ignore[union-attr]
    qtbot.keyClick(view.rows["data_360"], Key.Key_Left)
    head = view.folds.folds["data_sources"].head
    assert view.folds.open_key == "" and QApplication.focusWidget() is head
    qtbot.keyClick(head, Key.Key_Down)
    operations = view.folds.folds["channel_operations"].head
    assert QApplication.focusWidget() is operations
    qtbot.keyClick(operations, Key.Key_Right)
    assert view.folds.open_key == "channel_operations"
    qtbot.keyClick(operations, Key.Key_Right)
    assert QApplication.focusWidget() is view.rows["ops_capacity"]
    qtbot.keyClick(view.rows["ops_capacity"], Key.Key_Up)
    assert QApplication.focusWidget() is operations


def test_one_area_is_open_at_a_time(window: PlanWindow, qtbot: QtBot) -> None:
    folds = _page(window).ratings.folds
    qtbot.mouseClick(folds.folds["tools"].head, LEFT)
    assert [fold.key for fold in folds.folds.values() if fold.opened] == ["tools"]
    assert _page(window).ratings.rows["tools_usage"].isVisible()
    assert not _page(window).ratings.rows["data_access"].isVisible()


def test_evidence_is_typed_in_place_as_one_step(window: PlanWindow, qtbot: QtBot) -> None:
    row = _page(window).ratings.rows["data_richness"]
    _page(window).ratings.show_question("data_richness")
    qtbot.keyClick(row, Key.Key_E)
    assert QApplication.focusWidget() is row.evidence.edit
    qtbot.keyClicks(row.evidence.edit, "Two surveys a year")
    qtbot.keyClick(row.evidence.edit, Key.Key_Return)
    known = assessment(window.session.plan, "data_richness")
    assert known is not None and known.evidence == "Two surveys a year"
    window.session.undo()
    assert assessment(window.session.plan, "data_richness").evidence == ""  # type: ignore[union-attr]
    assert not row.evidence.edit.isVisible() and row.evidence.add.isVisible()


def test_skill_level_and_budget_position_are_chosen_on_their_questions(window: PlanWindow) -> None:
    rows = _page(window).ratings.rows
    skill, budget = rows["ops_skill"].word, rows["budget_effect"].word
    assert skill is not None and budget is not None and rows["data_360"].word is None
    _trigger(skill.menu(), "Expert")
    _trigger(budget.menu(), "A boost")
    assert assessment(window.session.plan, "ops_skill").skill == "expert"  # type: ignore[union-attr]
    assert assessment(window.session.plan, "budget_effect").budget_position == "boost"  # type: ignore[union-attr]


def _trigger(menu: QWidget, words: str) -> None:
    actions = {a.text().split("\t")[0]: a for a in menu.actions()}
    actions[words].trigger()
    menu.deleteLater()


def test_by_role_each_role_rates_for_itself(window: PlanWindow, qtbot: QtBot) -> None:
    page = _page(window)
    page.show_view("roles")
    assert page.role.isVisible() and page.role.words() == "As CRM team"
    row = page.ratings.rows["data_access"]
    assert row.rating.value is None
    qtbot.mouseClick(row.rating, LEFT, pos=_cell(row.rating, 2))
    page.role.chosen.emit("Store operations")
    qtbot.mouseClick(row.rating, LEFT, pos=_cell(row.rating, 5))
    assert (_level(window, "data_access", "CRM team"), _level(window, "data_access", "Store operations")) == (2, 5)
    assert row.dots.levels == (("CRM team", 2), ("Store operations", 5))
    assert row.note.text() == "Together: 3"


def test_ratings_far_apart_are_marked_until_the_team_agrees(window_on: Open) -> None:
    plan = rate(rate(empty_plan(), "data_access", 1, "A"), "data_access", 4, "B")
    window = window_on(plan, "capabilities")
    page = _page(window)
    row = page.ratings.rows["data_access"]
    assert row.note.text() == "2.5, mean of 2 roles"
    page.show_view("roles")
    assert row.note.text() == "3 levels apart" and row.mark.isVisible() and row.dots.apart
    window.session.edit("Rate", rate, "data_access", 3)
    assert not row.dots.apart and not row.mark.isVisible()


def test_dots_stand_under_the_cells_that_were_rated(window_on: Open) -> None:
    plan = empty_plan()
    for role, level in (("A", 1), ("B", 4), ("C", 4)):
        plan = rate(plan, "data_access", level, role)
    page = _page(window_on(plan, "capabilities"))
    page.show_view("roles")
    row = page.ratings.rows["data_access"]
    cell = row.dots.width() / 5
    one, two, three = (spot.x() for _role, spot in row.dots.spots())
    assert one == pytest.approx(0.5 * cell)
    assert 3 * cell < two < 3.5 * cell < three < 4 * cell
    assert row.dots.accessibleName() == "A 1, B 4, C 4"


def test_another_role_can_be_named(window: PlanWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "ask_for_text", lambda *_args: "Agency")
    page = _page(window)
    page.show_view("roles")
    page.role.chosen.emit("+")
    row = page.ratings.rows["data_access"]
    qtbot.mouseClick(row.rating, LEFT, pos=_cell(row.rating, 4))
    assert _level(window, "data_access", "Agency") == 4
    assert "As Agency" in dict(page.role.options).values()


def test_a_role_is_renamed_and_its_ratings_deleted_from_the_list_of_roles(
    window: PlanWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "ask_for_text", lambda *_args: "Shop team")
    window.session.edit("Rate", rate, "data_access", 2, "CRM team")
    page = _page(window)
    page.show_view("roles")
    _trigger(page.role.menu(), "Rename this role…")
    assert _level(window, "data_access", "Shop team") == 2 and page.role.words() == "As Shop team"
    assert "Shop team" in window.session.plan.profile.participants
    _trigger(page.role.menu(), "Delete its ratings")
    assert _level(window, "data_access", "Shop team") is None
    assert "Delete its ratings" not in dict(page.role.options).values()


def test_the_radar_shows_every_area_and_opens_the_one_that_is_clicked(window: PlanWindow, qtbot: QtBot) -> None:
    view = _page(window).ratings
    figure = view.radar.figure
    assert figure.refs() == ["data_sources", "channel_operations", "performance", "tools", "budget"]
    assert "widest gap" in figure.accessibleDescription()
    qtbot.mouseClick(figure, LEFT, pos=figure.centre("performance").toPoint())
    assert view.folds.open_key == "performance"


# SWOT


def test_a_derived_line_is_reworded_in_place_and_becomes_a_record(window: PlanWindow, qtbot: QtBot) -> None:
    card = _page(window).ratings.swot
    line = card.fields["weakness"].lines["question.data_360"]
    assert line.text.toPlainText() == "Single customer view" and line.average.text() == "1"
    line.text.setFocus()
    line.text.selectAll()
    qtbot.keyClicks(line.text, "No single view")
    assert card.fields["weakness"].lines["question.data_360"] is line
    assert QApplication.focusWidget() is line.text
    qtbot.keyClick(line.text, Key.Key_Return)
    item = window.session.plan.swot[0]
    assert (item.kind, item.question, item.text, item.pinned) == ("weakness", "data_360", "No single view", False)
    assert not line.average.isVisible()
    window.session.undo()
    assert window.session.plan.swot == ()
    assert line.text.toPlainText() == "Single customer view"


def test_emptying_a_reworded_line_words_it_as_derived(window: PlanWindow, qtbot: QtBot) -> None:
    card = _page(window).ratings.swot
    line = card.fields["weakness"].lines["question.data_360"]
    line.text.setFocus()
    line.text.selectAll()
    qtbot.keyClicks(line.text, "Mine")
    line.text.selectAll()
    qtbot.keyClick(line.text, Key.Key_Delete)
    qtbot.keyClick(line.text, Key.Key_Return)
    assert line.text.toPlainText() == "Single customer view"


def test_a_line_is_pinned_hidden_and_brought_back_from_its_menu(window: PlanWindow, qtbot: QtBot) -> None:
    card = _page(window).ratings.swot
    line = card.fields["weakness"].lines["question.data_360"]
    _trigger(line.menu(), "Pin")
    assert window.session.plan.swot[0].pinned and line.pin.isVisible()
    _trigger(line.menu(), "Leave it out")
    assert "question.data_360" not in card.fields["weakness"].lines
    assert card.hidden.isVisible() and card.hidden.text().startswith("1 line left out")
    qtbot.mouseClick(card.hidden, LEFT)
    assert "question.data_360" in card.fields["weakness"].lines and not card.hidden.isVisible()


def test_opportunities_are_typed_one_after_the_other_and_empty_ones_vanish(window: PlanWindow, qtbot: QtBot) -> None:
    card = _page(window).ratings.swot
    field = card.fields["opportunity"]
    assert field.empty.isVisible()
    qtbot.mouseClick(field.plus, LEFT)
    qtbot.keyClicks(field.draft, "City grants for bikes")
    qtbot.keyClick(field.draft, Key.Key_Return)
    assert [i.text for i in window.session.plan.swot] == ["City grants for bikes"]
    line = next(iter(field.lines.values()))
    line.text.setFocus()
    line.text.selectAll()
    qtbot.keyClick(line.text, Key.Key_Delete)
    qtbot.keyClick(line.text, Key.Key_Return)
    assert window.session.plan.swot == ()
    assert field.empty.isVisible()


def test_a_weakness_becomes_an_action_that_addresses_it(window: PlanWindow) -> None:
    line = _page(window).ratings.swot.fields["weakness"].lines["question.data_360"]
    _trigger(line.menu(), "Make it an action")
    action = window.session.plan.actions[0]
    assert (action.title, action.questions) == ("Improve: Single customer view", ("data_360",))
    assert window.toast.isVisible()


# Maturity


def test_the_card_names_the_stage_and_what_is_missing_and_each_opens_its_indicator(
    window: PlanWindow, qtbot: QtBot
) -> None:
    page = _page(window)
    card = page.ratings.maturity
    assert (card.stage.text(), card.way.text()) == ("Transactional", "50\u00a0% of the way to Personalized")
    links = [card.missing.itemAt(at).widget() for at in range(card.missing.count())]
    assert [link.accessibleName() for link in links if link] == [
        "One view of each customer",
        "Conversion tracked on every channel",
        "Messages triggered by behaviour",
    ]
    qtbot.mouseClick(links[1], LEFT)
    assert page.stack.currentWidget() is page.maturity
    assert QApplication.focusWidget() is page.maturity.rows["p_track"]


def test_an_indicator_is_answered_by_click_and_key_and_taken_back(window: PlanWindow, qtbot: QtBot) -> None:
    page = _page(window)
    page.show_item("maturity", "p_track")
    row = page.maturity.rows["p_track"]
    qtbot.keyClick(row, Key.Key_2)
    assert maturity(window.session.plan).way == 0.625
    assert row.cells.answer == "partly"
    widths = row.cells.widths()
    yes = QPoint(round(widths[0] / 2), row.cells.height() // 2)
    qtbot.mouseClick(row.cells, LEFT, pos=yes)
    assert find_answer(window.session.plan, "p_track") == "met"
    qtbot.mouseClick(row.cells, LEFT, pos=yes)
    assert find_answer(window.session.plan, "p_track") == "unknown"
    qtbot.keyClick(row.cells, Key.Key_Right)
    assert find_answer(window.session.plan, "p_track") == "met"


def find_answer(plan: Plan, key: str) -> str:
    """The answer to an indicator."""
    return next((a.answer for a in plan.maturity if a.indicator == key), "unknown")


def test_indicators_take_evidence_and_the_stage_wanted_is_chosen(window: PlanWindow, qtbot: QtBot) -> None:
    page = _page(window)
    page.show_item("maturity", "p_view")
    row = page.maturity.rows["p_view"]
    qtbot.keyClick(row, Key.Key_E)
    qtbot.keyClicks(row.evidence.edit, "Two files")
    assert next(a.evidence for a in window.session.plan.maturity if a.indicator == "p_view") == "Two files"
    _trigger(page.maturity.overview.choice.menu(), "Personalized")
    assert window.session.plan.profile.maturity_wanted == "personalized"


def test_a_move_becomes_an_action_once(window: PlanWindow, qtbot: QtBot) -> None:
    page = _page(window)
    page.show_item("maturity", "m_profiles")
    row = page.maturity.moves.itemAt(2).widget()
    assert row is not None and QApplication.focusWidget() is row.button
    assert row.button.text() == "Make it an action"
    qtbot.mouseClick(row.button, LEFT)
    action = window.session.plan.actions[0]
    assert action.moves == ("m_profiles",)
    assert row.button.text() == action.title
    with qtbot.waitSignal(window.session.show_requested) as shown:
        qtbot.mouseClick(row.button, LEFT)
    assert shown.args == ["actions", "actions", action.id]
    assert len(window.session.plan.actions) == 1


def test_the_grid_shows_every_indicator_as_a_mark(window: PlanWindow) -> None:
    page = _page(window)
    page.show_view("maturity")
    grid = page.maturity.overview.grid
    indicators = {i.indicator.key for s in maturity(window.session.plan).stages for i in s.indicators}
    assert indicators <= set(grid.refs())
    assert len(grid.scene.table.rows) == len(indicators)


# Tools


def test_tools_are_added_named_and_changed_in_place(window: PlanWindow, qtbot: QtBot) -> None:
    page = _page(window)
    page.show_view("tools")
    assert page.tools.empty.isVisible()
    qtbot.mouseClick(page.add_tool, LEFT)
    tool_id = window.session.plan.tools[0].id
    row = page.tools.rows.row(tool_id)
    qtbot.keyClicks(row.name, "Mailer")
    qtbot.keyClick(row.name, Key.Key_Return)
    row.cost.setFocus()
    qtbot.keyClicks(row.cost, "14k")
    qtbot.keyClick(row.cost, Key.Key_Return)
    _trigger(row.kind.menu(), "Marketing activation")
    _trigger(row.usage.menu(), "Fully used")
    _trigger(row.owned.menu(), "Not owned")
    _trigger(row.model.menu(), "Several tables")
    tool = find(window.session.plan, "tools", tool_id)
    assert (tool.name, tool.kind, tool.usage, tool.owned, tool.data_model, tool.yearly_cost) == (
        "Mailer",
        "activation",
        "full",
        False,
        "multi",
        14_000.0,
    )
    assert row.cost.text() == "€14,000"


def test_what_is_no_cost_is_not_stored_and_the_last_cost_shows_again(window_on: Open, qtbot: QtBot) -> None:
    window = window_on(add_tool(empty_plan(), "Shop", yearly_cost=900.0), "capabilities")
    page = _page(window)
    page.show_view("tools")
    row = page.tools.rows.row(window.session.plan.tools[0].id)
    row.cost.setFocus()
    row.cost.selectAll()
    qtbot.keyClicks(row.cost, "abc")
    qtbot.keyClick(row.cost, Key.Key_Return)
    assert window.session.plan.tools[0].yearly_cost == 900.0
    assert row.cost.text() == "€900"


def test_tools_serve_channels_and_are_connected_on_both_sides(window_on: Open, sample: Plan) -> None:
    window = window_on(sample, "capabilities")
    page = _page(window)
    page.show_view("tools")
    till = next(t for t in sample.tools if t.kind == "other")
    row = page.tools.rows.row(till.id)
    names = {t.id: t.name for t in sample.tools}
    other = next(t.id for t in sample.tools if t.kind == "ecommerce")
    _trigger(row.links.menu(), names[other])
    _trigger(row.channels.menu(), "Website")
    after = {t.id: t for t in window.session.plan.tools}
    assert after[till.id].connected == (other,) and till.id in after[other].connected
    assert set(after[till.id].channels) == {*till.channels, "website"}
    assert page.tools.rows.row(other).links.selected.count(till.id) == 1


def test_tools_are_moved_with_keys_and_deleted(window_on: Open, qtbot: QtBot) -> None:
    plan = add_tool(add_tool(empty_plan(), "Shop"), "Mailer")
    window = window_on(plan, "capabilities")
    page = _page(window)
    page.show_item("tools", plan.tools[1].id)
    row = page.tools.rows.row(plan.tools[1].id)
    assert QApplication.focusWidget() is row
    qtbot.keyClick(row, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [t.name for t in window.session.plan.tools] == ["Mailer", "Shop"]
    qtbot.keyClick(row, Key.Key_Delete)
    assert [t.name for t in window.session.plan.tools] == ["Shop"]
    window.session.undo()
    assert [t.name for t in window.session.plan.tools] == ["Mailer", "Shop"]


# Details


def test_the_details_of_a_question_rate_every_role_and_set_the_level_needed(window: PlanWindow, qtbot: QtBot) -> None:
    page = _page(window)
    page.show_item("assessments", "data_360")
    window.open_panel("details")
    details = page.details()
    assert details is not None and details.isVisible()
    target = details.target
    qtbot.mouseClick(target, LEFT, pos=_cell(target, 5))
    assert question_rating(window.session.plan, "data_360").needed == 5.0  # type: ignore[union-attr]
    form = details._forms["data_360", "CRM team"]
    qtbot.mouseClick(form.rating, LEFT, pos=_cell(form.rating, 3))
    assert _level(window, "data_360", "CRM team") == 3
    assert "agreed on 1" in details.figures.text()


def test_the_details_of_a_tool_show_every_field(window_on: Open, sample: Plan, qtbot: QtBot) -> None:
    window = window_on(sample, "capabilities")
    page = _page(window)
    page.show_item("tools", sample.tools[0].id)
    window.open_panel("details")
    form = page.details().form  # type: ignore[union-attr]
    assert set(form.specs) == set(type(sample.tools[0]).model_fields) - {"id", "rank"}
    notes = form.editors["notes"]
    notes.setFocus()
    qtbot.keyClicks(notes, "Contract ends in May")
    assert window.session.plan.tools[0].notes == "Contract ends in May"


def test_the_details_of_a_line_pin_it_and_let_it_rest_on_something(window: PlanWindow, qtbot: QtBot) -> None:
    page = _page(window)
    page.show_item("swot", "weakness.data_360")
    window.open_panel("details")
    details = page.details()
    assert details is not None
    qtbot.mouseClick(details.form.editors["pinned"], LEFT)
    item = window.session.plan.swot[0]
    assert item.pinned and window.session.selection == ("swot", item.id)
    assert page.details() is details
    _trigger(details.form.editors["kind"].menu(), "Threat")
    assert window.session.plan.swot[0].kind == "threat"


def test_details_go_when_what_they_show_is_gone(window_on: Open) -> None:
    plan = add_tool(add_tool(empty_plan(), "Shop"), "Mailer")
    window = window_on(plan, "capabilities")
    page = _page(window)
    page.show_item("tools", plan.tools[0].id)
    assert page.details() is not None
    window.session.undo()
    page.tools.carry_out(plan.tools[0].id, "remove")
    assert window.session.selection != ("tools", plan.tools[0].id)


# The whole page


def test_an_empty_plan_offers_to_rate_and_says_how_much_it_is(window_on: Open, qtbot: QtBot) -> None:
    page = _page(window_on(empty_plan(), "capabilities"))
    assert page.stack.currentWidget() is page.empty
    assert not page.mode.isVisible()
    qtbot.mouseClick(page.start, LEFT)
    assert page.stack.currentWidget() is page.ratings
    row = page.ratings.rows["data_access"]
    assert QApplication.focusWidget() is row
    qtbot.keyClick(row, Key.Key_3)
    assert page.session.plan.assessments[0].rating == 3


def test_every_finding_of_the_step_opens_its_place(window_on: Open, sample: Plan) -> None:
    from planner.insight.health import findings_on, health

    window = window_on(sample, "capabilities")
    page = _page(window)
    found = findings_on("capabilities", health(sample))
    assert {f.code for f in found} >= {"capabilities.low_but_needed", "capabilities.raters_apart"}
    for finding in found:
        window.go("objectives")
        window.session.show(finding.page, finding.table, finding.item)
        focus = QApplication.focusWidget()
        assert focus is not None and page.isAncestorOf(focus), finding


def test_an_idea_of_the_guide_becomes_an_action_that_raises_a_capability(window: PlanWindow) -> None:
    idea = next(i for i in ideas("capabilities") if i.key == "join_data")
    _page(window).take_idea(idea)
    action = window.session.plan.actions[0]
    assert (action.title, action.description, action.lever) == (idea.title, idea.how, "data")
    assert action.questions == ("data_360", "data_access")


def test_read_only_shows_everything_and_edits_nothing(window_on: Open, sample: Plan, qtbot: QtBot) -> None:
    window = window_on(sample, "capabilities", read_only=True)
    page = _page(window)
    row = page.ratings.rows["data_360"]
    qtbot.mouseClick(row.rating, LEFT, pos=_cell(row.rating, 5))
    qtbot.keyClick(row, Key.Key_5)
    qtbot.keyClick(row, Key.Key_E)
    card = page.ratings.swot
    assert row.evidence.edit.isReadOnly() and not row.evidence.add.isVisible()
    assert not page.ratings.rows["data_richness"].evidence.add.isVisible()
    assert not any(field.plus.isVisible() for field in card.fields.values())
    assert all(line.text.isReadOnly() for field in card.fields.values() for line in field.lines.values())
    page.show_view("maturity")
    cells = page.maturity.rows["p_view"].cells
    qtbot.mouseClick(cells, LEFT, pos=QPoint(10, 10))
    page.show_view("tools")
    assert not page.add_tool.isVisible() and not page.tools.more.isVisible()
    tool = page.tools.rows.row(sample.tools[0].id)
    assert tool.name.isReadOnly() and not tool.kind.isEnabled() and not tool.grip.isVisible()
    assert window.session.plan == sample


def test_in_a_narrow_window_the_radar_goes_under_the_questions(window: PlanWindow, qtbot: QtBot) -> None:
    view = _page(window).ratings
    spot = view.radar.mapTo(view, QPoint(0, 0))
    assert spot.x() > view.folds.mapTo(view, QPoint(0, 0)).x() + view.folds.width()
    window.resize(1024, 640)
    qtbot.waitUntil(lambda: view.radar.mapTo(view, QPoint(0, 0)).x() == view.folds.mapTo(view, QPoint(0, 0)).x())
    assert view.horizontalScrollBar().maximum() == 0


def test_every_control_has_a_name(window: PlanWindow) -> None:
    page = _page(window)
    nameless = []
    for view in page.views:
        page.show_view(view)
        for widget in page.findChildren(QWidget):
            words = getattr(widget, "text", "")
            spoken = widget.accessibleName() or (words() if callable(words) else "")
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and not spoken:
                nameless.append(f"{view}: {type(widget).__name__}")
    assert nameless == []


# Question files


def test_question_files_are_written_for_the_roles_that_are_checked(
    window: PlanWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "ask_for_folder", lambda *_args: str(tmp_path))
    dialog = CollectDialog(window.session, window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.mouseClick(dialog.checks["CRM team"], LEFT)
    qtbot.keyClicks(dialog.other, "Finance")
    qtbot.keyClick(dialog.other, Key.Key_Return)
    qtbot.mouseClick(dialog.write, LEFT)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["ratings-finance.csv", "ratings-store-operations.csv"]
    assert dialog.written.text().startswith("2 files written in")


def test_answers_are_merged_as_one_step_and_problems_name_file_and_line(
    window: PlanWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = rate(rate(empty_plan(), "data_360", 4, "Finance"), "data_access", 2, "Finance")
    good, bad = tmp_path / "finance.csv", tmp_path / "notes.csv"
    good.write_text(question_text(plan, "Finance") + "made_up,,,3,,\r\n", encoding="utf-8-sig")
    bad.write_text("nothing,here\r\n", encoding="utf-8")
    monkeypatch.setattr(ask, "ask_for_files", lambda *_args: [str(good), str(bad)])
    dialog = CollectDialog(window.session, window)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.merge.isEnabled()
    before = window.session.plan
    qtbot.mouseClick(dialog.choose, LEFT)
    lines = [w.text() for w in dialog.findChildren(QWidget) if isinstance(w, Words) and w.isVisibleTo(dialog)]
    assert "Finance: 2 of 16 questions rated" in lines
    assert any(line.startswith("finance.csv, line 21:") for line in lines)
    assert any(line.startswith("notes.csv, line 4:") for line in lines)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.merge, LEFT)
    assert _level(window, "data_360", "Finance") == 4
    assert swot(window.session.plan)["weakness"]
    window.session.undo()
    assert window.session.plan == before
