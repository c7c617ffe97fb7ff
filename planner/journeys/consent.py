"""Consent: what the segment of a journey said to each channel, and which channels it prefers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from planner.journeys.records import Channel, Journey
from planner.plan import Plan, by_id, find
from planner.segments.records import Segment

CONSENT_KINDS: Final = frozenset({"email", "sms", "push", "messaging", "phone"})
"""Channels on which a message needs the customer's consent."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a channel stands with a segment: preferred, the share who consented, and whether a message needs that."""

    channel: str
    preferred: bool
    consent: float | None
    needed: bool

    @property
    def refused(self) -> bool:
        """Whether it takes consent and nobody gave it."""
        return self.needed and self.consent == 0.0

    @property
    def unknown(self) -> bool:
        """Whether it takes consent and nobody noted how many gave it."""
        return self.needed and self.consent is None


def standings(plan: Plan, journey: str) -> Mapping[str, Standing]:
    """Every channel of the plan as it stands with the segment of a journey. Raises KeyError."""
    record: Journey = by_id(plan, "journeys")[journey]
    segment: Segment | None = find(plan, "segments", record.segment)
    said = {entry.channel: entry for entry in segment.channels} if segment is not None else {}
    return {
        channel.id: Standing(
            channel.id,
            channel.id in said and said[channel.id].preferred,
            said[channel.id].consent if channel.id in said else None,
            segment is not None and channel.kind in CONSENT_KINDS,
        )
        for channel in plan.channels
    }


def by_preference(plan: Plan, journey: str) -> list[Channel]:
    """The channels of the plan, those that the segment prefers first, those without consent last."""
    known = standings(plan, journey)
    return sorted(plan.channels, key=lambda c: (known[c.id].refused, not known[c.id].preferred))
