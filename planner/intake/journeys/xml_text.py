"""XML as text: elements with fixed short prefixes, so that what a file brought can be kept and written again."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
YED = "http://www.yworks.com/xml/graphml"
PREFIXES: Mapping[str, str] = {
    GRAPHML: "",
    YED: "y",
    "http://www.w3.org/2001/XMLSchema-instance": "xsi",
    "http://www.yworks.com/xml/yfiles-common/markup/2.0": "x",
    "http://www.yworks.com/xml/yfiles-common/markup/primitives/2.0": "sys",
    "http://www.yworks.com/xml/yfiles-common/1.0/java": "java",
    "http://www.yworks.com/xml/yed/3": "yed",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
"""The namespaces that GraphML files are made of, with the prefixes that they are written with."""

ROOT_NAMESPACES = " ".join(
    f"xmlns{':' if prefix else ''}{prefix}={quoteattr(uri)}" for uri, prefix in PREFIXES.items() if prefix != "xml"
)
"""What the root of a document must declare for the texts made here."""


def element_text(element: Element) -> str:
    """An element with all it holds, without what follows it and without indents; for a root with the namespaces."""
    out: list[str] = []
    _write(element, out)
    return "".join(out)


def _write(element: Element, out: list[str]) -> None:
    if not isinstance(element.tag, str):
        return  # a comment or an instruction
    declared: dict[str, str] = {}
    name = _name(element.tag, declared)
    attributes = [(_name(key, declared, attribute=True), value) for key, value in element.attrib.items()]
    attributes += [(f"xmlns:{prefix}", uri) for uri, prefix in declared.items()]
    out.append("<" + name + "".join(f" {key}={quoteattr(value)}" for key, value in attributes))
    if not len(element) and not element.text:
        out.append("/>")
        return
    out.append(">" + _kept(element.text, len(element) > 0))
    for child in element:
        _write(child, out)
        out.append(_kept(child.tail, True))
    out.append(f"</{name}>")


def _kept(text: str | None, between: bool) -> str:
    """A text escaped; blanks between elements are nobody's."""
    return escape(text) if text and not (between and text.isspace()) else ""


def _name(tag: str, declared: dict[str, str], attribute: bool = False) -> str:
    """A name with its prefix; a namespace that is not usual is declared on the element itself."""
    uri, brace, name = tag.removeprefix("{").rpartition("}")
    if not brace:
        return tag
    prefix = PREFIXES.get(uri)
    if prefix is None:
        prefix = declared.setdefault(uri, f"n{len(declared) + 1}")
    elif not prefix and attribute:
        return name
    return f"{prefix}:{name}" if prefix else name
