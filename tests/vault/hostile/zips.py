"""ZIP archives by hand: what a careful library would refuse to write."""

from __future__ import annotations

import stat
import struct
import zlib
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Member:
    """One entry of an archive; what it declares need not be true."""

    name: str
    plain: bytes = b""
    declared: int | None = None
    flags: int = 0
    mode: int = 0
    method: int = 8
    crc: int | None = None
    packed: bytes | None = None


def deflated(plain: bytes) -> bytes:
    pack = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return pack.compress(plain) + pack.flush()


def zipped(members: list[Member], *, overlapping: bool = False) -> bytes:
    """Write an archive; ``overlapping`` lets every entry point at the bytes of the first."""
    body, central = b"", b""
    for member in members:
        name = member.name.encode()
        packed = member.packed
        if packed is None:
            packed = deflated(member.plain) if member.method == 8 else member.plain
        size = len(member.plain) if member.declared is None else member.declared
        crc = zlib.crc32(member.plain) if member.crc is None else member.crc
        shared = (member.flags, member.method, 0, 33, crc, len(packed), size, len(name))
        at = 0 if overlapping else len(body)
        if not (overlapping and body):
            body += struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, *shared, 0) + name + packed
        central += (
            struct.pack("<4s2H", b"PK\x01\x02", 0x031E, 20)
            + struct.pack("<4H3L5HLL", *shared, 0, 0, 0, 0, member.mode << 16, at)
            + name
        )
    end = struct.pack(
        "<4s4HLLH", b"PK\x05\x06", 0, 0, *[len(members)] * 2, len(central), len(body), 0
    )
    return body + central + end


TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
    'package.relationships+xml"/><Override PartName="/{main}" ContentType="{kind}"/></Types>'
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Zephyrine '
    "Quillfeather</dc:creator></cp:coreProperties>"
)
TEXT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    '<w:p><w:ins w:id="1" w:author="Zephyrine Quillfeather"><w:r><w:t>What was said</w:t></w:r>'
    "</w:ins></w:p></w:body></w:document>"
)


def relation(kind: str, target: str) -> Member:
    words = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{RELATIONS}/{kind}" Target="{target}" '
        'TargetMode="External"/></Relationships>'
    )
    return Member("word/_rels/document.xml.rels", words.encode())


def docx(*more: Member, kind: str = WORD, text: str = TEXT) -> list[Member]:
    return [
        Member("[Content_Types].xml", TYPES.format(main="word/document.xml", kind=kind).encode()),
        Member("word/document.xml", text.encode()),
        Member("docProps/core.xml", CORE.encode()),
        *more,
    ]


def xlsx(*more: Member) -> list[Member]:
    book = b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    types = TYPES.format(main="xl/workbook.xml", kind=SHEET).encode()
    return [Member("[Content_Types].xml", types), Member("xl/workbook.xml", book), *more]


def odt(*more: Member, content: str = "<p>What was said</p>") -> list[Member]:
    kind = b"application/vnd.oasis.opendocument.text"
    return [
        Member("mimetype", kind, method=0),
        Member("content.xml", content.encode()),
        Member("meta.xml", b"<m><author>Zephyrine Quillfeather</author></m>"),
        *more,
    ]


BOMB = bytes(300 * 1024 * 1024)


def flat_bomb() -> bytes:
    """Says truly that 300 MB of zeros lie in 300 kB."""
    packed = deflated(BOMB)
    return zipped(docx(Member("word/media/a.xml", declared=len(BOMB), crc=0, packed=packed)))


def lying_bomb() -> bytes:
    """Declares a hundred bytes and unpacks to 300 MB."""
    return zipped(docx(Member("word/media/a.xml", declared=100, crc=0, packed=deflated(BOMB))))


def overlapping_bomb() -> bytes:
    """A hundred entries over the same bytes, each declaring a gigabyte."""
    one = Member("a", packed=deflated(BOMB[: 2**20]), declared=2**20, crc=0)
    return zipped([replace(one, name=f"a{n}") for n in range(100)], overlapping=True)


def link() -> Member:
    return Member("word/link.xml", b"/etc/passwd", mode=stat.S_IFLNK | 0o777)
