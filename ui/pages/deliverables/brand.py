"""The client's brand: logo, colour with its contrast, language and paper of the deliverables."""

import base64
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QColorDialog, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from exports.figures.paper import contrast
from planner.change import Change, touches
from planner.insight.edits import edit_profile
from planner.intake.errors import IntakeError
from planner.intake.picture import read_logo
from planner.language import LANGUAGES, _, number
from ui.dialogs.ask import ask_for_file, tell
from ui.guard import guarded
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, Segmented, Words
from ui.widgets.paint import Painted, box, draw_icon, draw_words, focus_ring

READS_WELL = 4.5


@guarded
class LogoView(QWidget):
    """The logo, or a place for one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QPixmap | None = None
        self._source = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(64 * theme().scale), round(44 * theme().scale))

    def set_logo(self, logo: str) -> None:
        """Another logo, as base64 of a PNG."""
        if logo == self._source:
            return
        self._source = logo
        image = QImage.fromData(base64.b64decode(logo)) if logo else QImage()
        self._picture = None if image.isNull() else QPixmap.fromImage(image)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        if self._picture is None:
            box(painter, area, "bg.sunken")
            draw_icon(painter, "image-plus", "text.tertiary", area.center(), 18)
            return
        box(painter, area, "bg.surface")
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        spot = QRectF(0, 0, size.width(), size.height())
        spot.moveCenter(area.center())
        painter.drawPixmap(spot, self._picture, QRectF(self._picture.rect()))


@guarded
class ColourButton(Painted):
    """Shows a colour with its code; a click opens the chooser."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.colour = "#000000"

    def set_colour(self, colour: str) -> None:
        """Another colour."""
        self.colour = colour
        self.setAccessibleName(_("Brand colour {colour}").format(colour=colour.upper()))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(122 * theme().scale), theme().metric("control"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, scale = QRectF(self.rect()), theme().scale
        box(painter, area, "bg.hover" if self.underMouse() else "bg.surface", "line.strong")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.colour))
        side = 16 * scale
        painter.drawRoundedRect(QRectF(9, area.center().y() - side / 2, side, side), 4, 4)
        words = area.adjusted(18 + side, 0, -26, 0)
        draw_words(painter, words, self.colour.upper(), "body", "text.primary")
        centre = area.center()
        centre.setX(area.right() - 15 * scale)
        draw_icon(painter, "pipette", "text.secondary", centre, 14)
        if self.ring_shown():
            focus_ring(painter, area)


class Brand(QWidget):
    """Logo, colour, language, paper."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._build_logo())
        row = QHBoxLayout()
        row.addWidget(Words(_("Colour"), "body", "text.primary", self))
        row.addStretch(1)
        self.colour = ColourButton(self)
        self.colour.clicked.connect(self._ask_colour)
        row.addWidget(self.colour)
        column.addLayout(row)
        self.note = Words("", "small", "ok.text", self, wrap=True)
        column.addWidget(self.note)
        self.language = Segmented(list(LANGUAGES.items()), self)
        self.language.setAccessibleName(_("Language of the deliverables"))
        self.language.chosen.connect(self._on_language)
        self.paper = Segmented([("a4", "A4"), ("letter", _("Letter"))], self)
        self.paper.setAccessibleName(_("Paper"))
        self.paper.chosen.connect(self._on_paper)
        for words, control in ((_("Language"), self.language), (_("Paper"), self.paper)):
            line = QHBoxLayout()
            line.addWidget(Words(words, "body", "text.primary", self))
            line.addStretch(1)
            line.addWidget(control)
            column.addLayout(line)

    def _build_logo(self) -> QWidget:
        card = QFrame(self)
        card.setObjectName("card")
        row = QHBoxLayout(card)
        row.setContentsMargins(10, 8, 10, 8)
        self.logo = LogoView(card)
        row.addWidget(self.logo)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.logo_words = Words("", "body", "text.primary", card, wrap=True)
        words.addWidget(self.logo_words)
        buttons = QHBoxLayout()
        self.replace = Button("", "link", parent=card)
        self.replace.clicked.connect(self._ask_logo)
        self.remove = Button(_("Remove"), "link", parent=card)
        self.remove.clicked.connect(self._remove_logo)
        buttons.addWidget(self.replace)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        words.addLayout(buttons)
        row.addLayout(words, 1)
        return card

    def update_from(self, change: Change | None) -> None:
        """Brings everything up to the plan."""
        if not touches(change, "profile"):
            return
        profile, read_only = self.session.plan.profile, self.session.read_only
        self.logo.set_logo(profile.logo)
        self.logo_words.set_text(_("Logo of the client") if profile.logo else _("No logo yet"))
        self.replace.setText(_("Replace…") if profile.logo else _("Choose…"))
        self.replace.updateGeometry()
        self.remove.setVisible(bool(profile.logo) and not read_only)
        self.replace.setVisible(not read_only)
        self.colour.set_colour(profile.brand_colour)
        self.colour.setEnabled(not read_only)
        self._show_contrast(profile.brand_colour)
        self.language.set_current(profile.language)
        self.paper.set_current(profile.paper)
        self.language.setEnabled(not read_only)
        self.paper.setEnabled(not read_only)

    def _show_contrast(self, colour: str) -> None:
        ratio = contrast(colour, "#FFFFFF")
        figure = number(ratio, 1)
        if ratio >= READS_WELL:
            self.note.set_role("ok.text")
            self.note.set_text("✓ " + _("White text on it reads well, {ratio} to 1").format(ratio=figure))
        else:
            self.note.set_role("warn.text")
            words = _("White text on it is hard to read, {ratio} to 1. The report darkens it for text.")
            self.note.set_text("! " + words.format(ratio=figure))

    def _ask_logo(self) -> None:
        path = ask_for_file(self.window(), _("Choose a logo"), _("Pictures") + " (*.png *.jpg *.jpeg)")
        if path:
            self.take_logo(path)

    def take_logo(self, path: str) -> None:
        """Takes a picture for the logo, or says why not."""
        try:
            logo = read_logo(Path(path))
        except IntakeError as error:
            tell(self.window(), _("The logo could not be used"), str(error))
            return
        self.session.edit(_("Change the logo"), edit_profile, logo=logo)

    def _remove_logo(self) -> None:
        self.session.edit(_("Remove the logo"), edit_profile, logo="")

    def _ask_colour(self) -> None:
        chosen = QColorDialog.getColor(QColor(self.session.plan.profile.brand_colour), self, _("Brand colour"))
        if chosen.isValid():
            self.session.edit(_("Change the brand colour"), edit_profile, brand_colour=chosen.name().upper())

    def _on_language(self, code: str) -> None:
        self.session.edit(_("Change the language of the deliverables"), edit_profile, language=code)

    def _on_paper(self, paper: str) -> None:
        self.session.edit(_("Change the paper"), edit_profile, paper=paper)
