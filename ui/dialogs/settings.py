"""The settings of this machine: language, colours, text size, the name that others see."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.language import LANGUAGES, _, language, percent
from ui import settings
from ui.dialogs.frame import Frame
from ui.theme import theme
from ui.theme.theme import SCALES
from ui.widgets.form import FieldSpec, Form


class MachineSettings(QWidget):
    """The form. Signal: ``language_chosen(str)``; everything else takes effect at once by itself."""

    language_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.form = Form(
            [
                FieldSpec("language", _("Language of the interface"), "segmented", list(LANGUAGES.items())),
                FieldSpec(
                    "theme",
                    _("Colours"),
                    "segmented",
                    [("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))],
                ),
                FieldSpec("text", _("Text size"), "segmented", [(str(scale), percent(scale)) for scale in SCALES]),
                FieldSpec(
                    "name", _("Name that others see while you have a plan open"), hint=_("A role, for example CRM lead")
                ),
            ],
            self,
        )
        self.form.set_values(
            {
                "language": language(),
                "theme": theme().setting,
                "text": str(theme().scale),
                "name": settings.load("name"),
            }
        )
        self.form.field_edited.connect(self._on_field)
        column.addWidget(self.form)

    def _on_field(self, name: str, value: object, _typing: bool) -> None:
        if name == "language":
            self.language_chosen.emit(str(value))
            return
        settings.save(name, str(value or ""))
        if name == "theme":
            theme().set(str(value))
        elif name == "text":
            theme().set(scale=float(str(value)))


class SettingsDialog(Frame):
    """The form in a dialog, for the start window. Signal: ``language_chosen(str)``."""

    language_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Settings"), parent)
        self.resize(420, 360)
        self.settings = MachineSettings(self)
        self.settings.language_chosen.connect(self._on_language)
        self.body.addWidget(self.settings)
        self.body.addStretch(1)
        self.add_close()

    def _on_language(self, code: str) -> None:
        self.language_chosen.emit(code)
        self.accept()
