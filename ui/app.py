"""The application: Qt, fonts, theme, language, error hooks; opens the start window or plans."""

import sys
import threading
from collections.abc import Sequence
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from planner.language import LANGUAGES, set_language
from ui import plain_imports, settings  # noqa: F401 - loaded first, for the modules that follow
from ui.theme import theme
from ui.theme.system import reduced_motion
from ui.theme.theme import load_fonts

_MADE = "rapportMade"


def make_app(arguments: Sequence[str] = ()) -> QApplication:
    """The one QApplication; asked for again it is left as it is: another style would pull the one in use from under
    the windows.
    """
    known = QApplication.instance()
    if isinstance(known, QApplication) and known.property(_MADE):
        return known
    app = known if isinstance(known, QApplication) else QApplication(["rapport", *arguments])
    app.setProperty(_MADE, True)
    app.setApplicationName("Rapport")
    app.setOrganizationName("Rapport")
    app.setDesktopFileName("io.github.rapport.Rapport")
    app.setStyle("Fusion")
    load_fonts()
    hints = QGuiApplication.styleHints()
    if hints is not None:
        hints.colorSchemeChanged.connect(_on_scheme)
        hints.accessibility().contrastPreferenceChanged.connect(_on_contrast)
    return app


def dress(app: QApplication, language: str = "", mode: str = "", scale: float = 0.0) -> None:
    """Gives the app its language, colours and text size: as asked, else as set on this machine."""
    code = language or settings.load("language") or QLocale.system().name()[:2]
    speak(app, code if code in LANGUAGES else "en")
    size = scale or float(settings.load("text", "1.0"))
    theme().reduced_motion = reduced_motion()
    theme().set(mode or settings.load("theme", "system"), size)
    app.setWindowIcon(theme().icon("rapport", "text.primary", 64))


def speak(app: QCoreApplication | None, code: str) -> None:
    """Speaks a language from now on, in Rapport's words and in Qt's own."""
    set_language(code)
    if app is None:
        return
    for old in app.findChildren(QTranslator, options=Qt.FindChildOption.FindDirectChildrenOnly):
        app.removeTranslator(old)
        old.deleteLater()
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if code != "en" and translator.load(f"qtbase_{code}", folder):
        app.installTranslator(translator)


def _on_scheme() -> None:
    if theme().setting == "system":
        theme().set("system")


def _on_contrast() -> None:
    theme().set()


_reporting = False


def install_hooks() -> None:
    """Errors of slots and threads are logged and never end the app."""
    import faulthandler

    if sys.stderr is not None:
        faulthandler.enable()
    sys.excepthook = _report
    threading.excepthook = _report_thread
    qInstallMessageHandler(_on_qt_message)


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    global _reporting
    if _reporting or issubclass(kind, KeyboardInterrupt):
        return
    _reporting = True
    try:
        if sys.stderr is not None:
            import traceback

            traceback.print_exception(kind, error, trace)
        _tell_windows()
    finally:
        _reporting = False


def _report_thread(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None:
        _report(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)


def _tell_windows() -> None:
    from planner.language import _
    from ui.window import PlanWindow

    for window in QApplication.topLevelWidgets():
        if isinstance(window, PlanWindow):
            window.tell_fault(_("Something went wrong. Your work is safe; save a copy to be sure."))


def _on_qt_message(_kind: object, _context: object, message: str) -> None:
    if sys.stderr is not None and "propagateSizeHints" not in message:
        print(message, file=sys.stderr)


def run(path: str = "", *, sample: bool = False) -> int:
    """Opens the start window, a plan or the sample, and stays until the last window is closed; the exit code."""
    from ui.desk import Desk
    from ui.jobs import wait_for_jobs

    app = make_app()
    app.setQuitOnLastWindowClosed(False)
    dress(app)
    install_hooks()
    desk = Desk(_version())
    if sample:
        desk.open_sample()
    elif not path or desk.open_plan(path) is None:
        desk.show_start()
    code = app.exec()
    wait_for_jobs()
    return code


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("rapport-planner")
    except PackageNotFoundError:
        return ""
