"""Repair: the plan in data that does not fit as it is, and sentences that say what was changed to make it fit."""

from collections.abc import Callable, Iterable
from typing import Any

from pydantic import ValidationError
from pydantic_core import to_json

from planner.edit import held_ids, unlinked
from planner.files.words import field_word, item_word, recovered_text, table_word
from planner.language import _, ngettext
from planner.plan import REFERENCES, TABLES, Plan, by_id
from planner.profile import PROFILE_ID, Profile
from planner.record import Record, Reference, new_id, place

_TRIES = 8
_MOST_NOTES = 200


class Notes:
    """Collects sentences; past a limit they are only counted."""

    def __init__(self) -> None:
        self._kept: list[str] = []
        self._more = 0

    def say(self, sentence: str) -> None:
        """Adds a sentence."""
        if len(self._kept) < _MOST_NOTES:
            self._kept.append(sentence)
        else:
            self._more += 1

    def all(self) -> tuple[str, ...]:
        """The sentences, with the number of those left out at the end."""
        if not self._more:
            return tuple(self._kept)
        more = ngettext("{count} more change was made.", "{count} more changes were made.", self._more)
        return (*self._kept, more.format(count=self._more))


def repaired(
    data: dict[str, Any], lost: Iterable[str] = (), partly: Iterable[str] = ()
) -> tuple[Plan, tuple[str, ...]]:
    """The plan that can be made of the data, and what was changed.

    ``lost`` names tables known to be unreadable, ``partly`` those of which some rows are missing.
    """
    notes = Notes()
    for table in sorted(partly):
        notes.say(_("{table}: a part could not be read.").format(table=table_word(table)))
    gone = set(lost)
    tables: dict[str, Any] = {}
    for table, kind in TABLES.items():
        value = data.get(table)
        if table == "profile":
            tables[table] = _profile(value, notes)
        elif isinstance(value, list):
            tables[table] = _table(table, kind, value, notes)
        elif value is not None:
            gone.add(table)
    for key in sorted(set(data) - set(Plan.model_fields)):
        notes.say(_("“{key}” is not known in a plan and was left out.").format(key=field_word(key)))
    doc_id = data.get("doc_id")
    plan = Plan(doc_id=new_id(), **tables)
    try:
        plan = Plan.model_validate({**plan.__dict__, "doc_id": doc_id})
    except ValidationError:
        notes.say(_("The plan had no valid number of its own and got a new one."))
    plan, more = whole(plan)
    heading = (recovered_text(gone),) if gone or partly else ()
    return plan, (*heading, *notes.all(), *more)


def _profile(value: Any, notes: Notes) -> Profile:
    fields = value if isinstance(value, dict) else {}
    if value is not None and not isinstance(value, dict):
        notes.say(_("The profile could not be read and is empty now."))
    row = {"rank": "V001", **fields, "id": PROFILE_ID}
    read = _record(Profile, row, _saying(notes, table_word("profile")))
    if isinstance(read, Profile):
        return read
    notes.say(_("The profile could not be read and is empty now."))
    return Profile(id=PROFILE_ID, rank="V001")


def _table(table: str, kind: type[Record], rows: list[Any], notes: Notes) -> tuple[Record, ...]:
    read: dict[str, Record] = {}
    rank = "V001"
    for at, row in enumerate(rows):
        item = f"{table_word(table)}, {item_word(row, at)}"
        fields = {"id": new_id(), "rank": rank, **row} if isinstance(row, dict) else None
        record = _record(kind, fields, _saying(notes, item)) if fields is not None else None
        if record is None:
            notes.say(_("{item}: could not be read and was left out.").format(item=item))
            continue
        rank = record.rank
        if record.id in read:
            if record == read[record.id]:
                notes.say(_("{item}: was there twice; once is kept.").format(item=item))
                continue
            notes.say(_("{item}: had the id of another item and got its own.").format(item=item))
            record = record.model_copy(update={"id": new_id()})
        read[record.id] = record
    return tuple(sorted(read.values(), key=place))


def _saying(notes: Notes, item: str) -> Callable[[str], None]:
    def say(key: str) -> None:
        words = _("{item}: the field “{field}” did not fit and was changed or emptied.")
        notes.say(words.format(item=item, field=field_word(key)))

    return say


def _record(kind: type[Record], row: dict[str, Any], say: Callable[[str], None]) -> Record | None:
    """The record in a row after what does not fit was taken out of it; None where too little is left."""
    row = dict(row)
    said: set[str] = set()
    for tries in range(_TRIES):
        try:
            return kind.model_validate_json(to_json(row, fallback=_nothing))
        except ValidationError as error:
            wrong = error.errors(include_url=False, include_input=False, include_context=False)
        except ValueError:  # a key that no encoder takes
            return None
        for problem in reversed(wrong):
            key = str(problem["loc"][0]) if problem["loc"] else ""
            if not _mended(kind, row, key, problem["loc"][1:] if tries < _TRIES // 2 else ()):
                return None
            if key not in said:
                said.add(key)
                say(key)
    return None


def _nothing(_value: Any) -> None:
    """What stands in for a number that no plan can hold."""


def _mended(kind: type[Record], row: dict[str, Any], key: str, inside: tuple[Any, ...]) -> bool:
    """Takes the wrong entry of a list, else the wrong field, out of a row; False where the row cannot do without."""
    value = row.get(key)
    if inside and isinstance(inside[0], int) and isinstance(value, list) and inside[0] < len(value):
        row[key] = value[: inside[0]] + value[inside[0] + 1 :]
        return True
    if key == "id":
        row[key] = new_id()
    elif key == "rank":
        row[key] = "V001"
    elif key in row and (key not in kind.model_fields or not kind.model_fields[key].is_required()):
        del row[key]
    else:
        return False
    return True


def whole(plan: Plan) -> tuple[Plan, tuple[str, ...]]:
    """The plan without links to items that are not in it, and what was changed."""
    notes = Notes()
    again = True
    while again:
        again = False
        for reference in REFERENCES:
            fixed = _mended_links(plan, reference, notes)
            again = again or (fixed is not plan and reference.on_delete == "cascade")
            plan = fixed
    return plan, notes.all()


def _mended_links(plan: Plan, reference: Reference, notes: Notes) -> Plan:
    known = by_id(plan, reference.target)
    rows: list[Record] = []
    changes = False
    for at, row in enumerate(plan.rows(reference.table)):
        missing = held_ids(row, reference) - known.keys() if getattr(row, reference.field) else None
        if not missing:
            rows.append(row)
            continue
        changes = True
        item = f"{table_word(reference.table)}, {item_word(row.__dict__, at)}"
        target = table_word(reference.target)
        if reference.on_delete == "cascade":
            words = _("{item}: belonged to an item of “{target}” that is missing, and was left out.")
        else:
            words = _("{item}: a link to an item of “{target}” that is missing was removed.")
            rows.append(unlinked(row, reference, missing))
        notes.say(words.format(item=item, target=target))
    return plan.with_rows(reference.table, tuple(rows)) if changes else plan
