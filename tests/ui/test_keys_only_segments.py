"""The whole of Segments with keys only: from an empty page over files to a ranked choice with its conditions."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from planner.objectives.edits import add_objective
from planner.plan import Plan, empty_plan
from planner.segments.records import Segment
from planner.segments.rules import rule_sentence
from planner.segments.scoring import scores
from tests.ui.keyboard import ALT, CONTROL, SHIFT, Key, Keyboard
from ui.dialogs import import_segments as segment_files
from ui.dialogs import rfm as purchase_files
from ui.dialogs.import_segments import CHECK, ImportSegments
from ui.dialogs.rfm import GRID, RfmDialog
from ui.pages.segments.columns import AT
from ui.pages.segments.page import SegmentsPage
from ui.window import PlanWindow


@pytest.fixture
def keys(window_on: Callable[..., PlanWindow], qtbot: QtBot) -> Keyboard:
    """A keyboard on a plan with one objective and no segment."""
    window = window_on(add_objective(empty_plan(), statement="Bring riders back"), "objectives")
    made = Keyboard(window, qtbot)
    made.press(Key.Key_2, CONTROL)
    assert window.page_key == "segments"
    return made


@pytest.fixture
def known(window_on: Callable[..., PlanWindow], qtbot: QtBot, sample: Plan) -> Keyboard:
    """A keyboard on the segments of the sample."""
    made = Keyboard(window_on(sample, "segments"), qtbot)
    made.reach("Segments")
    return made


def page(keys: Keyboard) -> SegmentsPage:
    found = keys.window.page("segments")
    assert isinstance(found, SegmentsPage)
    return found


def segment(keys: Keyboard, name: str) -> Segment:
    return next(s for s in keys.plan.segments if s.name == name)


def names(keys: Keyboard) -> list[str]:
    known = {s.id: s.name for s in keys.plan.segments}
    return [known[i] for i in page(keys).table.rows.ids]


def typing(keys: Keyboard) -> None:
    """Waits for the editor of a cell."""
    keys.qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))


def test_a_segment_is_typed_cell_by_cell_with_keys_only(keys: Keyboard) -> None:
    keys.reach("Add segment")
    keys.press(Key.Key_Return)
    for text in ("Commuters", "12900", "420", "560", "61", "17"):
        typing(keys)
        keys.retype(text)
        keys.press(Key.Key_Tab)
    keys.press(Key.Key_Escape)
    found = segment(keys, "Commuters")
    assert (found.customers, found.value_to_date, found.expected_value) == (12_900, 420, 560)
    assert (found.loyalty, found.retention) == (61, pytest.approx(0.83))
    keys.press(Key.Key_Return, CONTROL)
    typing(keys)
    keys.retype("Families")
    keys.press(Key.Key_Return)
    keys.qtbot.waitUntil(lambda: [s.name for s in keys.plan.segments] == ["Commuters", "Families"])


def test_conditions_needs_and_objectives_are_set_on_the_card_with_keys_only(known: Keyboard) -> None:
    keys = known
    before = segment(keys, "Commuters")
    keys.do("Condition")
    keys.pick("Behaviour")
    keys.press(Key.Key_Return)
    keys.qtbot.waitUntil(lambda: len(segment(keys, "Commuters").rules) == len(before.rules) + 1)
    keys.write("12")
    rule = segment(keys, "Commuters").rules[-1]
    assert rule.value == "12"
    assert rule.attribute
    keys.press(Key.Key_Backtab, SHIFT)
    keys.press(Key.Key_Return)
    keys.pick("is more than")
    assert segment(keys, "Commuters").rules[-1].operator == "more_than"
    assert rule_sentence(segment(keys, "Commuters").rules[-1]).endswith("12")
    keys.press(Key.Key_Tab)
    keys.press(Key.Key_Delete, CONTROL)
    assert segment(keys, "Commuters").rules == before.rules

    keys.reach("What they need")
    keys.retype("Predictable arrival times")
    assert segment(keys, "Commuters").needs == "Predictable arrival times"
    keys.reach("Assign objectives", backwards=True)
    keys.press(Key.Key_Return)
    keys.pick("4 ")
    assert "commuters" in keys.plan.objectives[3].segments


def test_rows_are_sorted_moved_chosen_and_merged_with_keys_only(known: Keyboard) -> None:
    keys = known
    assert names(keys)[0] == "Commuters"
    keys.do("Choose columns")
    keys.pick("Sort by")
    keys.pick("Customers")
    assert names(keys)[0] == "New riders"
    keys.do("Choose columns")
    keys.pick("Lifetime value")
    table = page(keys).table
    assert not table.isColumnHidden(AT["clv"])
    keys.reach("Segments", backwards=True)
    keys.press(Key.Key_Right)
    wide = table.columnWidth(table.currentIndex().column())
    keys.press(Key.Key_Right, ALT)
    assert table.columnWidth(table.currentIndex().column()) > wide
    while table.currentIndex().row() > 0:
        keys.press(Key.Key_Up)
    keys.press(Key.Key_Down, SHIFT)
    chosen = names(keys)[:2]
    assert len(page(keys).chosen) == 2
    customers = sum(segment(keys, name).customers or 0 for name in chosen)
    keys.press(Key.Key_M, CONTROL | SHIFT)
    assert len(keys.plan.segments) == 5
    merged = next(s for s in keys.plan.segments if s.id == page(keys).current)
    assert merged.customers == customers
    keys.press(Key.Key_Z, CONTROL)
    assert len(keys.plan.segments) == 6


def test_the_chart_and_the_warning_are_worked_with_keys_only(known: Keyboard) -> None:
    keys = known
    keys.do("Keep as VIP")
    assert segment(keys, "VIP club").vip
    view = page(keys).chart.view
    for _step in range(60):
        if QApplication.focusWidget() is view:
            break
        keys.press(Key.Key_Tab)
    assert page(keys).current == "vip"
    keys.press(Key.Key_Up)
    assert page(keys).current == "families"
    keys.press(Key.Key_Plus)
    assert view.part is not None
    keys.press(Key.Key_0)
    assert view.part is None
    now = page(keys).current
    with keys.qtbot.waitSignal(keys.window.session.show_requested) as asked:
        keys.press(Key.Key_J, CONTROL)
    assert asked.args == ["journeys", "segments", now]


def test_details_lifetime_value_channels_and_criteria_are_typed_with_keys_only(known: Keyboard) -> None:
    keys = known
    keys.press(Key.Key_I, CONTROL)
    keys.reach("Relationship level")
    keys.press(Key.Key_Return)
    keys.pick("Interconnected")
    assert segment(keys, "Commuters").relationship_level == "interconnected"
    worth = page(keys)._details.worth
    before = worth.text()
    keys.reach("Gross margin")
    keys.retype("50 %")
    assert worth.text() != before
    before = worth.text()
    keys.reach("Discount rate, whole plan")
    keys.retype("12 %")
    assert worth.text() != before, "the assumption of the plan counts at once"
    keys.reach("Store is preferred")
    keys.press(Key.Key_Space)
    keys.press(Key.Key_Tab)
    keys.write("55 %")
    store = next(c for c in segment(keys, "Commuters").channels if c.consent == 0.55)
    assert store.preferred
    keys.do("Criterion")
    keys.pick("Own criterion")
    keys.retype("Brings friends")
    assert keys.plan.score_criteria[-1].name == "Brings friends"
    points = scores(keys.plan)["commuters"].points
    keys.reach("Brings friends", backwards=True)
    keys.retype("100")
    assert scores(keys.plan)["commuters"].points >= points
    keys.reach("Weight of Brings friends")
    keys.retype("40")
    assert keys.plan.score_criteria[-1].weight == 40
    assert sum(c.weight for c in keys.plan.score_criteria) == pytest.approx(100)


def test_a_table_of_segments_is_imported_with_keys_only_and_undone_in_one_step(
    keys: Keyboard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "segments.csv"
    path.write_text("Segment;Clients;Valeur\nGravel;900;600\nTandems;40;80\n", encoding="utf-8")
    monkeypatch.setattr(segment_files, "ask_for_file", lambda *_args: str(path))
    before = keys.plan
    keys.do("Import customers…")
    dialog = keys.dialog(ImportSegments)
    keys.do("Choose a file…")
    keys.qtbot.waitUntil(lambda: dialog.forth.isEnabled())
    keys.press(Key.Key_Return)
    keys.press(Key.Key_Return)
    keys.qtbot.waitUntil(lambda: dialog.step == CHECK)
    keys.press(Key.Key_Return)
    keys.home()
    assert set(names(keys)) == {"Gravel", "Tandems"}
    keys.press(Key.Key_Z, CONTROL)
    assert keys.plan == before


def test_purchases_become_named_segments_with_keys_only_and_are_undone_in_one_step(
    keys: Keyboard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "orders.csv"
    rows = "".join(f"C{n % 83},2026-{n % 12 + 1:02}-{n % 27 + 1:02},{n % 47 + 5}\n" for n in range(900))
    path.write_text("customer,date,amount\n" + rows, encoding="utf-8")
    monkeypatch.setattr(purchase_files, "ask_for_file", lambda *_args: str(path))
    before = keys.plan
    keys.do("Build RFM segments")
    dialog = keys.dialog(RfmDialog)
    keys.do("Choose a file…")
    keys.qtbot.waitUntil(lambda: dialog.forth.isEnabled())
    keys.press(Key.Key_Return)
    keys.press(Key.Key_Return)
    keys.qtbot.waitUntil(lambda: dialog.step == GRID and not dialog.busy, timeout=20_000)
    for _step in range(60):
        if QApplication.focusWidget() is dialog.grid.figure:
            break
        keys.press(Key.Key_Tab)
    tile = dialog.grid.tile
    keys.press(Key.Key_Left)
    assert dialog.grid.tile != tile
    counts = {key: row.customers.text() for key, row in dialog.grid.list.rows.items()}
    slider = dialog.grid.breaks.rows["monetary"].slider
    while QApplication.focusWidget() is not slider:
        keys.press(Key.Key_Tab)
    keys.press(Key.Key_Right, SHIFT, times=3)
    keys.qtbot.waitUntil(lambda: not dialog.busy, timeout=20_000)
    assert {key: row.customers.text() for key, row in dialog.grid.list.rows.items()} != counts
    keys.reach("Name of the group Potential loyalists")
    keys.retype("Best friends")
    keys.press(Key.Key_Return)
    keys.reach(dialog.forth.text())
    keys.press(Key.Key_Return)
    keys.qtbot.waitUntil(lambda: bool(keys.plan.segments))
    keys.home()
    assert "Best friends" in [s.name for s in keys.plan.segments]
    assert sum(s.customers or 0 for s in keys.plan.segments) == 83
    keys.press(Key.Key_Z, CONTROL)
    assert keys.plan == before
