"""The guard around overridden Qt methods: an error inside one is reported and never ends the process.

On Python 3.11 and older an error raised in an override that C++ called can crash the process.
"""

import functools
import sys
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import QAccessible, QAccessibleInterface, QPainterPath

AnyClass = TypeVar("AnyClass", bound=type)

_DEFAULTS: dict[str, Callable[[], Any]] = {
    "sizeHint": QSize,
    "minimumSizeHint": QSize,
    "boundingRect": QRectF,
    "shape": QPainterPath,
    "rowCount": int,
    "columnCount": int,
    "index": QModelIndex,
    "parent": QModelIndex,
    "event": bool,
    "eventFilter": bool,
    "sceneEvent": bool,
    "viewportEvent": bool,
    "focusNextPrevChild": bool,
    "setData": bool,
    "dropMimeData": bool,
    "lessThan": bool,
    "filterAcceptsRow": lambda: True,
    "hasHeightForWidth": bool,
    "heightForWidth": int,
    "pixelMetric": int,
    "styleHint": int,
    "subControlRect": QRect,
    "sizeFromContents": QSize,
    "documentSize": QSizeF,
}
"""What an overridden method of that name returns when it failed; every other one returns None."""


_SPOKEN: dict[str, Callable[[], Any]] = {
    "isValid": bool,
    "childCount": int,
    "indexOfChild": lambda: -1,
    "text": str,
    "role": lambda: QAccessible.Role.NoRole,
    "state": QAccessible.State,
    "rect": QRect,
}
"""The same for what a screen reader asks."""


def guarded(cls: AnyClass) -> AnyClass:
    """Wraps the Qt methods that a class overrides: its errors go to the except hook, a default comes back."""
    bases = [base for base in cls.__mro__[1:] if _is_qt(base)]
    for name, member in list(vars(cls).items()):
        plain = callable(member) and not isinstance(member, type | staticmethod | classmethod)
        if plain and not name.startswith("_") and any(name in vars(base) for base in bases):
            default = (_SPOKEN if issubclass(cls, QAccessibleInterface) else _DEFAULTS).get(name, _nothing)
            setattr(cls, name, _wrapped(name, member, default))
    return cls


def _nothing() -> None:
    return None


def _is_qt(base: type) -> bool:
    return base.__module__.startswith("PySide6.")


def _wrapped(name: str, method: Callable[..., Any], default: Callable[[], Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def safe(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return method(self, *args, **kwargs)
        except Exception:
            sys.excepthook(*sys.exc_info())
            if name == "closeEvent" and args and isinstance(args[0], QEvent):
                args[0].ignore()
            if name == "itemChange" and len(args) > 1:
                return args[1]
            return default()

    safe.__guarded__ = True  # type: ignore[attr-defined]
    return safe
