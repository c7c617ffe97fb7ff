"""Health: every rule's findings, and a score out of 100 with the reasons for what is taken off."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planner.insight.finding import Finding
from planner.insight.rules_actions import action_rules
from planner.insight.rules_capabilities import capability_rules
from planner.insight.rules_journeys import journey_rules
from planner.insight.rules_objectives import objective_rules
from planner.insight.rules_segments import segment_rules
from planner.insight.rules_thread import thread_rules
from planner.language import language
from planner.plan import Plan

RULES: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    objective_rules,
    segment_rules,
    journey_rules,
    capability_rules,
    action_rules,
    thread_rules,
)
"""The rules in the order of the steps; each yields the findings of one step."""

_ORDER = {"missing": 0, "weak": 1, "hint": 2}
_POINTS = {"missing": 3.0, "weak": 1.0, "hint": 0.0}
"""What the first finding of a kind takes off; a hint takes nothing."""
_FURTHER = 0.25
"""What each further finding of the same kind takes off, as a share of the first."""
_MOST_PER_CODE = 9.0


@dataclass(frozen=True, slots=True)
class Reason:
    """What one kind of finding takes off the score: its points and its findings, the first one as example."""

    code: str
    points: float
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Health:
    """The score out of 100, the findings worst first, and the reasons heaviest first."""

    score: int
    findings: tuple[Finding, ...]
    reasons: tuple[Reason, ...]


_known: dict[str, tuple[Plan, Health]] = {}
"""The last plan's health, by language."""


def health(plan: Plan) -> Health:
    """The health of a plan; computed once per plan and language."""
    known = _known.get(language())
    if known is not None and known[0] is plan:
        return known[1]
    findings = sorted(
        (finding for rule in RULES for finding in rule(plan)), key=lambda finding: _ORDER[finding.severity]
    )
    reasons = _reasons(findings)
    result = Health(_score(reasons), tuple(findings), reasons)
    _known[language()] = plan, result
    return result


def _reasons(findings: list[Finding]) -> tuple[Reason, ...]:
    """Each kind takes off points once, and a little for each further finding: one habit cannot sink a plan."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    reasons = [Reason(code, _points(found), tuple(found)) for code, found in by_code.items()]
    return tuple(sorted(reasons, key=lambda reason: -reason.points))


def _points(found: list[Finding]) -> float:
    first, *further = sorted((_POINTS[finding.severity] for finding in found), reverse=True)
    return min(_MOST_PER_CODE, first + _FURTHER * sum(further))


def _score(reasons: tuple[Reason, ...]) -> int:
    return max(0, round(100 - sum(reason.points for reason in reasons)))


def findings_on(page: str, found: Health) -> list[Finding]:
    """The findings to mend on a page, worst first; all of them on the pages that look across."""
    if page in ("insights", "deliverables"):
        return list(found.findings)
    return [finding for finding in found.findings if finding.page == page]
