"""The dialogs that the shots show, by name."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.window import PlanWindow

DIALOGS: "dict[str, Callable[[PlanWindow], QWidget]]" = {}
