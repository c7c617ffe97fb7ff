"""Recovery: at start, work that a crash left behind is offered; nothing is applied or thrown away unasked."""

from functools import partial
from typing import TYPE_CHECKING

from planner.language import _, ngettext
from ui.widgets.messages import Banner

if TYPE_CHECKING:
    from planner.files.journal import Recoverable
    from ui.desk import Desk


def offer(desk: "Desk") -> list[Banner]:
    """One banner in the start window for each piece of kept work."""
    from planner.files.journal import recoverable

    if desk.start is None or desk.start.property("offered"):
        return []
    desk.start.setProperty("offered", True)
    return [_banner(desk, item) for item in recoverable()]


def _banner(desk: "Desk", item: "Recoverable") -> Banner:
    assert desk.start is not None
    title = item.title or _("Untitled plan")
    count = ngettext("{count} change", "{count} changes", item.changes).format(count=item.changes)
    sentence = _("{title}, {changes}, {time}.").format(title=title, changes=count, time=item.when_text())
    banner = Banner("warn", _("Rapport closed unexpectedly. We kept your work."), sentence, desk.start)
    banner.add_button(_("Open it")).clicked.connect(partial(_take, desk, item, banner))
    banner.add_button(_("Discard")).clicked.connect(partial(_discard, item, banner))
    desk.start.add_banner(banner)
    return banner


def _take(desk: "Desk", item: "Recoverable", banner: Banner) -> None:
    from planner.files.errors import FileError
    from planner.files.journal import recover
    from ui.dialogs.ask import tell
    from ui.plan_desk import PlanDesk

    try:
        recovered = recover(item)
    except FileError as error:
        tell(desk.start, _("The kept work could not be opened"), str(error))
        banner.hide()
        return
    desk.add(PlanDesk.of_recovered(desk, recovered))
    banner.hide()


def _discard(item: "Recoverable", banner: Banner) -> None:
    from planner.files.journal import discard

    discard(item)
    banner.hide()
