"""Shared requirements, platforms and their details: cells clicked, scored, named and reached with keys alone."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from planner.actions.platforms import comparison
from planner.plan import Plan, empty_plan, find
from tests.ui.actions import ALT, LEFT, Key, Opens, action, open_page, pick
from ui.pages.actions.cell_edit import CellEdit
from ui.pages.actions.details.platform import CriterionDetails, PlatformDetails
from ui.pages.actions.details.requirement import RequirementDetails
from ui.pages.actions.page import ActionsPage
from ui.pages.actions.platforms.cells import HeadCell, ScoreCell
from ui.pages.actions.platforms.criterion import CriterionCell
from ui.pages.actions.platforms.grid import HEADS
from ui.pages.actions.platforms.tab import PlatformsTab
from ui.pages.actions.requirements.tab import RequirementsTab


@pytest.fixture
def matrix(window_on: Opens, sample: Plan) -> RequirementsTab:
    tab = open_page(window_on, sample, "requirements").tab
    assert isinstance(tab, RequirementsTab)
    return tab


@pytest.fixture
def platforms(window_on: Opens, sample: Plan) -> PlatformsTab:
    tab = open_page(window_on, sample, "platforms").tab
    assert isinstance(tab, PlatformsTab)
    return tab


def page_of(tab: Any) -> ActionsPage:
    found = tab.window().page("actions")
    assert isinstance(found, ActionsPage)
    return found


def spot(matrix: RequirementsTab, requirement: str, column: str) -> QPoint:
    at = [c.key for c in matrix.model.columns].index(column)
    return matrix.table.visualRect(matrix.model.index(matrix.model.at(requirement), at)).center()


def words(matrix: RequirementsTab, requirement: str, column: str) -> str:
    at = [c.key for c in matrix.model.columns].index(column)
    return str(matrix.model.index(matrix.model.at(requirement), at).data())


def needs(tab: Any, requirement: str) -> dict[str, str]:
    return {n.segment: n.level for n in find(tab.session.plan, "requirements", requirement).needs}


# Shared requirements


def test_requirements_stand_in_the_order_of_their_need(matrix: RequirementsTab) -> None:
    figures = [row.need for row in matrix.model.rows]
    assert figures == sorted(figures, reverse=True)
    assert words(matrix, "single-view", "need") == "4.5"


def test_a_cell_cycles_with_clicks(qtbot: QtBot, matrix: RequirementsTab) -> None:
    for expected in ("useful", "essential", None):
        qtbot.mouseClick(matrix.table.viewport(), LEFT, pos=spot(matrix, "single-view", "families"))
        assert needs(matrix, "single-view").get("families") == expected


def test_space_cycles_the_cell_of_the_keyboard_and_rows_do_not_jump(qtbot: QtBot, matrix: RequirementsTab) -> None:
    before = [row.requirement for row in matrix.model.rows]
    qtbot.mouseClick(matrix.table.viewport(), LEFT, pos=spot(matrix, "audience-export", "name"))
    qtbot.keyClick(matrix.table, Key.Key_Right)
    for _segment in range(3):
        qtbot.keyClick(matrix.table, Key.Key_Right)
        for _level in range(3):
            if needs(matrix, "audience-export").get(matrix.model.columns[matrix.table.currentIndex().column()].key) != (
                "essential"
            ):
                qtbot.keyClick(matrix.table, Key.Key_Space)
    assert find_need(matrix, "audience-export") > 3
    assert [row.requirement for row in matrix.model.rows] == before
    assert matrix.session.selection == ("requirements", "audience-export")


def find_need(matrix: RequirementsTab, requirement: str) -> float:
    return matrix.model.rows[matrix.model.at(requirement)].need


def test_a_name_is_edited_in_place(qtbot: QtBot, matrix: RequirementsTab) -> None:
    qtbot.mouseClick(matrix.table.viewport(), LEFT, pos=spot(matrix, "consent", "name"))
    qtbot.keyClick(matrix.table, Key.Key_F2)
    edit = matrix.table.viewport().findChild(CellEdit)
    qtbot.keyClicks(edit, "Consent desk")
    qtbot.keyClick(edit, Key.Key_Return)
    assert find(matrix.session.plan, "requirements", "consent").name == "Consent desk"


def test_what_nothing_covers_says_so_and_add_makes_an_action_for_it(qtbot: QtBot, matrix: RequirementsTab) -> None:
    assert words(matrix, "desk-link", "cover") == "Not covered"
    at = [c.key for c in matrix.model.columns].index("cover")
    index = matrix.model.index(matrix.model.at("desk-link"), at)
    layout = matrix.table.cover_layout(matrix.table.visualRect(index).toRectF(), matrix.model.rows[index.row()])
    qtbot.mouseClick(matrix.table.viewport(), LEFT, pos=layout.add.center().toPoint())
    added = matrix.session.plan.actions[-1]
    assert (added.title, added.provides) == ("Service desk link", ("desk-link",))
    assert words(matrix, "desk-link", "cover") == "Service desk link"


def test_what_covers_it_is_one_key_away(qtbot: QtBot, matrix: RequirementsTab) -> None:
    at = [c.key for c in matrix.model.columns].index("cover")
    matrix.table.setFocus()
    matrix.table.setCurrentIndex(matrix.model.index(matrix.model.at("single-view"), at))
    qtbot.keyClick(matrix.table, Key.Key_Return)
    assert page_of(matrix).tabs.current == "board"
    assert matrix.session.selection == ("actions", "join-data")


def test_adding_opens_the_name(qtbot: QtBot, matrix: RequirementsTab) -> None:
    qtbot.mouseClick(matrix.add_button, LEFT)
    qtbot.keyClicks(matrix.table.viewport().findChild(CellEdit), "Data skills")
    assert matrix.session.plan.requirements[-1].name == "Data skills"


def test_the_details_of_a_requirement_say_what_hangs_on_it(qtbot: QtBot, matrix: RequirementsTab) -> None:
    qtbot.mouseClick(matrix.table.viewport(), LEFT, pos=spot(matrix, "single-view", "name"))
    details = page_of(matrix).details()
    assert isinstance(details, RequirementDetails)
    said = {row[0]: row[1] for row in details.figures._rows}
    assert said["Provided by"] == "Join shop and store data"
    assert said["Could be provided by"] == "Passerelle and Tandem CRM"
    assert "Preference centre" in said["Needed by"]
    details.forms[0].field_edited.emit("kind", "skill", False)
    assert find(matrix.session.plan, "requirements", "single-view").kind == "skill"


def test_delete_takes_a_requirement_away(qtbot: QtBot, matrix: RequirementsTab) -> None:
    qtbot.mouseClick(matrix.table.viewport(), LEFT, pos=spot(matrix, "consent", "name"))
    qtbot.keyClick(matrix.table, Key.Key_Delete)
    assert find(matrix.session.plan, "requirements", "consent") is None
    assert action(page_of(matrix), "preferences").provides == ()


def test_read_only_cells_do_not_change(qtbot: QtBot, window_on: Opens, sample: Plan) -> None:
    tab = open_page(window_on, sample, "requirements", read_only=True).tab
    assert isinstance(tab, RequirementsTab)
    qtbot.mouseClick(tab.table.viewport(), LEFT, pos=spot(tab, "single-view", "families"))
    qtbot.mouseDClick(tab.table.viewport(), LEFT, pos=spot(tab, "single-view", "name"))
    assert tab.session.plan == sample
    assert tab.table.viewport().findChild(CellEdit) is None


def test_a_plan_without_requirements_says_what_they_are_for(window_on: Opens) -> None:
    tab = open_page(window_on, empty_plan(), "requirements").tab
    assert isinstance(tab, RequirementsTab)
    assert tab.first.isVisible()
    assert not tab.add_button.isVisible()


# Platforms


def cell(platforms: PlatformsTab, row: str, column: str) -> Any:
    return platforms.grid.cells[(row, column)]


def score(platforms: PlatformsTab, platform: str, criterion: str) -> int | None:
    record = find(platforms.session.plan, "platforms", platform)
    return next((s.value for s in record.scores if s.criterion == criterion), None)


def test_the_leader_is_marked_with_words_and_icon(platforms: PlatformsTab) -> None:
    head = cell(platforms, HEADS, "passerelle")
    assert isinstance(head, HeadCell)
    assert head.mark == ("crown", "Leads")
    assert head.accessibleName() == "Passerelle: 4.05 of 5. Leads"


def test_dots_are_clicked_and_the_same_dot_again_takes_the_score_away(qtbot: QtBot, platforms: PlatformsTab) -> None:
    scores = cell(platforms, "cost", "passerelle")
    assert isinstance(scores, ScoreCell)
    fourth = QPoint(round(16 + scores._step() * 3.3), scores.height() // 2)
    qtbot.mouseClick(scores, LEFT, pos=fourth)
    assert score(platforms, "passerelle", "cost") == 4
    qtbot.mouseClick(scores, LEFT, pos=fourth)
    assert score(platforms, "passerelle", "cost") is None
    assert cell(platforms, HEADS, "passerelle").toolTip() == "Some criteria have no score yet."


def test_keys_score_and_arrows_go_from_cell_to_cell(qtbot: QtBot, platforms: PlatformsTab) -> None:
    platforms.grid.focus_cell("integration", "passerelle")
    for key, expected in ((Key.Key_Right, "tandem"), (Key.Key_Right, "orbe")):
        qtbot.keyClick(QApplication.focusWidget(), key)
        assert QApplication.focusWidget() is cell(platforms, "integration", expected)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Down)
    assert QApplication.focusWidget() is cell(platforms, "ease", "orbe")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_5)
    assert score(platforms, "orbe", "ease") == 5
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_0)
    assert score(platforms, "orbe", "ease") is None


def test_a_weight_dragged_scales_the_others_to_100_in_one_step(qtbot: QtBot, platforms: PlatformsTab) -> None:
    criterion = cell(platforms, "integration", "")
    assert isinstance(criterion, CriterionCell)
    for value in (40, 45, 50):
        criterion.slider.setValue(value)
    weights = {c.id: c.weight for c in platforms.session.plan.platform_criteria}
    assert weights["integration"] == 50
    assert sum(weights.values()) == pytest.approx(100)
    platforms.session.undo()
    assert find(platforms.session.plan, "platform_criteria", "integration").weight == 35
    assert criterion.slider.value() == 35


def test_the_close_call_goes_when_the_lead_is_clear(qtbot: QtBot, platforms: PlatformsTab) -> None:
    assert platforms.call.isVisible()
    assert platforms.call_words.text().startswith("Passerelle leads by 0.05.")
    platforms.grid.focus_cell("ease", "passerelle")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_5)
    assert (comparison(platforms.session.plan).margin or 0) > 0.25
    assert not platforms.call.isVisible()


def test_a_platform_is_named_moved_chosen_and_deleted_with_keys(qtbot: QtBot, platforms: PlatformsTab) -> None:
    platforms.grid.focus_cell(HEADS, "orbe")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Left, ALT)
    assert [p.id for p in platforms.session.plan.platforms] == ["passerelle", "orbe", "tandem", "current"]
    assert QApplication.focusWidget() is cell(platforms, HEADS, "orbe")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Space)
    assert find(platforms.session.plan, "platforms", "orbe").chosen
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_F2)
    qtbot.keyClicks(QApplication.focusWidget(), "Orbe 2")
    assert find(platforms.session.plan, "platforms", "orbe").name == "Orbe 2"
    platforms.grid.focus_cell(HEADS, "orbe")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Delete)
    assert find(platforms.session.plan, "platforms", "orbe") is None


def test_the_menu_of_a_platform_invests_in_it(platforms: PlatformsTab) -> None:
    platforms._on_menu("tandem", QPoint(10, 10))
    pick("Invest in it", next(w for w in platforms.findChildren(QMenu) if w.isVisible()))
    assert cell(platforms, HEADS, "tandem").mark == ("check", "Chosen")


def test_criteria_are_added_named_moved_and_deleted(qtbot: QtBot, platforms: PlatformsTab) -> None:
    qtbot.mouseClick(platforms.edit_button, LEFT)
    assert platforms.more.isVisible()
    platforms.add_criterion("hosting")
    fresh = platforms.session.plan.platform_criteria[-1]
    assert fresh.key == "hosting"
    assert sum(c.weight for c in platforms.session.plan.platform_criteria) == pytest.approx(100)
    row = cell(platforms, fresh.id, "")
    assert row.name.text() == "Data hosted in the EU"
    up, _down, remove = row.buttons
    qtbot.mouseClick(up, LEFT)
    assert platforms.session.plan.platform_criteria[-2].id == fresh.id
    row.name.setFocus()
    row.name.selectAll()
    qtbot.keyClicks(row.name, "Hosting")
    assert find(platforms.session.plan, "platform_criteria", fresh.id).name == "Hosting"
    qtbot.mouseClick(remove, LEFT)
    assert find(platforms.session.plan, "platform_criteria", fresh.id) is None


def test_what_a_platform_provides_is_toggled_in_the_small_matrix(qtbot: QtBot, platforms: PlatformsTab) -> None:
    small = platforms.provides
    at = [r for r, _name in small.rows].index("single-view")
    to = [p for p, _name in small.columns].index("orbe")
    qtbot.mouseClick(small, LEFT, pos=small._cell(at, to).center().toPoint())
    assert "single-view" in find(platforms.session.plan, "platforms", "orbe").provides
    assert small.accessibleDescription() == "Orbe Suite provides Single customer view"
    qtbot.keyClick(small, Key.Key_Space)
    assert "single-view" not in find(platforms.session.plan, "platforms", "orbe").provides


def test_open_matrix_goes_to_the_requirements(qtbot: QtBot, platforms: PlatformsTab) -> None:
    platforms.open_matrix.click()
    assert page_of(platforms).tabs.current == "requirements"


def test_the_details_of_a_platform_hold_its_costs_by_kind(qtbot: QtBot, platforms: PlatformsTab) -> None:
    platforms.grid.focus_cell(HEADS, "current")
    platforms.open_details()
    details = page_of(platforms).details()
    assert isinstance(details, PlatformDetails)
    row = details.costs.row("running")
    assert row is not None
    row.amount.edit.setFocus()
    row.amount.edit.selectAll()
    qtbot.keyClicks(row.amount.edit, "15000")
    record = find(platforms.session.plan, "platforms", "current")
    assert {c.kind: c.amount for c in record.costs} == {"training": 6_000.0, "running": 15_000.0}
    details.costs.add_kind("other")
    qtbot.mouseClick(row.cross, LEFT)
    record = find(platforms.session.plan, "platforms", "current")
    assert {c.kind: c.amount for c in record.costs} == {"training": 6_000.0, "other": 0.0}


def test_the_details_of_a_criterion_set_its_weight(platforms: PlatformsTab) -> None:
    platforms.select("platform_criteria", "cost")
    details = page_of(platforms).details()
    assert isinstance(details, CriterionDetails)
    details.forms[0].field_edited.emit("weight", 40.0, True)
    assert find(platforms.session.plan, "platform_criteria", "cost").weight == 40


def test_the_first_platform_brings_criteria_along(qtbot: QtBot, window_on: Opens) -> None:
    tab = open_page(window_on, empty_plan(), "platforms").tab
    assert isinstance(tab, PlatformsTab)
    qtbot.mouseClick(tab.first, LEFT)
    assert len(tab.session.plan.platform_criteria) == 4
    qtbot.keyClicks(QApplication.focusWidget(), "Ours")
    assert tab.session.plan.platforms[0].name == "Ours"


def test_read_only_dots_and_weights_stay(qtbot: QtBot, window_on: Opens, sample: Plan) -> None:
    tab = open_page(window_on, sample, "platforms", read_only=True).tab
    assert isinstance(tab, PlatformsTab)
    scores = cell(tab, "cost", "passerelle")
    qtbot.mouseClick(scores, LEFT, pos=QPointF(16 + scores._step() * 3.3, 20).toPoint())
    scores.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(scores, Key.Key_5)
    assert tab.session.plan == sample
    assert not cell(tab, "cost", "").slider.isVisible()
