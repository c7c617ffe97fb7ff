"""Shots: every page and dialog painted to PNG, off the screen, to hold against the mockups and for the README."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from planner.plan import Plan, empty_plan
from planner.templates import SAMPLE, plan_from

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.window import PlanWindow

TODAY = "2027-03-15"
"""The day of the sample: its readings and its progress are of that day."""


def paint_all(
    folder: Path,
    plan: Plan | None,
    size: tuple[int, int],
    mode: str,
    language: str,
    *,
    text: float = 1.0,
    only: str = "",
) -> list[Path]:
    """Paints every page of a plan (the sample where none is given) into a folder; the files written."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if plan is None:
        os.environ.setdefault("RAPPORT_TODAY", TODAY)
        plan = plan_from(SAMPLE, language)
    from ui.app import dress, make_app

    app = make_app()
    dress(app, language, mode, text)
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    shots = (
        *_start(size),
        *_pages(plan, size),
        *_empty_pages(size),
        *_dialogs(plan, size),
        *_presented(plan, size),
    )
    with _nothing_kept():
        for name, shoot in shots:
            if only in name:
                file = folder / f"{name}.png"
                shoot(file)
                files.append(file)
    return files


@contextmanager
def _nothing_kept() -> Iterator[None]:
    """Settings, journals and recent plans go to a folder that is thrown away."""
    from PySide6.QtCore import QSettings

    before = os.environ.get("RAPPORT_STATE")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RAPPORT_STATE"] = folder
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        try:
            yield
        finally:
            os.environ.pop("RAPPORT_STATE", None)
            if before is not None:
                os.environ["RAPPORT_STATE"] = before


Shoot = Callable[[Path], None]


def _pages(plan: Plan, size: tuple[int, int]) -> Iterator[tuple[str, Shoot]]:
    from ui.shell.rail import PLACES
    from ui.window import page_class

    for at, place in enumerate(PLACES, start=1):
        for view in page_class(place.key).views or ("",):
            name = f"{at}-{place.key}" + (f"-{view}" if view else "")
            yield name, _page_shoot(plan, size, place.key, view)


def _empty_pages(size: tuple[int, int]) -> Iterator[tuple[str, Shoot]]:
    from ui.shell.rail import PLACES

    for place in PLACES:
        yield f"empty-{place.key}", _page_shoot(empty_plan(), size, place.key, "")


def _page_shoot(plan: Plan, size: tuple[int, int], key: str, view: str) -> Shoot:
    def shoot(file: Path) -> None:
        with _window(plan, size) as window:
            window.go(key)
            if view:
                window.page(key).show_view(view)
            _settle()
            window.grab().save(str(file))

    return shoot


def _start(size: tuple[int, int]) -> Iterator[tuple[str, Shoot]]:
    yield "0-start", _shoot_start


def _shoot_start(file: Path) -> None:
    from ui.start.window import StartWindow

    start = StartWindow()
    start.set_recent(())
    start.show()
    _settle()
    start.grab().save(str(file))
    start.close()


PRESENTED = (
    "objectives_1",
    "objectives_2",
    "segments_1",
    "journeys_1",
    "journeys_5",
    "capabilities_1",
    "actions_1",
    "insights_1",
    "deliverables_1",
)
"""The slides of present mode that are painted, by their question."""


def _presented(plan: Plan, size: tuple[int, int]) -> Iterator[tuple[str, Shoot]]:
    for key in PRESENTED:
        yield f"present-{key.replace('_', '-')}", _slide_shoot(plan, size, key)
    yield "present-facilitator", _slide_shoot(plan, size, "journeys_1", facilitator=True)


def _slide_shoot(plan: Plan, size: tuple[int, int], key: str, *, facilitator: bool = False) -> Shoot:
    def shoot(file: Path) -> None:
        from ui.present.window import PresentWindow

        with _window(plan, size) as window:
            shown = PresentWindow(window.session, window)
            shown.go(next(at for at, slide in enumerate(shown.slides) if slide.key == key))
            view = shown.open_facilitator() if facilitator else shown
            view.resize(*size)
            view.show()
            _settle()
            view.grab().save(str(file))
            shown.close()

    return shoot


def _dialogs(plan: Plan, size: tuple[int, int]) -> Iterator[tuple[str, Shoot]]:
    from ui.dialogs.gallery import DIALOGS

    for name, make in DIALOGS.items():
        yield f"dialog-{name}", _dialog_shoot(plan, size, make)


def _dialog_shoot(plan: Plan, size: tuple[int, int], make: "Callable[[PlanWindow], QWidget]") -> Shoot:
    def shoot(file: Path) -> None:
        with _window(plan, size) as window:
            dialog = make(window)
            dialog.show()
            _settle()
            dialog.grab().save(str(file))
            dialog.close()

    return shoot


@contextmanager
def _window(plan: Plan, size: tuple[int, int]) -> "Iterator[PlanWindow]":
    """A window of the plan that leaves nothing behind, neither settings nor a journal."""
    from ui.plan_desk import PlanDesk

    desk = PlanDesk.of_plan(None, plan)
    desk.session.document.saved_plan = plan
    desk.session.history_changed.emit()
    window = desk.window
    window.resize(*size)
    window.show()
    try:
        yield window
    finally:
        window.close()


def _settle() -> None:
    """Lets layouts, timers and jobs come to rest."""
    import time

    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from ui.jobs import jobs_running

    end = time.monotonic() + 0.6
    latest = end + 30
    while time.monotonic() < end or (jobs_running() and time.monotonic() < latest):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 30)
        if jobs_running():
            end = time.monotonic() + 0.3
