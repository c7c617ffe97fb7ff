"""The style sheet: padding, radius and borders of Qt's own widgets, from the tokens; nothing else."""

from collections.abc import Callable
from typing import Protocol


class Palette(Protocol):
    """What the sheet needs of the theme."""

    scale: float

    @property
    def border(self) -> int:
        """How wide borders are at least."""
        ...

    def name(self, role: str) -> str:
        """The colour of a role for a style sheet."""
        ...


def style_sheet(theme: Palette) -> str:
    """The style sheet of the app in a theme."""
    c = theme.name

    def px(size: float) -> str:
        return f"{round(size * theme.scale)}px"

    sheet = _sheet(c, px)
    return sheet if theme.border == 1 else sheet.replace("1px solid", f"{theme.border}px solid")


def _sheet(c: Callable[[str], str], px: Callable[[float], str]) -> str:
    return f"""
QWidget {{ color: {c("text.primary")}; }}
QMainWindow, QDialog, #window {{ background: {c("bg.window")}; }}
#page {{ background: {c("bg.page")}; }}
#rail, #topBar, #sidePanel {{ background: {c("bg.window")}; }}
#rail {{ border-right: 1px solid {c("line.hair")}; }}
#topBar {{ border-bottom: 1px solid {c("line.hair")}; }}
#sidePanel {{ border-left: 1px solid {c("line.hair")}; }}
#card {{ background: {c("bg.surface")}; border: 1px solid {c("line.hair")}; border-radius: {px(8)}; }}
#well {{ background: {c("bg.sunken")}; }}
#sunken {{ background: {c("bg.sunken")}; border-radius: {px(6)}; }}
QScrollArea, QScrollArea > QWidget > QWidget#scrolled {{ background: transparent; border: none; }}
QToolTip {{ background: {c("bg.tooltip")}; color: {c("text.onTooltip")}; border: none;
  padding: 5px 8px; border-radius: 4px; }}
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QComboBox {{
  background: {c("bg.surface")}; border: 1px solid {c("line.control")}; border-radius: 6px;
  padding: 0 {px(9)}; min-height: {px(30)}; selection-background-color: {c("accent.fill")};
  selection-color: {c("text.onAccent")}; }}
QPlainTextEdit, QTextEdit {{ padding: {px(6)} {px(7)}; min-height: {px(20)}; }}
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover, QDateEdit:hover {{ border-color: {c("text.tertiary")}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QDateEdit:focus {{
  border: 2px solid {c("line.focus")}; padding: 0 {px(8)}; }}
QPlainTextEdit:focus {{ padding: {px(5)} {px(6)}; }}
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {{
  background: {c("bg.sunken")}; color: {c("text.disabled")}; border-color: {c("line.strong")}; }}
QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"] {{ background: transparent; border-color: transparent; }}
QLineEdit[error="true"] {{ border: 2px solid {c("bad.fill")}; padding: 0 {px(8)}; }}
QLineEdit[inplace="true"] {{ background: transparent; border: 1px solid transparent; padding: 0 4px; }}
QLineEdit[inplace="true"]:hover {{ border-color: {c("line.strong")}; background: {c("bg.surface")}; }}
QLineEdit[inplace="true"]:focus {{ border: 2px solid {c("line.focus")}; padding: 0 3px;
  background: {c("bg.surface")}; }}
QLineEdit[inplace="true"][readOnly="true"] {{ background: transparent; border-color: transparent; }}
QPlainTextEdit[inplace="true"] {{ background: transparent; border: 1px solid transparent; padding: 0 1px; }}
QPlainTextEdit[inplace="true"]:hover {{ border-color: {c("line.strong")}; background: {c("bg.surface")}; }}
QPlainTextEdit[inplace="true"]:focus {{ border: 2px solid {c("line.focus")}; padding: 0;
  background: {c("bg.surface")}; }}
QComboBox::drop-down {{ border: none; width: {px(24)}; }}
QComboBox QAbstractItemView, QMenu {{ background: {c("bg.surface")}; border: 1px solid {c("line.strong")};
  border-radius: 8px; padding: 5px; outline: none; selection-background-color: {c("bg.selected")};
  selection-color: {c("text.primary")}; }}
QMenu::item {{ padding: {px(6)} {px(28)} {px(6)} {px(10)}; border-radius: 5px; }}
QMenu::item:selected {{ background: {c("bg.selected")}; color: {c("text.primary")}; }}
QMenu::item:disabled {{ color: {c("text.disabled")}; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::separator {{ height: 1px; background: {c("line.hair")}; margin: 5px 4px; }}
QMenuBar {{ background: {c("bg.window")}; }}
QMenuBar::item {{ padding: 4px 9px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {c("bg.hover")}; }}
QScrollBar:vertical {{ background: transparent; width: 11px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 11px; margin: 2px; }}
QScrollBar::handle {{ background: {c("line.strong")}; border-radius: 3px; min-height: 28px; min-width: 28px; }}
QScrollBar::handle:hover {{ background: {c("line.control")}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
  background: none; width: 0; height: 0; }}
QTableView, QListView, QTreeView {{ background: {c("bg.surface")}; border: none; outline: none;
  gridline-color: {c("line.hair")}; selection-background-color: {c("bg.selected")};
  selection-color: {c("text.primary")}; }}
QHeaderView {{ background: {c("bg.surface")}; border: none; }}
QHeaderView::section {{ background: {c("bg.page")}; color: {c("text.secondary")}; border: none;
  border-bottom: 1px solid {c("line.hair")}; padding: 0 {px(8)}; }}
QTableCornerButton::section {{ background: {c("bg.page")}; border: none; border-bottom: 1px solid {c("line.hair")}; }}
QTreeView::item, QListView::item {{ padding: 3px 2px; }}
QSplitter::handle {{ background: {c("line.hair")}; }}
QProgressBar {{ background: {c("bg.sunken")}; border: none; border-radius: 3px; max-height: 6px; text-align: center; }}
QProgressBar::chunk {{ background: {c("accent.fill")}; border-radius: 3px; }}
QCheckBox, QRadioButton {{ spacing: 8px; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {px(16)}; height: {px(16)};
  border: 1.5px solid {c("line.control")}; background: {c("bg.surface")}; border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: {px(9)}; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ background: {c("bg.hover")}; }}
QCheckBox:focus {{ color: {c("accent.text")}; }}
QSlider::groove:horizontal {{ height: 4px; background: {c("bg.pressed")}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {c("accent.fill")}; border-radius: 2px; }}
QSlider::handle:horizontal {{ width: 13px; height: 13px; margin: -6px 0; border-radius: 8px;
  background: {c("bg.surface")}; border: 1.5px solid {c("line.control")}; }}
QSlider::handle:horizontal:hover {{ background: {c("bg.hover")}; }}
QSlider::handle:horizontal:focus {{ border: 2px solid {c("line.focus")}; }}
"""
