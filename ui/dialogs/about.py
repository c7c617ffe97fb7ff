"""About Rapport: version, what it keeps and where, the licences of what it is made with."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

import resources
from planner.language import _
from ui.dialogs.frame import Frame
from ui.widgets.choices import Tabs
from ui.widgets.messages import IconMark
from ui.widgets.text import Words

LICENCES = (
    ("Inter, Inter Display", "fonts/LICENSE_Inter_OFL.txt"),
    ("Lucide", "icons/LICENSE"),
)
PARTS = (
    ("Qt for Python (PySide6)", "LGPL-3.0"),
    ("Pydantic", "MIT"),
    ("openpyxl", "MIT"),
    ("ReportLab", "BSD-3-Clause"),
    ("NetworkX", "BSD-3-Clause"),
    ("NumPy", "BSD-3-Clause"),
    ("HiGHS", "MIT"),
    ("Pillow", "MIT-CMU"),
    ("pypdfium2", "Apache-2.0, BSD-3-Clause"),
    ("python-calamine", "MIT"),
    ("Babel", "BSD-3-Clause"),
    ("DuckDB", "MIT"),
    ("SQLGlot", "MIT"),
    ("python-pptx", "MIT"),
    ("lxml", "BSD-3-Clause"),
    ("defusedxml", "PSF-2.0"),
)


class AboutDialog(Frame):
    """What Rapport is."""

    def __init__(self, version: str, parent: QWidget | None = None) -> None:
        super().__init__("Rapport", parent, _("Plan client relationships: one file, one thread."))
        self.resize(560, 520)
        if version:
            self.body.addWidget(Words(_("Version {number}").format(number=version), "body", "text.secondary", self))
        promise = _(
            "Everything stays on this machine: plans in the files you choose, kept work and earlier versions in your"
            " own folder. Nothing is ever sent anywhere."
        )
        self.body.addWidget(Words(promise, "body", "text.primary", self, wrap=True))
        self.tabs = Tabs([("parts", _("Made with")), ("licences", _("Licences"))], self)
        self.tabs.chosen.connect(self._show)
        self.body.addWidget(self.tabs)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Licences"))
        self.body.addWidget(self.text, 1)
        self.foot.insertWidget(0, IconMark("rapport", "text.primary", 22, self))
        self.add_close()
        self._show("parts")

    def _show(self, key: str) -> None:
        self.tabs.set_current(key)
        if key == "parts":
            self.text.setPlainText("\n".join(f"{name}  ·  {licence}" for name, licence in PARTS))
        else:
            texts = (f"{name}\n\n{resources.text(file)}" for name, file in LICENCES)
            self.text.setPlainText("\n\n".join(texts))
