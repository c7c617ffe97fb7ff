"""Whom new weights of the objectives are for: the plan, or one segment that weighs them in its own way."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from planner.language import _
from planner.plan import Plan
from planner.segments.objectives import has_own_weights


def whose_menu(plan: Plan, parent: QWidget) -> QMenu | None:
    """A menu of the plan and of the segments that weigh the objectives in their own way, each action with its id as
    data; nothing where all go by the plan.
    """
    segments = [segment for segment in plan.segments if has_own_weights(plan, segment)]
    if not segments:
        return None
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    whole = QAction(_("For the whole plan"), menu)
    whole.setData("")
    menu.addAction(whole)
    for segment in segments:
        words = _("For {segment} alone").format(segment=segment.name)
        action = QAction(words.replace("&", "&&"), menu)
        action.setData(segment.id)
        menu.addAction(action)
    return menu
