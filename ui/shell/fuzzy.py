"""How well words answer a query: the start of a word, a part, initials, or letters in their order."""

import unicodedata
from functools import lru_cache

CLEAR = 300
"""A score from here on: the words hold what is typed."""


@lru_cache(maxsize=8192)
def plain(words: str) -> str:
    """Words without case and accents, so that evaluation finds Évaluation."""
    parts = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter)).replace("\u2019", "'")


def fit(query: str, words: str) -> int:
    """How well words answer a query: 0 not at all; a query of several words must find each of them."""
    query, words = plain(query).strip(), plain(words)
    if not query:
        return 1
    whole = _one(query, words)
    parts = query.split()
    if len(parts) < 2 or whole >= CLEAR:
        return whole
    found = [_one(part, words) for part in parts]
    return max(whole, min(found) - 50) if all(score >= CLEAR for score in found) else whole


def holds(query: str, words: str) -> bool:
    """Whether words hold a query as it is, apart from case and accents."""
    return plain(query).strip() in plain(words)


def _one(query: str, words: str) -> int:
    long = min(len(words), 99)
    if words.startswith(query):
        return 1000 - long
    if f" {query}" in f" {words}":
        return 700 - long
    if query in words:
        return 500 - long
    initials = "".join(word[0] for word in words.split() if word)
    if len(query) > 1 and initials.startswith(query):
        return 400 - long
    return _letters(query.replace(" ", ""), words)


def _letters(query: str, words: str) -> int:
    """Letters in order count the more the closer they stand; far apart they are chance."""
    at, start = -1, -1
    for letter in query:
        at = words.find(letter, at + 1)
        if at < 0:
            return 0
        start = at if start < 0 else start
    spread = at - start + 1
    return max(1, 200 - spread) if len(query) > 1 and spread <= 4 * len(query) else 0
