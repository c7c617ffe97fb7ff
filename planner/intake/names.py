"""Names from outside: when two of them mean the same thing."""

import unicodedata


def folded(name: str) -> str:
    """A name without case, accents and odd blanks, for comparison only."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
