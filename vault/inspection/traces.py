"""A document of an office program without what it says of its maker.

Of its parts only those are kept that show something; what says who wrote, when, on which
computer and from which folder goes, by the names that the formats give it. What a reader sees
stays: the words, the pictures, the changes that were tracked, the remarks without their authors.
"""

from __future__ import annotations

import csv
import posixpath
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from vault.inspection.media import drawn
from vault.inspection.rewriting import Unreadable, local, rewritten

Members = dict[str, bytes]
CONTENT_TYPES, ROOT_RELATIONS = "[Content_Types].xml", "_rels/.rels"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

# The parts that show something, by family. Whoever makes up another finds it left out.
SHOWN = {
    "docx": re.compile(
        r"word/((document|styles|stylesWithEffects|settings|webSettings|fontTable|numbering"
        r"|footnotes|endnotes|comments|header\d*|footer\d*)\.xml"
        r"|(theme|charts|diagrams|drawings)/[^/]+\.xml|media/[^/]+)",
        re.IGNORECASE,
    ),
    "xlsx": re.compile(
        r"xl/((workbook|styles|sharedStrings|metadata|comments\d*)\.xml"
        r"|(worksheets|chartsheets|theme|drawings|charts|diagrams|tables|pivotTables|pivotCache"
        r"|comments)/[^/]+\.(xml|vml)|media/[^/]+)",
        re.IGNORECASE,
    ),
    "odt": re.compile(r"mimetype|(content|styles)\.xml|META-INF/manifest\.xml|Pictures/[^/]+"),
}
with (Path(__file__).parent / "traces.csv").open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table))
# Let go wherever they stand, in any of the namespaces of the office programs.
ATTRIBUTES = frozenset(row["name"] for row in ROWS if row["what"] == "attribute")
ELEMENTS = frozenset(row["name"] for row in ROWS if row["what"] == "element")
# What a program names a picture is often the name of its file.
NAMED_BY_FILE = frozenset({"cNvPr", "docPr"})
# What has to lead to another part; where that is left out, the rest of it stays.
LINKED = frozenset({"hyperlink", "pageSetup", "hlinkClick", "blip"})
# Elements whose words say who, when or from where.
SAID = re.compile(
    r"creator|author|author-name|author-initials|initial-creator|creator-initials|sender-.+"
    r"|printed-by|file-name|template-name"
)
MOMENTS = frozenset({"date", "creation-date", "modification-date", "print-date"})
NO_MOMENT = "1980-01-01T00:00:00"
# Fields that say nothing but where they stand; of any other only its kind is kept.
HARMLESS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "TOC", "PAGEREF", "REF", "SEQ", "EQ"})
OPENDOCUMENT = "urn:oasis:names:tc:opendocument"


def without_traces(members: Members, family: str) -> Members:
    """The members of a document that show something, each without traces."""
    kept = {name: plain for name, plain in members.items() if SHOWN[family].fullmatch(name)}
    if family == "odt":
        return _opendocument(kept)
    return _open_xml(members, kept)


def _open_xml(members: Members, kept: Members) -> Members:
    found: Members = {}
    unread = {name for name, plain in kept.items() if _cleared(name, plain) is None}
    left = {name: plain for name, plain in kept.items() if name not in unread}
    for name, plain in left.items():
        relations = _relations_of(name)
        lost: frozenset[str] = frozenset()
        if relations in members:
            found[relations], lost = _kept_relations(members[relations], name, left)
        found[name] = _cleared(name, plain, lost) or b""
    if ROOT_RELATIONS in members:
        found[ROOT_RELATIONS], _ = _kept_relations(members[ROOT_RELATIONS], "", left)
    found[CONTENT_TYPES] = _kept_types(members[CONTENT_TYPES], found)
    return {name: found[name] for name in sorted(found, key=lambda one: one != CONTENT_TYPES)}


def _relations_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _kept_relations(plain: bytes, part: str, kept: Members) -> tuple[bytes, frozenset[str]]:
    """The relations of a part to what is kept, and the numbers of those that are let go.

    What leads outside goes as well: an address can say as much as a name.
    """
    base, lost = posixpath.dirname(part), set()
    for one in ET.fromstring(plain).iter(RELATION):  # noqa: S314 - parsed before, and bounded
        target = one.get("Target", "")
        way = target.lstrip("/") if target.startswith("/") else posixpath.join(base, target)
        inside = posixpath.normpath(way) in kept and one.get("TargetMode") != "External"
        if not inside:
            lost.add(one.get("Id", ""))

    def weigh(space: str, name: str, given: dict[str, str]) -> dict[str, str] | None:
        return None if name == "Relationship" and given.get("Id") in lost else given

    return rewritten(plain, weigh, _as_it_is), frozenset(lost)


