"""The shell with real clicks, drags and keys: panel, guide, palette, menus, find, regions, messages, language."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from planner.catalogue import ideas
from planner.files.errors import SaveError
from planner.insight.completeness import completeness
from planner.language import language, set_language
from planner.objectives.edits import edit_objective, remove_objective
from planner.plan import Plan, empty_plan, find
from ui import settings
from ui.commands import COMMANDS, plain_text
from ui.plan_desk import PlanDesk
from ui.shell.fuzzy import CLEAR, fit
from ui.shell.idea_card import IdeaCard
from ui.shell.menus import with_letters
from ui.shell.palette import Entry
from ui.shell.rail import PLACES
from ui.shell.tab_order import tab_stops
from ui.theme import theme
from ui.widgets import Button, FindingRow
from ui.widgets.prose import Prose
from ui.widgets.pulse import Pulse
from ui.window import PlanWindow

Open = Callable[..., PlanWindow]
LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key
NONE, SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture(autouse=True)
def still() -> Iterator[None]:
    """Nothing moves, so that nothing has to be waited for."""
    theme().reduced_motion = True
    yield
    theme().reduced_motion = False


@pytest.fixture
def window(window_on: Open, sample: Plan) -> PlanWindow:
    """A window on the sample's objectives, with its findings."""
    window = window_on(sample, "objectives")
    window._analyse()
    return window


def _sized(window: PlanWindow, qtbot: QtBot, width: int, height: int = 800) -> None:
    window.resize(width, height)
    qtbot.waitUntil(lambda: window.width() == width)
    QApplication.processEvents()


def _press(window: PlanWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """A key as the system delivers it to the window."""
    QTest.keyClick(window.windowHandle(), key, modifiers)


# The side panel


def test_a_wide_window_has_the_panel_beside_the_page(window: PlanWindow) -> None:
    assert window.panel.isVisible() and not window.panels.floating and not window.strip.isVisible()
    assert window.stack.geometry().right() < window.panel.geometry().left()


def test_a_narrow_window_opens_the_panel_over_the_page(window: PlanWindow, qtbot: QtBot) -> None:
    _sized(window, qtbot, 1200)
    assert not window.panel.isVisible() and window.strip.isVisible()
    wide = window.stack.width()
    qtbot.mouseClick(window.strip.open, LEFT)
    assert window.panel.isVisible() and window.panels.floating
    assert window.stack.width() == wide, "the page keeps its width"
    assert window.panel.geometry().right() == window.centralWidget().rect().right()
    assert window.panel.x() < window.stack.geometry().right()


def test_the_panel_over_the_page_closes_on_escape_and_on_a_click_outside(window: PlanWindow, qtbot: QtBot) -> None:
    _sized(window, qtbot, 1200)
    window.open_panel("guide")
    window.panel.tabs.setFocus()
    qtbot.keyClick(window.panel.tabs, Key.Key_Escape)
    assert not window.panel.isVisible()
    window.open_panel("guide")
    inside = window.panel.mapTo(window, QPoint(40, 200))
    QTest.mouseClick(window.windowHandle(), LEFT, NONE, inside)
    assert window.panel.isVisible()
    QTest.mouseClick(window.windowHandle(), LEFT, NONE, QPoint(300, 500))
    assert not window.panel.isVisible()


def test_the_toggle_of_the_bar_closes_a_panel_that_lies_over_the_page(window: PlanWindow, qtbot: QtBot) -> None:
    _sized(window, qtbot, 1200)
    spot = window.top_bar.panel.mapTo(window, QPoint(10, 10))
    QTest.mouseClick(window.windowHandle(), LEFT, NONE, spot)
    assert window.panel.isVisible() and window.top_bar.panel.isChecked()
    QTest.mouseClick(window.windowHandle(), LEFT, NONE, spot)
    assert not window.panel.isVisible() and not window.top_bar.panel.isChecked()


def test_a_panel_comes_back_beside_the_page_when_there_is_room_again(window: PlanWindow, qtbot: QtBot) -> None:
    _sized(window, qtbot, 1200)
    window.open_panel("guide")
    _sized(window, qtbot, 1440)
    assert window.panel.isVisible() and not window.panels.floating
    assert window.stack.geometry().right() < window.panel.geometry().left()


@pytest.mark.parametrize("part", ["ask", "health", "catalogue"])
def test_the_icons_of_the_strip_open_the_guide_at_their_part(part: str, window: PlanWindow, qtbot: QtBot) -> None:
    _sized(window, qtbot, 1200, 640)
    icon = {"ask": window.strip.guide, "health": window.strip.health, "catalogue": window.strip.catalogue}[part]
    qtbot.mouseClick(icon, LEFT)
    assert window.panel.isVisible() and window.panel.tabs.current == "guide"
    QApplication.processEvents()
    window.panel.show_part(part)
    widget = window.guide.parts[part]
    top = widget.mapTo(window.panel.guide_area.viewport(), QPoint(0, 0)).y()
    assert 0 <= top < window.panel.guide_area.viewport().height()


def test_the_width_of_the_panel_is_dragged_within_limits_and_remembered(
    window: PlanWindow, window_on: Open, sample: Plan, qtbot: QtBot
) -> None:
    handle = window.panel.handle
    assert window.panel.width() == 304
    qtbot.mousePress(handle, LEFT, pos=QPoint(2, 300))
    _drag(handle, QPoint(-38, 300))
    assert window.panel.width() == 344
    _drag(handle, QPoint(-998, 300))
    qtbot.mouseRelease(handle, LEFT, pos=QPoint(2, 300))
    assert window.panel.width() == 380
    handle.setFocus()
    for _time in range(20):
        qtbot.keyClick(handle, Key.Key_Right)
    assert window.panel.width() == 280
    qtbot.keyClick(handle, Key.Key_Left)
    assert settings.load("panel/width") == "288"
    other = window_on(sample)
    assert other.panel.width() == 288
    qtbot.mouseDClick(other.panel.handle, LEFT)
    assert other.panel.width() == 304


def _drag(widget: QWidget, spot: QPoint) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(spot), QPointF(widget.mapToGlobal(spot)), LEFT, LEFT, NONE)
    QApplication.sendEvent(widget, event)


