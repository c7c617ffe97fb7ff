"""A whole strategy played with real clicks and keys: five steps from nothing, saved, undone, redone, exported."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from planner.files.storage import read_plan
from planner.plan import Plan
from ui import plan_desk
from ui.desk import Desk
from ui.plan_desk import PlanDesk

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


class Person:
    """Someone in front of the window, with a mouse and a keyboard."""

    def __init__(self, opened: PlanDesk, qtbot: QtBot) -> None:
        self.opened, self.window, self.qtbot = opened, opened.window, qtbot
        self.window.resize(1440, 900)
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    @property
    def plan(self) -> Plan:
        return self.opened.session.plan

    def go(self, step: int) -> QWidget:
        self.press(getattr(Key, f"Key_{step}"), CONTROL)
        return self.window.page(self.window.page_key)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert isinstance(focus, QLineEdit | QPlainTextEdit | QTextEdit), f"the cursor is in {focus!r}"
        QTest.keyClicks(focus, text)

    def click(self, words: str) -> None:
        self.qtbot.mouseClick(self.button(words), LEFT)
        QApplication.processEvents()

    def button(self, words: str) -> QAbstractButton:
        found = [
            b
            for b in self.window.findChildren(QAbstractButton)
            if b.isVisible() and b.isEnabled() and words in (b.text(), b.accessibleName())
        ]
        assert found, f"no button {words!r}"
        return found[0]

    def fill(self, name: str, text: str) -> None:
        """Types into the visible field with that accessible name, and leaves it."""
        fields = [*self.window.findChildren(QLineEdit), *self.window.findChildren(QPlainTextEdit)]
        field = next(f for f in fields if f.isVisible() and f.accessibleName() == name)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QApplication.processEvents()
        self.press(Key.Key_Tab)


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    """A person with an empty plan; the file dialog answers with a file of the test."""
    monkeypatch.setattr(plan_desk, "ask_where_to_save", lambda _parent, _suggestion: str(tmp_path / "mine.rapport"))
    desk = Desk()
    made = Person(desk.new_plan("blank"), qtbot)
    yield made
    made.window.may_close = lambda: True
    made.window.close()


def objectives(person: Person) -> None:
    """Two objectives, one measured, weighed with keys."""
    person.go(1)
    person.click("Repeat business")
    person.press(Key.Key_A, CONTROL)
    person.type("Bring riders back")
    person.click("Add objective")
    person.type("Answer within a day")
    person.press(Key.Key_Return)
    person.press(Key.Key_Up)
    for _step in range(10):
        person.press(Key.Key_Right)
    person.press(Key.Key_I, CONTROL)
    person.click("Add a KPI")
    person.fill("Name", "Repeat rate")
    person.fill("Baseline", "24")
    person.fill("Target", "32")
    person.fill("Target date", "31 Dec 2027")
    person.fill("Owner, as a role", "CRM lead")


def segments(person: Person) -> None:
    """One segment with its size, value and needs."""
    page = person.go(2)
    person.click("Add segment")
    person.qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    person.type("Commuters")
    person.press(Key.Key_Tab)
    for text in ("12900", "420", "560"):
        person.qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
        focus = QApplication.focusWidget()
        assert isinstance(focus, QLineEdit)
        focus.selectAll()
        person.type(text)
        person.press(Key.Key_Tab)
    person.press(Key.Key_Escape)
    assert page.isVisible()


def journeys(person: Person) -> None:
    """A journey of two touchpoints, joined with a share, and its optimal state."""
    page = person.go(3)
    person.click("Add touchpoint")
    person.type("Cart")
    person.press(Key.Key_Return)
    view = page.canvas.view  # type: ignore[attr-defined]
    view.setFocus()
    QTest.keyClick(view, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Key.Key_N)
    person.type("Payment")
    person.press(Key.Key_Return)
    QTest.keyClick(view, Key.Key_Left)
    QTest.keyClick(view, Key.Key_C)
    QTest.keyClick(view, Key.Key_Right)
    QTest.keyClick(view, Key.Key_Return)
    QTest.keyClick(view, Key.Key_Left)
    QTest.keyClick(view, Key.Key_E)
    QTest.keyClick(view, Key.Key_4)
    person.type("0")
    person.press(Key.Key_Return)
    QTest.keyClick(view, Key.Key_O)
    person.click("Start from the current journey")


def capabilities(person: Person) -> None:
    """A rating with its evidence."""
    page = person.go(4)
    person.click("Start rating")
    row = next(iter(page.ratings.rows.values()))  # type: ignore[attr-defined]
    row.setFocus()
    QTest.keyClick(row, Key.Key_2)
    QTest.keyClick(row, Key.Key_E)
    person.type("Two customer files")
    person.press(Key.Key_Tab)


def actions(person: Person) -> None:
    """An action with its owner and cost."""
    person.go(5)
    person.click("Add action")
    person.type("Cart reminder")
    person.press(Key.Key_Return)


STEPS = (objectives, segments, journeys, capabilities, actions)


def test_a_whole_strategy_from_nothing_to_the_deliverables(person: Person, tmp_path: Path) -> None:
    empty = person.plan
    for step in STEPS:
        step(person)
    plan = person.plan
    assert [o.statement for o in plan.objectives] == ["Bring riders back", "Answer within a day"]
    assert plan.objectives[0].weight == 60.0
    assert (plan.kpis[0].baseline, plan.kpis[0].target, plan.kpis[0].owner) == (0.24, 0.32, "CRM lead")
    assert (plan.segments[0].name, plan.segments[0].customers) == ("Commuters", 12_900)
    assert (plan.segments[0].value_to_date, plan.segments[0].expected_value) == (420.0, 560.0)
    assert [t.name for t in plan.current_touchpoints] == ["Cart", "Payment"]
    assert [t.share for t in plan.current_transitions] == [0.4]
    assert [t.name for t in plan.optimal_touchpoints] == ["Cart", "Payment"]
    assert (plan.assessments[0].rating, plan.assessments[0].evidence) == (2, "Two customer files")
    assert plan.actions[0].title == "Cart reminder"

    with person.qtbot.waitSignal(person.opened.keeper.saved, timeout=10_000):
        person.press(Key.Key_S, CONTROL)
    path = tmp_path / "mine.rapport"
    assert read_plan(path).plan == plan

    while person.opened.session.document.undo_label is not None:
        person.press(Key.Key_Z, CONTROL)
    assert person.plan == empty
    while person.opened.session.document.redo_label is not None:
        person.press(Key.Key_Y, CONTROL)
    assert person.plan == plan
    assert not person.opened.session.document.dirty
    export_and_read_back(person, tmp_path)


def export_and_read_back(person: Person, folder: Path) -> None:
    """Both deliverables, written by the page's exporter and opened again by other libraries."""
    page = person.go(7)
    exporter = page.exporter  # type: ignore[attr-defined]
    exporter.written.disconnect()
    for kind, name in (("pdf", "plan.pdf"), ("excel", "plan.xlsx")):
        with person.qtbot.waitSignal(exporter.written, timeout=60_000):
            exporter.export(kind, str(folder / name))
    from openpyxl import load_workbook
    from pypdf import PdfReader

    text = "".join(sheet.extract_text() for sheet in PdfReader(folder / "plan.pdf").pages)
    assert "Bring riders back" in text and "Commuters" in text
    book = load_workbook(folder / "plan.xlsx", data_only=True)
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {"Bring riders back", "Commuters", "Cart reminder", 12_900} <= cells
