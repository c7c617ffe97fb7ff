"""The context menu of the canvas: what the keys do, in words."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from exports.figures.journey_fold import FOLD
from planner.journeys.consent import by_preference
from planner.language import _
from ui.pages.journeys.folding import GROUP_KEY
from ui.pages.journeys.grouping import ask_group, ask_group_name, fold_key, group_meant, may_group, take_apart
from ui.theme import theme
from ui.widgets.key_words import keys_said

if TYPE_CHECKING:
    from ui.pages.journeys.hands import CanvasHands


def canvas_menu(hands: "CanvasHands") -> QMenu:
    """The menu of what is chosen: touchpoints, an edge, or a cell."""
    menu = QMenu(hands.view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if hands.selection.edge:
        _edge(menu, hands)
    elif hands.selection.points:
        _points(menu, hands)
    else:
        _cell(menu, hands)
    return menu


def _verb(
    menu: QMenu, words: str, run: Callable[[], object], icon: str = "", keys: str = "", *, edits: bool = True
) -> QAction:
    action = QAction(words + (f"\t{keys_said(keys)}" if keys else ""), menu)
    if icon:
        action.setIcon(theme().icon(icon))
    action.setEnabled(not edits or bool(menu.property("edits")))
    action.triggered.connect(_run(run))
    menu.addAction(action)
    return action


def _run(run: Callable[[], object]) -> Callable[[], None]:
    def go() -> None:
        run()

    return go


def _points(menu: QMenu, hands: "CanvasHands") -> None:
    keys, verbs, points = hands.keys, hands.verbs, hands.selection.points
    menu.setProperty("edits", verbs.may_edit)
    one = len(points) == 1
    _verb(menu, _("Details"), partial(hands.asked.emit, "details"), "panel-right", "Ctrl+I", edits=False)
    if one:
        _verb(menu, _("Rename"), keys.rename, "pencil", "F2")
    _verb(menu, _("Duplicate"), keys.duplicate, "copy", "Ctrl+D")
    if one:
        _verb(menu, _("Connect to…"), keys.connect, "spline", "C")
        _verb(menu, _("Steps"), keys.edges, "route", "E", edits=False)
    _moves(menu, hands)
    menu.addSeparator()
    _folds(menu, hands)
    menu.addSeparator()
    rating = menu.addMenu(_("Satisfaction"))
    rating.setProperty("edits", verbs.may_edit)
    for number in range(1, 6):
        _verb(rating, str(number), partial(verbs.rate, points, number), "", str(number))
    records = [p for p in map(verbs.point, points) if p is not None]
    for words, key, field in (
        (_("Two-way"), "W", "two_way"),
        (_("Measured"), "M", "measured"),
        (_("Goal"), "G", "goal"),
    ):
        action = _verb(menu, words, partial(verbs.toggle, field, points), "", key)
        action.setCheckable(True)
        action.setChecked(bool(records) and all(getattr(p, field) for p in records))
    action = _verb(menu, _("Follow-up when customers stop here"), partial(verbs.toggle_trigger, points), "", "T")
    action.setCheckable(True)
    action.setChecked(bool(records) and all(p.trigger is not None for p in records))
    menu.addSeparator()
    words = _("Delete touchpoint") if one else _("Delete touchpoints")
    _verb(menu, words, keys.delete, "trash-2", "Del")


def _folds(menu: QMenu, hands: "CanvasHands") -> None:
    """What can be grouped, shown as one, and opened again."""
    group, focus = group_meant(hands), hands.selection.focus
    if may_group(hands):
        _verb(menu, _("Group…"), partial(ask_group, hands), "group", "Ctrl+G")
    if group is not None:
        _verb(menu, _("Rename the group"), partial(ask_group_name, hands, group), "pencil")
        _verb(menu, _("Ungroup"), partial(take_apart, hands), "ungroup", "Ctrl+Shift+G")
    key = fold_key(hands)
    if key:
        _fold(menu, hands, key, "F")
    cell = hands.keys.cell()
    if focus in hands.scene.nodes and cell is not None and key != cell[0]:
        _fold(menu, hands, cell[0])


def _fold(menu: QMenu, hands: "CanvasHands", key: str, keys: str = "") -> None:
    """Shows a stage or a group as one, or opens it."""
    is_open = FOLD + key not in hands.scene.folds
    if key.startswith(GROUP_KEY):
        words = _("Show the group as one") if is_open else _("Open the group")
    else:
        words = _("Fold this stage") if is_open else _("Open this stage")
    icon = "minimize-2" if is_open else "maximize-2"
    _verb(menu, words, partial(hands.asked.emit, f"fold:{key}"), icon, keys, edits=False)


def _moves(menu: QMenu, hands: "CanvasHands") -> None:
    """To another stage or channel, for who does not drag."""
    grid, points = hands.scene.grid, hands.selection.points
    shown = hands.scene.map
    if shown is None:
        return
    stages = menu.addMenu(_("Move to stage"))
    lanes = menu.addMenu(_("Move to channel"))
    for sub in (stages, lanes):
        sub.setProperty("edits", hands.verbs.may_edit)
    cells = {p: (grid.spots[p].stage, grid.spots[p].lane) for p in points if p in grid.spots}
    hidden = (record for record in map(hands.verbs.point, points) if record is not None and record.id not in cells)
    cells.update({record.id: (record.stage, record.channel) for record in hidden})
    for stage in shown.stages:
        places = {p: (stage.id, channel) for p, (_at, channel) in cells.items()}
        _verb(stages, stage.name.replace("&", "&&"), partial(hands.verbs.place, places))
    order = {channel.id: at for at, channel in enumerate(by_preference(hands.verbs.session.plan, hands.verbs.journey))}
    for lane in sorted(shown.lanes, key=lambda look: order.get(look.id, len(order))):
        places = {p: (column, lane.id) for p, (column, _at) in cells.items()}
        words = _("{channel} (no consent)").format(channel=lane.name) if lane.refused else lane.name
        icon = "ban" if lane.refused else "star" if lane.preferred else lane.icon
        _verb(lanes, words.replace("&", "&&"), partial(hands.verbs.place, places), icon)


def _edge(menu: QMenu, hands: "CanvasHands") -> None:
    verbs, edge = hands.verbs, hands.selection.edge
    menu.setProperty("edits", verbs.may_edit)
    _verb(menu, _("Type the share"), partial(hands.edit_share, edge), "percent", "Enter")
    _verb(menu, _("What if…"), hands.ask_what_if, "sliders-horizontal", "W", edits=False)
    step = verbs.step(edge)
    kinds = menu.addMenu(_("Kind of step"))
    kinds.setProperty("edits", verbs.may_edit)
    for kind, words in (("forward", _("Forward")), ("loop", _("Loop")), ("re_engagement", _("Re-engagement"))):
        action = _verb(kinds, words, partial(verbs.change_edge, edge, kind=kind))
        action.setCheckable(True)
        action.setChecked(step is not None and step.kind == kind)
    menu.addSeparator()
    _verb(menu, _("Delete the step"), partial(verbs.remove_edge, edge), "trash-2", "Del")


def _cell(menu: QMenu, hands: "CanvasHands") -> None:
    menu.setProperty("edits", hands.verbs.may_edit)
    _verb(menu, _("Add touchpoint here"), hands.keys.new, "plus", "N")
    cell = hands.keys.cell()
    if cell is not None:
        _fold(menu, hands, cell[0], "F")
    _verb(menu, _("Select all"), hands.keys.select_all, "", "Ctrl+A", edits=False)
    _verb(menu, _("Tidy up"), hands.tidying.start, "wand-sparkles")
    menu.addSeparator()
    _verb(menu, _("Show everything"), hands.view.fit, "maximize", "0", edits=False)
    _verb(menu, _("Full size"), partial(hands.view.set_zoom, 1.0), "", "Ctrl+0", edits=False)
    _verb(menu, _("Outline"), partial(hands.asked.emit, "outline"), "list-tree", "Ctrl+L", edits=False)
