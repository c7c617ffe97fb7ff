"""Bad files: each is refused or opened as a repaired copy, in words, and is never touched."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.files import limits
from planner.files.errors import DamagedPlan, FileError, NewerPlan, NotAFile, NotAPlan, OpenError, TooLarge
from planner.files.storage import Opened, plan_bytes, plan_from_bytes, read_plan
from planner.language import speaking
from planner.plan import SCHEMA_VERSION, TABLES, Plan
from tests.files.plans import full_plan

GOOD = plan_bytes(full_plan())


def data() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(GOOD)
    return loaded


def written(change: Callable[[dict[str, Any]], None]) -> bytes:
    plan = data()
    change(plan)
    return json.dumps(plan).encode()


def put(folder: Path, raw: bytes) -> Path:
    path = folder / "plan.rapport"
    path.write_bytes(raw)
    return path


def refused(raw: bytes, kind: type[OpenError], words: str) -> OpenError:
    with pytest.raises(kind, match=words) as caught:
        plan_from_bytes(raw, "plan.rapport")
    assert type(caught.value) is kind
    assert "plan.rapport" in str(caught.value) and caught.value.todo
    return caught.value


# Refused


@pytest.mark.parametrize(
    ("raw", "kind", "words"),
    [
        (b"", DamagedPlan, "It is empty"),
        (b" \n\t", DamagedPlan, "nothing but blanks"),
        (b"\0" * 4_096, DamagedPlan, "nothing but blanks"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", NotAPlan, "a web page"),
        (b"hello", NotAPlan, "holds no plan"),
        (b"[]", NotAPlan, "holds no plan"),
        (b"12", NotAPlan, "holds no plan"),
        (b"{}", NotAPlan, "does not say that it is a plan"),
        (b'{"format": "other", "schema_version": 1}', NotAPlan, "does not say that it is a plan"),
        (b"PK\x03\x04" + b"\0" * 40, NotAPlan, "holds no plan|UTF-8"),
        (GOOD.decode().encode("utf-16"), NotAPlan, "UTF-8"),
        (GOOD.decode().encode("utf-16-le"), NotAPlan, "UTF-8"),
        (GOOD.decode().encode("utf-32"), NotAPlan, "UTF-8"),
        (b"[" * 100_000, DamagedPlan, "nested deeper"),
        (b'{"format": "rapport-plan", "a": ' + b'{"a":' * 100_000, DamagedPlan, "nested deeper"),
    ],
)
def test_what_is_no_plan_is_refused_in_words(raw: bytes, kind: type[OpenError], words: str) -> None:
    refused(raw, kind, words)


@pytest.mark.parametrize("version", [True, "1", 1.0, None, 0, -1, [1]])
def test_a_version_that_is_no_number_is_refused(version: Any) -> None:
    refused(written(lambda plan: plan.update(schema_version=version)), NotAPlan, "which format")


@pytest.mark.parametrize("version", [SCHEMA_VERSION + 1, 999])
def test_a_newer_plan_asks_for_a_newer_rapport(version: int) -> None:
    error = refused(written(lambda plan: plan.update(schema_version=version, news=[1])), NewerPlan, "a newer Rapport")
    assert error.todo == "Update Rapport to open it."


def test_a_missing_version_is_refused() -> None:
    refused(written(lambda plan: plan.pop("schema_version")), NotAPlan, "which format")


def test_a_pipe_does_not_hang(folder: Path) -> None:
    os.mkfifo(folder / "plan.rapport")
    with pytest.raises(NotAFile):
        read_plan(folder / "plan.rapport")


def test_a_folder_a_device_and_a_circle_of_links_are_no_files(folder: Path) -> None:
    (folder / "loop.rapport").symlink_to(folder / "loop.rapport")
    for path in (folder, folder / "loop.rapport", Path("/dev/zero")):
        with pytest.raises(NotAFile):
            read_plan(path)


def test_a_file_past_the_size_of_any_plan_is_refused_unread(folder: Path) -> None:
    path = folder / "plan.rapport"
    with path.open("wb") as stream:
        stream.truncate(41_000_000_000)
    with pytest.raises(TooLarge, match="larger than 20 MB"):
        read_plan(path)


def test_millions_of_wrong_items_are_one_message() -> None:
    many = b"1," * 9_000_000 + b"1"
    raw = b'{"format": "rapport-plan", "schema_version": 1, "objectives": [' + many + b"]}"
    assert len(raw) < limits.LARGEST_PLAN
    error = refused(raw, DamagedPlan, "Objectives: there are more than 5,000 items")
    assert isinstance(error, DamagedPlan) and len(error.problems) == 1


def test_millions_of_objects_are_one_message() -> None:
    raw = b'{"format": "rapport-plan", "schema_version": 1, "objectives": [' + b"{}," * 1_100_000 + b"{}]}"
    refused(raw, DamagedPlan, "more items than any plan")


def test_five_hundred_levels_are_refused() -> None:
    deep: Any = []
    for _level in range(500):
        deep = [deep]
    refused(written(lambda plan: plan.update(objectives=deep)), DamagedPlan, "nested deeper")


# Refused, and what can be recovered is offered


@pytest.mark.parametrize(
    "number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "9" * 17, "9" * 4_000, "9" * 5_000]
)
def test_a_number_that_cannot_be_kept_is_refused_with_its_place(number: str) -> None:
    raw = GOOD.replace(b'"weight": 1.75', b'"weight": ' + number.encode(), 1)
    error = refused(raw, DamagedPlan, "Objectives, “name 1.*”, field “weight”: the number")
    assert isinstance(error, DamagedPlan)
    assert error.recovered.plan.objectives[0].weight == 0.0
    assert error.recovered.plan.objectives[0].name == full_plan().objectives[0].name
    assert error.recovered.repaired


def test_a_key_that_is_there_twice_is_refused_and_neither_value_wins_in_silence() -> None:
    raw = GOOD.replace(b'"objectives": [', b'"objectives": [], "objectives": [', 1)
    error = refused(raw, DamagedPlan, "“objectives” is there twice")
    assert isinstance(error, DamagedPlan)
    assert error.recovered.plan == full_plan()


def test_a_key_that_is_there_twice_in_an_item_is_named_with_the_item() -> None:
    raw = GOOD.replace(b'"weight": 1.75', b'"weight": 1.75, "weight": 2.0', 1)
    refused(raw, DamagedPlan, "Objectives, “name 1.*”: “weight” is there twice")


@pytest.mark.parametrize(
    "raw",
    [
        GOOD + b"x",
        GOOD + GOOD,
        GOOD.rstrip()[:-1],
        b"<<<<<<< ours\n" + GOOD,
        GOOD.replace(b"{\n", b"{\n<<<<<<< ours\n=======\n>>>>>>> theirs\n", 1),
    ],
)
def test_a_broken_text_is_refused_and_its_line_is_named(raw: bytes) -> None:
    error = refused(raw, DamagedPlan, "It cannot be read from line")
    assert isinstance(error, DamagedPlan)


def test_garbage_after_the_plan_costs_nothing_of_what_is_recovered() -> None:
    error = refused(GOOD + b"garbage", DamagedPlan, "line")
    assert isinstance(error, DamagedPlan) and error.recovered.plan == full_plan()


def test_a_plan_that_was_cut_gives_the_steps_before_the_cut() -> None:
    cut = GOOD[: GOOD.index(b'\n "requirements": [')]
    error = refused(cut, DamagedPlan, "line")
    assert isinstance(error, DamagedPlan)
    recovered: Opened = error.recovered
    assert recovered.notes[0] == ("This plan is incomplete. We recovered 4 of 5 steps. Could not be read: Action plan.")
    assert recovered.plan.objectives == full_plan().objectives
    assert recovered.plan.maturity == full_plan().maturity
    assert recovered.plan.actions == ()


def test_a_plan_that_is_damaged_in_the_middle_gives_what_is_around_it() -> None:
    start = GOOD.index(b'\n "tools": [') + 40
    torn = GOOD[:start] + b"\0" * 200 + GOOD[start + 200 :]
    error = refused(torn, DamagedPlan, "line")
    assert isinstance(error, DamagedPlan)
    plan = error.recovered.plan
    assert plan.actions and plan.noted_answers and plan.swot
    assert len(plan.tools) == 1
    assert any("Tools: a part could not be read" in note for note in error.recovered.notes)


def test_letters_that_are_no_utf8_are_refused_with_their_line() -> None:
    raw = GOOD.replace("é".encode(), b"\xe9", 1)
    error = refused(raw, DamagedPlan, "Line 8 holds letters that cannot be read")
    assert isinstance(error, DamagedPlan)
    assert "\ufffd" in error.recovered.plan.profile.client


@given(st.integers(0, len(GOOD) - 2))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_a_plan_cut_anywhere_is_refused_or_recovered_but_never_taken_for_whole(at: int) -> None:
    with pytest.raises((DamagedPlan, NotAPlan)) as caught:
        plan_from_bytes(GOOD[:at], "plan.rapport")
    recovered = getattr(caught.value, "recovered", None)
    if recovered is not None:
        assert plan_from_bytes(plan_bytes(recovered.plan)).plan == recovered.plan


def test_errors_speak_the_language_of_the_user() -> None:
    with speaking("fr"):
        with pytest.raises(DamagedPlan) as caught:
            plan_from_bytes(GOOD[:-9], "plan.rapport")
        assert str(caught.value)


# Opened


def test_a_byte_order_mark_is_no_obstacle() -> None:
    opened = plan_from_bytes(b"\xef\xbb\xbf" + GOOD)
    assert opened.plan == full_plan() and opened.notes == ()


def test_another_layout_of_the_same_plan_is_the_same_plan() -> None:
    assert plan_from_bytes(json.dumps(data()).encode()).plan == full_plan()


def test_a_lone_surrogate_and_control_signs_are_tidied_and_told() -> None:
    raw = GOOD.replace(b'"title": "', b'"title": "\\ud800\\u0000\\u0007\\ufffe', 1)
    opened = plan_from_bytes(raw)
    assert opened.plan == full_plan()
    assert len(opened.notes) == 1 and "tidied" in opened.notes[0]


def test_a_raw_surrogate_is_refused() -> None:
    refused(GOOD.replace(b'"title": "', b'"title": "\xed\xa0\x80', 1), DamagedPlan, "letters that cannot be read")


def test_line_ends_of_other_systems_are_tidied_and_told() -> None:
    opened = plan_from_bytes(GOOD.replace(b'"purpose": "', b'"purpose": "a\\r\\nb\\rc', 1))
    assert opened.plan.profile.purpose.startswith("a\nb\nc")
    assert opened.notes


def test_an_emoji_written_as_two_escapes_is_one_sign() -> None:
    opened = plan_from_bytes(GOOD.replace(b'"title": "', b'"title": "\\ud83d\\udeb2', 1))
    assert opened.plan.profile.title.startswith("🚲title")
    assert opened.notes == ()


def test_tables_out_of_order_are_put_in_order() -> None:
    opened = plan_from_bytes(written(lambda plan: plan["objectives"].reverse()))
    assert opened.plan == full_plan() and not opened.repaired


# Whatever comes


_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6)
_ANY = st.recursive(_SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner))


@st.composite
def spoilt(draw: Any) -> bytes:
    """A good plan with some places changed to anything."""
    plan = data()
    for _change in range(draw(st.integers(1, 4))):
        table = draw(st.sampled_from([*TABLES, "doc_id", "format"]))
        rows = plan.get(table)
        if isinstance(rows, list) and rows and draw(st.booleans()):
            at = draw(st.integers(0, len(rows) - 1))
            if isinstance(rows[at], dict) and draw(st.booleans()):
                rows[at][draw(st.sampled_from(sorted(rows[at]) or ["x"]))] = draw(_ANY)
            else:
                rows[at] = draw(_ANY)
        else:
            plan[table] = draw(_ANY)
    return json.dumps(plan).encode()


@given(spoilt())
@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_any_spoilt_plan_gives_a_sentence_or_a_plan_that_can_be_saved(raw: bytes) -> None:
    try:
        plan: Plan = plan_from_bytes(raw, "plan.rapport").plan
    except DamagedPlan as error:
        assert str(error)
        if error.recovered is None:
            return
        plan = error.recovered.plan
    except OpenError as error:
        assert str(error)
        return
    again = plan_from_bytes(plan_bytes(plan))
    assert again.plan == plan and not again.repaired


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_any_bytes_give_a_sentence(raw: bytes) -> None:
    with pytest.raises(FileError):
        plan_from_bytes(raw, "plan.rapport")


@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=12))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_bytes_overwritten_anywhere_never_raise_anything_but_a_sentence(at: int, patch: bytes) -> None:
    try:
        opened = plan_from_bytes(GOOD[:at] + patch + GOOD[at + len(patch) :], "plan.rapport")
    except OpenError as error:
        assert str(error)
    else:
        assert plan_from_bytes(plan_bytes(opened.plan)).plan == opened.plan
