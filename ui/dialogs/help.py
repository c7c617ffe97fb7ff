"""Help: every command with its keys, searchable, and how the pages are used from the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from planner.language import _
from ui.commands import COMMANDS, MENUS
from ui.dialogs.frame import Frame
from ui.theme import theme
from ui.widgets.key_words import keys_said


def page_keys() -> list[tuple[str, list[tuple[str, str]]]]:
    """What the keys do on the pages, by page."""
    return [
        (
            _("Objectives"),
            [
                (_("Another row"), "↑ ↓"),
                (_("Move the row"), "Alt+↑ Alt+↓"),
                (_("Edit the statement"), "Enter, F2"),
                (_("New objective below"), "Ctrl+Enter"),
                (_("Weight by 1 point, by 5 points"), "← →, Shift+← Shift+→"),
                (_("Delete"), "Del"),
            ],
        ),
        (
            _("Segments"),
            [
                (_("Edit the cell, next cell"), "F2, Tab"),
                (_("Open the journey"), "Ctrl+J"),
                (_("Merge the chosen segments"), "Ctrl+Shift+M"),
                (_("Make the column narrower, wider"), "Alt+← Alt+→"),
                (_("Delete the condition"), "Ctrl+Del"),
                (_("The nearest bubble in the chart"), "← → ↑ ↓"),
            ],
        ),
        (
            _("Journeys"),
            [
                (_("The nearest touchpoint"), "← → ↑ ↓"),
                (_("Cell by cell"), "Shift+arrows"),
                (_("Along a transition"), "Ctrl+→ Ctrl+←"),
                (_("Move to another stage or channel"), "Alt+arrows"),
                (_("New touchpoint"), "N"),
                (_("Rename"), "Enter, F2"),
                (_("Connect"), "C, arrows, Enter"),
                (_("Transitions of the touchpoint"), "E"),
                (_("What if: try another share of the chosen transition"), "W, ← →, Enter"),
                (_("Satisfaction, two-way, measured, follow-up"), "1–5, W, M, T"),
                (_("Drop-off, current, optimal, difference"), "H, U, O, D"),
                (_("Zoom in, out, fit, 100 %"), "+, −, 0, Ctrl+0"),
                (_("Group what is chosen to one touchpoint"), "Ctrl+G"),
                (_("Ungroup"), "Ctrl+Shift+G"),
                (_("Fold the group or the stage to one touchpoint, open it"), "F"),
                (_("Outline"), "Ctrl+L"),
            ],
        ),
        (
            _("Capabilities"),
            [
                (_("Another question"), "↑ ↓"),
                (_("Rate, clear"), "1–5, 0"),
                (_("Evidence"), "E"),
                (_("Open, close an area"), "→ ←"),
            ],
        ),
        (
            _("Action plan"),
            [
                (_("Board: move the card to another column"), "Alt+← Alt+→"),
                (_("Board: rank the card"), "Alt+↑ Alt+↓"),
                (_("Timeline: a week earlier or later"), "← →"),
                (_("Timeline: longer or shorter"), "Shift+→ Shift+←"),
                (_("Timeline: link, today"), "L, Ctrl+T"),
                (_("Requirements: not needed, useful, essential"), "Space"),
            ],
        ),
        (
            _("Present"),
            [
                (_("Next slide, previous slide"), "→, ←"),
                (_("A step"), "Ctrl+1–7"),
                (_("Note an answer"), "N"),
                (_("Open the vote, vote, take a vote back"), "V, 1–9, Shift+1–9"),
                (_("Timer, put it away, a minute more or less"), "T, Shift+T, +, −"),
                (_("Blank screen"), "B"),
                (_("Another display"), "D"),
                (_("Leave"), "Esc"),
            ],
        ),
    ]


class HelpDialog(Frame):
    """The list of commands and keys."""

    def __init__(self, actions: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(_("Keyboard and help"), parent, _("Everything in Rapport can be done with keys alone."))
        self.resize(620, 640)
        self.finder = QLineEdit(self)
        self.finder.setPlaceholderText(_("Find a command"))
        self.finder.setAccessibleName(_("Find a command"))
        self.finder.textChanged.connect(self._filter)
        self.body.addWidget(self.finder)
        self._heads: list[QTreeWidgetItem] = []
        self.tree = QTreeWidget(self)
        self.tree.setAccessibleName(_("Commands and their keys"))
        self.tree.setHeaderHidden(True)
        self.tree.setColumnCount(2)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(14)
        self.body.addWidget(self.tree, 1)
        self._fill(actions)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.header().setStretchLastSection(False)
        self.add_close()

    def _fill(self, actions: dict[str, QAction]) -> None:
        for key, title in MENUS:
            rows = [
                (_(command.label), _keys(actions[command.key]))
                for command in COMMANDS
                if command.menu == key and command.key in actions
            ]
            self._group(_(title).replace("&", ""), rows)
        for title, rows in page_keys():
            self._group(title, [(words, keys_said(keys)) for words, keys in rows])

    def _group(self, title: str, rows: list[tuple[str, str]]) -> None:
        head = QTreeWidgetItem([title, ""])
        head.setFont(0, theme().font("strong"))
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.tree.addTopLevelItem(head)
        self._heads.append(head)
        for words, keys in rows:
            head.addChild(QTreeWidgetItem([words, keys]))
        head.setExpanded(True)

    def _filter(self, text: str) -> None:
        wanted = text.casefold()
        for head in self._heads:
            shown = 0
            for child in filter(None, (head.child(row) for row in range(head.childCount()))):
                fits = any(wanted in child.text(column).casefold() for column in (0, 1))
                child.setHidden(not fits)
                shown += fits
            head.setHidden(not shown)


def _keys(action: QAction) -> str:
    form = QKeySequence.SequenceFormat.NativeText
    return ", ".join(keys.toString(form) for keys in action.shortcuts())
