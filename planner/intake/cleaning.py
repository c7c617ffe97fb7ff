"""Cleaning: text from outside loses what no writer can hold, and says so."""

import re

# C0 and C1 but tab and newline, lone surrogates, the two noncharacters that XML refuses.
_BAD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> tuple[str, bool]:
    """The text with line ends as newlines and without control signs, and whether signs were dropped."""
    if text.isprintable():  # nearly all cells, and quickly told
        return text, False
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _BAD.search(text):
        return text, False
    # NEL is a line end that some old systems write.
    return _BAD.sub("", text.replace("\x85", "\n")), True


def one_line(text: str, longest: int) -> str:
    """The text on one line with single blanks, to show it, cut to a length with an ellipsis."""
    text = " ".join(clean_text(text)[0].split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def fitted(text: str, longest: int) -> str:
    """The text on one line with its blanks as they are, cut to a length with an ellipsis."""
    text = clean_text(text)[0].replace("\n", " ").strip()
    return text if len(text) <= longest else text[: longest - 1] + "…"