# The guide


def test_a_finding_stresses_what_it_is_about(window: PlanWindow) -> None:
    rows = window.guide.findChildren(FindingRow)
    words = [row.findChild(Prose) for row in rows]
    strong = {w.strong for w in words if w is not None}
    assert "Richer preference data" in strong
    assert all(w.strong in w.text() for w in words if w is not None)


def test_prose_is_higher_where_it_is_narrower_and_keeps_its_line_height(qtbot: QtBot) -> None:
    prose = Prose("many words " * 20, "body")
    qtbot.addWidget(prose)
    assert prose.heightForWidth(200) > prose.heightForWidth(400)
    assert prose.heightForWidth(10_000) == theme().line("body")


def test_prose_keeps_all_its_lines_when_a_layout_makes_it_narrower(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    prose = Prose("No objective ranks in the top three for somebody with a long name.", "body", strong="somebody")
    column.addWidget(prose)
    column.addStretch(1)
    holder.resize(420, 400)
    holder.show()
    for width in (320, 240, 150):
        holder.resize(width, 400)
        qtbot.waitUntil(lambda: prose.height() == prose.heightForWidth(prose.width()))


def test_show_me_goes_to_the_item_selects_it_and_pulses_once(window: PlanWindow, qtbot: QtBot) -> None:
    theme().reduced_motion = False
    finding = next(f for f in window.guide._findings if f.table in ("objectives", "kpis"))
    rows = [r for r in window.guide.findChildren(FindingRow) if r.isVisible()]
    row = next(r for r in rows if r.button.accessibleDescription() == finding.sentence)
    qtbot.mouseClick(row.button, LEFT)
    record = find(window.session.plan, finding.table, finding.item)
    objective = record.objective if finding.table == "kpis" else record.id
    assert window.session.selection == ("objectives", objective)
    qtbot.waitUntil(lambda: len(window.findChildren(Pulse)) == 1)
    qtbot.waitUntil(lambda: window.findChildren(Pulse) == [])


def test_nothing_pulses_where_motion_is_reduced(window: PlanWindow) -> None:
    window.show_item("objectives", "objectives", window.session.plan.objectives[4].id)
    QApplication.processEvents()
    assert window.findChildren(Pulse) == []
    assert window.session.selection[1] == window.session.plan.objectives[4].id


def test_the_catalogue_is_called_after_the_page(window: PlanWindow) -> None:
    assert window.guide.ideas_title.text() == "Ideas for objectives"
    window.go("capabilities")
    assert window.guide.ideas_title.text() == "Ways to close the gaps"


def test_an_answer_is_noted_in_the_plan(window: PlanWindow, qtbot: QtBot) -> None:
    question = window.guide._questions[0].key
    qtbot.mouseClick(window.guide.note, LEFT)
    assert window.guide.answer.hasFocus()
    qtbot.keyClicks(window.guide.answer, "Fewer lost carts")
    assert [a.text for a in window.session.plan.noted_answers if a.question == question] == ["Fewer lost carts"]
    qtbot.mouseClick(window.guide.forth, LEFT)
    assert window.guide.place.text().startswith("2 / ")
    assert not window.guide.answer.isVisible() and window.guide.note.isVisible()


def test_an_idea_dropped_anywhere_on_another_page_is_taken_there(window: PlanWindow) -> None:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from ui.shell.idea_card import idea_data

    window.go("actions")
    idea = ideas("actions")[0]
    before = len(window.session.plan.actions)
    window.guide.drag_began.emit()
    data, layer = idea_data(idea), window.drop_layer
    QApplication.sendEvent(layer, QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, data, LEFT, NONE))
    QApplication.sendEvent(layer, QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, LEFT, NONE))
    window.guide.drag_ended.emit()
    assert len(window.session.plan.actions) == before + 1
    assert window.session.plan.actions[-1].title == idea.title


