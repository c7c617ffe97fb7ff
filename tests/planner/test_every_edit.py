"""Every edit, played at random: undo all is the start, redo all is the end, and nothing dangles."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from planner.change import Change, apply, diff, from_json, invert, merge, to_json
from planner.document import Document
from planner.edit import Refused, held_ids
from planner.files.storage import plan_bytes, plan_from_bytes
from planner.plan import REFERENCES, TABLES, Plan, by_id, empty_plan
from planner.record import place
from tests.planner.edit_rules import draw_arguments, edits, missing_rules


def test_every_edit_has_a_rule() -> None:
    assert missing_rules() == []


NAMES = sorted(edits())
GROWING = [n for n in NAMES if n.rsplit(".", 1)[-1].startswith(("add_", "create_", "connect", "start_"))]


class EveryEdit(RuleBasedStateMachine):
    """Plays edits, undo and redo on a document and keeps its journal."""

    @initialize()
    def start(self) -> None:
        self.first = empty_plan(title="Start")
        self.document: Document[Plan] = Document(self.first)
        self.journal: list[dict[str, object]] = []
        self.document.listeners.append(self._record)

    def _record(self, change: Change) -> None:
        self.journal.append(to_json(change))

    def _play(self, name: str, data: st.DataObject) -> None:
        plan = self.document.plan
        positional, keywords = draw_arguments(name, data.draw, plan)
        try:
            after = edits()[name](plan, *positional, **keywords)
        except Refused as refusal:
            assert str(refusal)
            return
        self.document.edit(name, after)
        assert self.document.plan == after

    @rule(data=st.data(), name=st.sampled_from(GROWING))
    def grow(self, name: str, data: st.DataObject) -> None:
        self._play(name, data)

    @rule(data=st.data(), name=st.sampled_from(NAMES))
    def edit(self, name: str, data: st.DataObject) -> None:
        self._play(name, data)

    @rule()
    def undo(self) -> None:
        self.document.undo()

    @rule()
    def redo(self) -> None:
        self.document.redo()

    @invariant()
    def tables_are_sorted_valid_and_whole(self) -> None:
        plan = self.document.plan
        for table in TABLES:
            rows = plan.rows(table)
            assert list(rows) == sorted(rows, key=place)
            assert len({row.id for row in rows}) == len(rows)
        for reference in REFERENCES:
            known = by_id(plan, reference.target)
            for row in plan.rows(reference.table):
                assert held_ids(row, reference) <= set(known), (reference, row)

    def teardown(self) -> None:
        document = self.document
        last = document.plan
        opened = plan_from_bytes(plan_bytes(last))
        assert (opened.plan, opened.notes, opened.repaired) == (last, (), False)
        replayed = self.first
        for line in self.journal:
            replayed = apply(replayed, from_json(line, TABLES))
        assert replayed == last
        while document.undo() is not None:
            pass
        assert document.plan == self.first
        while document.redo() is not None:
            pass
        change = diff(self.first, document.plan)
        assert apply(self.first, change) == document.plan
        assert apply(document.plan, invert(change)) == self.first
        assert merge(self.first, document.plan, document.plan) == (Change("", ()), ())


EveryEdit.TestCase.settings = settings(
    max_examples=60,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
TestEveryEdit = EveryEdit.TestCase


def test_a_change_that_does_not_fit_is_refused() -> None:
    from planner.change import DoesNotFit
    from planner.objectives.edits import add_objective, edit_objective

    plan = add_objective(empty_plan(), "repeat")
    edited = edit_objective(plan, plan.objectives[0].id, statement="a")
    other = edit_objective(plan, plan.objectives[0].id, statement="b")
    with pytest.raises(DoesNotFit):
        apply(other, diff(plan, edited))