def _kept_types(plain: bytes, found: Members) -> bytes:
    def weigh(space: str, name: str, given: dict[str, str]) -> dict[str, str] | None:
        gone = name == "Override" and given.get("PartName", "").lstrip("/") not in found
        return None if gone else given

    return rewritten(plain, weigh, _as_it_is)


def _as_it_is(space: str, name: str, text: str) -> str:
    return text


def _cleared(name: str, plain: bytes, lost: frozenset[str] = frozenset()) -> bytes | None:
    """One part without traces; None where it cannot be read."""
    if not name.lower().endswith((".xml", ".vml")):
        return drawn(plain)

    def weigh(space: str, element: str, given: dict[str, str]) -> dict[str, str] | None:
        if element in ELEMENTS:
            return None
        dangling = {key for key, value in given.items() if value in lost and _is_relation(key)}
        if dangling and element not in LINKED:
            return None
        return dict(_attributes(element, given, dangling))

    try:
        return rewritten(plain, weigh, _words)
    except Unreadable:
        return None


def _is_relation(key: str) -> bool:
    """Whether an attribute can name a relation, as ``r:id`` and ``r:embed`` do."""
    return ":" in key and local(key) in {"id", "embed", "link", "pict", "relid"}


def _attributes(
    element: str, given: dict[str, str], dangling: set[str]
) -> Iterator[tuple[str, str]]:
    for key, value in given.items():
        name = local(key)
        if key == "xmlns" or key.startswith("xmlns:"):
            yield key, value
        elif key in dangling or name in ATTRIBUTES or name.startswith("rsid"):
            continue
        elif name == "author":
            yield key, ""
        elif name == "name" and element in NAMED_BY_FILE:
            yield key, "Picture"
        elif name == "instr":
            yield key, _field(value)
        else:
            yield key, value


def _words(space: str, element: str, text: str) -> str:
    if element in {"instrText", "delInstrText"}:
        return _field(text)
    if SAID.fullmatch(element):
        return ""
    return text


def _field(code: str) -> str:
    """The code of a field without a path, an address or a name in it."""
    kind = code.split(maxsplit=1)[0].upper() if code.strip() else ""
    return code if kind in HARMLESS else f" {kind} " if kind.isalpha() else ""


def _opendocument(kept: Members) -> Members:
    found: Members = {}
    for name, plain in kept.items():
        if name.startswith("Pictures/"):
            found[name] = drawn(plain)
        elif name == "META-INF/manifest.xml":
            found[name] = _kept_manifest(plain, kept)
        elif name.endswith(".xml"):
            found[name] = rewritten(plain, _weigh_opendocument, _words_of_opendocument)
        else:
            found[name] = plain
    return found


def _kept_manifest(plain: bytes, kept: Members) -> bytes:
    def weigh(space: str, name: str, given: dict[str, str]) -> dict[str, str] | None:
        paths = [value for key, value in given.items() if local(key) == "full-path"]
        known = all(path == "/" or path in kept for path in paths)
        return given if name == "manifest" or known else None

    return rewritten(plain, weigh, _as_it_is)


def _weigh_opendocument(space: str, name: str, given: dict[str, str]) -> dict[str, str] | None:
    if name in ELEMENTS:
        return None
    kept = {key: value for key, value in given.items() if not _tells(name, key)}
    for key, value in kept.items():
        if local(key) == "href" and name in {"a", "bookmark"} and not value.startswith("#"):
            kept[key] = "#"
    return kept


def _tells(element: str, key: str) -> bool:
    """Whether an attribute of an OpenDocument text says who, when or from where."""
    name = local(key)
    if key.startswith("xmlns"):
        return False
    by_file = name == "name" and element in {"frame", "image"}
    moment = name.endswith(("date-value", "time-value"))
    return by_file or moment or name in ATTRIBUTES


def _words_of_opendocument(space: str, name: str, text: str) -> str:
    if SAID.fullmatch(name):
        return ""
    if name in MOMENTS and not space.startswith(f"{OPENDOCUMENT}:xmlns:text"):
        return NO_MOMENT
    if name in {"title", "desc"} and space.startswith(f"{OPENDOCUMENT}:xmlns:svg"):
        return ""
    return "" if name in MOMENTS else text
