"""Documents as office programs write them, with a trace in every place where they leave one."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.vault.hostile.zips import SHEET, TYPES, WORD, Member

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
X15AC = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def png(trace: str) -> bytes:
    """A picture with the trace in a chunk of words, in one of its own making and behind its end."""
    out, words = io.BytesIO(), PngInfo()
    words.add_text("Author", trace)
    words.add_itxt("XML:com.adobe.xmp", f"<x>{trace}</x>", zip=False)
    Image.new("RGB", (8, 6), "navy").save(out, "PNG", pnginfo=words)
    made, own = out.getvalue(), b"prVt" + trace.encode()
    chunk = struct.pack(">I", len(own) - 4) + own + struct.pack(">I", zlib.crc32(own))
    return made[:-12] + chunk + made[-12:] + trace.encode()


def other(form: str, trace: str) -> bytes:
    out = io.BytesIO()
    said: dict[str, object] = {"comment": trace.encode()} if form != "TIFF" else {"software": trace}
    Image.new("RGB", (8, 6), "navy").save(out, form, **said)
    return out.getvalue()


def xml(text: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()


def relations(*rows: tuple[str, str]) -> bytes:
    """Relations named rId1 and on; a target with a colon leads outside."""
    found = "".join(
        f'<Relationship Id="rId{at}" Type="{R}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if ':' in target else ''}/>"
        for at, (kind, target) in enumerate(rows, start=1)
    )
    return xml(f'<Relationships xmlns="{RELATIONS}">{found}</Relationships>')


def types(main: str, kind: str, *parts: str) -> bytes:
    more = "".join(
        f'<Override PartName="/{part}" ContentType="application/xml"/>' for part in parts
    )
    return TYPES.format(main=main, kind=kind).replace("</Types>", f"{more}</Types>").encode()


# Where in a document a trace may stand: the member and the text around it.
DOCX: dict[str, tuple[str, str]] = {
    "an author in single quotes": (
        "word/document.xml",
        "<w:p><w:del w:id='1' w:author='{}'><w:r><w:delText>x</w:delText></w:r></w:del></w:p>",
    ),
    "the day of a change": (
        "word/document.xml",
        '<w:p><w:ins w:id="1" w:author="A" w:date="{}"><w:r><w:t>x</w:t></w:r></w:ins></w:p>',
    ),
    "a session of typing": ("word/document.xml", '<w:p w:rsidR="{}" w:rsidRDefault="{}"/>'),
    "an author under another prefix": (
        "word/document.xml",
        f'<q:p xmlns:q="{W}"><q:ins q:id="1" q:author="{{}}"/></q:p>',
    ),
    "a link to a file of one's own": (
        "word/document.xml",
        '<w:p><w:r><w:instrText>HYPERLINK "file:///C:/Users/{}/x"</w:instrText></w:r></w:p>',
    ),
    "the field of a picture's path": (
        "word/document.xml",
        '<w:fldSimple w:instr="INCLUDEPICTURE C:\\{}\\x.png"><w:r/></w:fldSimple>',
    ),
    "the name of a picture's file": (
        "word/document.xml",
        '<w:p><w:drawing><docPr id="1" name="{}.jpg" descr="C:\\Users\\{}"/></w:drawing></w:p>',
    ),
    "a remark in the markup": ("word/document.xml", "<!-- {} --><?made by {}?>"),
    "a value bound to hidden data": (
        "word/document.xml",
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="{}"/></w:sdtPr></w:sdt>',
    ),
    "who wrote a remark": (
        "word/comments.xml",
        '<w:comment w:id="0" w:author="{}" w:initials="{}" w:date="{}"/>',
    ),
    "the path of a mail merge": (
        "word/settings.xml",
        '<w:mailMerge><w:query w:val="SELECT * FROM {}"/></w:mailMerge>',
    ),
    "a hidden value": (
        "word/settings.xml",
        '<w:docVar w:name="x" w:val="y"/><w:docVars>{}</w:docVars>',
    ),
    "the sessions of typing": ("word/settings.xml", '<w:rsids><w:rsid w:val="{}"/></w:rsids>'),
}
DOCX_PARTS = (
    "customXml/item1.xml",
    "docProps/custom.xml",
    "docProps/app.xml",
    "word/people.xml",
    "word/commentsExtensible.xml",
    "word/glossary/document.xml",
    "word/mailings.xml",
)
XLSX: dict[str, tuple[str, str]] = {
    "the folder it was saved in": (
        "xl/workbook.xml",
        f'<x15ac:absPath xmlns:x15ac="{X15AC}" url="C:\\Users\\{{}}\\"/>',
    ),
    "who has it open": ("xl/workbook.xml", '<fileSharing userName="{}"/>'),
    "a view named after somebody": (
        "xl/workbook.xml",
        '<customWorkbookViews><customWorkbookView name="{}"/></customWorkbookViews>',
    ),
    "the number of the document": (
        "xl/workbook.xml",
        '<xr:revisionPtr xmlns:xr="urn:xr" documentId="{}"/>',
    ),
    "who wrote a remark": ("xl/comments1.xml", "<authors><author>{}</author></authors>"),
    "who made a scenario": ("xl/worksheets/sheet1.xml", '<scenario user="{}" name="x"/>'),
    "who refreshed it": ("xl/pivotCache/pivotCacheDefinition1.xml", '<x refreshedBy="{}"/>'),
    "the name of a picture's file": (
        "xl/drawings/drawing1.xml",
        '<pic><cNvPr id="1" name="{}" descr="{}" title="{}"/></pic>',
    ),
    "the title of an old drawing": ("xl/drawings/vmlDrawing1.vml", '<shape alt="{}" title="{}"/>'),
}
XLSX_PARTS = (
    "xl/persons/person.xml",
    "xl/threadedComments/threadedComment1.xml",
    "xl/printerSettings/printerSettings1.bin",
    "xl/connections.xml",
    "xl/queryTables/queryTable1.xml",
    "xl/revisions/userNames.xml",
    "xl/calcChain.xml",
    "docProps/thumbnail.jpeg",
    "docMetadata/LabelInfo.xml",
)
ODT: dict[str, tuple[str, str]] = {
    "who wrote a remark": (
        "content.xml",
        "<dc:creator>{}</dc:creator><dc:date>{}</dc:date>",
    ),
    "their initials": ("content.xml", "<meta:creator-initials>{}</meta:creator-initials>"),
    "who changed it and when": (
        "content.xml",
        "<office:change-info><dc:creator>{}</dc:creator><dc:date>{}</dc:date></office:change-info>",
    ),
    "the sender's address": ("content.xml", "<text:sender-email>{}</text:sender-email>"),
    "the author of the text": ("content.xml", "<text:author-name>{}</text:author-name>"),
    "the path of the file": ("content.xml", "<text:file-name>{}</text:file-name>"),
    "a link to a file": ("content.xml", '<text:a xlink:href="../Users/{}/x.odt">here</text:a>'),
    "the name of a picture's file": (
        "content.xml",
        '<draw:frame draw:name="{}"><svg:desc>{}</svg:desc></draw:frame>',
    ),
    "the address book": ("content.xml", '<text:database-name text:database-name="{}"/>'),
    "a session of typing": ("styles.xml", '<style:t officeooo:rsid="{}"/>'),
    "a remark in the markup": ("styles.xml", "<!-- {} -->"),
}
ODT_PARTS = (
    "settings.xml",
    "meta.xml",
    "manifest.rdf",
    "layout-cache",
    "Thumbnails/thumbnail.png",
    "Configurations2/accelerator/current.xml",
    "VersionList.xml",
)
ROOTS = {
    "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{{}}</w:body></w:document>',
    "word/comments.xml": f'<w:comments xmlns:w="{W}">{{}}</w:comments>',
    "word/settings.xml": f'<w:settings xmlns:w="{W}">{{}}</w:settings>',
    "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}">{{}}</workbook>',
}
SPACES = " ".join(
    f'xmlns:{name}="{OFFICE}:{name}:1.0"'
    for name in ("office", "text", "draw", "svg", "meta", "style")
)
ODT_ROOT = (
    f'<office:document-content {SPACES} xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:officeooo="urn:x">{}'
    "</office:document-content>"
)


def holding(family: str, member: str, inside: str) -> list[Member]:
    """A document of a family with this inside one of its parts."""
    root = ROOTS.get(member, f'<root xmlns="{S}">{{}}</root>')
    if family == "odt":
        parts = {"content.xml": "<text:p>What was said</text:p>"} | {member: inside}
        kind = b"application/vnd.oasis.opendocument.text"
        return [
            Member("mimetype", kind, method=0),
            *(Member(name, xml(ODT_ROOT.format(text))) for name, text in parts.items()),
        ]
    main, kind = ("word/document.xml", WORD) if family == "docx" else ("xl/workbook.xml", SHEET)
    parts = {main: ""} | {member: inside}
    return [
        Member("[Content_Types].xml", types(main, kind, *(name for name in parts if name != main))),
        *(
            Member(name, xml((root if name == member else ROOTS[main]).format(text)))
            for name, text in parts.items()
        ),
    ]


def with_part(family: str, part: str, trace: str) -> list[Member]:
    """A document with a part of its own that holds the trace, and something that leads to it."""
    main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml"}[family]
    made = holding(family, main, '<w:p xmlns:w="urn:w"/>')
    plain = xml(f"<root>{trace}</root>") if part.endswith((".xml", ".rdf")) else trace.encode()
    if family == "odt":
        listed = f'<m:manifest xmlns:m="urn:m"><m:file-entry m:full-path="{part}"/></m:manifest>'
        return [*made, Member(part, plain), Member("META-INF/manifest.xml", xml(listed))]
    folder, _, name = main.rpartition("/")
    lead = Member(f"{folder}/_rels/{name}.rels", relations(("x", f"/{part}")))
    return [*made, Member(part, plain), lead]
