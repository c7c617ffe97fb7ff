"""The gestures of the timeline: dragging a bar or its link, and choosing with keys what starts after an action."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF

from exports.figures.time_axis import TimeAxis
from planner.actions.moving import Part, Proposal, proposal
from planner.plan import Plan

WEEK = 7


@dataclass
class BarGesture:
    """A drag on a bar's middle, its ends or its dot: follows the pointer, and ends in one edit or in none."""

    action: str
    part: str
    start: QPointF
    days: int = 0
    proposal: Proposal | None = None

    @property
    def links(self) -> bool:
        """Whether it draws a link."""
        return self.part == "link"

    def follow(self, plan: Plan, axis: TimeAxis, spot: QPointF, by_days: bool) -> None:
        """Takes the pointer's place over: in whole weeks, or in days."""
        days = (spot.x() - self.start.x()) * axis.days / axis.width
        self.days = round(days) if by_days else round(days / WEEK) * WEEK
        self.proposal = proposal(plan, self.action, part_of(self.part), self.days) if self.days else None


def part_of(part: str) -> Part:
    """The part of an action in time that a part of its bar stands for."""
    return "start" if part == "start" else "end" if part == "end" else "whole"


@dataclass
class Linking:
    """Choosing with the arrows what starts after a row; ``to`` is never the row itself."""

    at: int
    count: int
    to: int = -1

    def __post_init__(self) -> None:
        self.to = self.at + 1 if self.at + 1 < self.count else self.at - 1

    def step(self, by: int) -> None:
        """Goes to the next row up or down."""
        to = self.to + by
        to = to + by if to == self.at else to
        if 0 <= to < self.count:
            self.to = to