def test_moving_a_held_card_starts_the_drag_and_a_used_one_stays(
    window: PlanWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtGui import QDrag

    dragged: list[str] = []

    def exec_(drag: QDrag, *_actions: object) -> Qt.DropAction:
        dragged.append(bytes(drag.mimeData().data("application/x-rapport-idea").data()).decode())
        assert window.drop_layer.isVisible()
        return Qt.DropAction.IgnoreAction

    monkeypatch.setattr(QDrag, "exec", exec_)
    card = next(c for c in window.guide.findChildren(IdeaCard) if c.isVisible())
    qtbot.mousePress(card, LEFT, pos=QPoint(60, 20))
    _drag(card, QPoint(62, 21))
    assert dragged == []
    _drag(card, QPoint(90, 60))
    assert dragged == [card.idea.key]
    assert not window.drop_layer.isVisible()
    used = IdeaCard(card.idea, "", True, False, window)
    used.show()
    qtbot.mousePress(used, LEFT, pos=QPoint(20, 20))
    _drag(used, QPoint(90, 60))
    assert dragged == [card.idea.key]


def test_a_plan_of_which_nothing_is_wrong_says_so_from_the_start(window_on: Open, qtbot: QtBot) -> None:
    window = window_on(empty_plan(), "objectives")
    window._analyse()

    def said() -> bool:
        return any("Nothing to mend" in words.text() for words in window.guide.findChildren(Prose) if words.isVisible())

    qtbot.waitUntil(said)


# The palette


def _rows(window: PlanWindow) -> list[Entry | str]:
    rows = window.palette_box.rows
    return [rows.item(at).data(Qt.ItemDataRole.UserRole) for at in range(rows.count())]


def _sections(window: PlanWindow) -> list[str]:
    return [row for row in _rows(window) if isinstance(row, str)]


def _found(window: PlanWindow) -> list[str]:
    return [row.words for row in _rows(window) if isinstance(row, Entry)]


def test_the_palette_finds_pages_items_commands_and_ideas_in_sections(window: PlanWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Key.Key_K, CTRL)
    box = window.palette_box
    assert box.isVisible() and box.field.hasFocus()
    assert box.y() + 28 == 96
    assert _sections(window) == ["Go to", "Do"]
    qtbot.keyClicks(box.field, "cart")
    assert _found(window)[0] == "Cart"
    assert "Add touchpoint “Cart reminder”" in _found(window)
    box.field.selectAll()
    qtbot.keyClicks(box.field, "dark")
    assert "Dark colours" in _found(window)


def test_enter_runs_closes_and_gives_the_focus_back(window: PlanWindow, qtbot: QtBot) -> None:
    window.rail.buttons["objectives"].setFocus()
    window.open_palette()
    qtbot.keyClicks(window.palette_box.field, "segments")
    qtbot.keyClick(window.palette_box.field, Key.Key_Return)
    assert window.page_key == "segments" and not window.palette_box.isVisible()
    window.rail.buttons["objectives"].setFocus()
    window.open_palette()
    qtbot.keyClick(window.palette_box.field, Key.Key_Escape)
    assert window.rail.buttons["objectives"].hasFocus()


def test_control_enter_opens_and_keeps_the_palette(window: PlanWindow, qtbot: QtBot) -> None:
    window.open_palette()
    box = window.palette_box
    qtbot.keyClicks(box.field, "journeys")
    qtbot.keyClick(box.field, Key.Key_Return, CTRL)
    assert window.page_key == "journeys"
    assert box.isVisible() and box.field.hasFocus() and box.field.text() == "journeys"


def test_the_palette_stays_while_the_focus_is_away_for_a_moment(window: PlanWindow, qtbot: QtBot) -> None:
    window.open_palette()
    box = window.palette_box
    for reason in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
        QApplication.sendEvent(box.field, QFocusEvent(QEvent.Type.FocusOut, reason))
        assert box.isVisible(), "a menu of the field or another window does not end the search"
    window.rail.buttons["objectives"].setFocus()
    assert not box.isVisible()


def test_what_was_run_last_comes_first(window: PlanWindow, qtbot: QtBot) -> None:
    window.open_palette()
    qtbot.keyClicks(window.palette_box.field, "dark colours")
    qtbot.keyClick(window.palette_box.field, Key.Key_Return)
    theme().set("light")
    window.open_palette()
    assert _sections(window)[0] == "Recent" and _found(window)[0] == "Dark colours"


def test_an_idea_of_the_catalogue_is_added_from_the_palette(window: PlanWindow, qtbot: QtBot) -> None:
    title = ideas("objectives")[0].title
    window.go("insights")
    window.open_palette()
    qtbot.keyClicks(window.palette_box.field, title)
    rows = window.palette_box.rows
    at = next(i for i, row in enumerate(_rows(window)) if isinstance(row, Entry) and row.key.startswith("idea."))
    rows.setCurrentRow(at)
    qtbot.keyClick(window.palette_box.field, Key.Key_Return)
    assert window.page_key == "objectives"
    assert window.session.plan.objectives[-1].statement == title


def test_a_few_letters_find_words_whatever_their_accents() -> None:
    assert fit("evaluation", "Évaluation") >= CLEAR
    assert fit("ap", "Action plan") >= CLEAR, "initials"
    assert fit("plan act", "Action plan") >= CLEAR, "words in any order"
    assert 0 < fit("objctv", "Objectives") < CLEAR, "letters in their order"
    assert fit("xyz", "Objectives") == 0
    assert fit("cart", "Cart") > fit("cart", "Cart reminder") > fit("cart", "Win back carts") > fit("art", "Cart")


# Menus


def test_every_command_has_a_letter_of_its_own_in_its_menu(window: PlanWindow) -> None:
    for code in ("en", "fr"):
        set_language(code)
        window.retranslate()
        titles = [action.text() for action in window.menuBar().actions()]
        for labels in (titles, *([a.text() for a in _actions(action)] for action in window.menuBar().actions())):
            letters = [label[label.index("&") + 1].casefold() for label in labels if "&" in label]
            assert len(letters) == len(labels), f"{code}: one of {labels} has no letter"
            assert len(set(letters)) == len(letters), f"{code}: {labels}"


def _actions(menu_action: QAction) -> list[QAction]:
    menu = menu_action.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return [action for action in menu.actions() if not action.isSeparator()]


def test_letters_are_free_ones_and_ampersands_stay() -> None:
    assert with_letters(["Save", "Save a copy", "Sales & more", "S"]) == [
        "&Save",
        "Save &a copy",
        "Sales && &more",
        "S",
    ]


def test_alt_shows_the_menus_and_hides_them_again(window: PlanWindow, qtbot: QtBot) -> None:
    bar = window.menuBar()
    window.rail.buttons["objectives"].setFocus()
    assert not bar.isVisible()
    _press(window, Key.Key_Alt)
    assert bar.isVisible() and bar.activeAction() is bar.actions()[0]
    _press(window, Key.Key_Alt)
    assert not bar.isVisible()
    assert window.rail.buttons["objectives"].hasFocus()
    _press(window, Key.Key_Alt)
    qtbot.keyClick(bar, Key.Key_Escape)
    assert not bar.isVisible()


def test_alt_with_another_key_shows_no_menus(window: PlanWindow) -> None:
    handle = window.windowHandle()
    QTest.keyPress(handle, Key.Key_Alt)
    QTest.keyClick(handle, Key.Key_Down, ALT)
    QTest.keyRelease(handle, Key.Key_Alt)
    assert not window.menuBar().isVisible()


def test_alt_and_a_letter_open_that_menu_and_its_command_runs(window: PlanWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window.windowHandle(), "g", ALT)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    segments = next(a for a in menu.actions() if plain_text(a) == "Segments")
    qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(segments).center())
    assert window.page_key == "segments"
    qtbot.waitUntil(lambda: not window.menuBar().isVisible())


