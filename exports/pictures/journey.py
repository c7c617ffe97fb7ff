"""Pictures of a journey: its map as a scene at its own size, in the client's colours, and as SVG."""

from collections.abc import Mapping
from dataclasses import dataclass

from exports.figures.journey import journey, needed_height
from exports.figures.journey_map import View, journey_map
from exports.figures.paper import paper_colours
from exports.figures.scene import Scene, Text, moved
from exports.pictures.svg import svg_text
from planner.language import _, named, speaking
from planner.plan import Plan, find

MARGIN, HEAD = 24.0, 56.0
STAGE, LANES = 190.0, 120.0
LEAST = 900.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A scene with the colours of its roles and a title."""

    scene: Scene
    colours: Mapping[str, str]
    title: str


def journey_picture(plan: Plan, key: str, view: View) -> Picture:
    """The map of a journey with its title, as large as it needs, in the plan's language. Raises KeyError."""
    with speaking(plan.profile.language):
        shown = journey_map(plan, key, view)
        width = max(LEAST, LANES + STAGE * max(len(shown.stages), 1))
        scene = journey(plan, key, view, width, needed_height(plan, key, view, width))
        title = _title(plan, key, view)
        words = Text(MARGIN, MARGIN + 20, title, 18, "text.primary", 600)
        items = (words, *moved(scene.items, MARGIN, HEAD))
        size = (scene.width + 2 * MARGIN, scene.height + HEAD + MARGIN)
        whole = Scene(*size, items, scene.sentence, scene.table)
    return Picture(whole, paper_colours(plan.profile.brand_colour), title)


def _title(plan: Plan, key: str, view: View) -> str:
    record = find(plan, "journeys", key)
    segment = find(plan, "segments", record.segment)
    name = record.name or (segment.name if segment is not None else "") or _("Journey")
    state = {"current": _("Current"), "optimal": _("Optimal"), "difference": _("Difference")}[view]
    return named(name, state)


def journey_svg(plan: Plan, key: str, view: View) -> str:
    """The map of a journey as an SVG document. Raises KeyError."""
    picture = journey_picture(plan, key, view)
    return svg_text(picture.scene, picture.colours, picture.title)
