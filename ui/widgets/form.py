"""The form of the Details panel: labelled fields built from a list, that tell only what the user does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.choice import Choice, MultiChoice
from ui.widgets.choices import Rating, Segmented, Switch
from ui.widgets.text import (
    Field,
    InPlaceArea,
    Words,
    count_field,
    date_field,
    money_field,
    number_field,
    percent_field,
    text_field,
)

Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field of a form: its name in the record, its label, its kind, and its options where it is a choice.

    Kinds: text, area, number, count, money, percent, date, choice, multi, segmented, switch, rating, owner. Fields
    in a row that name the same ``row`` stand side by side.
    """

    name: str
    label: str
    kind: str = "text"
    options: Callable[[], Options] | Options = ()
    hint: str = ""
    ramp: bool = False
    shown: bool = True
    row: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


FIELDS: dict[str, Callable[[str, QWidget | None], Field]] = {
    "text": text_field,
    "number": number_field,
    "count": count_field,
    "money": money_field,
    "percent": percent_field,
    "date": date_field,
    "owner": text_field,
}


class Form(QWidget):
    """Labelled fields one under the other.

    Signals: ``field_edited(str, object, bool)`` with name, value and whether the user is typing;
    ``field_left(str)`` when a field's focus leaves. Setting values tells nobody.
    """

    field_edited = Signal(str, object, bool)
    field_left = Signal(str)

    def __init__(self, specs: Sequence[FieldSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(14)
        self.specs = {spec.name: spec for spec in specs}
        self.editors: dict[str, QWidget] = {}
        self.labels: dict[str, Words] = {}
        self._rows: dict[str, QWidget] = {}
        self._beside: tuple[str, QHBoxLayout] | None = None
        for spec in specs:
            self._add(spec)

    def _add(self, spec: FieldSpec) -> None:
        row = QWidget(self)
        inline = spec.kind == "switch"
        layout: QHBoxLayout | QVBoxLayout = QHBoxLayout(row) if inline else QVBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        label = Words(spec.label, "body" if inline else "small", "text.primary" if inline else "text.secondary", row)
        layout.addWidget(label)
        if inline and isinstance(layout, QHBoxLayout):
            layout.addStretch(1)
        editor = self._editor(spec, row)
        label.setBuddy(editor)
        layout.addWidget(editor)
        self._place(spec, row)
        self.editors[spec.name] = editor
        self.labels[spec.name] = label
        self._rows[spec.name] = row
        row.setVisible(spec.shown)

    def _place(self, spec: FieldSpec, row: QWidget) -> None:
        if not spec.row:
            self._beside = None
            self.body.addWidget(row)
            return
        if self._beside is None or self._beside[0] != spec.row:
            self._beside = (spec.row, QHBoxLayout())
            self._beside[1].setSpacing(10)
            self.body.addLayout(self._beside[1])
        self._beside[1].addWidget(row, 1, Qt.AlignmentFlag.AlignTop)

    def _editor(self, spec: FieldSpec, parent: QWidget) -> QWidget:
        relay = _Relay(self, spec.name)
        if spec.kind in FIELDS:
            made = FIELDS[spec.kind](spec.label, parent)
            made.edited.connect(relay.typed)
            made.committed.connect(relay.left)
            if spec.kind == "owner":
                made.edit.setCompleter(_completer(spec, made.edit))
            if spec.hint:
                made.edit.setPlaceholderText(spec.hint)
            return made
        if spec.kind == "area":
            area = InPlaceArea("", parent, framed=True, lines=2)
            area.setAccessibleName(spec.label)
            area.setPlaceholderText(spec.hint)
            area.edited.connect(relay.typed)
            area.committed.connect(relay.left)
            return area
        return self._choice(spec, parent, relay)

    def _choice(self, spec: FieldSpec, parent: QWidget, relay: "_Relay") -> QWidget:
        options = _options(spec)
        if spec.kind == "choice":
            choice = Choice(spec.label, options, parent, placeholder=spec.hint)
            choice.chosen.connect(relay.chose)
            return choice
        if spec.kind == "multi":
            multi = MultiChoice(spec.label, options, parent, placeholder=spec.hint)
            multi.toggled_key.connect(relay.switched)
            return multi
        if spec.kind == "segmented":
            parts = Segmented(options, parent)
            parts.setAccessibleName(spec.label)
            parts.chosen.connect(relay.chose)
            return parts
        if spec.kind == "switch":
            switch = Switch(spec.label, parent)
            switch.clicked.connect(relay.chose)
            return switch
        rating = Rating(spec.label, parent, ramp=spec.ramp)
        rating.rated.connect(relay.chose)
        return rating

    def set_values(self, values: dict[str, Any]) -> None:
        """Shows values without telling anyone."""
        for name, value in values.items():
            editor = self.editors.get(name)
            if isinstance(editor, Field):
                editor.set_value(value)
            elif isinstance(editor, InPlaceArea):
                editor.set_text(value or "")
            elif isinstance(editor, MultiChoice):
                editor.set_options(_options(self.specs[name]))
                editor.set_selected(value)
            elif isinstance(editor, Choice):
                editor.set_options(_options(self.specs[name]))
                editor.set_current(value or "")
            elif isinstance(editor, Segmented):
                editor.set_current(str(value))
            elif isinstance(editor, Switch):
                editor.setChecked(bool(value))
            elif isinstance(editor, Rating):
                editor.set_value(value)

    def set_error(self, name: str, sentence: str) -> None:
        """A sentence under a field whose value was refused."""
        editor = self.editors.get(name)
        if isinstance(editor, Field):
            editor.set_error(sentence)

    def set_shown(self, name: str, shown: bool) -> None:
        """Shows or hides a field with its label."""
        self._rows[name].setVisible(shown)

    def set_read_only(self, read_only: bool) -> None:
        """Shows values as plain text."""
        for editor in self.editors.values():
            if isinstance(editor, Field | InPlaceArea | Choice):
                editor.set_read_only(read_only)
            elif isinstance(editor, Rating):
                editor.read_only = read_only
                editor.update()
            else:
                editor.setEnabled(not read_only)


class _Relay(QObject):
    """Carries what the user does in one field to the form's signals, with the field's name."""

    def __init__(self, form: Form, name: str) -> None:
        super().__init__(form)
        self._form, self._name = form, name

    def typed(self, value: object) -> None:
        """The user is typing."""
        self._form.field_edited.emit(self._name, value, True)

    def chose(self, value: object) -> None:
        """The user has chosen."""
        self._form.field_edited.emit(self._name, value, False)

    def left(self, _value: object) -> None:
        """The focus has left."""
        self._form.field_left.emit(self._name)

    def switched(self, key: str) -> None:
        """The user has switched one of several options."""
        editor = self._form.editors[self._name]
        assert isinstance(editor, MultiChoice)
        now = editor.selected
        after = tuple(k for k in now if k != key) if key in now else (*now, key)
        editor.set_selected(after)
        self._form.field_edited.emit(self._name, after, False)


def _options(spec: FieldSpec) -> Options:
    return spec.options() if callable(spec.options) else spec.options


def _completer(spec: FieldSpec, edit: QLineEdit) -> QCompleter:
    completer = QCompleter([words for _key, words in _options(spec)], edit)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    popup = completer.popup()
    if popup is not None:
        popup.setFont(theme().font("body"))
    return completer
