"""Records: frozen, bounded values with an id and a rank, and the helpers that make and change them."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, FailFast, Field, StringConstraints

MAX_ROWS = 5_000
MAX_PARTS = 500

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
OptionalId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{0,40}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_.:/-]{0,120}$")]
Rank = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{1,200}$")]
Name = Annotated[str, StringConstraints(max_length=300)]
Text = Annotated[str, StringConstraints(max_length=20_000)]
Share = Annotated[float, Field(ge=0, le=1)]
Money = Annotated[float, Field(ge=-1e15, le=1e15)]
Amount = Annotated[float, Field(ge=0, le=1e15)]
Figure = Annotated[float, Field(ge=-1e15, le=1e15)]
Count = Annotated[int, Field(ge=0, le=10**12)]
Level = Annotated[int, Field(ge=1, le=5)]
Ids = Annotated[tuple[Id, ...], FailFast(), Field(max_length=MAX_PARTS)]
Keys = Annotated[tuple[Key, ...], FailFast(), Field(max_length=MAX_PARTS)]
Names = Annotated[tuple[Name, ...], FailFast(), Field(max_length=MAX_PARTS)]


class Part(BaseModel):
    """A frozen value inside a record: only scalars, tuples and other parts as fields."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        allow_inf_nan=False,
        hide_input_in_errors=True,
        defer_build=True,
    )


class Record(Part):
    """A row of a table of the plan: its id never changes, its rank gives its place."""

    id: Id
    rank: Rank


AnyRecord = TypeVar("AnyRecord", bound=Record)
AnyPart = TypeVar("AnyPart", bound=Part)


@dataclass(frozen=True, slots=True)
class Reference:
    """Says that a field of a table holds ids of another one, and what happens when the target goes.

    ``cascade`` removes the referring record too, ``clear`` empties the field or drops the id from its tuple.
    ``part`` names the field of the nested parts that holds the id, where the field is a tuple of parts.
    """

    table: str
    field: str
    target: str
    on_delete: Literal["cascade", "clear"] = "clear"
    part: str = ""


def new_id() -> str:
    """A short, random, URL-safe id (60 bits)."""
    return secrets.token_hex(8)[:15]


def changed(part: AnyPart, **fields: Any) -> AnyPart:
    """The same record with some fields changed and everything validated again; raises ValidationError."""
    # model_copy(update=...) would not validate.
    return type(part).model_validate({**part.__dict__, **fields})


_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_VALUE = {digit: value for value, digit in enumerate(_DIGITS)}
_WIDTH = 4
_FIRST = "V001"


def rank_between(before: str | None, after: str | None) -> str:
    """A rank that sorts strictly between two others; None stands for an end.

    Appending or prepending counts a four-digit head up or down, so ranks stay short; in between, a digit is
    added only where there is no room. No rank ends in 0, or nothing would fit below it.
    """
    if before is None and after is None:
        return _FIRST
    if after is None and before is not None:
        head = _head(before) + 62
        return _digits(head) if head < 62**_WIDTH else before + _FIRST
    if before is None and after is not None:
        head = _head(after) - 62
        return _digits(head) if head > 0 else _midpoint("", after)
    assert before is not None and after is not None
    if before >= after:
        raise ValueError("ranks are not in order")
    return _midpoint(before, after)


def spaced_ranks(count: int) -> list[str]:
    """Ranks in order for a table that is numbered anew."""
    ranks: list[str] = []
    for _ in range(count):
        ranks.append(rank_between(ranks[-1] if ranks else None, None))
    return ranks


def _head(rank: str) -> int:
    number = 0
    for digit in rank[:_WIDTH].ljust(_WIDTH, "1"):
        number = number * 62 + _VALUE[digit]
    return number - number % 62 + 1  # the last digit stays 1: a rank must not end in 0


def _digits(number: int) -> str:
    out = ""
    for _ in range(_WIDTH):
        number, digit = divmod(number, 62)
        out = _DIGITS[digit] + out
    return out


def _midpoint(before: str, after: str) -> str:
    shared = 0
    while shared < len(after) and (before[shared] if shared < len(before) else "0") == after[shared]:
        shared += 1
    if shared:
        return after[:shared] + _midpoint(before[shared:], after[shared:])
    low = _VALUE[before[0]] if before else 0
    high = _VALUE[after[0]] if after else 62
    if high - low > 1:
        return _DIGITS[(low + high) // 2]
    if after and len(after) > 1:
        return after[0]
    return _DIGITS[low] + _midpoint(before[1:], "")


class TableSet(Part):
    """What a plan is to the mechanism: some tables of records, each sorted by rank and id.

    A field may also hold one single record (the profile); it counts as a table with one row.
    """

    def tables(self) -> Iterable[str]:
        """The names of the tables, in the order of the file."""
        for name, value in self.__dict__.items():
            if isinstance(value, tuple | Record):
                yield name

    def rows(self, table: str) -> tuple[Any, ...]:
        """The records of a table; raises KeyError for an unknown one."""
        value = self.__dict__[table]
        return value if isinstance(value, tuple) else (value,)

    def with_rows(self, table: str, rows: tuple[Any, ...]) -> Self:
        """The plan with a table replaced; the records must be valid already."""
        single = not isinstance(self.__dict__[table], tuple)
        return self.model_copy(update={table: rows[0] if single else rows})


def place(record: Record) -> tuple[str, str]:
    """The sort key of a record in its table."""
    return (record.rank, record.id)
