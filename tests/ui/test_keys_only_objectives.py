"""The whole of Objectives with keys only, from an empty page to weights that a room has voted for."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.insight.ballots import running_ballot, tallies
from planner.objectives.metrics import kpis_of, now
from planner.objectives.records import Kpi
from planner.plan import Plan, empty_plan
from planner.segments.edits import add_segment
from tests.ui.keyboard import ALT, CONTROL, SHIFT, Key, Keyboard
from ui.dialogs.pairwise import Pairwise
from ui.dialogs.readings import ReadingsDialog
from ui.pages.objectives.paper_votes import PaperVotes
from ui.pages.objectives.pass_round import PassRound
from ui.window import PlanWindow


@pytest.fixture
def keys(window_on: Callable[..., PlanWindow], qtbot: QtBot) -> Iterator[Keyboard]:
    """A keyboard on a plan with two segments and nothing else, on the first page."""
    plan = add_segment(add_segment(empty_plan(), name="Commuters"), name="Families")
    window = window_on(plan, "segments")
    made = Keyboard(window, qtbot)
    made.press(Key.Key_1, CONTROL)
    assert window.page_key == "objectives"
    yield made


def weights(plan: Plan) -> list[float]:
    return [o.weight for o in plan.objectives]


def votes(plan: Plan) -> list[int]:
    counts = tallies(running_ballot(plan))
    return [counts.get(o.id, 0) for o in plan.objectives]


def first_kpi(plan: Plan) -> Kpi:
    return kpis_of(plan, plan.objectives[0].id)[0]


def three_objectives(keys: Keyboard) -> None:
    """From a lever, and two more below it."""
    keys.do("Repeat business")
    keys.retype("Bring riders back")
    keys.press(Key.Key_Return)
    for statement in ("Win back carts", "Answer within a day"):
        keys.press(Key.Key_Return, CONTROL)
        keys.retype(statement)
        keys.press(Key.Key_Return)


def test_objectives_are_written_ranked_weighed_measured_and_voted_on_with_keys_only(keys: Keyboard) -> None:
    three_objectives(keys)
    assert [o.statement for o in keys.plan.objectives] == ["Bring riders back", "Win back carts", "Answer within a day"]
    assert keys.plan.objectives[0].lever == "repeat"

    # Rank: the last one becomes the first.
    keys.press(Key.Key_Up, ALT, times=2)
    assert keys.plan.objectives[0].statement == "Answer within a day"

    # Weights: in steps on the row, then on the bar; 100 all along.
    keys.press(Key.Key_Right, times=3)
    keys.press(Key.Key_Right, SHIFT)
    assert weights(keys.plan)[0] == 41
    assert sum(weights(keys.plan)) == 100
    keys.reach("Weights of the objectives", backwards=True)
    keys.press(Key.Key_Down)
    keys.press(Key.Key_Left, SHIFT)
    told = weights(keys.plan)
    assert told[1] < 30 and told[0] == 41, "the second gave to the third"
    assert sum(told) == 100

    # Segments of the first objective only.
    keys.reach("Objective 1: Answer within a day")
    keys.reach("Segments: All segments")
    keys.press(Key.Key_Return)
    keys.pick("Families")
    assert [o.segments for o in keys.plan.objectives][1:] == [(), ()]
    assert len(keys.plan.objectives[0].segments) == 1
    assert weights(keys.plan) == told

    # A KPI with its parts, one Tab after the other.
    keys.press(Key.Key_Tab)
    keys.press(Key.Key_Return)
    for text in ("Answer time", "30", "24", "27"):
        keys.retype(text)
        keys.press(Key.Key_Tab)
    keys.retype("31 Dec 2027")
    keys.press(Key.Key_Return)
    kpi = first_kpi(keys.plan)
    assert (kpi.name, str(kpi.due)) == ("Answer time", "2027-12-31")
    assert {kpi.baseline, kpi.target, now(kpi) and now(kpi).value} == {0.30, 0.24, 0.27}  # type: ignore[union-attr]


def test_a_second_kpi_and_its_readings_are_typed_and_pasted_with_keys_only(keys: Keyboard) -> None:
    three_objectives(keys)
    keys.press(Key.Key_I, CONTROL)
    keys.do("Add a KPI")
    keys.do("Add a KPI")
    objective = keys.plan.objectives[2]
    assert len(kpis_of(keys.plan, objective.id)) == 2
    keys.reach("Name")
    keys.retype("Answers in a day")
    keys.reach("Value of today")
    keys.write("61")
    keys.press(Key.Key_Return)
    kpi = kpis_of(keys.plan, objective.id)[0]
    assert kpi.name == "Answers in a day"
    assert [r.value for r in kpi.readings] == [0.61]
    keys.do("Paste or import readings…")
    keys.dialog(ReadingsDialog)
    keys.write("2027-01-31; 64 %")
    keys.press(Key.Key_Return)
    keys.write("2027-02-28; 66 %")
    keys.do("Add readings")
    keys.qtbot.waitUntil(lambda: not keys.window.findChildren(ReadingsDialog))
    assert {round(r.value, 2) for r in kpis_of(keys.plan, objective.id)[0].readings} == {0.61, 0.64, 0.66}
    keys.home()
    keys.window.session.undo()
    assert len(kpis_of(keys.plan, objective.id)[0].readings) == 1


def test_a_room_votes_openly_on_paper_and_in_secret_with_keys_only(keys: Keyboard) -> None:
    three_objectives(keys)
    keys.reach("Rank or vote", backwards=True)
    keys.press(Key.Key_Right)
    keys.reach("1. Bring riders back")
    for key in (Key.Key_1, Key.Key_1, Key.Key_2):
        keys.press(key)
    keys.press(Key.Key_2, SHIFT)
    assert votes(keys.plan) == [2, 0, 0]
    keys.do("Count papers…")
    keys.dialog(PaperVotes)
    keys.reach("Votes for Answer within a day")
    keys.write("6")
    keys.press(Key.Key_Return)
    keys.home()
    assert votes(keys.plan) == [2, 0, 6]
    keys.do("Use votes as weights")
    assert weights(keys.plan) == [25, 0, 75]

    keys.reach("Rank or vote", backwards=True)
    keys.press(Key.Key_Right)
    keys.reach("Secret ballot")
    keys.press(Key.Key_Space)
    keys.do("Pass the laptop round…")
    dialog = keys.dialog(PassRound)
    for ballot in ((Key.Key_1, Key.Key_1, Key.Key_2), (Key.Key_2, Key.Key_2, Key.Key_3)):
        keys.reach("I vote now")
        keys.press(Key.Key_Return)
        keys.qtbot.waitUntil(lambda: QApplication.focusWidget() in dialog.rows.values())  # type: ignore[attr-defined]
        for key in ballot:
            keys.press(key)
        keys.do("Hand in")
    keys.do("Close the ballot")
    keys.home()
    assert votes(keys.plan) == [2, 3, 1]
    keys.do("Use votes as weights")
    assert sum(weights(keys.plan)) == 100
    assert weights(keys.plan) == [33, 50, 17]


def test_weights_come_from_comparing_in_pairs_with_keys_only(keys: Keyboard) -> None:
    three_objectives(keys)
    keys.reach("Compare in pairs…", backwards=True)
    keys.press(Key.Key_Return)
    dialog = keys.dialog(Pairwise)
    assert isinstance(dialog, Pairwise)
    for row, (key, times) in zip(
        dialog.rows.values(), ((Key.Key_Left, 3), (Key.Key_Left, 6), (Key.Key_Left, 2)), strict=True
    ):
        while QApplication.focusWidget() is not row.balance:
            keys.press(Key.Key_Tab)
        keys.press(key, times=times)
    assert dialog.found.consistent
    found = dialog.found.weights
    keys.do("Use as weights")
    keys.home()
    assert [round(w / 100, 2) for w in weights(keys.plan)] == pytest.approx(
        [round(w, 2) for w in found.values()], abs=0.011
    )
    assert sum(weights(keys.plan)) == pytest.approx(100)


def test_an_objective_is_deleted_and_brought_back_with_keys_only(keys: Keyboard) -> None:
    three_objectives(keys)
    before = keys.plan
    keys.press(Key.Key_Up)
    keys.press(Key.Key_Delete, CONTROL)
    assert [o.statement for o in keys.plan.objectives] == ["Bring riders back", "Answer within a day"]
    assert sum(weights(keys.plan)) == 100
    keys.press(Key.Key_Z, CONTROL)
    assert keys.plan == before
