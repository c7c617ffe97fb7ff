"""The kit: the app's own controls, drawn from the theme; each is loaded when it is first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.widgets.buttons import Button, IconButton
    from ui.widgets.choice import Check, Choice, MultiChoice
    from ui.widgets.choices import Rating, Segmented, Switch, Tabs
    from ui.widgets.containers import Card, Chip, EmptyState, FlowLayout, Hairline, ScrollColumn
    from ui.widgets.figure import FigureView
    from ui.widgets.form import FieldSpec, Form
    from ui.widgets.messages import Banner, FindingRow, IconMark, Toast
    from ui.widgets.text import (
        Field,
        InPlaceArea,
        InPlaceText,
        Words,
        count_field,
        date_field,
        money_field,
        number_field,
        percent_field,
        text_field,
    )

__all__ = [
    "Banner",
    "Button",
    "Card",
    "Check",
    "Chip",
    "Choice",
    "EmptyState",
    "Field",
    "FieldSpec",
    "FigureView",
    "FindingRow",
    "FlowLayout",
    "Form",
    "Hairline",
    "IconButton",
    "IconMark",
    "InPlaceArea",
    "InPlaceText",
    "MultiChoice",
    "Rating",
    "ScrollColumn",
    "Segmented",
    "Switch",
    "Tabs",
    "Toast",
    "Words",
    "count_field",
    "date_field",
    "money_field",
    "number_field",
    "percent_field",
    "text_field",
]

_HOMES = {
    "buttons": (
        "Button",
        "IconButton",
    ),
    "choice": (
        "Check",
        "Choice",
        "MultiChoice",
    ),
    "choices": (
        "Rating",
        "Segmented",
        "Switch",
        "Tabs",
    ),
    "containers": (
        "Card",
        "Chip",
        "EmptyState",
        "FlowLayout",
        "Hairline",
        "ScrollColumn",
    ),
    "figure": ("FigureView",),
    "form": (
        "FieldSpec",
        "Form",
    ),
    "messages": (
        "Banner",
        "FindingRow",
        "IconMark",
        "Toast",
    ),
    "text": (
        "Field",
        "InPlaceArea",
        "InPlaceText",
        "Words",
        "count_field",
        "date_field",
        "money_field",
        "number_field",
        "percent_field",
        "text_field",
    ),
}
"""Which module a control lives in."""


def __getattr__(name: str) -> Any:
    # The start window needs six of these modules: loading all would cost it a fifth of its time.
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"ui.widgets.{module}"), name)
    raise AttributeError(name)
