"""The desk: the start window and the plans that are open; what opens plans, and what ends the app.

Nothing here needs a plan before one is opened: the start window appears without loading the domain.
"""

import os
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget

from planner.files import recent
from planner.language import _, language
from ui import settings
from ui.app import speak
from ui.start.recent_rows import RecentRow
from ui.start.window import StartWindow

if TYPE_CHECKING:
    from ui.plan_desk import PlanDesk


AFTER_START = 200
"""Milliseconds: the window is painted before anything else is loaded."""


class Desk(QObject):
    """Holds every window of the app."""

    def __init__(self, version: str = "") -> None:
        super().__init__()
        self.version = version
        self.start: StartWindow | None = None
        self.plans: list[PlanDesk] = []

    # The start window

    def show_start(self) -> StartWindow:
        """Brings the start window up."""
        if self.start is None:
            self.start = self._made_start()
        self.refresh_start()
        self.start.show()
        self.start.raise_()
        self.start.activateWindow()
        QTimer.singleShot(AFTER_START, self._after_start)
        return self.start

    def _made_start(self) -> StartWindow:
        start = StartWindow(self.version)
        start.new_asked.connect(self.new_plan)
        start.open_asked.connect(self.ask_and_open)
        start.opened.connect(self.open_plan)
        start.opened_read_only.connect(self.open_read_only)
        start.forgotten.connect(self._forget)
        start.shown_in_folder.connect(self.show_in_folder)
        start.sample_asked.connect(self.open_sample)
        start.settings_asked.connect(self._ask_settings)
        start.language_asked.connect(self._other_language)
        return start

    def _after_start(self) -> None:
        """What may take a moment comes after the window is there: kept work is offered, the domain is loaded."""
        from ui.recovery import offer

        offer(self)

    def refresh_start(self) -> None:
        """Reads the list of recent plans again."""
        if self.start is not None:
            self.start.set_recent([_row(plan) for plan in recent.recent_plans()])

    def _forget(self, path: str) -> None:
        recent.forget(path)
        self.refresh_start()

    def _other_language(self) -> None:
        code = "fr" if language() == "en" else "en"
        settings.save("language", code)
        speak(QApplication.instance(), code)
        if self.start is not None:
            self.start.retranslate()
            self.refresh_start()

    def _ask_settings(self) -> None:
        from ui.dialogs.settings import SettingsDialog

        dialog = SettingsDialog(self.start)
        dialog.language_chosen.connect(self._on_language)
        dialog.open()

    def _on_language(self, code: str) -> None:
        if code != language():
            self._other_language()

    # Plans

    def new_plan(self, template: str = "blank") -> Any:
        """Opens a new plan from a template; it has no file yet."""
        from ui.plan_desk import PlanDesk

        return self._opened(PlanDesk.of_template(self, template))

    def open_sample(self) -> Any:
        """Opens a copy of the sample plan."""
        from planner.templates import SAMPLE

        return self.new_plan(SAMPLE)

    def ask_and_open(self) -> None:
        """Asks for a plan and opens it."""
        from ui.dialogs.ask import ask_what_to_open

        newest = next((os.path.dirname(plan.path) for plan in recent.recent_plans()), "")
        path = ask_what_to_open(self.parent_window(), newest)
        if path:
            self.open_plan(path)

    def open_read_only(self, path: str) -> Any:
        """Opens a plan to look at."""
        return self.open_plan(path, read_only=True)

    def open_plan(self, path: str, read_only: bool = False) -> Any:
        """Opens the plan of a file, or brings its window up; None where it could not be opened."""
        from ui.plan_desk import PlanDesk

        for plan in self.plans:
            if plan.keeper.path and os.path.realpath(plan.keeper.path) == os.path.realpath(path):
                plan.bring_up()
                return plan
        opened = PlanDesk.of_file(self, path, read_only=read_only)
        return self._opened(opened) if opened is not None else None

    def _opened(self, plan: "PlanDesk") -> "PlanDesk":
        self.plans.append(plan)
        plan.closed.connect(self._on_closed)
        plan.bring_up()
        if self.start is not None:
            self.start.hide()
        return plan

    def add(self, plan: "PlanDesk") -> "PlanDesk":
        """Takes in a plan that was opened elsewhere: kept work, a copy."""
        return self._opened(plan)

    def _on_closed(self) -> None:
        self.plans = [plan for plan in self.plans if plan.is_open]
        if not self.plans and (self.start is None or not self.start.isVisible()):
            QApplication.quit()

    def show_in_folder(self, path: str) -> None:
        """Shows the folder of a file in the system's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(os.path.dirname(os.path.abspath(path))))

    def parent_window(self) -> QWidget | None:
        """The window that dialogs belong to."""
        return QApplication.activeWindow() or self.start

    def quit(self) -> None:
        """Closes every plan, asking where one is not saved, and then the app."""
        for plan in tuple(self.plans):
            if not plan.window.close():
                return
        if self.start is not None:
            self.start.close()
        QApplication.quit()


def _row(plan: recent.Recent) -> RecentRow:
    state = "" if plan.there else "gone"
    if plan.there and _is_open_elsewhere(plan.path):
        state = "elsewhere"
    return RecentRow(plan.path, plan.title, plan.when.astimezone(), plan.progress, state)


def _is_open_elsewhere(path: str) -> bool:
    from planner.files.lock import find_lock

    found = find_lock(path)
    return found.state in ("live", "elsewhere") and not found.ours


def words_of(title: str) -> str:
    """A plan's title for a sentence."""
    return title or _("Untitled plan")
