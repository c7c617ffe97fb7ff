"""Starting to present: from the page of a window, about the segment that is looked at."""

from planner.plan import Plan, find
from ui.pages.page import Page
from ui.present.window import PresentWindow
from ui.window import PlanWindow


def present(window: PlanWindow) -> PresentWindow:
    """Presents the plan of a window; one that is presented already comes to the front."""
    shown = window.findChild(PresentWindow)
    if shown is None:
        segment = segment_in_view(window.session.plan, window.session.selection, window.pages.get("journeys"))
        shown = PresentWindow(window.session, window, window.page_key, segment)
        shown.left.connect(window.activateWindow)  # not every desktop gives the keyboard back by itself
    shown.open()
    return shown


def segment_in_view(plan: Plan, selection: tuple[str, str], journeys: Page | None) -> str:
    """The segment that is selected, else the one whose journey was looked at; its id, or nothing."""
    table, record_id = selection
    if table == "segments" and find(plan, "segments", record_id) is not None:
        return record_id
    journey = find(plan, "journeys", str(getattr(journeys, "journey", "")))
    return journey.segment if journey is not None else ""
