"""Earlier versions: what was kept of a plan; one is opened as a copy."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from planner.files.backups import EarlierVersion, earlier_versions
from planner.language import _, number
from planner.plan import Plan
from ui.dialogs.frame import Frame
from ui.widgets.buttons import Button
from ui.widgets.text import Words


class EarlierDialog(Frame):
    """The list. Signal: ``version_chosen(str, str)`` with the path of a version and its time in words."""

    version_chosen = Signal(str, str)

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Earlier versions"),
            parent,
            _("Kept on this machine each time the plan was saved. One opens as a copy; the plan stays as it is."),
        )
        self.resize(460, 420)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Earlier versions"))
        self.list.itemActivated.connect(self._choose)
        self.body.addWidget(self.list, 1)
        versions = earlier_versions(plan.doc_id)
        for version in versions:
            self.list.addItem(_item(version))
        if not versions:
            self.list.hide()
            nothing = _("None yet. A version is kept when the plan is saved over one from an earlier session.")
            self.body.addWidget(Words(nothing, "body", "text.secondary", self, wrap=True))
            self.body.addStretch(1)
        self.open_copy = Button(_("Open as a copy"), "primary", parent=self)
        self.open_copy.setEnabled(bool(versions))
        self.open_copy.clicked.connect(self._choose)
        self.add_close(_("Cancel"))
        self.foot.addWidget(self.open_copy)
        if versions:
            self.list.setCurrentRow(0)

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            version: EarlierVersion = item.data(Qt.ItemDataRole.UserRole)
            self.version_chosen.emit(version.path, version.when_text())
            self.accept()


def _item(version: EarlierVersion) -> QListWidgetItem:
    size = _("{size} kB").format(size=number(version.size / 1000))
    item = QListWidgetItem(f"{version.when_text()}   {size}")
    item.setData(Qt.ItemDataRole.UserRole, version)
    return item
