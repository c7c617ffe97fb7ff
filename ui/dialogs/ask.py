"""Asking: the one seam for questions and messages that must be answered before anything else."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget

from planner.language import _

Answers = Sequence[tuple[str, str]]


def ask(parent: QWidget | None, title: str, sentence: str, answers: Answers, *, details: str = "") -> str:
    """The key of the answer that was chosen; answers are (key, words), the first is the default.

    Esc and closing the box choose ``cancel``.
    """
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(title)
    box.setText(title)
    box.setInformativeText(sentence)
    if details:
        box.setDetailedText(details)
    buttons = {}
    for at, (key, words) in enumerate(answers):
        role = QMessageBox.ButtonRole.RejectRole if key == "cancel" else QMessageBox.ButtonRole.AcceptRole
        if key == "discard":
            role = QMessageBox.ButtonRole.DestructiveRole
        button = box.addButton(words, role)
        buttons[button] = key
        if at == 0:
            box.setDefaultButton(button)
        if key == "cancel":
            box.setEscapeButton(button)
    box.exec()
    return next((key for button, key in buttons.items() if button is box.clickedButton()), "cancel")


def tell(parent: QWidget | None, title: str, sentence: str, *, details: str = "") -> None:
    """Shows a message with one button."""
    ask(parent, title, sentence, (("cancel", _("Close")),), details=details)


def ask_where_to_save(parent: QWidget | None, suggestion: str) -> str:
    """The path to save a plan to, with its ending, or nothing."""
    path, _kind = QFileDialog.getSaveFileName(
        parent, _("Save the plan"), suggestion, _("Rapport plans") + " (*.rapport)"
    )
    return path if not path or path.endswith(".rapport") else f"{path}.rapport"


def ask_what_to_open(parent: QWidget | None, folder: str = "") -> str:
    """The path of a plan to open, or nothing."""
    path, _kind = QFileDialog.getOpenFileName(parent, _("Open a plan"), folder, _("Rapport plans") + " (*.rapport)")
    return path


def ask_for_file(parent: QWidget | None, title: str, kinds: str) -> str:
    """The path of a file to import, or nothing; ``kinds`` as ``Tables (*.csv *.xlsx)``."""
    path, _kind = QFileDialog.getOpenFileName(parent, title, "", kinds)
    return path


def ask_for_files(parent: QWidget | None, title: str, kinds: str) -> list[str]:
    """The paths of files to import, perhaps none."""
    paths, _kind = QFileDialog.getOpenFileNames(parent, title, "", kinds)
    return list(paths)


def ask_for_text(parent: QWidget | None, title: str, label: str) -> str:
    """A line of text, or nothing."""
    text, accepted = QInputDialog.getText(parent, title, label)
    return text if accepted else ""


def ask_for_new_file(parent: QWidget | None, title: str, suggestion: str, kinds: str) -> str:
    """The path to write a file to, or nothing; a file that is there is replaced once the person says so."""
    path, _kind = QFileDialog.getSaveFileName(parent, title, suggestion, kinds)
    return path


def ask_for_folder(parent: QWidget | None, title: str, start: Path | None = None) -> str:
    """The path of a folder, or nothing."""
    return QFileDialog.getExistingDirectory(parent, title, str(start or ""))