def test_every_command_of_the_window_is_in_a_menu(window: PlanWindow) -> None:
    shown = {action.objectName() for menu in window.menuBar().actions() for action in _actions(menu)}
    assert shown == set(window.actions_by_key)


def test_undo_in_the_menu_names_what_it_takes_back(window: PlanWindow) -> None:
    undo = window.actions_by_key["undo"]
    window.session.edit("Rename Salt & Pepper", edit_objective, window.session.plan.objectives[0].id, statement="x")
    assert plain_text(undo) == "Undo: Rename Salt & Pepper"


def test_read_only_disables_what_edits_and_says_why(
    window_on: Open, sample: Plan, desk_on: Callable[[Plan], PlanDesk]
) -> None:
    window = window_on(sample, read_only=True)
    editing = {c.key for c in COMMANDS if c.edits} & set(window.actions_by_key)
    assert editing >= {"undo", "redo"}
    for key, action in window.actions_by_key.items():
        assert action.isEnabled() is (key not in editing), key
    assert "Edit a copy" in window.actions_by_key["undo"].toolTip()
    window.open_palette()
    window.palette_box.field.setText("undo")
    row = next(r for r in _rows(window) if isinstance(r, Entry) and r.key == "undo")
    assert not row.enabled and row.where == "Read-only. Edit a copy to change it."


