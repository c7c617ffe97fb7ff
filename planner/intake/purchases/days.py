"""Days: the SQL that reads the day of a purchase, however a column of dates writes it, row by row.

The day is the one that stands there, whatever the hours and the time zone beside it.
"""

from typing import Any

from planner.intake.times import Order, part_order

_NUMBERED = r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:[ ,T]+\d{1,2}[:.h]\d{2}.*)?$"
_YEAR_FIRST = r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ ,T].*)?$"
_TOGETHER = r"^(?:19|20)\d{6}(?:\.0|[ T]?\d{4,6}Z?)?$"
_SERIAL = r"^[2-7]\d{4}(?:[.,]\d+)?$"
_EPOCH = r"^(\d{9,10})(?:\.\d+)?$|^(\d{9,10})\d{3}(?:\.0)?$|^(\d{9,10})\d{6}(?:\.0)?$"
_WEEKDAY = r"^(?:\p{L}+[.,]* +)?"
_DAY_NAMED = (
    _WEEKDAY + r"(\d{1,2})(?:st|nd|rd|th|er|\.)?[ /-]*(?:de |of )?(\p{L}{3,})\.?,?[ /-]*(?:de )?"
    r"(\d{4}|\d{2})(?:[ ,T].*)?$"
)
_MONTH_NAMED = (
    _WEEKDAY + r"(\p{L}{3,})\.?[ /-]*(\d{1,2})(?:st|nd|rd|th)?,?[ /-]+(?:[\d:]+ (?:\p{L}+ )?)?(\d{4})(?:[ ,T].*)?$"
)
_MONTHS = (
    ("jan", "ene", "gen"),
    ("feb", "fev"),
    ("mar", "mrt", "maa"),
    ("apr", "avr", "abr"),
    ("may", "mai", "mag", "mei"),
    ("jun", "juin", "giu"),
    ("jul", "juil", "lug"),
    ("aug", "aou", "ago"),
    ("sep", "set"),
    ("oct", "okt", "ott"),
    ("nov",),
    ("dec", "dez", "dic"),
)
"""How months begin in English, French, German, Spanish, Italian and Dutch, without accents."""
_OLD = 70
"""Years of two digits from here on are of the last century."""
_SAMPLE = 2_000


def plain_day(text: str) -> str:
    """The SQL of a day that is written as programs write it, the fastest; others are null, or before 1900."""
    return f"TRY_CAST({text} AS DATE)"


def any_day(connection: Any, source: str, text: str, day_first: bool | None, usual: bool) -> tuple[str, Order]:
    """The SQL of a day in any form, those first that stand in the beginning of a column, and the order of its parts.

    Whether the day or the month comes first is what a person says, else what the rows prove, else the usual way, and
    then in doubt. A date that is none in that order is read the other way round where nobody said anything.
    """
    forms = {
        "numbered": _NUMBERED,
        "year_first": _YEAR_FIRST,
        "together": _TOGETHER,
        "serial": _SERIAL,
        "epoch": _EPOCH,
        "day_named": _DAY_NAMED,
        "month_named": _MONTH_NAMED,
    }
    counts = _counts(connection, source, text, forms)
    order = part_order(connection, source, text, day_first, usual) if counts.get("numbered") else None
    read = {
        "numbered": _numbered(text, order, said=day_first is not None),
        "year_first": _cast(text, _YEAR_FIRST, r"\1-\2-\3"),
        "together": f"CAST(try_strptime(left({text}, 8), '%Y%m%d') AS DATE)",
        "serial": f"(DATE '1899-12-30' + TRY_CAST(left({text}, 5) AS INTEGER))",
        "epoch": f"(DATE '1970-01-01' + CAST({_seconds(text)} // 86400 AS INTEGER))",
        "day_named": _named(text, _DAY_NAMED, 1, 2),
        "month_named": _named(text, _MONTH_NAMED, 2, 1),
    }
    often = sorted(forms, key=lambda name: -counts.get(name, 0))
    cases = " ".join(f"WHEN regexp_matches({text}, '{forms[name]}') THEN {read[name]}" for name in often)
    return f"CASE {cases} END", order or Order()


def _counts(connection: Any, source: str, text: str, forms: dict[str, str]) -> dict[str, int]:
    """How many texts in the beginning of a column are in each form."""
    told = " ".join(f"WHEN regexp_matches(said, '{form}') THEN '{name}'" for name, form in forms.items())
    sample = f"SELECT {text} AS said FROM {source} WHERE {text} <> '' LIMIT {_SAMPLE}"  # noqa: S608
    rows = connection.execute(f"SELECT CASE {told} END, COUNT(*) FROM ({sample}) AS s GROUP BY 1").fetchall()  # noqa: S608
    return dict(rows)


def _cast(text: str, form: str, order: str) -> str:
    return f"TRY_CAST(regexp_replace({text}, '{form}', '{order}') AS DATE)"


def _numbered(text: str, order: Order | None, said: bool) -> str:
    """A day in numbers; where the order is not known, only what is no date the other way round."""
    century = (
        f"CASE WHEN regexp_matches({text}, '[0-9]{{4}}') THEN '' WHEN TRY_CAST(regexp_extract({text},"
        f" '{_NUMBERED}', 3) AS INTEGER) >= {_OLD} THEN '19' ELSE '20' END"
    )
    day, month = (f"TRY_CAST({century} || {_turned(text, parts)} AS DATE)" for parts in (r"\3-\2-\1", r"\3-\1-\2"))
    if order is None:
        return f"CASE WHEN {day} IS NULL OR {month} IS NULL OR {day} = {month} THEN COALESCE({day}, {month}) END"
    first, second = (day, month) if order.day_first else (month, day)
    return first if said else f"COALESCE({first}, {second})"


def _turned(text: str, parts: str) -> str:
    return f"regexp_replace({text}, '{_NUMBERED}', '{parts}')"


def _seconds(text: str) -> str:
    found = ", ".join(f"TRY_CAST(regexp_extract({text}, '{_EPOCH}', {at}) AS BIGINT)" for at in (1, 2, 3))
    return f"COALESCE({found})"


def _named(text: str, form: str, day: int, month: int) -> str:
    """A day with the name of its month."""
    part = {at: f"regexp_extract({text}, '{form}', {at})" for at in (1, 2, 3)}
    word = f"lower(strip_accents({part[month]}))"
    # Longer beginnings first: juin and juil share three letters.
    starts = sorted(((start, at) for at, names in enumerate(_MONTHS, 1) for start in names), key=lambda p: -len(p[0]))
    number = " ".join(f"WHEN starts_with({word}, '{start}') THEN '{at}'" for start, at in starts)
    century = f"CASE WHEN strlen({part[3]}) = 4 THEN '' WHEN {part[3]} >= '{_OLD}' THEN '19' ELSE '20' END"
    return f"TRY_CAST({century} || {part[3]} || '-' || CASE {number} END || '-' || {part[day]} AS DATE)"
