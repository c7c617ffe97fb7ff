"""Shots: every page and dialog painted to PNG, off the screen, to hold against the mockups and for the README."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from planner.plan import Plan, empty_plan
from planner.templates import SAMPLE, plan_from

TODAY = "2027-03-15"
"""The day of the sample: its readings and its progress are of that day."""

Scene = tuple[str, Callable[[], object]]


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
    for name, shoot in (*_pages(plan, size), *_empty_pages(size), *_dialogs(plan, size)):
        if only in name:
            file = folder / f"{name}.png"
            shoot(file)
            files.append(file)
    return files


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
        from ui.desk import window_of

        window = window_of(plan)
        try:
            window.resize(*size)
            window.show()
            window.go(key)
            if view:
                window.page(key).show_view(view)
            _settle()
            window.grab().save(str(file))
        finally:
            window.may_close = _yes
            window.close()
            window.deleteLater()

    return shoot


def _dialogs(plan: Plan, size: tuple[int, int]) -> Iterator[tuple[str, Shoot]]:
    from ui.dialogs import shown

    for name, make in shown.DIALOGS:
        yield f"dialog-{name}", _dialog_shoot(plan, size, make)


def _dialog_shoot(plan: Plan, size: tuple[int, int], make: Callable[..., object]) -> Shoot:
    def shoot(file: Path) -> None:
        from PySide6.QtWidgets import QWidget

        from ui.desk import window_of

        window = window_of(plan)
        window.resize(*size)
        window.show()
        _settle()
        dialog = make(window)
        assert isinstance(dialog, QWidget)
        dialog.show()
        _settle()
        dialog.grab().save(str(file))
        dialog.close()
        window.may_close = _yes
        window.close()
        window.deleteLater()

    return shoot


def _yes() -> bool:
    return True


def _settle() -> None:
    """Lets layouts, timers and jobs come to rest."""
    import time

    from PySide6.QtCore import QEventLoop, QThreadPool
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + 0.6
    while time.monotonic() < end:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 30)
    QThreadPool.globalInstance().waitForDone(20_000)
    for _round in range(5):
        QApplication.processEvents()
