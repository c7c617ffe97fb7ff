"""One plan at work: its window, its keeper, and the commands that reach beyond the window."""

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from planner.files.errors import ChangedOnDisk, DamagedPlan, FileError, Locked, SaveError
from planner.files.journal import Recovered
from planner.files.lock import Found, Lock, take_lock
from planner.files.storage import Opened, read_plan
from planner.language import _, language, ngettext
from planner.plan import Plan
from planner.templates import plan_from
from ui import settings
from ui.dialogs.ask import ask, ask_where_to_save, tell
from ui.keeper import Keeper
from ui.session import Session
from ui.window import PlanWindow

if TYPE_CHECKING:
    from ui.desk import Desk


class PlanDesk(QObject):
    """A plan with its window. Signal: ``closed()`` when the window has gone."""

    closed = Signal()

    def __init__(self, desk: "Desk | None", session: Session, keeper: Keeper, banner: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.session = session
        self.keeper = keeper
        self.is_open = True
        self.window = PlanWindow(session, self._handlers())
        session.setParent(self.window)
        self.window.may_close = self.may_close
        self.window.closing.connect(self._on_closed)
        keeper.state_changed.connect(self._on_state)
        keeper.failed.connect(self._on_failed)
        keeper.noticed.connect(self.window.announce)
        keeper.saved.connect(self._on_saved)
        keeper.changed_on_disk.connect(self._on_changed_on_disk)
        self.window.top_bar.save_state.clicked.connect(self._on_state_asked)
        self._on_state(keeper.state)
        self._why_read_only = banner
        if banner:
            self._show_read_only(banner)
        settings.restore_window(self.window)

    # Where plans come from

    @classmethod
    def of_template(cls, desk: "Desk | None", template: str) -> "PlanDesk":
        """A new plan without a file."""
        session = Session(plan_from(template, language()))
        return cls(desk, session, Keeper(session))

    @classmethod
    def of_plan(cls, desk: "Desk | None", plan: Plan, note: str = "") -> "PlanDesk":
        """A plan that is in no file yet: a copy, or one that was repaired."""
        session = Session(plan)
        session.document.saved_plan = None
        opened = cls(desk, session, Keeper(session))
        if note:
            opened._show_note(note)
        return opened

    @classmethod
    def of_file(cls, desk: "Desk | None", path: str, *, read_only: bool = False) -> "PlanDesk | None":
        """The plan of a file; None where it could not be opened, which the user has been told."""
        parent = desk.parent_window() if desk is not None else None
        try:
            opened = read_plan(path)
        except DamagedPlan as damage:
            return cls._of_damaged(desk, damage)
        except FileError as error:
            tell(parent, _("The plan could not be opened"), str(error))
            return None
        if opened.repaired:
            return cls.of_plan(desk, opened.plan, " ".join(opened.notes))
        if read_only:
            return cls._looking(desk, opened, _("You opened this plan to look at it."))
        if opened.read_only:
            return cls._looking(desk, opened, opened.read_only)
        return cls._locked_or_open(desk, opened, parent)

    @classmethod
    def _locked_or_open(cls, desk: "Desk | None", opened: Opened, parent: object) -> "PlanDesk | None":
        over: Found | None = None
        try:
            lock: Lock | None = take_lock(opened.path, settings.load("name"))
        except Locked as held:
            found: Found = held.found
            if found.state == "closed":
                lock = None
            elif found.state in ("left_over", "unknown"):
                answer = ask(
                    desk.parent_window() if desk is not None else None,
                    _("Is this plan open elsewhere?"),
                    found.sentence(),
                    (("look", _("Open read-only")), ("take", _("Open and change it")), ("cancel", _("Cancel"))),
                )
                if answer == "cancel":
                    return None
                if answer == "look":
                    return cls._looking(desk, opened, found.sentence())
                over = found
                lock = take_lock(opened.path, settings.load("name"), over)
            else:
                words = _("{sentence} You can look, present and export. Changes need a copy.")
                return cls._looking(desk, opened, words.format(sentence=found.sentence()))
        session = Session(opened.plan)
        keeper = Keeper(session, opened.path, opened.stamp, lock)
        plan = cls(desk, session, keeper)
        keeper.remember()
        if opened.notes:
            plan._show_note(" ".join(opened.notes))
        return plan

    @classmethod
    def _looking(cls, desk: "Desk | None", opened: Opened, why: str) -> "PlanDesk":
        session = Session(opened.plan, read_only=True)
        keeper = Keeper(session, opened.path, opened.stamp)
        keeper.remember()
        return cls(desk, session, keeper, why)

    @classmethod
    def _of_damaged(cls, desk: "Desk | None", damage: DamagedPlan) -> "PlanDesk | None":
        answers = []
        if damage.recovered is not None:
            answers.append(("recovered", _("Open what was recovered")))
        if damage.earlier is not None:
            answers.append(("earlier", _("Open the earlier version")))
        answers.append(("cancel", _("Cancel")))
        parent = desk.parent_window() if desk is not None else None
        details = "\n".join(damage.problems)
        answer = ask(parent, damage.happened, f"{damage.safe} {damage.todo}".strip(), answers, details=details)
        if answer == "recovered":
            return cls.of_plan(desk, damage.recovered.plan, " ".join(damage.recovered.notes))
        if answer == "earlier":
            try:
                earlier = read_plan(damage.earlier.path)
            except FileError as error:
                tell(parent, _("The plan could not be opened"), str(error))
                return None
            return cls.of_plan(
                desk, earlier.plan, _("This is the version from {time}.").format(time=damage.earlier.when_text())
            )
        return None

    @classmethod
    def of_recovered(cls, desk: "Desk | None", kept: Recovered) -> "PlanDesk":
        """The work that a crash left behind, as unsaved changes of its file where that is as it was."""
        session = Session(kept.plan, saved=kept.base)
        stamp = kept.stamp if kept.file == "same" else None
        lock: Lock | None = None
        if stamp is not None:
            try:
                lock = take_lock(kept.path, settings.load("name"))
            except Locked:
                stamp = None
        if stamp is None:
            session.document.saved_plan = None
        path = kept.path if stamp is not None else ""
        plan = cls(desk, session, Keeper(session, path, stamp, lock, kept.journal))
        note = _("This is the work we kept. Save it to keep it.")
        if kept.file == "changed":
            note = _("This is the work we kept. Its file has changed since, so this is a copy of its own.")
        plan._show_note(note if kept.complete else _("{note} The last change was lost.").format(note=note))
        return plan

    # The commands

    def _handlers(self) -> dict[str, Callable[[], None]]:
        desk = self.desk
        own: dict[str, Callable[[], None]] = {
            "save": self.save,
            "save_as": self.save_copy,
            "earlier_versions": self.show_earlier_versions,
            "export": self.export,
            "import_segments": self.import_segments,
            "build_rfm": self.build_rfm,
            "import_journey": self.import_journey,
            "export_journey": self.export_journey,
            "journey_credits": self.show_credits,
            "import_survey": self.import_survey,
            "compare_objectives": partial(self.compare_pairs, "objectives"),
            "compare_criteria": partial(self.compare_pairs, "score_criteria"),
            "compare_platforms": partial(self.compare_pairs, "platform_criteria"),
            "present": self.present,
            "about_plan": self.show_settings,
            "close": self.close,
            "help": self.show_help,
            "about": self.show_about,
        }
        if desk is not None:
            own |= {
                "new": partial(desk.new_plan, "blank"),
                "open": desk.ask_and_open,
                "recent": self._show_start,
                "quit": desk.quit,
            }
        return own

    def _show_start(self) -> None:
        if self.desk is not None:
            self.desk.show_start()

    def bring_up(self) -> None:
        """Shows the window in front."""
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def save(self) -> None:
        """Saves to the plan's file; asks for one where there is none."""
        if self.session.read_only:
            self.save_copy()
        elif self.keeper.path:
            self.keeper.save()
        else:
            self._save_where_asked()

    def _save_where_asked(self) -> bool:
        path = ask_where_to_save(self.window, self._suggestion())
        if not path:
            return False
        # The dialog has asked before it names a file that is there.
        self.keeper.save(path, overwrite=True)
        return True

    def save_copy(self) -> None:
        """Saves the plan under another name; a plan that was only looked at can be changed there."""
        if self.session.read_only:
            self.edit_copy()
        else:
            self._save_where_asked()

    def edit_copy(self) -> None:
        """Opens an unsaved copy of this plan in a window of its own."""
        from planner.record import changed, new_id

        plan = changed(self.session.plan, doc_id=new_id())
        copy = PlanDesk.of_plan(self.desk, plan, _("This is a copy. Save it to keep it."))
        if self.desk is not None:
            self.desk.add(copy)
        else:
            copy.bring_up()

    def _suggestion(self) -> str:
        from exports.deliver import file_stem

        folder = os.path.dirname(self.keeper.path) or os.path.expanduser("~")
        return os.path.join(folder, file_stem(self.session.plan) + ".rapport")

    def show_earlier_versions(self) -> None:
        """Shows the kept versions of this plan; one is opened as a copy."""
        from ui.dialogs.earlier import EarlierDialog

        dialog = EarlierDialog(self.session.plan, self.window)
        dialog.version_chosen.connect(self._open_earlier)
        dialog.open()

    def _open_earlier(self, path: str, when: str) -> None:
        try:
            opened = read_plan(path)
        except FileError as error:
            tell(self.window, _("The version could not be opened"), str(error))
            return
        copy = PlanDesk.of_plan(self.desk, opened.plan, _("This is the version from {time}.").format(time=when))
        if self.desk is not None:
            self.desk.add(copy)

    def export(self) -> None:
        """Goes to the deliverables, where the exports are."""
        self.window.go("deliverables")

    def import_segments(self) -> None:
        """Takes a table of segments in."""
        from ui.dialogs.import_segments import import_segments

        import_segments(self.window, self.session)

    def build_rfm(self) -> None:
        """Makes segments of purchases."""
        from ui.dialogs.rfm import build_rfm

        build_rfm(self.window, self.session)

    def import_journey(self) -> None:
        """Takes a journey in, from a file of any kind."""
        from ui.dialogs.import_journey import import_journey

        import_journey(self.window, self.session)

    def export_journey(self) -> None:
        """Writes a journey as a graph, as text or as a picture; the one that is shown, where one is."""
        from ui.dialogs.export_journey import export_journey

        export_journey(self.window, self.session, *self._shown_journey())

    def show_credits(self) -> None:
        """What the touchpoints of the journey that is shown bring to its conversions."""
        from ui.dialogs.journey_credits import show_credits

        journey, view = self._shown_journey()
        show_credits(self.window, self.session, journey, "current" if view == "current" else "optimal")

    def _shown_journey(self) -> tuple[str, Any]:
        """The journey and the view that the journeys page shows."""
        page: Any = self.window.page("journeys")
        page.catch_up()
        return page.journey, page.view

    def import_survey(self) -> None:
        """Takes the answers to a survey in, as figures."""
        from ui.dialogs.import_survey import import_survey

        import_survey(self.window, self.session)

    def compare_pairs(self, subject: str) -> None:
        """Weighs the objectives or criteria pair by pair."""
        from ui.dialogs.pairwise import compare_pairs

        compare_pairs(self.window, self.session, subject)

    def present(self) -> None:
        """Shows the plan to a room, from the page that the window is on."""
        from ui.present.start import present

        present(self.window)

    def show_settings(self) -> None:
        """The settings of the plan and of this machine."""
        from ui.dialogs.plan_settings import PlanSettings

        PlanSettings(self.session, self.window).open()

    def show_help(self) -> None:
        """Every command with its keys."""
        from ui.dialogs.help import HelpDialog

        HelpDialog(self.window.actions_by_key, self.window).open()

    def show_about(self) -> None:
        """What Rapport is, its version, its licences."""
        from ui.dialogs.about import AboutDialog

        AboutDialog(self.desk.version if self.desk is not None else "", self.window).open()

    # What the keeper says

    def _on_state(self, state: str) -> None:
        self.window.top_bar.save_state.set_state(state)

    def _on_state_asked(self) -> None:
        """What is behind the state of the file: the error, the other version, why the plan is read-only; else saves."""
        if self.keeper.state == "changed_on_disk":
            self._on_changed_on_disk()
        elif self.keeper.state == "not_saved" and self.keeper.error is not None:
            self._on_failed(self.keeper.error)
        elif self.session.read_only:
            self._show_read_only(self._why_read_only or _("Changes need a copy."))
        elif self.keeper.state == "edited":
            self.save()

    def _on_saved(self) -> None:
        self.window.announce(_("Saved in {file}.").format(file=os.path.basename(self.keeper.path)))
        self.window.banner.hide()
        if self.desk is not None:
            self.desk.refresh_start()

    def _on_failed(self, error: SaveError) -> None:
        if isinstance(error, ChangedOnDisk):
            self._on_changed_on_disk()
            return
        answers = [("elsewhere", _("Save elsewhere…")), ("again", _("Try again")), ("cancel", _("Not now"))]
        rescue = _("A copy is in {file}.").format(file=error.rescue) if error.rescue else ""
        details = " ".join(part for part in (error.details, rescue) if part)
        answer = ask(self.window, _("The plan could not be saved"), str(error), answers, details=details)
        if answer == "elsewhere":
            self._save_where_asked()
        elif answer == "again":
            self.keeper.save()

    def _on_changed_on_disk(self) -> None:
        banner = self.window.banner
        banner.say(
            _("Someone else saved this plan."),
            _("Merging takes their changes in; where both changed the same, yours stays. It can be undone."),
        )
        banner.clear_buttons()
        banner.add_button(_("Merge")).clicked.connect(self._merge)
        banner.add_button(_("Save mine as a copy…")).clicked.connect(self._save_where_asked)
        banner.show()

    def _merge(self) -> None:
        try:
            clashes = self.keeper.merge_with_disk()
        except FileError as error:
            tell(self.window, _("The plan could not be opened"), str(error))
            return
        self.window.banner.hide()
        words = _("Their changes are in this plan. Save it to keep both.")
        if clashes:
            words = ngettext(
                "Their changes are in this plan. {count} item was changed by both: yours stayed.",
                "Their changes are in this plan. {count} items were changed by both: yours stayed.",
                clashes,
            ).format(count=clashes)
        self.window.announce(words)

    def _show_note(self, note: str) -> None:
        self.window.banner.say(note)
        self.window.banner.clear_buttons()
        self.window.banner.add_button(_("Close")).clicked.connect(self.window.banner.hide)
        self.window.banner.show()

    def _show_read_only(self, why: str) -> None:
        banner = self.window.banner
        banner.say(_("Read-only."), why)
        banner.clear_buttons()
        banner.add_button(_("Edit a copy")).clicked.connect(self.edit_copy)
        banner.show()

    # Closing

    def close(self) -> None:
        """Closes the window, asking first where the plan is not saved."""
        self.window.close()

    def may_close(self) -> bool:
        """Whether the window may go: saved, saved now, or given up by the user."""
        self.session.end_typing()
        self.keeper.wait()
        if self.session.read_only or not self.session.document.dirty:
            return True
        title = self.session.plan.profile.title or _("Untitled plan")
        answer = ask(
            self.window,
            _("Save “{title}” before closing?").format(title=title),
            _("Without saving, your last changes are lost."),
            (("save", _("Save")), ("discard", _("Do not save")), ("cancel", _("Cancel"))),
        )
        if answer == "discard":
            return True
        if answer == "save":
            if self.keeper.path:
                self.keeper.save()
            elif not self._save_where_asked():
                return False
            self.keeper.wait()
            return not self.session.document.dirty
        return False

    def _on_closed(self) -> None:
        if self.is_open:
            self.is_open = False
            settings.keep_window(self.window)
            self.keeper.close()
            self.window.deleteLater()
            self.closed.emit()
