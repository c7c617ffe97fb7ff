"""Warnings under the table: what the rules say of the segments, one at a time, each with what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.insight.finding import Finding
from planner.insight.rules_segments import segment_rules
from planner.language import _
from planner.plan import Plan
from ui.widgets import Banner, Button, IconButton, Words

SHOWN = (
    "segments.too_many",
    "segments.more_than_base",
    "segments.too_small",
    "segments.too_many_rules",
    "segments.same_rules",
    "segments.no_objective",
)
"""The findings that stand under the table, in this order; the Guide lists all."""


def warnings_of(plan: Plan) -> list[Finding]:
    """The findings to show under the table."""
    found = [finding for finding in segment_rules(plan) if finding.code in SHOWN]
    return sorted(found, key=lambda finding: SHOWN.index(finding.code))


def verbs_of(finding: Finding) -> list[tuple[str, str]]:
    """What can be done about a finding: verbs with their words, at most two."""
    return {
        "segments.too_small": [("keep", _("Keep as VIP")), ("merge", _("Merge…"))],
        "segments.too_many": [("merge", _("Merge…"))],
        "segments.same_rules": [("merge", _("Merge…")), ("show", _("Show me"))],
        "segments.too_many_rules": [("show", _("Show me"))],
        "segments.no_objective": [("objectives", _("Assign objectives"))],
    }.get(finding.code, [])


class Warnings(QWidget):
    """One finding at a time. Signal: ``asked(str, str)`` with a verb and the finding's segment, perhaps none."""

    asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.banner = Banner("warn", "", parent=self)
        column.addWidget(self.banner)
        pager = QHBoxLayout()
        pager.setSpacing(0)
        self.back = IconButton("chevron-left", _("Previous warning"), parent=self, size=24)
        self.place = Words("", "small", "text.secondary", self)
        self.forth = IconButton("chevron-right", _("Next warning"), parent=self, size=24)
        for widget in (self.back, self.place, self.forth):
            pager.addWidget(widget)
        layout = self.banner.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertLayout(2, pager)
        self.back.clicked.connect(self._previous)
        self.forth.clicked.connect(self._next)
        self._findings: list[Finding] = []
        self._at = 0
        self._read_only = False
        self._verbs: dict[Button, str] = {}
        self.hide()

    def show_findings(self, findings: Sequence[Finding], read_only: bool) -> None:
        """Other findings; the one that was shown stays where it is still there."""
        if list(findings) == self._findings and read_only == self._read_only:
            return
        shown = self._findings[self._at] if self._findings else None
        self._findings, self._read_only = list(findings), read_only
        same = [
            at
            for at, finding in enumerate(findings)
            if shown is not None and (finding.code, finding.item) == (shown.code, shown.item)
        ]
        self._at = same[0] if same else min(self._at, max(len(self._findings) - 1, 0))
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._findings))
        if not self._findings:
            return
        finding, count = self._findings[self._at], len(self._findings)
        self.banner.say(finding.sentence, finding.why)
        self.banner.setAccessibleName(finding.sentence)
        self.place.set_text(_("{number} of {count}").format(number=self._at + 1, count=count))
        for widget in (self.back, self.place, self.forth):
            widget.setVisible(count > 1)
        self.banner.clear_buttons()
        self._verbs.clear()
        for verb, words in verbs_of(finding):
            if not self._read_only or verb == "show":
                button = self.banner.add_button(words)
                self._verbs[button] = verb
                button.clicked.connect(self._on_button)

    def _on_button(self) -> None:
        verb = next((verb for button, verb in self._verbs.items() if button is self.sender()), "")
        if verb:
            self.asked.emit(verb, self._findings[self._at].item)

    def _previous(self) -> None:
        self._at = (self._at - 1) % len(self._findings)
        self._show()

    def _next(self) -> None:
        self._at = (self._at + 1) % len(self._findings)
        self._show()
