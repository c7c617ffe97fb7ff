"""The window of a plan: top bar, rail, pages and side panel around one session."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from planner.catalogue import Idea, ideas
from planner.change import Change
from planner.insight.completeness import completeness
from planner.insight.names import removed_words
from planner.language import _, language, named
from ui import settings
from ui.app import speak
from ui.commands import allow_edits, command_of, make_actions, name_action, say
from ui.guard import guarded
from ui.late_health import late_health
from ui.pages.header import PageHeader
from ui.pages.page import Page
from ui.session import Session
from ui.shell.drop_layer import DropLayer
from ui.shell.entries import command_entries, idea_entries, in_sections, item_entries
from ui.shell.find_bar import FindBar
from ui.shell.guide import Guide
from ui.shell.ideas import background_for, ideas_for, questions_for
from ui.shell.menus import AltKey, fill_menus
from ui.shell.palette import Entry, Palette
from ui.shell.panels import Panels
from ui.shell.rail import PLACES, Rail
from ui.shell.regions import Region, Regions
from ui.shell.search import items_on
from ui.shell.side_panel import SidePanel, SideStrip
from ui.shell.tab_order import step_focus
from ui.shell.top_bar import TopBar
from ui.theme import theme
from ui.widgets import Banner, Toast
from ui.widgets.pulse import pulse
from ui.workshop.remarks import Remarks

WIDE = 1280
LOW = 760
PAUSE = 250


def page_class(key: str) -> type[Page]:
    """The class of a page, imported when it is first shown."""
    import importlib

    names = {
        "objectives": "ObjectivesPage",
        "segments": "SegmentsPage",
        "journeys": "JourneysPage",
        "capabilities": "CapabilitiesPage",
        "actions": "ActionsPage",
        "insights": "InsightsPage",
        "deliverables": "DeliverablesPage",
    }
    module = importlib.import_module(f"ui.pages.{key}.page")
    found: type[Page] = getattr(module, names[key])
    return found


@guarded
class PlanWindow(QMainWindow):
    """One plan in a window. ``handlers`` carries the commands that reach beyond it: files and dialogs.

    Signal: ``closing()`` when the window is about to go and may.
    """

    closing = Signal()

    def __init__(self, session: Session, handlers: dict[str, Callable[[], None]] | None = None) -> None:
        super().__init__()
        self.session = session
        self.may_close: Callable[[], bool] = lambda: True
        self.setObjectName("window")
        self.setMinimumSize(1024, 640)
        self.actions_by_key = make_actions(self, {**self._own_handlers(), **(handlers or {})})
        self.pages: dict[str, Page] = {}
        self.page_key = ""
        self._tabs_chosen: dict[str, tuple[bool, str]] = {}
        self._was_wide = False
        self._analysed = False
        self._recent: list[str] = []
        self._removed: Change | None = None
        self._build()
        self.alt = AltKey(self)
        self._build_menus()
        session.removed.connect(self._on_removed)
        session.changed.connect(self._on_changed)
        session.history_changed.connect(self._on_history)
        session.announced.connect(self.announce)
        session.refused.connect(self._on_refused)
        session.selected.connect(self._on_selected)
        session.show_requested.connect(self.show_item)
        theme().changed.connect(self._on_theme)
        self.health = late_health(session)
        self.health.came.connect(self._feed_findings)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE)
        self._later.timeout.connect(self._analyse)
        self.go("objectives")
        self._on_history()
        self.rail.set_completeness(completeness(session.plan))
        self._later.start()

    def _build(self) -> None:
        root = QWidget(self)
        root.setObjectName("window")
        column = QVBoxLayout(root)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.top_bar = TopBar(self.session, self.actions_by_key, self)
        self.top_bar.palette_asked.connect(self.open_palette)
        self.top_bar.panel_toggled.connect(self.toggle_panel)
        self.top_bar.export_asked.connect(self._export)
        column.addWidget(self.top_bar)
        row = QHBoxLayout()
        row.setSpacing(0)
        self.rail = Rail(self)
        self.rail.chosen.connect(self.go)
        self.rail.settings_asked.connect(self._open_settings)
        row.addWidget(self.rail)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        self.banner = Banner("warn", "", parent=self)
        self.banner.hide()
        middle.addWidget(self.banner)
        self.stack = QStackedWidget(self)
        self.stack.setObjectName("page")
        middle.addWidget(self.stack, 1)
        row.addLayout(middle, 1)
        self.guide = Guide(self.session, self)
        self.guide.idea_taken.connect(self._on_idea)
        self.panel = SidePanel(self.guide, Remarks(self.session, self), root)
        self.panel.closed.connect(self.close_panel)
        self.strip = SideStrip(root)
        self.strip.opened.connect(self._open_part)
        self.panels = Panels(self.panel, self.strip, row, root, self.top_bar.panel)
        self.panels.left.connect(self.close_panel)
        column.addLayout(row, 1)
        self.setCentralWidget(root)
        self.drop_layer = DropLayer(self.stack)
        self.drop_layer.hovered.connect(self._on_idea_over)
        self.drop_layer.dropped.connect(self._on_idea_dropped)
        self.guide.drag_began.connect(self.drop_layer.cover)
        self.guide.drag_ended.connect(self.drop_layer.uncover)
        self.find_bar = FindBar(self._found_here, self.stack)
        self.find_bar.found.connect(self._on_found)
        self.find_bar.closed.connect(self._on_find_closed)
        self.palette_box = Palette(self.palette_entries, root)
        self.palette_box.ran.connect(self._on_ran)
        self.toast = Toast(root)
        self.toast.undo_asked.connect(self.session.undo)
        self.toast.keeps_off = self._foot
        self.regions = Regions(self, self._regions)

    def _build_menus(self) -> None:
        fill_menus(self.menuBar(), self.actions_by_key)
        self.alt.refill()

    def _own_handlers(self) -> dict[str, Callable[[], None]]:
        own: dict[str, Callable[[], None]] = {f"go_{place.key}": partial(self.go, place.key) for place in PLACES}
        return own | {
            "undo": self._undo,
            "redo": self._redo,
            "find": self.open_find,
            "palette": self.open_palette,
            "guide": partial(self.open_panel, "guide"),
            "details": partial(self.open_panel, "details"),
            "panel": self.toggle_panel,
            "next_region": partial(self._step_region, 1),
            "previous_region": partial(self._step_region, -1),
            "larger_text": partial(self._step_text, 1),
            "smaller_text": partial(self._step_text, -1),
            "normal_text": partial(self._step_text, 0),
            "theme_system": partial(self._choose_theme, "system"),
            "theme_light": partial(self._choose_theme, "light"),
            "theme_dark": partial(self._choose_theme, "dark"),
            "language_en": partial(self.choose_language, "en"),
            "language_fr": partial(self.choose_language, "fr"),
        }

    # Pages

    def page(self, key: str) -> Page:
        """A page by its key, made when it is first asked for."""
        if key not in self.pages:
            page = page_class(key)(self.session, self)
            page.setObjectName("page")
            page.details_changed.connect(self._on_details)
            page.details_asked.connect(self._on_details_asked)
            self.pages[key] = page
            self.stack.addWidget(page)
        return self.pages[key]

    def go(self, key: str) -> None:
        """Shows a page."""
        page = self.page(key)
        self.page_key = key
        page.catch_up()
        self.stack.setCurrentWidget(page)
        self.rail.set_active(key)
        opened, tab = self._panel_wanted()
        self.panel.set_details(page.details(), page.details_title())
        self.panel.show_tab(tab)
        self._show_panel(opened and self._wide())
        self._feed_guide()
        self.find_bar.forget()

    def _foot(self) -> QWidget | None:
        page = self.pages.get(self.page_key)
        return page.foot() if page is not None else None

    def show_item(self, key: str, table: str, record_id: str) -> None:
        """Goes to a page and to an item on it, whose outline pulses once."""
        if key not in {place.key for place in PLACES}:
            return
        if key != self.page_key:
            self.go(key)
        if record_id:
            self.page(key).show_item(table, record_id)
            # Its place is known once the page has been laid out.
            QTimer.singleShot(0, self, self._pulse)

    def _pulse(self) -> None:
        area = self.page(self.page_key).item_area()
        if area is not None:
            pulse(*area)

    def _export(self, kind: str) -> None:
        from ui.pages.deliverables.page import DeliverablesPage

        self.go("deliverables")
        page = self.page("deliverables")
        if isinstance(page, DeliverablesPage):
            page.exporter.ask_and_export(kind)

    # Side panel

    def _panel_wanted(self) -> tuple[bool, str]:
        """Whether the panel is open on this page, and on which tab: as the user left it, else as the page says."""
        page = self.page(self.page_key)
        return self._tabs_chosen.get(self.page_key, (page.panel_open, page.panel_tab))

    def _wide(self) -> bool:
        return self.width() >= WIDE * theme().scale

    def open_panel(self, tab: str = "guide") -> None:
        """Opens the side panel on a tab."""
        self.panel.show_tab(tab)
        self._tabs_chosen[self.page_key] = (True, tab)
        self._show_panel(True)

    def _open_part(self, part: str) -> None:
        """Opens the guide at one of its parts, or the panel as it was left."""
        self.open_panel("guide" if part else self.panel.tabs.current)
        if part:
            self.panel.show_part(part)

    def close_panel(self) -> None:
        """Folds the side panel to its strip."""
        self._tabs_chosen[self.page_key] = (False, self.panel.tabs.current)
        self._show_panel(False)

    def toggle_panel(self) -> None:
        """Opens or folds the side panel."""
        if self.panel.isVisibleTo(self):
            self.close_panel()
        else:
            self.open_panel(self.panel.tabs.current)

    def _show_panel(self, shown: bool) -> None:
        self.panels.show(shown, self._wide(), self.page_key != "deliverables")
        self.top_bar.panel.setChecked(self.panel.isVisibleTo(self))

    def _on_details(self) -> None:
        page = self.page(self.page_key)
        self.panel.set_details(page.details(), page.details_title())

    def _on_details_asked(self) -> None:
        self._on_details()
        self.open_panel("details")

    def _on_selected(self, _table: str, record_id: str) -> None:
        page = self.page(self.page_key)
        if record_id and page.panel_tab == "details":
            self.panel.show_tab("details")

    def _on_idea(self, idea: Idea) -> None:
        self.page(self.page_key).take_idea(idea)

    def _on_idea_over(self, spot: QPoint | None) -> None:
        page = self.page(self.page_key)
        page.idea_over(page.mapFrom(self.stack, spot) if spot is not None else None)

    def _on_idea_dropped(self, key: str, spot: QPoint) -> None:
        idea = next((idea for idea in ideas() if idea.key == key), None)
        page = self.page(self.page_key)
        if idea is not None and not self.session.read_only:
            page.drop_idea(idea, page.mapFrom(self.stack, spot))

    def _feed_guide(self) -> None:
        self.guide.set_page(self.page_key, questions_for(self.page_key))
        self.guide.set_background(background_for(self.page_key))
        self.guide.set_ideas(ideas_for(self.page_key, self.session.plan))
        if self._analysed:
            self._feed_findings()

    def _feed_findings(self) -> None:
        found = self.health.latest(self.session.plan)
        if found is None:
            return
        from planner.insight.health import findings_on

        findings = findings_on(self.page_key, found)
        self.guide.set_findings(findings)
        self.strip.set_count(len(findings))

    # Reactions

    def _on_changed(self, change: Change | None) -> None:
        self._removed = None
        self.toast.take_undo_away()
        self.find_bar.forget()
        if change is None:
            self._analyse()
        else:
            self._later.start()

    def _analyse(self) -> None:
        """Rings and findings, after a short pause in typing."""
        self._analysed = True
        self.rail.set_completeness(completeness(self.session.plan))
        self._feed_guide()

    def _on_history(self) -> None:
        document, read_only = self.session.document, self.session.read_only
        allow_edits(self.actions_by_key.values(), _("Read-only. Edit a copy to change it.") if read_only else "")
        for key, label, word in (("undo", document.undo_label, _("Undo")), ("redo", document.redo_label, _("Redo"))):
            action = self.actions_by_key[key]
            action.setEnabled(label is not None and not read_only)
            say(action, named(word, label) if label else word)
        self._name_window()

    def _name_window(self) -> None:
        title = self.session.plan.profile.title or _("Untitled plan")
        suffix = " " + _("(read-only)") if self.session.read_only else ""
        self.setWindowTitle(f"{title}{suffix}[*] – Rapport")
        self.setWindowModified(self.session.document.dirty)

    def announce(self, words: str) -> None:
        """Says something to the screen reader and shows it for a while."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.toast.say(words, undo=self._removed is not None)

    def _on_removed(self, change: Change) -> None:
        """Says what is gone; Undo is at hand until something else is changed."""
        self._removed = change
        self.announce(removed_words(change))

    def tell_fault(self, words: str) -> None:
        """Says over the page that something went wrong; errors do not go by themselves."""
        self.banner.say(words, tone="bad")
        self.banner.clear_buttons()
        self.banner.add_button(_("Close")).clicked.connect(self.banner.hide)
        self.banner.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _on_refused(self, sentence: str, _field: str) -> None:
        self.toast.say(sentence)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _undo(self) -> None:
        self.session.undo()

    def _redo(self) -> None:
        self.session.redo()

    # View

    def _step_text(self, by: int) -> None:
        scales = (1.0, 1.15, 1.3)
        at = scales.index(theme().scale) if theme().scale in scales else 0
        scale = scales[max(0, min(2, at + by))] if by else 1.0
        settings.save("text", str(scale))
        theme().set(scale=scale)

    def _choose_theme(self, setting: str) -> None:
        settings.save("theme", setting)
        theme().set(setting)

    def choose_language(self, code: str) -> None:
        """Speaks another language from now on: every page is made anew."""
        if code == language():
            return
        settings.save("language", code)
        speak(QApplication.instance(), code)
        self.retranslate()

    def retranslate(self) -> None:
        """Names everything again; the pages are made anew."""
        key, view = self.page_key, self.page(self.page_key).current_view()
        self.panel.release()
        for page in self.pages.values():
            page.session.changed.disconnect(page._on_changed)
            self.stack.removeWidget(page)
            page.deleteLater()
        self.pages.clear()
        for action in self.actions_by_key.values():
            name_action(action)
        self._build_menus()
        for part in (self.top_bar, self.rail, self.guide, self.panel, self.strip, self.find_bar):
            part.retranslate()
        self.go(key)
        if self.session.selection[1]:
            self.page(key).show_item(*self.session.selection)
        if view:
            self.page(key).show_view(view)
        self._on_history()
        self._analyse()

    def _on_theme(self) -> None:
        for action in self.actions_by_key.values():
            command = command_of(action)
            if command is not None and command.icon:
                action.setIcon(theme().icon(command.icon))
        self._fit()

    def _fit(self) -> None:
        self.rail.set_compact(self.height() < LOW * theme().scale)
        wide = self._wide()
        if self.page_key and wide != self._was_wide:
            self._was_wide = wide
            self._show_panel(wide and self._panel_wanted()[0])
        self.panels.place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.alt.watch()
        self.panels.watch()
        # Else the first field of the top bar would take the focus and look as if someone were typing.
        root = self.centralWidget()
        if self.focusWidget() is None and root is not None:
            root.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.toast.place()
        # The page gets its place after this.
        QTimer.singleShot(0, self, self._place_floating)

    def _place_floating(self) -> None:
        self.panels.place()
        if self.find_bar.isVisible():
            self.find_bar.place()
        if self.palette_box.isVisible():
            self.palette_box.place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.panels.floating:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return step_focus(self, forward)

    def _regions(self) -> list[Region]:
        page = self.page(self.page_key)
        header = page.findChild(PageHeader)
        parts = [
            Region("bar", self.top_bar),
            Region("rail", self.rail, first=self.rail.buttons.get(self.page_key)),
            Region("banner", self.banner),
        ]
        if header is not None:
            parts.append(Region(f"header {self.page_key}", header))
        return [
            *parts,
            Region(f"page {self.page_key}", page, without=header),
            Region("find", self.find_bar),
            Region("strip", self.strip),
            Region("panel", self.panel),
        ]

    def _step_region(self, by: int) -> None:
        self.regions.step(by)

    def _open_settings(self) -> None:
        if "about_plan" in self.actions_by_key:
            self.actions_by_key["about_plan"].trigger()

    # Palette

    def open_palette(self) -> None:
        """Opens the command palette."""
        self.palette_box.open()

    def palette_entries(self, query: str) -> list[Entry]:
        """The rows for a query: places and items to go to, things to do, what was done last."""
        found = [
            *command_entries(self.actions_by_key.values(), query),
            *item_entries(self.session.plan, query, self.show_item),
            *idea_entries(query, self._take_from_catalogue, self.session.read_only),
        ]
        return in_sections(found, self._recent, query)

    def _take_from_catalogue(self, idea: Idea) -> None:
        self.go(idea.step)
        self.page(idea.step).take_idea(idea)

    def _on_ran(self, key: str) -> None:
        self._recent = [key, *(known for known in self._recent if known != key)][:12]

    # Find on the page

    def open_find(self) -> None:
        """Opens the find bar."""
        self.find_bar.open_bar()

    def _found_here(self, query: str) -> list[tuple[str, str]]:
        return items_on(self.session.plan, self.page_key, query)

    def _on_found(self, table: str, record_id: str) -> None:
        page = self.page(self.page_key)
        page.show_item(table, record_id)
        area = page.item_area()
        # At once: what is typed next is for the field.
        self.find_bar.field.setFocus(Qt.FocusReason.OtherFocusReason)
        if area is not None:
            pulse(*area)

    def _on_find_closed(self) -> None:
        table, record_id = self.session.selection
        page = self.page(self.page_key)
        if record_id:
            page.show_item(table, record_id)
        else:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    # Closing

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close():
            event.accept()
            self.closing.emit()
        else:
            event.ignore()
