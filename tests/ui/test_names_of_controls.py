"""Every control that the Tab key reaches says what it is, on every page and every view of it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from planner.plan import Plan, empty_plan
from ui.window import PlanWindow

PAGES = ("objectives", "segments", "journeys", "capabilities", "actions", "insights", "deliverables")


def unnamed(window: QWidget) -> list[str]:
    """The visible tab stops that say nothing of themselves, with where they stand."""
    out = []
    for widget in window.findChildren(QWidget):
        if not (widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()):
            continue
        if widget.focusProxy() is not None:
            continue
        text = getattr(widget, "text", None)
        if not (widget.accessibleName() or (callable(text) and text())):
            out.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return out


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("empty", [False, True])
def test_every_tab_stop_has_a_name(page: str, empty: bool, window_on: Callable[..., PlanWindow], sample: Plan) -> None:
    window = window_on(empty_plan() if empty else sample, page)
    shown = window.page(page)
    for view in shown.views or ("",):
        if view:
            shown.show_view(view)
        for tab in ("guide", "details"):
            window.open_panel(tab)
            assert unnamed(window) == [], f"{page}, {view}, {tab}"
