"""Comparing in pairs: balances by mouse and keys, live weights, the pair in doubt, one edit at the end."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from planner.objectives.records import Objective
from planner.plan import Plan, empty_plan, find
from planner.segments.edits import use_standard_criteria, weigh_objective
from planner.segments.objectives import weights_for
from ui.dialogs import pairwise
from ui.dialogs.pairwise import Pairwise, compare_pairs
from ui.plan_desk import PlanDesk
from ui.widgets.balance import Balance
from ui.window import PlanWindow

LEFT = Qt.MouseButton.LeftButton


def press(widget: Balance, *keys: Qt.Key) -> None:
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    for key in keys:
        QTest.keyClick(widget, key)


@pytest.fixture
def three(sample: Plan) -> Plan:
    """The sample with its first three objectives only."""
    kept: tuple[Objective, ...] = sample.objectives[:3]
    return sample.with_rows("objectives", kept)


@pytest.fixture
def window(window_on: Callable[..., PlanWindow], three: Plan) -> PlanWindow:
    return window_on(three)


@pytest.fixture
def dialog(window: PlanWindow) -> Pairwise:
    opened = compare_pairs(window, window.session, "objectives")
    assert opened is not None
    return opened


def balances(dialog: Pairwise) -> list[Balance]:
    return [row.balance for row in dialog.rows.values()]


def test_keys_and_mouse_move_a_balance(qtbot: QtBot, dialog: Pairwise) -> None:
    balance = balances(dialog)[0]
    press(balance, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert balance.steps == -2
    press(balance, Qt.Key.Key_5)
    assert balance.steps == -4
    press(balance, Qt.Key.Key_Minus)
    assert balance.steps == 4
    assert balance.accessibleDescription() == f"{balance.names[1]} counts 5 times as much"
    press(balance, Qt.Key.Key_Home)
    assert balance.steps == -8
    qtbot.mouseClick(balance, LEFT, pos=QPoint(balance.width() - 14, balance.height() // 2))
    assert balance.steps == 8
    qtbot.mouseClick(balance, LEFT, pos=QPoint(balance.width() // 2, balance.height() // 2))
    assert balance.steps == 0
    press(balance, Qt.Key.Key_Delete)
    assert balance.steps is None


def test_weights_follow_every_answer_and_become_one_edit(qtbot: QtBot, window: PlanWindow, dialog: Pairwise) -> None:
    before = window.session.plan
    assert not dialog.use.isEnabled()
    first, second, third = balances(dialog)
    press(first, Qt.Key.Key_2)
    assert dialog.state.text() == "2 pairs left"
    press(second, Qt.Key.Key_4)
    press(third, Qt.Key.Key_2)
    assert dialog.state.text() == "Consistent: 0.00"
    figures = [row.figure.text() for row in dialog.weight_rows.values()]
    assert figures == ["57.1\u00a0%", "28.6\u00a0%", "14.3\u00a0%"]
    assert window.session.plan is before
    qtbot.mouseClick(dialog.use, LEFT)
    assert [o.weight for o in window.session.plan.objectives] == [57, 29, 14]
    window.session.undo()
    assert window.session.plan == before


def test_the_pair_that_contradicts_the_others_is_named_and_one_click_away(qtbot: QtBot, dialog: Pairwise) -> None:
    first, second, third = balances(dialog)
    press(first, Qt.Key.Key_4)
    press(third, Qt.Key.Key_4)
    press(second, Qt.Key.Key_Right, Qt.Key.Key_5)
    assert dialog.state.text().startswith("Inconsistent")
    assert all(dialog.names[item] in dialog.doubt.text() for item in next(iter(dialog.rows)))
    assert "you said 4, the others say 1/20" in dialog.doubt.text()
    qtbot.mouseClick(dialog.look, LEFT)
    assert dialog.focusWidget() is first
    assert dialog.use.isEnabled()


def test_answers_that_go_round_in_a_circle_are_said_while_pairs_are_open(
    qtbot: QtBot, window_on: Callable[..., PlanWindow], sample: Plan
) -> None:
    window = window_on(sample.with_rows("objectives", sample.objectives[:4]))
    dialog = compare_pairs(window, window.session, "objectives")
    assert dialog is not None
    first, second, third, _fourth = (o.id for o in sample.objectives[:4])
    press(dialog.rows[first, second].balance, Qt.Key.Key_Right)
    press(dialog.rows[first, third].balance, Qt.Key.Key_Left)
    assert dialog.state.text() == "4 pairs left"
    press(dialog.rows[second, third].balance, Qt.Key.Key_Right)
    assert dialog.state.text() == "The answers go round in a circle"
    assert "and yet" in dialog.doubt.text()
    qtbot.mouseClick(dialog.look, LEFT)
    assert dialog.focusWidget() is dialog.rows[first, second].balance
    press(dialog.rows[second, third].balance, Qt.Key.Key_Home)
    assert dialog.state.text() == "3 pairs left"


def test_answers_are_there_again_when_the_comparison_is_opened_again(
    qtbot: QtBot, window: PlanWindow, dialog: Pairwise
) -> None:
    press(balances(dialog)[1], Qt.Key.Key_3)
    dialog.reject()
    again = compare_pairs(window, window.session, "objectives")
    assert again is not None
    assert [b.steps for b in balances(again)] == [None, -2, None]
    qtbot.mouseClick(again.clear, LEFT)
    assert [b.steps for b in balances(again)] == [None, None, None]
    assert not again.use.isEnabled()


def test_comparisons_of_a_file_fill_the_pairs_of_the_same_names(
    dialog: Pairwise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(pairwise, "tell", lambda _parent, _title, sentence: told.append(sentence))
    names = [name.upper() for _item, name in dialog.items]
    path = tmp_path / "pairs.csv"
    path.write_text(f"A;B;Ratio\n{names[1]};{names[0]};3\n{names[0]};{names[2]};1/5\nx;y;2\n", encoding="utf-8")
    dialog.choose(str(path))
    assert [b.steps for b in balances(dialog)] == [2, 4, None]
    path.write_text("A;B;Ratio\nx;y;2\n", encoding="utf-8")
    dialog.choose(str(path))
    assert "No pair of this file" in told[0]


def test_pages_and_commands_lead_to_the_comparisons(
    qtbot: QtBot, desk_on: Callable[[Plan], PlanDesk], sample: Plan
) -> None:
    desk = desk_on(sample)
    desk.session.document.saved_plan = sample  # nothing to ask about when it closes
    for command, subject in (
        ("compare_objectives", "objectives"),
        ("compare_criteria", "score_criteria"),
        ("compare_platforms", "platform_criteria"),
    ):
        desk.window.actions_by_key[command].trigger()
        opened = desk.window.findChildren(Pairwise)[-1]
        assert opened.subject.key == subject
        opened.reject()
    desk.window.go("objectives")
    qtbot.mouseClick(desk.window.page("objectives").weight_head.compare, LEFT)  # type: ignore[attr-defined]
    assert desk.window.findChildren(Pairwise)[-1].subject.key == "objectives"


def test_compared_weights_can_be_for_one_segment_alone(
    qtbot: QtBot, window: PlanWindow, dialog: Pairwise, three: Plan
) -> None:
    first, second = three.objectives[0].id, three.objectives[1].id
    window.session.edit("Weigh", weigh_objective, "commuters", first, 10)
    before = [o.weight for o in window.session.plan.objectives]
    press(dialog.rows[first, second].balance, Qt.Key.Key_Right, Qt.Key.Key_Right)
    qtbot.mouseClick(dialog.use, LEFT)
    menu = dialog.findChild(QMenu)
    assert menu is not None
    qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(menu.actions()[1]).center())
    plan = window.session.plan
    assert weights_for(plan, find(plan, "segments", "commuters")) == {first: 25.0, second: 75.0}
    assert [o.weight for o in plan.objectives] == before and not dialog.isVisible()


def test_criteria_of_segments_take_their_weights(qtbot: QtBot, window_on: Callable[..., PlanWindow]) -> None:
    window = window_on(use_standard_criteria(empty_plan()))
    dialog = compare_pairs(window, window.session, "score_criteria")
    assert dialog is not None
    press(balances(dialog)[0], Qt.Key.Key_9)
    qtbot.mouseClick(dialog.use, LEFT)
    weights = [c.weight for c in window.session.plan.score_criteria]
    assert sum(weights) == 100
    assert weights[0] > 4 * weights[1]


def test_one_thing_alone_cannot_be_compared(window_on: Callable[..., PlanWindow], qtbot: QtBot) -> None:
    window = window_on(empty_plan())
    with qtbot.waitSignal(window.session.refused) as refused:
        assert compare_pairs(window, window.session, "objectives") is None
    assert "from two on" in refused.args[0]
