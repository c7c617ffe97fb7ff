"""Links in a document: only addresses that a browser or a mail program opens, never a file or a program."""

import re

_ADDRESS = re.compile(r"(https?://[^\s<>\"]{3,500}|mailto:[^\s<>\"]{3,200})$", re.IGNORECASE)


def address(words: str) -> str:
    """The words as an address to lead to, or nothing where they are none, or not a safe one."""
    words = words.strip()
    return words if _ADDRESS.match(words) else ""