# Finding on the page


def test_control_f_steps_through_what_the_page_shows(window: PlanWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Key.Key_F, CTRL)
    bar = window.find_bar
    assert bar.isVisible() and bar.field.hasFocus()
    qtbot.keyClicks(bar.field, "back")
    matching = [o.id for o in window.session.plan.objectives if "back" in o.statement.casefold()]
    assert window.session.selection == ("objectives", matching[0])
    assert bar.field.hasFocus(), "what is typed next is for the field"
    assert bar.count.text() == f"1 of {len(bar._items)}"
    qtbot.keyClick(bar.field, Key.Key_Return)
    assert bar.count.text().startswith("2 of ")
    qtbot.keyClick(bar.field, Key.Key_Return, SHIFT)
    assert window.session.selection == ("objectives", matching[0])
    qtbot.keyClick(bar.field, Key.Key_Escape)
    assert not bar.isVisible()
    focus = QApplication.focusWidget()
    assert focus is not None and window.page("objectives").isAncestorOf(focus)


def test_the_find_bar_says_where_nothing_is_found_and_follows_the_page(window: PlanWindow, qtbot: QtBot) -> None:
    window.open_find()
    qtbot.keyClicks(window.find_bar.field, "commuters")
    assert window.find_bar._items and {table for table, _id in window.find_bar._items} == {"objectives"}
    window.go("segments")
    assert [table for table, _id in window.find_bar._items] == ["segments"]
    window.find_bar.field.selectAll()
    qtbot.keyClicks(window.find_bar.field, "zzz")
    assert window.find_bar.count.text() == "Nothing found"
    assert not window.find_bar.forth.isEnabled()


