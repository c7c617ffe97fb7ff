"""Names of files made from titles that people typed."""

import re
import unicodedata

ENDING = ".rapport"

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)", re.IGNORECASE)
_REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_LONGEST = 120


def file_name(title: str, ending: str = ENDING, otherwise: str = "plan") -> str:
    """A name that any system takes, from a title: no path, no reserved word, not too long."""
    words = " ".join(_REFUSED.sub(" ", unicodedata.normalize("NFC", title)).split())
    words = words.encode()[:_LONGEST].decode(errors="ignore").strip(" .")
    if not words:
        words = otherwise
    return ("_" if _RESERVED.match(words) else "") + words + ending
