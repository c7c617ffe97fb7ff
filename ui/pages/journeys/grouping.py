"""Grouping by hand: what is chosen becomes a group, which is named where it stands; and the group that is meant."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from exports.figures.journey_fold import FOLD, GROUP
from planner.journeys.gap_words import stage_name
from planner.journeys.graph import graph
from planner.journeys.groups import FEWEST, group_of
from planner.journeys.records import Group, Journey
from planner.language import _
from planner.plan import Plan, find

if TYPE_CHECKING:
    from ui.pages.journeys.hands import CanvasHands
    from ui.pages.journeys.verbs import Verbs


def meant_group(plan: Plan, journey: str, points: Sequence[str]) -> Group | None:
    """The group that all of some touchpoints are in."""
    record: Journey | None = find(plan, "journeys", journey)
    group = group_of(record, points[0]) if record is not None and points else None
    return group if group is not None and {*points} <= {*group.touchpoints} else None


def group_meant(hands: "CanvasHands") -> Group | None:
    """The group that what is chosen is in."""
    return meant_group(hands.verbs.session.plan, hands.verbs.journey, hands.selection.points)


def may_group(hands: "CanvasHands") -> bool:
    """Whether what is chosen can become a group that it is not yet."""
    points = hands.selection.points
    group = group_meant(hands)
    return hands.verbs.may_edit and len(points) >= FEWEST and (group is None or {*group.touchpoints} != {*points})


def suggested_name(verbs: "Verbs", points: Sequence[str]) -> str:
    """A name for a group: the stage that all of it is in, or nothing."""
    seen = graph(verbs.session.plan, verbs.journey, verbs.state)
    stages = {seen.points[point].stage for point in points if point in seen.points}
    stage = next(iter(stages)) if len(stages) == 1 else ""
    return stage_name(seen, stage) if stage in seen.stage_at else ""


def ask_group(hands: "CanvasHands") -> None:
    """Types the name of a group of what is chosen; it is one step of undo."""
    points = hands.selection.points
    if not may_group(hands):
        hands.speaker.say(_("Choose two touchpoints or more to group them."))
        return

    def keep(text: str, _enter: bool) -> bool:
        group = hands.verbs.group(points, text.strip())
        if group:
            hands.focus_on(GROUP + group)
            hands.keys.say_focus()
        return True

    name = suggested_name(hands.verbs, points)
    hands.type_at(hands.focus_area(), name, _("Name of the group"), keep, hint=_("Group name"))


def ask_group_name(hands: "CanvasHands", group: Group) -> None:
    """Types another name for a group."""

    def keep(text: str, _enter: bool) -> bool:
        if text.strip() != group.name:
            hands.verbs.rename_group(group.id, text.strip())
        return True

    if hands.verbs.may_edit:
        hands.type_at(hands.focus_area(), group.name, _("Name of the group"), keep)


def take_apart(hands: "CanvasHands") -> None:
    """Ungroups what is chosen; all that was in it stays chosen."""
    group = group_meant(hands)
    if group is None:
        hands.speaker.say(_("What is chosen is in no group."))
        return
    hands.verbs.ungroup(group.id)


def fold_key(hands: "CanvasHands") -> str:
    """What F folds or opens: the fold with the focus, else the group of the touchpoint, else its stage."""
    focus = hands.selection.focus
    if focus in hands.scene.folds:
        return focus.removeprefix(FOLD)
    group = meant_group(hands.verbs.session.plan, hands.verbs.journey, (focus,)) if focus else None
    shown = hands.scene.map
    if group is not None and shown is not None and group.id in shown.groups:
        return (GROUP + group.id).removeprefix(FOLD)
    cell = hands.keys.cell()
    return cell[0] if cell is not None else ""
