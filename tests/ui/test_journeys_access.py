"""The journey canvas for screen readers: in Qt's own tree, and over AT-SPI where this machine has it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.plan import Plan
from tests.ui.journey_hand import Hand
from ui.window import PlanWindow

Text = QAccessible.Text


@pytest.fixture
def hand(window_on: Callable[..., PlanWindow], sample: Plan, qtbot: QtBot) -> Hand:
    """A hand on the sample's journey of Commuters."""
    return Hand(window_on(sample, "journeys"), qtbot)


def touchpoints(hand: Hand) -> dict[str, QAccessibleInterface]:
    """What a screen reader finds on the canvas, by the first words of its name."""
    canvas = QAccessible.queryAccessibleInterface(hand.view)
    children = [canvas.child(at) for at in range(canvas.childCount())]
    return {child.text(Text.Name).split(".")[0]: child for child in children}


def test_every_touchpoint_is_a_child_with_name_description_role_and_place(hand: Hand) -> None:
    found = touchpoints(hand)
    assert set(found) == {p.name for p in hand.plan.current_touchpoints if p.journey == "browse"}
    cart = found["Cart"]
    assert cart.role() == QAccessible.Role.ListItem
    assert cart.text(Text.Name).startswith("Cart. Website, Evaluation. Satisfaction 2 of 5.")
    assert cart.text(Text.Description) == "42\u00a0% of those who start get here, 38\u00a0% of them leave."
    assert cart.rect().contains(hand.port.mapToGlobal(hand.point("cart")))
    assert cart.parent().object() is hand.view


def test_its_state_says_what_is_chosen_and_what_has_the_focus(hand: Hand) -> None:
    assert not touchpoints(hand)["Cart"].state().selected
    hand.view.setFocus(Qt.FocusReason.TabFocusReason)
    hand.page.selection.focus_on("cart")
    state = touchpoints(hand)["Cart"].state()
    assert state.focusable and state.focused and state.selectable and state.selected
    assert QAccessible.queryAccessibleInterface(hand.view).focusChild().text(Text.Name).startswith("Cart.")


def test_pressing_it_chooses_it_and_gives_the_canvas_the_keyboard(hand: Hand) -> None:
    actions = touchpoints(hand)["Payment"].actionInterface()
    assert "Press" in actions.actionNames()
    actions.doAction("Press")
    assert hand.page.selection.points == ("payment",)
    assert hand.view.hasFocus()
    QTest.keyClick(hand.view, Qt.Key.Key_4)
    assert hand.record("payment").satisfaction == 4


def test_the_map_says_itself_in_a_sentence(hand: Hand) -> None:
    canvas = QAccessible.queryAccessibleInterface(hand.view)
    assert canvas.text(Text.Name) == "Journey map"
    assert "reach the goal" in canvas.text(Text.Description)


def test_a_large_journey_is_exposed_whole_although_only_a_part_is_in_view(
    window_on: Callable[..., PlanWindow], qtbot: QtBot
) -> None:
    from tests.benchmarks.large_journey import large_journey

    hand = Hand(window_on(large_journey(80, 120), "journeys"), qtbot)
    assert len(touchpoints(hand)) == 80


NEEDED = ("Xvfb", "dbus-run-session", "gdbus")


def _missing() -> str:
    """What this machine lacks for AT-SPI."""
    lacking = [tool for tool in NEEDED if shutil.which(tool) is None]
    services = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
    return ", ".join([*lacking, *([] if services.is_file() else ["at-spi2-core"])])


@pytest.mark.skipif(bool(_missing()), reason=f"AT-SPI is not here: {_missing()}")
def test_a_screen_reader_over_at_spi_finds_and_presses_every_touchpoint(tmp_path: Path, sample: Plan) -> None:
    root = Path(__file__).parent.parent.parent
    shown, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24"], pass_fds=(write,), stderr=subprocess.DEVNULL
    )
    os.close(write)
    try:
        with os.fdopen(shown) as pipe:
            display = pipe.readline().strip()
        env = {**os.environ, "DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(root)}
        env |= {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_ACCESSIBILITY": "1", "XDG_CONFIG_HOME": str(tmp_path)}
        env |= {"RAPPORT_STATE": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
        done = subprocess.run(
            ["dbus-run-session", "--", sys.executable, "-m", "tests.ui.at_spi_reader"],
            env=env,
            cwd=root,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    finally:
        screen.terminate()
        screen.wait()
    if "xcb" in done.stderr and "NODE" not in done.stdout:
        pytest.skip("Qt's libraries for a screen are not here: " + done.stderr.strip().splitlines()[-1])
    names = re.findall(r"^NODE (.*)$", done.stdout, re.MULTILINE)
    wanted = [p.name for p in sample.current_touchpoints if p.journey == "browse"]
    assert sorted(name.split(".")[0] for name in names) == sorted(wanted), done.stderr
    assert "SAYS 42\u00a0% of those who start get here" in done.stdout
    assert "Press" in done.stdout
    assert "CHOSEN cart" in done.stdout
