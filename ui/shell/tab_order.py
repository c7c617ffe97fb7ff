"""The order of the Tab key: what the layouts show from the first to the last, whenever it was made.

Qt's own order is that in which widgets are made, which is not theirs where rows and pages come later.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QWidget


def tab_stops(root: QWidget) -> list[QWidget]:
    """What Tab reaches in a widget, itself too, in the order in which it is shown."""
    return [widget for widget in _walk(root) if takes_tab(widget)]


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab stops at a widget."""
    tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(tab) and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def step_focus(root: QWidget, forward: bool) -> bool:
    """Moves the focus to the next stop, or the one before, round and round."""
    stops = tab_stops(root)
    focus = QApplication.focusWidget()
    if not stops:
        return False
    here = next((at for at, stop in enumerate(stops) if stop is focus), None)
    if here is None:
        here = _after(root, stops, focus) if forward else _after(root, stops, focus) + 1
    at = (here + (1 if forward else -1)) % len(stops)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[at].setFocus(reason)
    _reveal(stops[at])
    return True


def _after(root: QWidget, stops: list[QWidget], focus: QWidget | None) -> int:
    """The stop before a widget that is none itself."""
    known = {id(stop): at for at, stop in enumerate(stops)}
    last = -1
    for widget in _walk(root):
        if widget is focus:
            return last
        last = known.get(id(widget), last)
    return -1


def _walk(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    for child in _children(widget):
        if child.isVisible() and not child.isWindow():
            yield from _walk(child)


def _children(widget: QWidget) -> list[QWidget]:
    own = getattr(widget, "tab_children", None)
    if own is not None:
        ordered: list[QWidget] = own()
        return ordered
    layout = widget.layout()
    laid = list(_laid(layout)) if layout is not None else []
    known = {id(child) for child in laid}
    return [*laid, *(c for c in widget.children() if isinstance(c, QWidget) and id(c) not in known)]


def _laid(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid(inner)


def _reveal(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget, 0, 24)
        parent = parent.parentWidget()
