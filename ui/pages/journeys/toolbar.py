"""The toolbar of the journeys page: which journey, which state, drop-off, mini-map, zoom, add."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.language import _, percent
from ui.guard import guarded
from ui.pages.journeys.journey_choice import JourneyChoice
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, IconButton, Segmented, Words

NARROW = 1100


@guarded
class Toolbar(QWidget):
    """Signals: ``view_chosen(str)``, ``drop_off_toggled(bool)``, ``minimap_toggled(bool)``, ``zoom_stepped(int)``
    (0 is 100 %), ``add_asked()``, ``copy_asked()``, ``more_asked()``."""

    view_chosen = Signal(str)
    drop_off_toggled = Signal(bool)
    minimap_toggled = Signal(bool)
    zoom_stepped = Signal(int)
    add_asked = Signal()
    copy_asked = Signal()
    more_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._journey = True
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 16, 0)
        row.setSpacing(8)
        self.title = Words(_("Journeys"), "title", "text.primary", self)
        self.journey = JourneyChoice(session, self)
        self.view = Segmented(
            [("current", _("Current")), ("optimal", _("Optimal")), ("difference", _("Difference"))], self
        )
        self.view.setAccessibleName(_("State of the journey"))
        self.view.chosen.connect(self.view_chosen)
        self.drop_off = Button(_("Drop-off"), "secondary", "flame", self)
        self.drop_off.setCheckable(True)
        self.drop_off.setAccessibleName(_("Show drop-off"))
        self.drop_off.clicked.connect(self.drop_off_toggled)
        self.drop_icon = IconButton("flame", _("Show drop-off"), "H", self, framed=True)
        self.drop_icon.setCheckable(True)
        self.drop_icon.clicked.connect(self.drop_off_toggled)
        self.minimap = IconButton("map", _("Show the mini-map"), parent=self)
        self.minimap.setCheckable(True)
        self.minimap.setChecked(True)
        self.minimap.clicked.connect(self.minimap_toggled)
        self.out = IconButton("minus", _("Zoom out"), "-", self, size=24)
        self.out.clicked.connect(self._zoom_out)
        self.zoom = Button(percent(1.0), "link", parent=self)
        self.zoom.kind = "quiet"
        self.zoom.small = True
        self.zoom.setAccessibleName(_("Zoom, back to 100 %"))
        self.zoom.clicked.connect(self._zoom_normal)
        self.into = IconButton("plus", _("Zoom in"), "+", self, size=24)
        self.into.clicked.connect(self._zoom_in)
        self.more = IconButton("ellipsis", _("More for journeys"), parent=self, size=28)
        self.more.clicked.connect(self.more_asked)
        self.add = Button(_("Add touchpoint"), "primary", "plus", self)
        self.add.clicked.connect(self.add_asked)
        self.copy = Button(_("Edit a copy"), "secondary", "copy", self)
        self.copy.clicked.connect(self.copy_asked)
        row.addWidget(self.title)
        row.addSpacing(6)
        row.addWidget(self.journey)
        row.addSpacing(4)
        row.addWidget(self.view)
        row.addStretch(1)
        for widget in (self.drop_off, self.drop_icon, self.minimap):
            row.addWidget(widget)
        row.addSpacing(4)
        zoom = QHBoxLayout()
        zoom.setSpacing(0)
        for widget in (self.out, self.zoom, self.into):
            zoom.addWidget(widget)
        row.addLayout(zoom)
        row.addWidget(self.more)
        row.addSpacing(4)
        row.addWidget(self.add)
        row.addWidget(self.copy)
        theme().changed.connect(self.fit)
        self.fit()

    def show_state(self, view: str, drop_off: bool, *, journey: bool, read_only: bool) -> None:
        """Shows which view is on and what can be done in it."""
        self._journey = journey
        self.view.set_current(view)
        for button in (self.drop_off, self.drop_icon):
            button.setChecked(drop_off)
        self.view.setVisible(journey)
        self.fit()
        self.add.setVisible(journey and not read_only and view != "difference")
        self.copy.setVisible(read_only)

    def show_zoom(self, zoom: float) -> None:
        """Shows the zoom of the canvas."""
        self.zoom.setText(percent(zoom))
        self.zoom.updateGeometry()

    def fit(self) -> None:
        """Fits into the window: lower where it is low; where it is narrow, Drop-off is an icon, then what the menu and
        the keys do as well gives way: the mini-map, the zoom, and at last the words of the button."""
        window = self.window()
        low = window is not self and window.height() < 760 * theme().scale
        self.setFixedHeight(theme().metric("canvasToolbarCompact" if low else "canvasToolbar"))
        self.add.set_compact(False)
        narrow = window is not self and window.width() < NARROW * theme().scale
        self.title.setVisible(self.width() >= 700 * theme().scale)
        rest = (self.minimap, self.out, self.zoom, self.into)
        for widget in rest:
            widget.setVisible(self._journey)
        self._show_drop_off(narrow or self._needed() > self.width())
        for widgets in ((self.minimap,), rest):
            if self._needed() > self.width():
                for widget in widgets:
                    widget.hide()
        self.add.set_compact(self._needed() > self.width())

    def _show_drop_off(self, as_icon: bool) -> None:
        self.drop_off.setVisible(self._journey and not as_icon)
        self.drop_icon.setVisible(self._journey and as_icon)

    def _needed(self) -> int:
        """The width at which nothing is cut, in the language spoken."""
        row = self.layout()
        return row.sizeHint().width() if row is not None else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _zoom_in(self) -> None:
        self.zoom_stepped.emit(1)

    def _zoom_out(self) -> None:
        self.zoom_stepped.emit(-1)

    def _zoom_normal(self) -> None:
        self.zoom_stepped.emit(0)
