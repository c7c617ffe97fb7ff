"""Key words: what keys are called on this system and in this language."""

import re

from PySide6.QtGui import QKeySequence

from planner.language import _


def keys_said(keys: str) -> str:
    """Keys as people read them on their keyboard: Alt+Haut, Maj+Entrée; several stay apart by commas."""
    return ", ".join(_said(key) for key in keys.split(", "))


def _said(key: str) -> str:
    form, sequence = QKeySequence.SequenceFormat, QKeySequence(key)
    if sequence.toString(form.PortableText) == key:
        return sequence.toString(form.NativeText)
    names = {"Shift": _("Shift"), "arrows": _("arrows")}
    return re.sub(r"[A-Za-z]+", lambda found: names.get(found[0], found[0]), key)
