"""What mermaid does to a text before its grammar reads it, and how to write text that survives that.

Front matter, directives and comments go, entities are held; every character keeps its line.
"""

import html
import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

JS_SPACE = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""What JavaScript takes for white space; Python's own set differs."""
WHITE = f"[{JS_SPACE}]"
_BLANK = f"[{JS_SPACE.replace(chr(10), '').replace(chr(13), '')}]"
_ANY = "[^\n\r\u2028\u2029]"


class Source:
    """A text that keeps the line of every character while parts of it are cut out."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._newlines = [at for at, sign in enumerate(text) if sign == "\n"]
        self._starts, self._origins = [0], [0]

    def cut(self, spans: Iterable[tuple[int, int]]) -> None:
        """Takes out parts, given as begin and end, in order."""
        starts: list[int] = []
        origins: list[int] = []
        parts: list[str] = []
        length = last = 0
        for begin, end in (*spans, (len(self.text), len(self.text))):
            inner = self._starts[bisect_right(self._starts, last) : bisect_left(self._starts, begin)]
            for piece in (last, *inner):
                starts.append(length + piece - last)
                origins.append(self._origin(piece))
            parts.append(self.text[last:begin])
            length += begin - last
            last = end
        self.text, self._starts, self._origins = "".join(parts), starts, origins

    def _origin(self, at: int) -> int:
        piece = max(bisect_right(self._starts, at) - 1, 0)
        return self._origins[piece] + at - self._starts[piece]

    def line(self, at: int) -> int:
        """The line of a character in the text as it was, from 1."""
        return bisect_right(self._newlines, self._origin(at) - 1) + 1


_TAG = re.compile(r"(<\w+)([^>]*>)", re.ASCII)
_ATTRIBUTE = re.compile(r'="([^"]*)"')
_FRONT = re.compile(rf"({_BLANK}*)---{WHITE}*[\n\r](.*?)[\n\r]\1---{WHITE}*[\n\r]+", re.DOTALL)
_DIRECTIVE = re.compile(
    rf"%%\{{{WHITE}*(?:\w+{WHITE}*:|\w+){WHITE}*(?:\w+|(?:(?!\}}%%){_ANY}|\r?\n)*)?{WHITE}*(?:\}}%%)?",
    re.ASCII,
)
_COMMENT = re.compile(r"%%(?!\{)[^\n]+\n?")
_LINE = re.compile(f"{_ANY}+")
_COLOUR = re.compile(rf":[^:#{JS_SPACE}]*#")
_ENTITY = re.compile(r"#(\w+);", re.ASCII)
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_HELD = re.compile(f"{_OPEN}(\\w+){_CLOSE}", re.ASCII)


def prepared(text: str) -> tuple[Source, str]:
    """The text as mermaid's grammar gets it, and the front matter."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    source, front = Source(_single_quoted(text)), ""
    if match := _FRONT.match(source.text):
        front = match[0]
        source.cut([(0, match.end())])
    source.cut(match.span() for match in _DIRECTIVE.finditer(source.text))
    source.cut(_comments(source.text))
    source.cut([(0, len(source.text) - len(source.text.lstrip(JS_SPACE)))])
    source.cut(_style_ends(source.text))
    source.text = hold_entities(source.text) + "\n"
    return source, front


def hold_entities(text: str) -> str:
    """The text with its entities (#quot;) marked, so that the grammar does not see their signs."""
    return _ENTITY.sub(f"{_OPEN}\\1{_CLOSE}", text)


def _single_quoted(text: str) -> str:
    """The text with the attributes of tags in single quotes; linear, as every tag finds its end."""
    end = text.rfind(">") + 1
    return _TAG.sub(lambda tag: tag[1] + _ATTRIBUTE.sub(r"='\1'", tag[2]), text[:end]) + text[end:]


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """The lines that begin with two percent signs, each with the blank lines before it."""
    last = 0
    for match in _COMMENT.finditer(text):
        begin = last + len(text[last : match.start()].rstrip(JS_SPACE))
        if begin > 0 and text[begin - 1] != "\n":
            begin = text.find("\n", begin, match.start()) + 1
        if begin > 0 or not text[: match.start()].strip(JS_SPACE):
            yield begin, match.end()
            last = match.end()


def _style_ends(text: str) -> Iterator[tuple[int, int]]:
    """The last semicolon of lines that set a style with a colour: mermaid drops it."""
    for line in _LINE.finditer(text):
        found = (line[0].find(word) for word in ("style", "classDef"))
        at = min((at for at in found if at >= 0), default=-1)
        colour = _COLOUR.search(line[0], at) if at >= 0 else None
        end = line[0].rfind(";")
        if colour and end >= colour.end():
            yield line.start() + end, line.start() + end + 1


def plain(text: str) -> str:
    """The text with Mermaid's entities (#quot; #9829;) as the characters they stand for, and trimmed."""

    def sign(match: re.Match[str]) -> str:
        name = match[1]
        written = f"&#{name};" if name.isdigit() else f"&{name};"
        read = html.unescape(written)
        return read if read != written else f"#{name};"

    return _HELD.sub(sign, text).strip(JS_SPACE)


_KEYWORD = re.compile(r"(?:journey|title|section|accTitle|accDescr)(?![A-Za-z0-9_])", re.IGNORECASE)
_PERCENT = re.compile(r"^%|%(?=%)|(?<=%)%", re.MULTILINE)
IN_NAME, IN_PEOPLE, IN_LINE = "#;:", "#;:,", "#;"


def escaped(text: str, signs: str = IN_NAME) -> str:
    """The text so that mermaid reads it back as it is: signs of its grammar become entities."""
    text = " ".join(text.split("\n"))
    if _KEYWORD.match(text):
        text, first = text[1:], text[0]
    else:
        first = ""
    coded = "".join(f"#{ord(c)};" if c in signs or c in "\u2028\u2029" else c for c in text)
    coded = _PERCENT.sub("#37;", coded)
    if "<" in text:
        coded = coded.replace('"', "#quot;")
    if "#" in coded and ("style" in text or "classDef" in text):
        coded = coded.replace(":", "#58;")
    return (f"#{ord(first)};" if first else "") + coded


_DECIMAL = re.compile(r"[+-]?(?:Infinity|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)")
_RADIX = re.compile(r"0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)")


def js_number(text: str) -> float | None:
    """What JavaScript's Number() makes of a text: nothing is 0; None where it is not a finite number."""
    text = text.strip(JS_SPACE)
    if not text:
        return 0.0
    if _RADIX.fullmatch(text):
        value = float(int(text, 0)) if len(text) < 64 else math.inf
    elif _DECIMAL.fullmatch(text):
        value = float(text)
    else:
        return None
    return value if math.isfinite(value) else None


def sorted_names(names: set[str]) -> tuple[str, ...]:
    """Names in JavaScript's order: by UTF-16 units."""
    return tuple(sorted(names, key=lambda name: name.encode("utf-16-be", "surrogatepass")))