# Keys: regions, the order of Tab


def _region_of(window: PlanWindow) -> str:
    focus = window.focusWidget()
    return next((r.key.split()[0] for r in window._regions() if focus is not None and r.holds(focus)), "")


def test_f6_goes_through_the_regions_and_shift_f6_back(window: PlanWindow, qtbot: QtBot) -> None:
    window.top_bar.field.setFocus()
    visited = []
    for _step in range(5):
        qtbot.keyClick(window, Key.Key_F6)
        visited.append(_region_of(window))
    assert visited == ["rail", "header", "page", "panel", "bar"]
    qtbot.keyClick(window, Key.Key_F6, SHIFT)
    assert _region_of(window) == "panel"


def test_f6_comes_back_to_where_a_region_was_left(window: PlanWindow, qtbot: QtBot) -> None:
    page = window.page("objectives")
    third = page.rows.row(window.session.plan.objectives[2].id)  # type: ignore[attr-defined]
    third.setFocus()
    qtbot.keyClick(window, Key.Key_F6)
    assert _region_of(window) == "panel"
    qtbot.keyClick(window, Key.Key_F6, SHIFT)
    assert third.hasFocus()


def test_the_rail_begins_at_the_page_that_is_shown(window: PlanWindow, qtbot: QtBot) -> None:
    window.go("capabilities")
    window.top_bar.field.setFocus()
    qtbot.keyClick(window, Key.Key_F6)
    assert window.rail.buttons["capabilities"].hasFocus()


def test_tab_follows_what_is_seen_whenever_it_was_made(window: PlanWindow, qtbot: QtBot) -> None:
    """Rows and pages are made later than the panel; Qt's own order would put them after it."""
    order = [r.key.split()[0] for stop in tab_stops(window) for r in window._regions() if r.holds(stop)]
    first = [key for at, key in enumerate(order) if key not in order[:at]]
    assert first == ["bar", "rail", "header", "page", "panel"]
    page = window.page("objectives")
    page._add_at(1)  # type: ignore[attr-defined]
    QApplication.processEvents()
    second = page.rows.row(window.session.plan.objectives[1].id)  # type: ignore[attr-defined]
    third = page.rows.row(window.session.plan.objectives[2].id)  # type: ignore[attr-defined]
    second.more.setFocus()
    qtbot.keyClick(second.more, Key.Key_Tab)
    assert third.hasFocus()
    qtbot.keyClick(third, Key.Key_Backtab)
    assert second.more.hasFocus()


