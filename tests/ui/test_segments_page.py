"""The segments page: table, chart, card and details of one selection, edited with mouse and keys."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from planner.plan import Plan, by_id, empty_plan
from planner.record import new_id, spaced_ranks
from planner.segments.edits import add_segment
from planner.segments.records import Segment
from ui.pages.segments.columns import AT
from ui.pages.segments.page import SegmentsPage
from ui.window import PlanWindow

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(window_on: Callable[..., PlanWindow], sample: Plan) -> SegmentsPage:
    """The segments of the sample plan; Commuters come first."""
    return page_of(window_on(sample, "segments"))


def page_of(window: PlanWindow) -> SegmentsPage:
    found = window.page("segments")
    assert isinstance(found, SegmentsPage)
    return found


def segment(page: SegmentsPage, segment_id: str) -> Segment:
    found: Segment = by_id(page.session.plan, "segments")[segment_id]
    return found


def names(page: SegmentsPage) -> list[str]:
    return [segment(page, i).name for i in page.table.rows.ids]


def cell(page: SegmentsPage, segment_id: str, key: str) -> QPoint:
    index = page.table.rows.index(page.table.rows.row_of(segment_id), AT[key])
    return page.table.visualRect(index).center()


def click(qtbot: QtBot, page: SegmentsPage, segment_id: str, key: str = "name", modifier: Any = NONE) -> None:
    qtbot.mouseClick(page.table.viewport(), LEFT, modifier, cell(page, segment_id, key))


def editor(page: SegmentsPage) -> QLineEdit:
    found = [w for w in page.table.viewport().findChildren(QLineEdit) if w.isVisible()]
    assert len(found) == 1
    return found[0]


def stored(qtbot: QtBot, page: SegmentsPage) -> None:
    """Waits until the editor of a cell has given back what was typed."""
    qtbot.waitUntil(lambda: not [w for w in page.table.viewport().findChildren(QLineEdit) if w.isVisible()])


def pick(words: str, menu: QMenu | None = None) -> None:
    """Triggers the entry of the open menu that starts with some words."""
    menu = menu or next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    action = next(a for a in menu.actions() if a.text().replace("&&", "&").startswith(words))
    action.trigger()
    menu.close()


def shown(page: SegmentsPage) -> tuple[list[str], tuple[str, ...], str]:
    return page.table.selected_ids(), page.chart.view.ringed, page.segment_card.segment_id


# Table


def test_segments_are_sorted_by_priority_and_the_first_is_shown_everywhere(page: SegmentsPage) -> None:
    assert names(page)[0] == "Commuters"
    assert names(page)[-1] == "Lapsed buyers"
    assert shown(page) == (["commuters"], ("commuters",), "commuters")
    assert page.session.selection == ("segments", "commuters")


def test_a_click_on_a_heading_sorts_by_it_and_another_one_turns_the_order(qtbot: QtBot, page: SegmentsPage) -> None:
    head = page.table.head
    place = QPoint(head.sectionViewportPosition(AT["churn"]) + 30, 15)
    qtbot.mouseClick(head.viewport(), LEFT, pos=place)
    ascending = names(page)
    assert ascending[0] in ("VIP club", "Lapsed buyers")
    qtbot.mouseClick(head.viewport(), LEFT, pos=place)
    assert names(page) == ascending[::-1]


def test_the_totals_stand_under_their_columns(page: SegmentsPage) -> None:
    assert "66,920" in page.card.totals.accessibleName()
    assert "€23.2M" in page.card.totals.accessibleName()


def test_a_cell_speaks_row_column_and_value(page: SegmentsPage) -> None:
    index = page.table.rows.index(0, AT["customers"])
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Commuters, Customers: 12,900 19\u00a0%"


def test_the_rank_says_how_firm_it_is_once_that_is_known(qtbot: QtBot, page: SegmentsPage) -> None:
    qtbot.waitUntil(lambda: "trials" in page.segment_card.score.rank.text())
    tip = page.table.rows.index(0, AT["priority"]).data(Qt.ItemDataRole.ToolTipRole)
    assert "Rank 1 of 6" in tip
    assert "trials" in tip


# Selection


def test_a_click_on_a_row_moves_bubble_card_and_details_along(qtbot: QtBot, page: SegmentsPage) -> None:
    click(qtbot, page, "families")
    assert shown(page) == (["families"], ("families",), "families")
    assert page.segment_card.name.text() == "Families"
    assert page.details() is not None


def test_a_click_on_a_bubble_moves_row_and_card_along(qtbot: QtBot, page: SegmentsPage) -> None:
    view = page.chart.view
    qtbot.mouseClick(view, LEFT, pos=view.centre("lapsed").toPoint())
    assert shown(page) == (["lapsed"], ("lapsed",), "lapsed")


def test_the_chart_says_how_many_segments_it_cannot_show(page: SegmentsPage) -> None:
    assert page.chart.absent.isHidden()
    page.session.edit("Add", add_segment, "Without figures")
    assert page.chart.absent.isVisible() and "1 segment is not shown" in page.chart.absent.text()


def test_arrows_in_the_chart_go_to_the_nearest_bubble(qtbot: QtBot, page: SegmentsPage) -> None:
    view = page.chart.view
    view.setFocus()
    qtbot.keyClick(view, Key.Key_Down)
    assert page.current != "commuters"
    assert view.centre(page.current).y() > view.centre("commuters").y()


def test_a_double_click_on_a_bubble_opens_the_journey(qtbot: QtBot, page: SegmentsPage) -> None:
    view = page.chart.view
    with qtbot.waitSignal(page.session.show_requested) as asked:
        qtbot.mouseDClick(view, LEFT, pos=view.centre("new").toPoint())
    assert asked.args == ["journeys", "segments", "new"]


def test_control_j_opens_the_journey_of_the_selected_row(qtbot: QtBot, page: SegmentsPage) -> None:
    page.table.setFocus()
    with qtbot.waitSignal(page.session.show_requested) as asked:
        qtbot.keyClick(page.table, Key.Key_J, CONTROL)
    assert asked.args == ["journeys", "segments", "commuters"]


def test_a_frame_drawn_around_bubbles_selects_them(qtbot: QtBot, page: SegmentsPage) -> None:
    view = page.chart.view
    spots = [view.centre("commuters"), view.centre("weekend")]
    start = QPoint(round(min(s.x() for s in spots)) - 70, round(min(s.y() for s in spots)) - 50)
    end = QPoint(round(max(s.x() for s in spots)) + 25, round(max(s.y() for s in spots)) + 10)
    qtbot.mousePress(view, LEFT, pos=start)
    qtbot.mouseMove(view, end)
    qtbot.mouseRelease(view, LEFT, pos=end)
    assert set(page.chosen) == {"commuters", "weekend"}
    assert set(page.table.selected_ids()) == {"commuters", "weekend"}


def test_zooming_shows_a_part_and_zero_all_of_it_again(qtbot: QtBot, page: SegmentsPage) -> None:
    view = page.chart.view
    view.zoom(0.3, view.centre("commuters"))
    assert "commuters" in view.refs()
    assert "lapsed" not in view.refs()
    assert page.chart.whole.isVisible()
    qtbot.keyClick(view, Key.Key_0)
    assert len(view.refs()) == 6
    assert page.chart.whole.isHidden()


def test_show_me_from_elsewhere_selects_the_segment(page: SegmentsPage) -> None:
    page.session.show("segments", "segments", "vip")
    assert shown(page) == (["vip"], ("vip",), "vip")


# Editing in the table


def test_f2_opens_a_cell_and_enter_stores_it(qtbot: QtBot, page: SegmentsPage) -> None:
    click(qtbot, page, "families", "customers")
    qtbot.keyClick(page.table, Key.Key_F2)
    field = editor(page)
    assert field.text() == "6,100"
    field.clear()
    qtbot.keyClicks(field, "6200")
    qtbot.keyClick(field, Key.Key_Return)
    stored(qtbot, page)
    assert segment(page, "families").customers == 6_200
    page.session.undo()
    assert segment(page, "families").customers == 6_100


def test_tab_goes_on_in_the_next_cell(qtbot: QtBot, page: SegmentsPage) -> None:
    click(qtbot, page, "families", "customers")
    qtbot.keyClick(page.table, Key.Key_F2)
    editor(page).clear()
    qtbot.keyClicks(editor(page), "6300")
    qtbot.keyClick(editor(page), Key.Key_Tab)
    assert segment(page, "families").customers == 6_300
    assert page.table.currentIndex().column() == AT["value"]
    editor(page).clear()
    qtbot.keyClicks(editor(page), "600")
    qtbot.keyClick(editor(page), Key.Key_Return)
    stored(qtbot, page)
    assert segment(page, "families").value_to_date == 600.0


def test_churn_is_typed_and_kept_as_retention(qtbot: QtBot, page: SegmentsPage) -> None:
    click(qtbot, page, "families", "churn")
    qtbot.keyClicks(page.table, "3")
    field = editor(page)
    field.setText("30 %")
    field.setModified(True)
    qtbot.keyClick(field, Key.Key_Return)
    stored(qtbot, page)
    assert segment(page, "families").retention == pytest.approx(0.7)


def test_a_text_that_is_no_number_keeps_the_editor_open(qtbot: QtBot, page: SegmentsPage) -> None:
    click(qtbot, page, "families", "customers")
    qtbot.keyClick(page.table, Key.Key_F2)
    field = editor(page)
    field.clear()
    qtbot.keyClicks(field, "many")
    qtbot.keyClick(field, Key.Key_Return)
    assert field.isVisible()
    assert "whole number" in field.accessibleDescription()
    qtbot.keyClick(field, Key.Key_Escape)
    assert segment(page, "families").customers == 6_100


def test_rows_take_their_order_again_only_after_typing(qtbot: QtBot, page: SegmentsPage) -> None:
    page.table.head.setSortIndicator(AT["customers"], Qt.SortOrder.DescendingOrder)
    click(qtbot, page, "vip", "customers")
    qtbot.keyClick(page.table, Key.Key_F2)
    row = page.table.rows.row_of("vip")
    editor(page).clear()
    qtbot.keyClicks(editor(page), "50000")
    qtbot.keyClick(editor(page), Key.Key_Tab)
    assert page.table.rows.row_of("vip") == row
    qtbot.keyClick(editor(page), Key.Key_Escape)
    assert page.table.rows.row_of("vip") == 0
    assert page.current == "vip"


def test_delete_says_what_it_takes_and_undo_brings_all_back_selected(qtbot: QtBot, page: SegmentsPage) -> None:
    before = page.session.plan
    click(qtbot, page, "commuters")
    with qtbot.waitSignal(page.session.announced) as said:
        qtbot.keyClick(page.table, Key.Key_Delete)
    assert "1 journey and" in said.args[0]
    assert "commuters" not in page.table.rows.ids
    assert page.current not in ("", "commuters")
    page.session.undo()
    assert page.session.plan == before
    assert shown(page) == (["commuters"], ("commuters",), "commuters")


def test_control_d_duplicates_and_selects_the_copy(qtbot: QtBot, page: SegmentsPage) -> None:
    click(qtbot, page, "families")
    qtbot.keyClick(page.table, Key.Key_D, CONTROL)
    assert segment(page, page.current).name == "Families (copy)"


def test_alt_down_moves_a_segment_in_the_order_of_the_plan(qtbot: QtBot, page: SegmentsPage) -> None:
    click(qtbot, page, "commuters")
    qtbot.keyClick(page.table, Key.Key_Down, ALT)
    assert [s.id for s in page.session.plan.segments][:2] == ["weekend", "commuters"]
    assert page.table.rows.ids[:2] == ["weekend", "commuters"]


def test_control_shift_m_merges_the_selected_rows_into_the_first_in_rank(qtbot: QtBot, page: SegmentsPage) -> None:
    click(qtbot, page, "vip")
    click(qtbot, page, "weekend", modifier=CONTROL)
    assert set(page.chosen) == {"vip", "weekend"}
    qtbot.keyClick(page.table, Key.Key_M, CONTROL | SHIFT)
    assert "vip" not in page.table.rows.ids
    assert segment(page, "weekend").customers == 8_720
    assert shown(page)[0] == ["weekend"]


def test_add_segment_opens_its_name(qtbot: QtBot, page: SegmentsPage) -> None:
    qtbot.mouseClick(page.add_button, LEFT)
    assert len(page.session.plan.segments) == 7
    qtbot.keyClicks(editor(page), "Tourists")
    qtbot.keyClick(editor(page), Key.Key_Return)
    stored(qtbot, page)
    assert page.session.plan.segments[-1].name == "Tourists"
    assert page.segment_card.name.text() == "Tourists"


def test_objectives_are_assigned_from_their_cell(qtbot: QtBot, page: SegmentsPage) -> None:
    click(qtbot, page, "families", "objectives")
    qtbot.keyClick(page.table, Key.Key_Return)
    pick("1 ")
    assert "families" in page.session.plan.objectives[0].segments
    assert page.table.rows.index(page.table.rows.row_of("families"), AT["objectives"]).data() == "1, 5"


# Columns


def test_a_column_is_hidden_and_brought_back_from_the_menu(qtbot: QtBot, page: SegmentsPage) -> None:
    qtbot.mouseClick(page.card.totals.columns, LEFT)
    pick("Churn")
    assert page.table.isColumnHidden(AT["churn"])
    qtbot.mouseClick(page.card.totals.columns, LEFT)
    pick("Lifetime value")
    assert not page.table.isColumnHidden(AT["clv"])
    row = page.table.rows.row_of("commuters")
    assert page.table.rows.index(row, AT["clv"]).data() == "€531"


def test_a_dragged_edge_is_remembered(page: SegmentsPage, window_on: Callable[..., PlanWindow], sample: Plan) -> None:
    page.table.head.resizeSection(AT["customers"], 110)
    other = page_of(window_on(sample, "segments"))
    assert other.table.columnWidth(AT["customers"]) == 110


def test_narrow_pages_hide_loyalty_and_put_the_chart_below(qtbot: QtBot, page: SegmentsPage) -> None:
    assert page.chart.x() > page.card.x() + page.card.width()
    page.window().resize(1024, 640)
    qtbot.waitUntil(lambda: page.chart.y() > page.card.geometry().bottom())
    assert page.table.isColumnHidden(AT["loyalty"])
    page.table.toggle_column("loyalty")
    assert not page.table.isColumnHidden(AT["loyalty"])


# Card


def test_a_condition_is_edited_in_its_chip(qtbot: QtBot, page: SegmentsPage) -> None:
    chip = page.segment_card.rules.chips[1]
    assert chip.accessibleName() == "Bike type is one of city, e-bike"
    chip.value.setFocus()
    chip.value.selectAll()
    qtbot.keyClicks(chip.value, "cargo")
    assert segment(page, "commuters").rules[1].value == "cargo"
    chip.operator.menu().actions()[0].trigger()
    assert segment(page, "commuters").rules[1].operator == "is"
    assert chip.accessibleName() == "Bike type is cargo"
    page.session.undo()
    page.session.undo()
    assert segment(page, "commuters").rules[1].value == "city, e-bike"


def test_a_condition_is_added_from_the_catalogue_and_deleted_with_its_cross(qtbot: QtBot, page: SegmentsPage) -> None:
    rules = page.segment_card.rules
    qtbot.mouseClick(rules.add, LEFT)
    menu = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    family = next(a for a in menu.actions() if a.text() == "Preference").menu()
    assert isinstance(family, QMenu)
    pick("Preferred channel", family)
    menu.close()
    assert segment(page, "commuters").rules[-1].attribute == "Preferred channel"
    chip = rules.chips[3]
    assert chip.value.hasFocus()
    qtbot.keyClicks(chip.value, "SMS")
    assert segment(page, "commuters").rules[-1].value == "SMS"
    chip.cross.click()
    assert len(segment(page, "commuters").rules) == 3


def test_backspace_in_an_empty_condition_takes_it_away(qtbot: QtBot, page: SegmentsPage) -> None:
    page._on_rule_added("")
    chip = page.segment_card.rules.chips[3]
    assert chip.attribute.hasFocus()
    qtbot.keyClick(chip.attribute, Key.Key_Backspace)
    assert len(segment(page, "commuters").rules) == 3


def test_name_stage_and_needs_are_edited_on_the_card(qtbot: QtBot, page: SegmentsPage) -> None:
    card = page.segment_card
    card.name.setFocus()
    card.name.selectAll()
    qtbot.keyClicks(card.name, "Riders")
    assert names(page)[0] == "Riders"
    qtbot.mouseClick(card.stage, LEFT)
    pick("Loyal")
    assert segment(page, "commuters").lifecycle == "loyal"
    card.needs.setFocus()
    card.needs.selectAll()
    qtbot.keyClicks(card.needs, "Speed")
    assert segment(page, "commuters").needs == "Speed"


def test_typing_a_name_is_one_undo_step(qtbot: QtBot, page: SegmentsPage) -> None:
    page.segment_card.name.setFocus()
    page.segment_card.name.selectAll()
    qtbot.keyClicks(page.segment_card.name, "Riders")
    page.session.undo()
    assert segment(page, "commuters").name == "Commuters"


def test_the_score_shows_its_parts(page: SegmentsPage) -> None:
    score = page.segment_card.score
    assert score.title.text() == "Priority score 89"
    assert score.parts.accessibleDescription().startswith("Future potential: 38 / 40, Value to date: 20 / 25")


# Warnings


def test_a_small_segment_is_kept_as_vip_from_its_warning(qtbot: QtBot, page: SegmentsPage) -> None:
    assert page.warnings.isVisible()
    assert page.warnings.banner.strong.text() == "VIP club is smaller than 1\u00a0% of the base."
    button = next(b for b, verb in page.warnings._verbs.items() if verb == "keep")
    qtbot.mouseClick(button, LEFT)
    assert segment(page, "vip").vip
    qtbot.waitUntil(lambda: not page.warnings.isVisible())


def test_a_small_segment_is_merged_from_its_warning(qtbot: QtBot, page: SegmentsPage) -> None:
    button = next(b for b, verb in page.warnings._verbs.items() if verb == "merge")
    qtbot.mouseClick(button, LEFT)
    pick("Into Weekend enthusiasts")
    assert "vip" not in page.table.rows.ids
    assert segment(page, "weekend").customers == 8_720


def test_several_warnings_come_one_at_a_time(qtbot: QtBot, page: SegmentsPage) -> None:
    page.session.edit("Duplicate", lambda plan: plan.with_rows("objectives", ()))
    qtbot.waitUntil(lambda: page.warnings.place.text() == "1 of 7")
    qtbot.mouseClick(page.warnings.forth, LEFT)
    assert page.warnings.place.text() == "2 of 7"
    assert "no objective" in page.warnings.banner.strong.text()


# Details


def details(page: SegmentsPage) -> Any:
    page.window().open_panel("details")  # type: ignore[attr-defined]
    return page._details


def type_into(qtbot: QtBot, field: QWidget, text: str) -> None:
    target: Any = getattr(field, "edit", field)
    target.setFocus()
    target.selectAll()
    qtbot.keyClicks(target, text)


@pytest.mark.parametrize(
    ("form", "name", "typed", "value"),
    [
        ("who", "summary", "Every day", "Every day"),
        ("who", "persona", "A nurse", "A nurse"),
        ("value", "customers", "13000", 13_000),
        ("value", "average_transaction_value", "210", 210.0),
        ("value", "purchases_per_year", "2.5", 2.5),
        ("value", "gross_margin", "45", 0.45),
        ("loyalty", "retention", "90", 0.9),
        ("loyalty", "tenure_years", "3", 3.0),
        ("loyalty", "loyalty", "70", 70.0),
        ("loyalty", "predisposition", "40", 0.4),
        ("loyalty", "predisposition_months", "9", 9),
        ("loyalty", "profile_completeness", "50", 0.5),
        ("wants", "pains", "Rain", "Rain"),
    ],
)
def test_details_are_edited_in_place(
    qtbot: QtBot, page: SegmentsPage, form: str, name: str, typed: str, value: Any
) -> None:
    panel = details(page)
    type_into(qtbot, getattr(panel, form).editors[name], typed)
    assert getattr(segment(page, "commuters"), name) == value


@pytest.mark.parametrize(
    ("name", "key"), [("status", "prospective"), ("lifecycle", "at_risk"), ("relationship_level", "interconnected")]
)
def test_choices_of_the_details_are_stored(page: SegmentsPage, name: str, key: str) -> None:
    choice = details(page).who.editors[name]
    next(a for a in choice.menu().actions() if a.data() == key).trigger()
    assert getattr(segment(page, "commuters"), name) == key


def test_the_level_of_the_relation_is_explained(page: SegmentsPage) -> None:
    assert "several departments" in details(page).level.text()


def test_consent_is_noted_per_channel(qtbot: QtBot, page: SegmentsPage) -> None:
    line = details(page)._channels["email"]
    type_into(qtbot, line.consent, "60")
    line.check.click()
    entry = next(c for c in segment(page, "commuters").channels if c.channel == "email")
    assert (entry.preferred, entry.consent) == (False, 0.6)


def test_lifetime_value_states_what_it_rests_on_and_follows_it(qtbot: QtBot, page: SegmentsPage) -> None:
    panel = details(page)
    before = panel.worth.text()
    assert "discount rate 8\u00a0%" in panel.assumptions.text()
    type_into(qtbot, panel.rates.editors["discount_rate"], "0")
    assert page.session.plan.profile.discount_rate == 0.0
    assert panel.worth.text() != before


def test_a_value_that_cannot_be_stored_is_told_at_its_field(qtbot: QtBot, page: SegmentsPage) -> None:
    panel = details(page)
    type_into(qtbot, panel.loyalty.editors["loyalty"], "140")
    assert "at most 100" in panel.loyalty.editors["loyalty"].sentence.text()
    assert segment(page, "commuters").loyalty != 140


def test_the_source_of_the_figures_can_be_stated(qtbot: QtBot, page: SegmentsPage) -> None:
    type_into(qtbot, details(page).origin.editors["source"], "CRM")
    assert segment(page, "commuters").provenance.source == "CRM"
    assert "from CRM" in page.segment_card.origin.text()


# Priority criteria


def test_weights_of_criteria_always_share_a_hundred_points(qtbot: QtBot, page: SegmentsPage) -> None:
    criteria = details(page).criteria
    row = criteria.rows.row("future")
    type_into(qtbot, row.weight, "70")
    weights = [c.weight for c in page.session.plan.score_criteria]
    assert weights[0] == 70.0
    assert sum(weights) == 100.0
    page.session.undo()
    assert page.session.plan.score_criteria[0].weight == 40.0


def test_an_own_criterion_is_added_named_rated_and_removed(qtbot: QtBot, page: SegmentsPage) -> None:
    panel = details(page)
    qtbot.mouseClick(panel.criteria.add, LEFT)
    pick("Own criterion")
    own = page.session.plan.score_criteria[-1]
    row = panel.criteria.rows.row(own.id)
    qtbot.keyClicks(row.name, "Strategic fit")
    assert page.session.plan.score_criteria[-1].name == "Strategic fit"
    type_into(qtbot, panel._scores[own.id].value, "80")
    assert [(v.criterion, v.value) for v in segment(page, "commuters").scores] == [(own.id, 80.0)]
    row.asked.emit(own.id, "remove")
    assert len(page.session.plan.score_criteria) == 4
    assert segment(page, "commuters").scores == ()


def test_criteria_are_moved_and_computed_from_something_else(page: SegmentsPage) -> None:
    row = details(page).criteria.rows.row("past")
    row.asked.emit("past", "up")
    assert page.session.plan.score_criteria[0].id == "past"
    row.asked.emit("past", "key:growth")
    assert page.session.plan.score_criteria[0].key == "growth"
    assert row.name.text() == "Growth"


def test_the_standard_criteria_are_offered_where_there_is_none(
    qtbot: QtBot, window_on: Callable[..., PlanWindow], sample: Plan
) -> None:
    page = page_of(window_on(sample.with_rows("score_criteria", ()), "segments"))
    assert page.segment_card.score.standard.isVisible()
    qtbot.mouseClick(page.segment_card.score.standard, LEFT)
    assert [c.weight for c in page.session.plan.score_criteria] == [40.0, 25.0, 20.0, 15.0]
    assert page.segment_card.score.title.text() == "Priority score 89"


# The page


def test_an_empty_plan_invites_to_import_or_add(qtbot: QtBot, window_on: Callable[..., PlanWindow]) -> None:
    page = page_of(window_on(empty_plan(title="New"), "segments"))
    assert page.stack.currentWidget() is page.empty
    qtbot.mouseClick(page.empty_add, LEFT)
    assert len(page.session.plan.segments) == 1
    page.session.undo()
    assert page.stack.currentWidget() is page.empty


def test_read_only_shows_everything_and_edits_nothing(
    qtbot: QtBot, window_on: Callable[..., PlanWindow], sample: Plan
) -> None:
    page = page_of(window_on(sample, "segments", read_only=True))
    for widget in (page.add_button, page.import_button, page.segment_card.objectives, page.segment_card.rules.add):
        assert not widget.isVisible()
    click(qtbot, page, "families", "customers")
    qtbot.keyClick(page.table, Key.Key_F2)
    assert not page.table.viewport().findChildren(QLineEdit)
    qtbot.keyClick(page.table, Key.Key_Delete)
    assert page.session.plan is sample
    assert page.segment_card.segment_id == "families"


def test_an_idea_becomes_an_action_of_the_selected_segment(page: SegmentsPage) -> None:
    page.take_idea(SimpleNamespace(key="vip_package", title="VIP package", how="", icon="crown", kind="loyalty"))
    action = page.session.plan.actions[-1]
    assert (action.title, action.segments, action.lever) == ("VIP package", ("commuters",), "loyalty")


def test_the_enlarged_chart_selects_in_the_page_too(qtbot: QtBot, page: SegmentsPage) -> None:
    qtbot.mouseClick(page.chart.expand, LEFT)
    assert page._large is not None
    view = page._large.card.view
    qtbot.waitUntil(lambda: bool(view.refs()))
    qtbot.mouseClick(view, LEFT, pos=view.centre("lapsed").toPoint())
    assert page.current == "lapsed"
    page._large.close()


def test_every_visible_control_has_a_name(page: SegmentsPage) -> None:
    for widget in page.findChildren(QWidget):
        if (
            widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and type(widget).__module__.startswith("ui")
        ):
            assert widget.accessibleName() or getattr(widget, "text", lambda: "")(), type(widget)


def test_five_hundred_segments_scroll_inside_their_table(
    qtbot: QtBot, window_on: Callable[..., PlanWindow], sample: Plan
) -> None:
    rows = tuple(
        Segment(
            id=new_id(),
            rank=rank,
            name=f"Segment {at}",
            customers=100 + at,
            value_to_date=float(at % 97),
            expected_value=float(at % 89),
            retention=0.5,
        )
        for at, rank in enumerate(spaced_ranks(500))
    )
    page = page_of(window_on(sample.with_rows("segments", rows), "segments"))
    assert page.table.rows.rowCount() == 500
    assert page.table.height() < page.height()
    assert page.table.verticalScrollBar().maximum() > 0
    click(qtbot, page, page.table.rows.ids[2])
    assert page.current == page.table.rows.ids[2]


def test_objectives_are_weighed_for_one_segment_in_its_details_and_as_in_the_plan_again(
    qtbot: QtBot, page: SegmentsPage
) -> None:
    page.details()
    details = page._details
    lines = list(details._aims.values())
    before = [line.value.value for line in lines]
    assert sum(before) == 100
    assert details.plan_weights.isHidden()
    lines[0].value.edit.selectAll()
    qtbot.keyClicks(lines[0].value.edit, "70")
    assert next(w.weight for w in segment(page, "commuters").objective_weights) == 70
    assert sum(line.value.value for line in lines) == 100
    page.session.end_typing()
    details.plan_weights.click()
    assert segment(page, "commuters").objective_weights == ()
    assert [line.value.value for line in lines[1:]] == before[1:]
    page.session.undo()
    page.session.undo()
    assert segment(page, "commuters").objective_weights == ()
