"""How to draw the arguments of the segments' edits."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from planner.plan import Plan
from planner.segments.rfm_grid import Sums
from planner.segments.rfm_groups import CODES
from planner.segments.rfm_segments import RfmSegment, Source
from tests.planner.strategies import TEXTS, Draw, row, rows, some

COUNTS = st.integers(0, 5_000)
_SUMS = st.builds(
    Sums,
    st.integers(1, 5_000),
    COUNTS,
    st.decimals(-10_000, 10_000, places=2).map(Decimal),
    COUNTS,
    COUNTS,
    st.integers(0, 40),
)
_CELLS = st.frozensets(st.sampled_from(CODES), max_size=125)
_AXES = st.sampled_from(["both", "frequency", "monetary"])


def _groups(draw: Draw, plan: Plan) -> list[RfmSegment]:
    names = [segment.name for segment in plan.segments if segment.name]
    named = TEXTS | st.sampled_from(names) if names else TEXTS
    stages = st.sampled_from(["", "loyal", "lapsed"])
    group = st.builds(RfmSegment, named, _SUMS, _CELLS, _AXES, TEXTS, stages, TEXTS)
    return draw(st.lists(group, max_size=4))  # type: ignore[no-any-return]


PARAMETERS: dict[str, Any] = {}

OVERRIDES: dict[str, Any] = {
    "segments.edits.remove_segments.segments": rows("segments"),
    "segments.edits.merge_into.kept": row("segments"),
    "segments.edits.merge_into.others": rows("segments"),
    "segments.edits.build_rfm_segments.groups": _groups,
    "segments.edits.build_rfm_segments.source": some(st.builds(Source, TEXTS, COUNTS, TEXTS)),
}

FIELDS: dict[str, str] = {}