def test_tab_reaches_every_control_of_a_row_and_scrolls_to_it(window: PlanWindow, qtbot: QtBot) -> None:
    _sized(window, qtbot, 1200, 640)
    page = window.page("objectives")
    last = page.rows.row(window.session.plan.objectives[-1].id)  # type: ignore[attr-defined]
    before = page.rows.row(window.session.plan.objectives[-2].id)  # type: ignore[attr-defined]
    before.more.setFocus()
    stops = []
    for _time in range(5):
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, Key.Key_Tab)
        stops.append(QApplication.focusWidget())
    assert stops == [last, last.segments, last.kpi, last.weight, last.more]
    assert not last.visibleRegion().isEmpty()


# Messages


def test_what_is_deleted_can_be_brought_back_from_the_toast(window: PlanWindow, qtbot: QtBot) -> None:
    objective = window.session.plan.objectives[0]
    window.session.edit("Delete objective", remove_objective, objective.id)
    assert window.toast.words.text() == "“Repeat business” deleted"
    qtbot.mouseClick(window.toast.undo, LEFT)
    assert find(window.session.plan, "objectives", objective.id) == objective
    assert window.toast.words.text() == "Undone: Delete objective"
    assert not window.toast.undo.isVisible(), "an undo offers no undo"


def test_an_error_of_the_program_stays_as_a_banner(window: PlanWindow, qtbot: QtBot) -> None:
    window.tell_fault("Something went wrong.")
    assert window.banner.isVisible() and window.banner.tone == "bad" and not window.toast.isVisible()
    window.banner.say("Read-only.")
    assert window.banner.tone == "warn"


