"""PDF documents: tagged for screen readers (PDF/UA-1), saying nothing of who or what made them.

The words go in as data, never as markup: nobody who writes in a case can write a template.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import typst

FOLDER = Path(__file__).parent / "typst"
_here = threading.local()
# What a typesetter writes of itself; PDF/UA asks for none of it.
OF_THE_MAKER = ("xmp:CreatorTool", "pdf:Producer", "xmp:CreateDate", "xmp:ModifyDate")
# A sign for which no font here has a picture, as the typesetter names it: “中”, or by its code.
PICTURELESS = re.compile(r'(?:codepoint|the text) `"(?:\\u\{([0-9a-f]+)\}|\\(.)|(.))')
# On a page, its foot among them: some eight lines.
FEW_SIGNS = 560
# So many such signs are looked for one by one; then all beyond these scripts are written as codes.
MOST_TRIES = 16
SURE = re.compile(r"[^\n\t -~\u00a0-\u052f\u2010-\u2027\u2030-\u203a\u20ac\u2122]")


def as_pdf(source: Path, words: dict[str, Any], *, made_on: dt.date) -> bytes:
    """Set a ``.typ`` file with these words; the same words give the same bytes.

    A sign that no font here can show is written as its code, such as ``[U+4E2D]``: a letter is
    not held up by one sign in it.
    """
    for _ in range(MOST_TRIES):
        try:
            return _without_maker(_set(source, words, made_on))
        except typst.TypstError as fault:
            named = PICTURELESS.search(str(fault))
            if named is None:
                raise
            code, escaped, plain = named.groups()
            sign = chr(int(code, 16)) if code else escaped or plain
            words = _throughout(words, re.compile(re.escape(sign)).sub)
    return _without_maker(_set(source, _throughout(words, SURE.sub), made_on))


def _set(source: Path, words: dict[str, Any], made_on: dt.date) -> bytes:
    moment = dt.datetime.combine(made_on, dt.time(12), tzinfo=dt.UTC)
    made = _setter(source.parent).compile(
        input=source,
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=int(moment.timestamp()),
        sys_inputs={"words": json.dumps(words)},
    )
    # One file, as it is given no path to write to and a document that has pages.
    if not isinstance(made, bytes):
        raise TypeError("The typesetter gave no file.")
    return made


def _setter(folder: Path) -> typst.Compiler:
    """The typesetter of this thread: finding the fonts takes it longer than setting a letter."""
    known: dict[Path, typst.Compiler] = _here.__dict__.setdefault("setters", {})
    if folder not in known:
        known[folder] = typst.Compiler(root=folder)
    return known[folder]


def _throughout(words: Any, sub: Callable[[Callable[[re.Match[str]], str], str], str]) -> Any:
    """The same words with each sign that a pattern finds written as its code."""
    if isinstance(words, str):
        return sub(lambda found: f"[U+{ord(found[0]):04X}]", words)
    if isinstance(words, dict):
        return {name: _throughout(part, sub) for name, part in words.items()}
    if isinstance(words, list | tuple):
        return [_throughout(part, sub) for part in words]
    return words


def ends_thinly(pdf: bytes) -> bool:
    """Whether the last of several pages holds no more than a few lines."""
    # It announces itself in the log when it is imported: not in every command, then.
    import pikepdf  # noqa: PLC0415

    from vault.inspection.glyphs import of_page  # noqa: PLC0415

    with pikepdf.open(io.BytesIO(pdf)) as document:
        last = document.pages[-1]
        return len(document.pages) > 1 and len(of_page(last).close) < FEW_SIGNS


def in_one(documents: Iterable[bytes]) -> bytes:
    """Several documents as one to be printed, each beginning on the front of a sheet.

    It is for paper: the tags by which a screen reader finds its way are not carried over.
    """
    # It announces itself in the log when it is imported: not in every command, then.
    import pikepdf  # noqa: PLC0415

    out = io.BytesIO()
    with pikepdf.new() as whole:
        for data in documents:
            with pikepdf.open(io.BytesIO(data)) as one:
                whole.pages.extend(one.pages)
                if len(one.pages) % 2:
                    wide, high = (int(side) for side in list(one.pages[0].mediabox)[2:])
                    whole.add_blank_page(page_size=(wide, high))
        whole.save(out)
    return out.getvalue()


def said_of_itself(pdf: bytes) -> list[str]:
    """Everything a document says of itself beside its pages: the entries, and the packet."""
    # It announces itself in the log when it is imported: not in every command, then.
    import pikepdf  # noqa: PLC0415

    with pikepdf.open(io.BytesIO(pdf)) as document:
        entries = [f"{key} {value}" for key, value in document.docinfo.items()]
        packet = document.Root.get("/Metadata")
        return [*entries, packet.read_bytes().decode("utf-8", "replace") if packet else ""]


def _without_maker(made: bytes) -> bytes:
    """The document with its title and language as all it says of itself."""
    # It announces itself in the log when it is imported: not in every command, then.
    import pikepdf  # noqa: PLC0415

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as document:
        for key in [str(key) for key in document.docinfo if key != "/Title"]:
            del document.docinfo[key]
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
            for name in OF_THE_MAKER:
                if name in about:
                    del about[name]
        document.save(out, deterministic_id=True)
    return out.getvalue()
