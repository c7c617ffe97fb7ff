"""Translations: gathers every marked string of the product and compiles the catalogues.

``python -m tests.tools.translations`` brings resources/translations up to the source: new strings are added
untranslated, gone ones are dropped, and the compiled files are written. A test fails while a string has no French.
"""

import datetime as dt
import io
import json
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "resources" / "translations"
ROOMS = ("planner", "exports", "ui")
LANGUAGES = ("fr",)
NOT_SAID = tuple(
    f'"{name}'.encode() for name in ("POT-", "PO-Rev", "Generated", "Project-Id", "Report-", "Last-", "Language-Team")
)
_NO_DAY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def po_path(code: str) -> Path:
    """Where the translations of a language are edited."""
    return FOLDER / code / "LC_MESSAGES" / "rapport.po"


def mo_path(code: str) -> Path:
    """Where they are read from when the app runs."""
    return po_path(code).with_suffix(".mo")


def gathered():  # type: ignore[no-untyped-def]
    """The catalogue of every marked string, without translations."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import extract_from_dir

    catalogue = Catalog(project="Rapport", charset="utf-8")
    for room in ROOMS:
        found = extract_from_dir(str(ROOT / room), [("**.py", "python")], {}, KEYWORDS)
        for name, _line, message, _comments, _context in sorted(found, key=lambda row: (row[0], row[1])):
            catalogue.add(message, locations=[(f"{room}/{name}", 0)])
    return catalogue


def updated(code: str):  # type: ignore[no-untyped-def]
    """The catalogue of a language brought up to the source; what was translated stays."""
    from babel.messages.pofile import read_po

    path = po_path(code)
    with path.open("rb") if path.is_file() else io.BytesIO(b"") as stream:
        known = read_po(stream, locale=code)
    known.update(gathered(), no_fuzzy_matching=True)
    known.obsolete.clear()
    known.header_comment = "# Rapport in another language: every string of the interface and of the deliverables."
    known.fuzzy = False
    return known


def missing(code: str) -> list[str]:
    """The strings that have no translation yet."""
    out = []
    for message in updated(code):
        texts = message.string if isinstance(message.string, list | tuple) else (message.string,)
        # What became counted, or no longer is, keeps its old text as a mere guess: no compiled file holds it.
        if message.id and (message.fuzzy or not all(texts)):
            out.append(message.id if isinstance(message.id, str) else message.id[0])
    return out


def fill(code: str, translated: dict[str, str | list[str]]) -> list[str]:
    """Puts translations in by their English text, plurals as a list of two; returns what the source does not have."""
    from babel.messages.pofile import write_po

    catalogue = updated(code)
    unknown = []
    for english, text in translated.items():
        message = next((m for m in catalogue if (m.id[0] if isinstance(m.id, tuple) else m.id) == english), None)
        if message is None:
            unknown.append(english)
        else:
            message.string = tuple(text) if isinstance(text, list) else text
            message.flags.discard("fuzzy")
    out = io.BytesIO()
    write_po(out, catalogue, no_location=True)
    po_path(code).write_bytes(out.getvalue())
    return unknown


def po_text(code: str) -> bytes:
    """The file that is edited, in the order of the strings, so that changes compare well."""
    from babel.messages.pofile import write_po

    out = io.BytesIO()
    write_po(out, updated(code), sort_output=True, omit_header=False, no_location=True, width=120)
    lines = out.getvalue().split(b"\n")
    return b"\n".join(line for line in lines if not line.startswith(NOT_SAID))


def mo_bytes(code: str) -> bytes:
    """The compiled file of the translations as they are now."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with po_path(code).open("rb") as stream:
        catalogue = read_po(stream, locale=code)
    # The dates of a header are those of this minute where the file does not say them.
    catalogue.creation_date = catalogue.revision_date = _NO_DAY
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main() -> None:
    """Brings every language up to the source and says what is missing; JSON files named are filled in first."""
    for file in sys.argv[1:]:
        print(fill("fr", json.loads(Path(file).read_text(encoding="utf-8"))))
    for code in LANGUAGES:
        po_path(code).parent.mkdir(parents=True, exist_ok=True)
        po_path(code).write_bytes(po_text(code))
        mo_path(code).write_bytes(mo_bytes(code))
        without = missing(code)
        print(f"{code}: {len(list(updated(code))) - 1} strings, {len(without)} without a translation")


if __name__ == "__main__":
    main()