def test_the_state_of_the_file_opens_what_is_behind_it(
    sample: Plan, desk_on: Callable[[Plan], PlanDesk], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_on(sample)
    state = desk.window.top_bar.save_state
    asked: list[str] = []
    monkeypatch.setattr("ui.plan_desk.ask", lambda _window, title, *_rest, **_more: asked.append(title) or "cancel")
    desk.keeper.error = SaveError("plan.rapport", "The disk is full.")
    desk._on_state(desk.keeper.state)
    assert state.words() == "Not saved"
    qtbot.mouseClick(state, LEFT)
    assert asked == ["The plan could not be saved"]
    desk.keeper.error = None
    desk.keeper._foreign = object()  # type: ignore[assignment]
    desk._on_state(desk.keeper.state)
    assert state.words() == "Changed on disk"
    qtbot.mouseClick(state, LEFT)
    assert desk.window.banner.isVisible()
    desk.keeper._foreign = None


def test_a_saved_plan_has_nothing_behind_its_state(window: PlanWindow) -> None:
    state = window.top_bar.save_state
    assert state.words() == "Saved" and state.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_typing_into_a_read_only_title_says_why_nothing_happens(window_on: Open, sample: Plan, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QToolTip

    window = window_on(sample, read_only=True)
    title = window.top_bar.title
    title.setFocus()
    qtbot.keyClicks(title, "x")
    assert "Read-only. Edit a copy to change it." in QToolTip.text()
    assert title.text() == sample.profile.title


# The rail


def test_the_tooltip_of_a_ring_lists_what_is_missing(window: PlanWindow) -> None:
    missing = completeness(window.session.plan)["journeys"].missing
    assert missing
    tip = window.rail.buttons["journeys"].toolTip()
    assert all(words.split("<")[0] in tip.replace("&#x27;", "'").replace("&amp;", "&") for words in missing)


def test_rings_speak_their_place_and_share(window: PlanWindow) -> None:
    spoken = window.rail.buttons["objectives"].accessibleName()
    assert spoken.startswith("Objectives, step 1 of 5, ") and spoken.endswith("% complete")


def test_control_and_a_digit_go_to_each_page(window: PlanWindow, qtbot: QtBot) -> None:
    for at, place in enumerate(PLACES, start=1):
        qtbot.keyClick(window, Key(int(Key.Key_0) + at), CTRL)
        assert window.page_key == place.key


# Exporting


def test_the_export_button_offers_each_deliverable(
    sample: Plan, desk_on: Callable[[Plan], PlanDesk], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("ui.exporting.Exporter.ask_and_export", lambda _self, kind: asked.append(kind))
    desk = desk_on(sample)
    desk.session.document.saved_plan = sample
    window = desk.window
    qtbot.mouseClick(window.top_bar.export, LEFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words == ["PDF report…", "Excel workbook…", "Preview and sections"]
    qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(menu.actions()[0]).center())
    assert asked == ["pdf"] and window.page_key == "deliverables"


# Language and size


def test_another_language_keeps_page_view_selection_and_panel(window: PlanWindow) -> None:
    third = window.session.plan.objectives[2].id
    window.show_item("objectives", "objectives", third)
    window.open_panel("details")
    window.choose_language("fr")
    assert language() == "fr"
    assert window.page_key == "objectives" and window.session.selection == ("objectives", third)
    assert window.panel.isVisible() and window.panel.tabs.current == "details"
    row = window.page("objectives").rows.row(third)  # type: ignore[attr-defined]
    assert row.selected
    assert window.rail.buttons["objectives"].text() == "Objectifs"
    window.go("actions")
    window.page("actions").show_view("timeline")
    window.choose_language("en")
    assert window.page_key == "actions" and window.page("actions").current_view() == "timeline"


def test_the_command_field_becomes_an_icon_in_narrow_windows(window: PlanWindow, qtbot: QtBot) -> None:
    _sized(window, qtbot, 1100)
    field = window.top_bar.field
    assert field.narrow and field.width() < 40 and field.accessibleName() == "Search or run a command"
    _sized(window, qtbot, 1300)
    assert not field.narrow and field.width() >= 260


def test_a_low_window_has_a_compact_rail(window: PlanWindow, qtbot: QtBot) -> None:
    _sized(window, qtbot, 1366, 698)
    assert all(button.compact for button in window.rail.buttons.values())
    assert window.rail.buttons["deliverables"].geometry().bottom() < window.rail.settings.geometry().top()


def test_an_empty_plan_opens_without_findings_of_others(window_on: Open) -> None:
    window = window_on(empty_plan())
    for place in PLACES:
        window.go(place.key)
    assert not isinstance(window.focusWidget(), QLineEdit)


def test_rings_give_way_to_their_names_in_a_low_window_with_large_text(window: PlanWindow, qtbot: QtBot) -> None:
    try:
        theme().set(scale=1.3)
        _sized(window, qtbot, 1024, 640)
        for button in window.rail.buttons.values():
            if button.place.number:
                assert button._ring_rect().bottom() + 4 + 16 * 1.3 <= button.height() + 1
    finally:
        theme().set(scale=1.0)


def test_what_hides_with_the_keyboard_hands_it_to_its_neighbour_and_not_to_the_title(
    window_on: Open, sample: Plan, qtbot: QtBot
) -> None:
    window = window_on(sample, "journeys")
    page = window.page("journeys")
    page.show_view("difference")
    window.open_panel("details")
    make = page.panel.changes.make  # type: ignore[attr-defined]
    qtbot.waitUntil(make.isVisible)
    make.setFocus()
    qtbot.mouseClick(make, LEFT)
    assert not make.isVisible()
    assert window.panel.isAncestorOf(QApplication.focusWidget())
    window.session.undo()
    assert make.isVisible()


def test_a_closed_banner_hands_the_keyboard_to_what_follows_it(window: PlanWindow, qtbot: QtBot) -> None:
    window.tell_fault("Something went wrong.")
    close = window.banner.findChildren(Button)[-1]
    qtbot.waitUntil(close.isVisible)
    close.setFocus()
    qtbot.mouseClick(close, LEFT)
    assert not window.top_bar.isAncestorOf(QApplication.focusWidget())
