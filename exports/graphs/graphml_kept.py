"""Kept XML: what a GraphML file brought in, looked at again before it is written, for a plan may come from anywhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from planner.intake.journeys.kept import Kept, unpacked
from planner.intake.journeys.xml_text import ROOT_NAMESPACES, element_text
from planner.intake.xml_gate import local
from planner.journeys.records import Journey


@dataclass(frozen=True)
class KeptFile:
    """What a journey keeps of its file: the graph's id and attributes, its keys, its own data, and its groups."""

    about: Kept
    keys: Mapping[str, Element]
    data: tuple[Element, ...]
    groups: tuple[Kept, ...]

    def key_for(self, of: str, yfiles: str) -> str:
        """The id of the key that holds a kind of yEd's own data, or nothing."""
        for key in self.keys.values():
            if key.get("yfiles.type") == yfiles and key.get("for") in (of, "all"):
                return key.get("id", "")
        return ""

    def parts(self, xml: str) -> list[Element]:
        """The elements of a kept text that may stand in the document: data of declared keys, and ports."""
        found = elements(xml)
        return [e for e in found if local(e.tag) == "port" or (local(e.tag) == "data" and e.get("key") in self.keys)]

    def named(self, part: Element) -> str:
        """The name of the attribute that a part holds, or nothing."""
        key = self.keys.get(part.get("key", ""))
        return "" if key is None or key.get("yfiles.type") is not None else key.get("attr.name", "")


def kept_file(journey: Journey) -> KeptFile:
    """What a journey keeps of the GraphML file that it came from; nothing where it came from none."""
    kept = (*unpacked(journey.markup), Kept(), Kept())
    keys = {key.get("id", ""): key for key in elements(kept[0].xml) if local(key.tag) == "key" and key.get("id")}
    file = KeptFile(kept[0], keys, (), kept[2:-2])
    return KeptFile(file.about, keys, tuple(file.parts(kept[1].xml)), file.groups)


def elements(xml: str) -> list[Element]:
    """The elements of a text, none where it is not sound."""
    if not xml:
        return []
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(f"<graphml {ROOT_NAMESPACES}>{xml}</graphml>", forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return []
    return [child for child in root if isinstance(child.tag, str)]


def text_of(part: Element) -> str:
    """An element as text."""
    return element_text(part)
