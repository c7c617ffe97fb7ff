"""The structure of a document: what its words are to each other, for those who hear it instead of seeing it."""

from dataclasses import dataclass, field
from typing import Any

from exports.pdf.pieces import Part, Piece


@dataclass(slots=True, eq=False)
class Node:
    """An element of the structure: its role, words in its place, and the marks of what it holds on the pages."""

    tag: str
    alt: str = ""
    children: list["Node"] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)

    def child(self, tag: str, alt: str = "") -> "Node":
        """A new element inside this one."""
        node = Node(tag, alt)
        self.children.append(node)
        return node


class Structure:
    """Grows while pages are drawn: hands out the number of every mark and keeps what it belongs to."""

    def __init__(self) -> None:
        self.root = Node("Document")
        self._section = self.root
        self._groups: dict[str, Node] = {}
        self._rows: dict[int, Node] = {}
        self.pages: list[list[Node]] = []

    def begin_page(self) -> None:
        """What follows is on the next page."""
        self.pages.append([])

    def begin_topic(self) -> None:
        """What follows belongs to a topic of its own."""
        self._section = self.root.child("Sect")

    def mark(self, piece: Piece, part: Part) -> int:
        """The number of a part on its page, kept under the element that it belongs to."""
        node = self._node(piece, part)
        page = len(self.pages) - 1
        number = len(self.pages[page])
        node.marks.append((page, number))
        self.pages[page].append(node)
        return number

    def _node(self, piece: Piece, part: Part) -> Node:
        parent = self._section
        if piece.group:
            kind = piece.group.partition(":")[0]
            if piece.group not in self._groups:
                self._groups[piece.group] = self._section.child(kind)
            parent = self._groups[piece.group]
            if kind == "P":
                return parent
            if kind == "L":
                return parent.child("LI").child("LBody")
        if piece.tag:
            row = self._rows.get(id(piece))
            if row is None or row not in parent.children:
                row = self._rows[id(piece)] = parent.child(piece.tag)
            parent = row
        return parent.child(part.tag, part.alt)

    def write(self, canvas: Any) -> None:
        """Puts the structure into a document whose pages are all drawn."""
        from reportlab.pdfbase import pdfdoc

        document = canvas._doc
        pages = [document.Reference(page) for page in document.Pages.pages]
        tree = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("StructTreeRoot")})
        root = document.Reference(tree)
        references: dict[int, Any] = {}
        tree.dict["K"] = _written(document, self.root, root, pages, references)
        numbers: list[Any] = []
        for at, marked in enumerate(self.pages):
            owners = pdfdoc.PDFArray([references[id(node)] for node in marked])
            numbers += [at, document.Reference(owners)]
        parents = pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)})
        tree.dict["ParentTree"] = document.Reference(parents)
        tree.dict["ParentTreeNextKey"] = len(self.pages)
        document.Catalog.StructTreeRoot = tree
        document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        for at, page in enumerate(document.Pages.pages):
            # reportlab writes only the keys that it knows of.
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents = at
            page.Tabs = pdfdoc.PDFName("S")


def _written(document: Any, node: Node, parent: Any, pages: list[Any], references: dict[int, Any]) -> Any:
    from reportlab.pdfbase import pdfdoc

    entries = {"Type": pdfdoc.PDFName("StructElem"), "S": pdfdoc.PDFName(node.tag), "P": parent}
    element = pdfdoc.PDFDictionary(entries)
    own = references[id(node)] = document.Reference(element)
    kids: list[Any] = [_written(document, child, own, pages, references) for child in node.children]
    if node.marks:
        first = node.marks[0][0]
        element.dict["Pg"] = pages[first]
        for page, number in node.marks:
            if page == first:
                kids.append(number)
            else:
                other = {"Type": pdfdoc.PDFName("MCR"), "Pg": pages[page], "MCID": number}
                kids.append(pdfdoc.PDFDictionary(other))
    if node.tag == "TH":
        scope = {"O": pdfdoc.PDFName("Table"), "Scope": pdfdoc.PDFName("Column")}
        element.dict["A"] = pdfdoc.PDFDictionary(scope)
    if node.alt:
        element.dict["Alt"] = pdfdoc.PDFString(node.alt)
    element.dict["K"] = pdfdoc.PDFArray(kids)
    return own
