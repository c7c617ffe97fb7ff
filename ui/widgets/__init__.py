"""The kit: the app's own controls, drawn from the theme."""

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
