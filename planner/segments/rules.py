"""Rules: the conditions of a segment as words, and words as conditions."""

from planner.language import _, language, speaking
from planner.segments.records import Operator, Rule, Segment

OPERATORS: tuple[Operator, ...] = (
    "is",
    "is_not",
    "one_of",
    "mostly",
    "contains",
    "at_least",
    "at_most",
    "more_than",
    "less_than",
    "between",
    "within",
)
"""The operators in the order of menus."""


def operator_words(operator: Operator) -> str:
    """How an operator reads between attribute and value."""
    return {
        "is": _("is"),
        "is_not": _("is not"),
        "one_of": _("is one of"),
        "mostly": _("is mostly"),
        "contains": _("contains"),
        "at_least": _("is at least"),
        "at_most": _("is at most"),
        "more_than": _("is more than"),
        "less_than": _("is less than"),
        "between": _("is between"),
        "within": _("is within"),
    }[operator]


def rule_sentence(rule: Rule) -> str:
    """A condition as people say it: Last order is within 18 months."""
    words = (rule.attribute or _("Attribute"), operator_words(rule.operator), rule.value or "…")
    return " ".join(words)


def rules_sentence(segment: Segment) -> str:
    """All conditions of a segment, joined by and; nothing where it has none."""
    joint = " " + _("and") + " "
    return joint.join(rule_sentence(rule) for rule in segment.rules)


def read_rule(text: str) -> Rule:
    """The condition that a text says, in the language spoken or in English; all of it is the attribute where
    no operator is found in it.
    """
    text = " ".join(text.split())
    low = text.casefold()
    for code in dict.fromkeys((language(), "en")):
        with speaking(code):
            words = sorted(((operator_words(o), o) for o in OPERATORS), key=lambda pair: -len(pair[0]))
        # The longest operator first: "is" stands in all of them.
        for said, operator in words:
            at = low.find(f" {said.casefold()} ")
            if at > 0:
                value = text[at + len(said) + 2 :].strip()
                return Rule(attribute=text[:at].strip()[:300], operator=operator, value=value[:300])
    return Rule(attribute=text[:300])
