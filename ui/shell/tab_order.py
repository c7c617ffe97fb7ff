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
    if focus is not None and not focus.isVisible():
        _instead(root, stops, focus).setFocus(Qt.FocusReason.OtherFocusReason)
        return True
    here = next((at for at, stop in enumerate(stops) if stop is focus), None)
    if here is None:
        here = _after(root, stops, focus) if forward else _after(root, stops, focus) + 1
    at = (here + (1 if forward else -1)) % len(stops)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[at].setFocus(reason)
    _reveal(stops[at])
    return True


def _instead(root: QWidget, stops: list[QWidget], gone: QWidget) -> QWidget:
    """The stop that takes the keyboard over from a widget that has just been hidden: after it or before it, whichever
    is nearer kin; the first stop of the window would be far away, and is a field to type into."""
    before = _after(root, stops, gone)
    near = [stops[at] for at in (before + 1, before) if 0 <= at < len(stops)]
    return max(near, key=lambda stop: _kin(stop, gone))


def _kin(one: QWidget, other: QWidget) -> int:
    """How many widgets hold both."""
    parent, count = one.parentWidget(), 0
    while parent is not None:
        count += parent.isAncestorOf(other)
        parent = parent.parentWidget()
    return count


def _after(root: QWidget, stops: list[QWidget], focus: QWidget | None) -> int:
    """The stop before a widget that is none itself, and may be hidden."""
    known = {id(stop): at for at, stop in enumerate(stops)}
    last = -1
    for widget in _walk(root, focus):
        if widget is focus:
            return last
        last = known.get(id(widget), last)
    return -1


def _walk(widget: QWidget, hidden: QWidget | None = None) -> Iterator[QWidget]:
    """All that is shown in a widget, and a hidden one with what holds it."""
    yield widget
    for child in _children(widget):
        meant = hidden is not None and (child is hidden or child.isAncestorOf(hidden))
        if (child.isVisible() or meant) and not child.isWindow():
            yield from _walk(child, hidden)


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
