"""The facts about a document that readers show and search: title, author, language, and the same as XMP."""

from typing import Any
from xml.sax.saxutils import escape

from planner.report.blocks import Report

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Keywords>{keywords}</pdf:Keywords>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def state_facts(canvas: Any, report: Report) -> None:
    """Writes the facts of a report into its document."""
    from reportlab.pdfbase import pdfdoc

    facts = {
        "title": full_title(report),
        "author": report.client,
        "subject": report.subject,
        "keywords": ", ".join(report.keywords),
    }
    canvas.setTitle(facts["title"])
    canvas.setAuthor(facts["author"])
    canvas.setSubject(facts["subject"])
    canvas.setKeywords(facts["keywords"])
    canvas.setCreator("Rapport")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    packet = _XMP.format(language=report.language, **{key: escape(_clean(value)) for key, value in facts.items()})
    stream = pdfdoc.PDFStream(content=packet.encode("utf-8"), filters=[])
    stream.dictionary.dict["Type"] = pdfdoc.PDFName("Metadata")
    stream.dictionary.dict["Subtype"] = pdfdoc.PDFName("XML")
    canvas._doc.Catalog.Metadata = stream


def full_title(report: Report) -> str:
    """The title with whose it is."""
    return f"{report.client} – {report.title}" if report.client else report.title


def _clean(words: str) -> str:
    from planner.intake.cleaning import clean_text

    return clean_text(words)[0]
