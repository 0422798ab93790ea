"""Documents of office programs: no macros, nothing embedded, nothing fetched from outside."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable

from vault.inspection.archives import OLE, open_archive, pack
from vault.inspection.kinds import DOCX, ODT, XLSX
from vault.inspection.traces import without_traces
from vault.inspection.verdicts import (
    DAMAGED,
    ENCRYPTED,
    LOCKED_OR_OLD,
    MACROS,
    NOT_THAT,
    OUTSIDE,
    Refused,
    Verdict,
)

MAIN = {
    "docx": (DOCX, "word/document.xml", f"{DOCX}.main+xml"),
    "xlsx": (XLSX, "xl/workbook.xml", f"{XLSX}.main+xml"),
}
PROGRAMS = ("vbaproject.bin", "vbadata.xml", "oleobject", "activex", "/embeddings/", "attachedtool")
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
STRICT_HYPERLINK = "http://purl.oclc.org/ooxml/officeDocument/relationships/hyperlink"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


def inspect(data: bytes, ending: str) -> Verdict:
    if data.startswith(OLE):
        raise Refused(LOCKED_OR_OLD)
    members = open_archive(data)
    for name, plain in members.items():
        if any(sign in f"/{name.lower()}" for sign in PROGRAMS) or plain.startswith(OLE):
            raise Refused(MACROS)
    check: Callable[[dict[str, bytes], str], str] = _opendocument if ending == "odt" else _open_xml
    media_type = check(members, ending)
    return Verdict(media_type, copy=lambda: pack(without_traces(members, ending)))


def _parsed(plain: bytes) -> ET.Element:
    """An XML part. A document type, which could define entities, is no part of any of these."""
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain or plain[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refused(DAMAGED)
    try:
        return ET.fromstring(plain)  # noqa: S314 - see above; memory and time are bounded
    except ET.ParseError as fault:
        raise Refused(DAMAGED) from fault


def _open_xml(members: dict[str, bytes], ending: str) -> str:
    media_type, main, main_type = MAIN[ending]
    if "[Content_Types].xml" not in members or main not in members:
        raise Refused(NOT_THAT)
    types = _parsed(members["[Content_Types].xml"])
    if any("macroenabled" in one.get("ContentType", "").lower() for one in types):
        raise Refused(MACROS)
    told = {one.get("PartName"): one.get("ContentType") for one in types.iter(f"{TYPES}Override")}
    if told.get(f"/{main}") != main_type:
        raise Refused(NOT_THAT)
    for name, plain in members.items():
        if name.endswith(".rels"):
            _check_relations(_parsed(plain))
        elif name.endswith(".xml"):
            _parsed(plain)
    return media_type


def _check_relations(relations: ET.Element) -> None:
    """A link that a reader follows may lead outside; nothing the program loads by itself may."""
    for one in relations:
        outside = one.get("TargetMode") == "External"
        if outside and one.get("Type") not in (HYPERLINK, STRICT_HYPERLINK):
            raise Refused(OUTSIDE)


def _opendocument(members: dict[str, bytes], ending: str) -> str:
    if members.get("mimetype", b"").strip() != ODT.encode() or "content.xml" not in members:
        raise Refused(NOT_THAT)
    manifest = members.get("META-INF/manifest.xml", b"")
    if b"encryption-data" in manifest:
        raise Refused(ENCRYPTED)
    if any(name.startswith(("Basic/", "Scripts/", "Object ")) for name in members):
        raise Refused(MACROS)
    for name in ("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"):
        if name in members:
            root = _parsed(members[name])
            if any(_loads_from_outside(one) for one in root.iter()):
                raise Refused(OUTSIDE)
    return ODT


def _loads_from_outside(element: ET.Element) -> bool:
    link = element.get("{http://www.w3.org/1999/xlink}href", "")
    name = element.tag.rsplit("}", 1)[-1]
    return name not in {"a", "bookmark"} and (":" in link or link.startswith(("/", "..")))
