"""The start window: reach a plan in one action."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from planner.language import _, language
from planner.templates import templates
from ui.guard import guarded
from ui.start.buttons import BigButton
from ui.start.recent_rows import RecentList, RecentRow
from ui.start.template_cards import TemplateCard
from ui.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.containers import Hairline, clear_layout
from ui.widgets.messages import Banner, IconMark
from ui.widgets.prose import Prose
from ui.widgets.text import Words

SIZE = (1120, 720)
SMALLEST = (880, 600)


@guarded
class StartWindow(QWidget):
    """Recent plans, templates and the sample.

    Signals: ``new_asked(str)`` with a template's key, ``open_asked()``, ``opened(str)`` and
    ``opened_read_only(str)`` with a path, ``forgotten(str)``, ``shown_in_folder(str)``, ``sample_asked()``,
    ``settings_asked()``, ``language_asked()``, ``compare_asked()``.
    """

    new_asked = Signal(str)
    open_asked = Signal()
    opened = Signal(str)
    opened_read_only = Signal(str)
    forgotten = Signal(str)
    shown_in_folder = Signal(str)
    sample_asked = Signal()
    settings_asked = Signal()
    language_asked = Signal()

    def __init__(self, version: str = "") -> None:
        super().__init__()
        self.version = version
        self.setObjectName("window")
        self.setAcceptDrops(True)
        self.resize(*SIZE)
        self.setMinimumSize(*SMALLEST)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._build_left())
        row.addWidget(Hairline(self, vertical=True))
        row.addWidget(self._build_right(), 1)
        for keys, slot in (
            (QKeySequence.StandardKey.New, self._ask_new),
            (QKeySequence.StandardKey.Open, self.open_asked.emit),
            (QKeySequence.StandardKey.Find, self._find),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        self.retranslate()

    def _build_left(self) -> QWidget:
        left = QWidget(self)
        left.setFixedWidth(round(304 * theme().scale))
        column = QVBoxLayout(left)
        column.setContentsMargins(32, 48, 32, 20)
        column.setSpacing(8)
        column.addWidget(IconMark("rapport", "text.primary", 34, left))
        column.addSpacing(18)
        column.addWidget(Words("Rapport", "display", "text.primary", left))
        self.tagline = Prose("", "question", "text.secondary", left)
        column.addWidget(self.tagline)
        column.addSpacing(26)
        self.new = BigButton("", "primary", "plus", "Ctrl N", left)
        self.new.clicked.connect(self._ask_new)
        self.open = BigButton("", "secondary", "folder-open", "Ctrl O", left)
        self.open.clicked.connect(self.open_asked)
        column.addWidget(self.new)
        column.addWidget(self.open)
        column.addStretch(1)
        column.addWidget(Hairline(left))
        column.addSpacing(14)
        column.addLayout(self._build_sample(left))
        column.addSpacing(14)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        self.settings = IconButton("settings-2", "", parent=left)
        self.settings.clicked.connect(self.settings_asked)
        self.language = IconButton("languages", "", parent=left)
        self.language.clicked.connect(self.language_asked)
        foot.addWidget(self.settings)
        foot.addWidget(self.language)
        foot.addStretch(1)
        self.version_words = Words("", "small", "text.secondary", left)
        foot.addWidget(self.version_words)
        column.addLayout(foot)
        return left

    def _build_sample(self, parent: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        mark = IconMark("bike", "accent.text", 18, parent)
        row.addWidget(mark, alignment=Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.sample = Button("", "link", parent=parent, strong=True)
        self.sample.clicked.connect(self.sample_asked)
        self.sample_words = Prose("", "body", "text.secondary", parent, line=19)
        words.addWidget(self.sample)
        words.addWidget(self.sample_words)
        row.addLayout(words, 1)
        words.setContentsMargins(0, 0, 0, 0)
        return row

    def _build_right(self) -> QWidget:
        right = QWidget(self)
        right.setObjectName("page")
        column = QVBoxLayout(right)
        column.setContentsMargins(40, 40, 40, 32)
        column.setSpacing(12)
        self.banners = QVBoxLayout()
        column.addLayout(self.banners)
        head = QHBoxLayout()
        self.recent_title = Words("", "subtitle", "text.primary", right)
        head.addWidget(self.recent_title)
        head.addStretch(1)
        self.finder = QLineEdit(right)
        self.finder.setFixedWidth(round(220 * theme().scale))
        self.finder.setClearButtonEnabled(True)
        self.finder.addAction(theme().icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        head.addWidget(self.finder)
        column.addLayout(head)
        card = QFrame(right)
        card.setObjectName("card")
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        self.recent = RecentList(card)
        self.finder.textChanged.connect(self.recent.filter)
        for mine, theirs in (
            (self.recent.opened, self.opened),
            (self.recent.opened_read_only, self.opened_read_only),
            (self.recent.forgotten, self.forgotten),
            (self.recent.shown_in_folder, self.shown_in_folder),
        ):
            mine.connect(theirs)
        inside.addWidget(self.recent)
        self.nothing = Words("", "body", "text.secondary", card, wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setMinimumHeight(120)
        inside.addWidget(self.nothing)
        self.card = card
        column.addWidget(card, 10)
        column.addSpacing(20)
        self.template_title = Words("", "subtitle", "text.primary", right)
        column.addWidget(self.template_title)
        column.addWidget(self._build_templates(right))
        column.addStretch(1)
        return right

    def _build_templates(self, parent: QWidget) -> QWidget:
        area = QScrollArea(parent)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget(area)
        inner.setObjectName("scrolled")
        self.templates = QHBoxLayout(inner)
        self.templates.setContentsMargins(0, 0, 0, 0)
        self.templates.setSpacing(12)
        self.templates.setAlignment(Qt.AlignmentFlag.AlignTop)
        area.setWidget(inner)
        self.template_area = area
        area.horizontalScrollBar().rangeChanged.connect(self._on_templates)
        self._on_templates(0, 0)
        return area

    def _on_templates(self, _least: int, most: int) -> None:
        """The cards keep their height where they scroll."""
        bar = self.template_area.horizontalScrollBar().sizeHint().height() + 4 if most > 0 else 0
        self.template_area.setFixedHeight(round(176 * theme().scale) + bar)

    def retranslate(self) -> None:
        """Names everything in today's language."""
        self.setWindowTitle("Rapport")
        self.tagline.set_text(_("Define your client relationship strategy, one step at a time."))
        for button, words in ((self.new, _("New plan")), (self.open, _("Open…"))):
            button.setText(words)
            button.setAccessibleName(words)
        self.sample.setText(_("New here? Open the sample"))
        self.sample.setAccessibleName(self.sample.text())
        self.sample_words.set_text(
            _("A complete plan for the bicycle brand Vélo Lumière. Change anything, it is your copy.")
        )
        self.settings.set_name(_("Settings"))
        self.language.set_name("Français" if language() == "en" else "English")
        self.version_words.set_text(_("Version {number}").format(number=self.version) if self.version else "")
        self.recent_title.set_text(_("Recent plans"))
        self.finder.setPlaceholderText(_("Find a plan"))
        self.finder.setAccessibleName(_("Find a plan"))
        self.nothing.set_text(_("No plans yet. Start one, or explore the sample."))
        self.template_title.set_text(_("Start from a template"))
        clear_layout(self.templates)
        for template in templates():
            card = TemplateCard(template, self)
            card.clicked.connect(self._on_template)
            self.templates.addWidget(card)
        self.setTabOrder(self.new, self.open)

    def set_recent(self, rows: Sequence[RecentRow]) -> None:
        """Shows the recent plans."""
        self.recent.set_rows(rows)
        self.recent.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.finder.setVisible(bool(rows))
        self.recent.setMinimumHeight(min(self.recent.wanted_height(), round(140 * theme().scale)))
        self.card.setMaximumHeight(self.recent.wanted_height() + 2 if rows else 140)
        if rows:
            self.recent.setFocus()

    def add_banner(self, banner: Banner) -> None:
        """Shows a message over everything: kept work, for example."""
        self.banners.addWidget(banner)

    def _ask_new(self) -> None:
        self.new_asked.emit("blank")

    def _on_template(self) -> None:
        card = self.sender()
        if isinstance(card, TemplateCard):
            self.new_asked.emit(card.template.key)

    def _find(self) -> None:
        self.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls: list[QUrl] = event.mimeData().urls()
        for url in urls:
            if url.isLocalFile():
                self.opened.emit(url.toLocalFile())
