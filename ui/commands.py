"""Commands: every action of the app, defined once as data; menus, bar, palette, shortcuts and help show them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from planner.language import N_, _
from ui.plain import plain_tip
from ui.theme import theme

Standard = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Command:
    """What a command is: key, words, menu, shortcut, icon; whether it edits the plan."""

    key: str
    label: str
    menu: str
    shortcut: str | QKeySequence.StandardKey | tuple[str, ...] = ""
    icon: str = ""
    edits: bool = False


COMMANDS: tuple[Command, ...] = (
    Command("new", N_("New plan"), "file", Standard.New, "plus"),
    Command("open", N_("Open…"), "file", Standard.Open, "folder-open"),
    Command("recent", N_("Start window"), "file", "Ctrl+Shift+H", "house"),
    Command("save", N_("Save"), "file", Standard.Save, "save"),
    Command("save_as", N_("Save a copy…"), "file", "Ctrl+Shift+S", "save"),
    Command("earlier_versions", N_("Earlier versions…"), "file", "", "history"),
    Command("export", N_("Export…"), "file", "Ctrl+E", "share"),
    Command("import_segments", N_("Import customers…"), "file", "Ctrl+Shift+I", "file-down", edits=True),
    Command("import_journey", N_("Import a journey…"), "file", "Ctrl+Shift+J", "file-down", edits=True),
    Command("build_rfm", N_("Build RFM segments…"), "file", "Ctrl+Shift+R", "grid-3x3", edits=True),
    Command("import_survey", N_("Import a survey…"), "file", "Ctrl+Shift+Y", "file-down", edits=True),
    Command("export_journey", N_("Export a journey…"), "file", "Ctrl+Shift+E", "share"),
    Command("about_plan", N_("Plan settings…"), "file", "Ctrl+,", "settings-2"),
    Command("close", N_("Close"), "file", Standard.Close),
    Command("quit", N_("Quit"), "file", Standard.Quit),
    Command("undo", N_("Undo"), "edit", Standard.Undo, "undo-2", edits=True),
    Command("redo", N_("Redo"), "edit", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo-2", edits=True),
    Command("compare_objectives", N_("Compare objectives in pairs…"), "edit", "", "scale", edits=True),
    Command("compare_criteria", N_("Compare priority criteria in pairs…"), "edit", "", "scale", edits=True),
    Command("compare_platforms", N_("Compare platform criteria in pairs…"), "edit", "", "scale", edits=True),
    Command("find", N_("Find on this page"), "edit", Standard.Find, "search"),
    Command("palette", N_("Search or run a command"), "edit", "Ctrl+K", "search"),
    Command("go_objectives", N_("Objectives"), "go", "Ctrl+1", "target"),
    Command("go_segments", N_("Segments"), "go", "Ctrl+2", "users-round"),
    Command("go_journeys", N_("Journeys"), "go", "Ctrl+3", "route"),
    Command("go_capabilities", N_("Capabilities"), "go", "Ctrl+4", "gauge"),
    Command("go_actions", N_("Action plan"), "go", "Ctrl+5", "square-check-big"),
    Command("go_insights", N_("Insights"), "go", "Ctrl+6", "chart-no-axes-combined"),
    Command("go_deliverables", N_("Deliverables"), "go", "Ctrl+7", "file-output"),
    Command("guide", N_("Guide"), "view", "Ctrl+G", "compass"),
    Command("details", N_("Details"), "view", "Ctrl+I", "panel-right"),
    Command("panel", N_("Side panel"), "view", "Ctrl+Alt+P", "panel-right"),
    Command("journey_credits", N_("Credit for the conversions…"), "view", "", "chart-column"),
    Command("present", N_("Present"), "view", "F5", "presentation"),
    Command("next_region", N_("Next region"), "view", "F6"),
    Command("previous_region", N_("Previous region"), "view", "Shift+F6"),
    Command("larger_text", N_("Larger text"), "view", "Ctrl++"),
    Command("smaller_text", N_("Smaller text"), "view", "Ctrl+-"),
    Command("normal_text", N_("Normal text size"), "view", "Ctrl+Alt+0"),
    Command("theme_system", N_("Colours as the system"), "view"),
    Command("theme_light", N_("Light colours"), "view"),
    Command("theme_dark", N_("Dark colours"), "view"),
    Command("language_en", N_("English"), "view"),
    Command("language_fr", N_("Français"), "view"),
    Command("help", N_("Keyboard and help"), "help", Standard.HelpContents, "circle-question-mark"),
    Command("about", N_("About Rapport"), "help", "", "info"),
)

MENUS: tuple[tuple[str, str], ...] = (
    ("file", N_("&File")),
    ("edit", N_("&Edit")),
    ("go", N_("&Go to")),
    ("view", N_("&View")),
    ("help", N_("&Help")),
)

GROUPS = frozenset(
    {
        "earlier_versions",
        "export",
        "about_plan",
        "close",
        "find",
        "go_insights",
        "present",
        "next_region",
        "larger_text",
        "theme_system",
        "language_en",
    }
)
"""Commands that begin a group of their menu."""


def make_actions(parent: QWidget, handlers: dict[str, Callable[[], None]]) -> dict[str, QAction]:
    """One QAction per command that has a handler, owned by the window that carries them out."""
    actions = {}
    for command in COMMANDS:
        handler = handlers.get(command.key)
        if handler is not None:
            actions[command.key] = make_action(parent, command, handler)
    return actions


def make_action(parent: QWidget, command: Command, handler: Callable[[], None]) -> QAction:
    """The action of one command, with its words, shortcuts and icon."""
    action = QAction(parent)
    action.setObjectName(command.key)
    action.setData(command)
    action.setShortcuts(_sequences(command))
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.triggered.connect(handler)
    parent.addAction(action)
    name_action(action)
    return action


def _sequences(command: Command) -> list[QKeySequence]:
    if isinstance(command.shortcut, QKeySequence.StandardKey):
        return QKeySequence.keyBindings(command.shortcut)
    keys: Iterable[str] = (command.shortcut,) if isinstance(command.shortcut, str) else command.shortcut
    return [QKeySequence(key) for key in keys if key]


def name_action(action: QAction) -> None:
    """Gives an action its words and icon again: the language or the theme has changed."""
    command: Command = action.data()
    action.setText(_(command.label))
    if command.icon:
        action.setIcon(theme().icon(command.icon))


def plain_text(action: QAction) -> str:
    """The words of an action without the mark of its letter."""
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")


def say(action: QAction, words: str) -> None:
    """Gives an action words that may hold any sign; its letter comes with the menu."""
    action.setText(words.replace("&", "&&"))


def allow_edits(actions: Iterable[QAction], why_not: str) -> None:
    """Disables the commands that edit the plan where there is a reason, and says it; none enables them."""
    for action in actions:
        command = command_of(action)
        if command is not None and command.edits:
            action.setEnabled(not why_not)
            action.setToolTip(plain_tip(why_not or plain_text(action)))
            action.setStatusTip(why_not)


def command_of(action: QObject) -> Command | None:
    """The command behind an action of ours."""
    data = action.data() if isinstance(action, QAction) else None
    return data if isinstance(data, Command) else None
