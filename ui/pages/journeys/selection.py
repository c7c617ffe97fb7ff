"""What is chosen on the journeys page: touchpoints or an edge, and where the keyboard is."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

Cell = tuple[str, str]
Chosen = tuple[tuple[str, ...], str, str, Cell | None]
"""Touchpoints, an edge, the touchpoint with the focus, the cell with the focus."""


class Selection(QObject):
    """The chosen touchpoints in the order they were chosen, or the chosen edge, and the focus.

    The focus is a touchpoint or an empty cell. Signal: ``changed()``.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.points: tuple[str, ...] = ()
        self.edge = ""
        self.focus = ""
        self.cell: Cell | None = None

    def take(self, *points: str, focus: str | None = None) -> None:
        """Chooses exactly these touchpoints; the focus goes to the last one, or to the one named."""
        self._set(tuple(dict.fromkeys(points)), "", (points[-1] if points else self.focus) if focus is None else focus)

    def take_edge(self, edge: str, source: str = "") -> None:
        """Chooses an edge; the focus goes to the touchpoint that it leaves."""
        self._set((), edge, source or self.focus)

    def toggle(self, *points: str, focus: str = "") -> None:
        """Adds touchpoints to those chosen, or takes them out where all are; the focus goes to the last one."""
        rest = tuple(p for p in self.points if p not in points)
        out = {*points} <= {*self.points}
        self._set(rest if out else (*rest, *points), "", focus or points[-1])

    def clear(self) -> None:
        """Chooses nothing; the focus stays."""
        self._set((), "", self.focus, self.cell)

    def focus_on(self, point: str) -> None:
        """Moves the focus to a touchpoint and chooses it."""
        self._set((point,) if point else (), "", point)

    def focus_cell(self, cell: Cell | None) -> None:
        """Moves the focus to a cell without a touchpoint; nothing is chosen."""
        self._set((), "", "", cell)

    def chosen(self) -> Chosen:
        """All of it, to be chosen again."""
        return self.points, self.edge, self.focus, self.cell

    def choose(self, chosen: Chosen) -> None:
        """Chooses what was chosen before."""
        self._set(*chosen)

    def keep(self, points: Iterable[str], edges: Iterable[str], folds: Iterable[str] = ()) -> None:
        """Forgets what is no longer there; the focus may be on a fold too."""
        known, edges = set(points), set(edges)
        left = tuple(p for p in self.points if p in known)
        focus = self.focus if self.focus in {*known, *folds} else next(iter(left), "")
        self._set(left, self.edge if self.edge in edges else "", focus, self.cell)

    def _set(self, points: tuple[str, ...], edge: str, focus: str, cell: Cell | None = None) -> None:
        cell = None if focus else cell
        if (points, edge, focus, cell) != (self.points, self.edge, self.focus, self.cell):
            self.points, self.edge, self.focus, self.cell = points, edge, focus, cell
            self.changed.emit()
