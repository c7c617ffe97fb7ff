"""Plain imports: once this module is loaded, PySide no longer reads the source of every module loaded after it.

PySide looks there for modules that switch its names to another style (``from __feature__ import ...``). Rapport has
none, and the looking is a sixth of the time until the first page.
"""

import importlib
from contextlib import suppress
from typing import Any

import PySide6.QtCore  # noqa: F401 - brings the module along that is changed here


def _usual(_module: object) -> bool:
    """Every module takes PySide's names as they are."""
    return True


_feature: Any = None
with suppress(ImportError):  # another PySide may look in another way
    _feature = importlib.import_module("PySide6.support.feature")
if hasattr(_feature, "_mod_uses_pyside"):
    _feature._mod_uses_pyside = _usual
