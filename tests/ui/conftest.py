"""The ground of the window's tests: one themed app, settings of their own, a window on a plan."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.plan import Plan
from planner.templates import SAMPLE, plan_from
from ui.app import dress, make_app
from ui.plan_desk import PlanDesk
from ui.session import Session
from ui.window import PlanWindow


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The one app, light and in English."""
    app = make_app()
    dress(app, "en", "light", 1.0)
    return app


@pytest.fixture(autouse=True)
def own_settings(qapp: QApplication, tmp_path: Path) -> Iterator[None]:
    """Settings go to a folder of the test; jobs have ended when it ends."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    yield
    QThreadPool.globalInstance().waitForDone(10_000)


@pytest.fixture
def sample() -> Plan:
    """The sample plan in English."""
    return plan_from(SAMPLE, "en")


@pytest.fixture
def window_on(qtbot: QtBot) -> Callable[..., PlanWindow]:
    """Opens a window of 1440 x 900 on a plan, without any file behind it."""

    def open_window(plan: Plan, page: str = "objectives", **session: bool) -> PlanWindow:
        window = PlanWindow(Session(plan, **session))
        window.session.setParent(window)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        with qtbot.waitExposed(window):
            window.show()
        window.go(page)
        return window

    return open_window


@pytest.fixture
def desk_on(qtbot: QtBot) -> Callable[[Plan], PlanDesk]:
    """Opens a plan with its keeper, as the app does, in no file yet."""

    def open_desk(plan: Plan) -> PlanDesk:
        desk = PlanDesk.of_plan(None, plan)
        qtbot.addWidget(desk.window)
        with qtbot.waitExposed(desk.window):
            desk.window.show()
        return desk

    return open_desk
