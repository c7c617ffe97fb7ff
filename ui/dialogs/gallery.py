"""The dialogs that the shots show, by name."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.dialogs.about import AboutDialog
from ui.dialogs.earlier import EarlierDialog
from ui.dialogs.export_journey import ExportJourney
from ui.dialogs.help import HelpDialog
from ui.dialogs.import_journey import ImportJourney
from ui.dialogs.import_survey import ImportSurvey
from ui.dialogs.journey_credits import JourneyCredits
from ui.dialogs.pairwise import Pairwise
from ui.dialogs.plan_settings import PlanSettings
from ui.dialogs.readings import ReadingsDialog
from ui.dialogs.rfm import RfmDialog
from ui.dialogs.settings import SettingsDialog
from ui.pages.capabilities.collect import CollectDialog
from ui.window import PlanWindow


def _settings(tab: str) -> Callable[[PlanWindow], QWidget]:
    def make(window: PlanWindow) -> QWidget:
        dialog = PlanSettings(window.session, window)
        dialog.show_tab(tab)
        return dialog

    return make


def _credits(window: PlanWindow) -> QWidget:
    return JourneyCredits(window.session, window.session.plan.journeys[0].id, "current", window)


DIALOGS: dict[str, Callable[[PlanWindow], QWidget]] = {
    **{f"settings-{tab}": _settings(tab) for tab in ("plan", "money", "workshop", "limits", "machine")},
    "pairwise": lambda window: Pairwise(window.session, "objectives", window),
    "import-survey": lambda window: ImportSurvey(window.session, window),
    "build-rfm": lambda window: RfmDialog(window.session, window),
    "import-journey": lambda window: ImportJourney(window.session, window),
    "export-journey": lambda window: ExportJourney(window.session, parent=window),
    "journey-credits": _credits,
    "readings": lambda window: ReadingsDialog(window.session, window.session.plan.kpis[0].id, window),
    "collect": lambda window: CollectDialog(window.session, window),
    "start-settings": SettingsDialog,
    "help": lambda window: HelpDialog(window.actions_by_key, window),
    "about": lambda window: AboutDialog("", window),
    "earlier": lambda window: EarlierDialog(window.session.plan, window),
}
