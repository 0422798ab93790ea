"""Every file of ``corpus.csv`` by name, and how it is made."""

from __future__ import annotations

from collections.abc import Callable

from tests.vault.hostile import papers, pictures, recordings
from tests.vault.hostile.zips import (
    MACRO,
    Member,
    docx,
    flat_bomb,
    link,
    lying_bomb,
    odt,
    overlapping_bomb,
    relation,
    xlsx,
    zipped,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
A_PDF = papers.written(papers.paper())
A_PNG = pictures.picture("PNG")
A_ZIP = zipped([Member("a.txt", b"a")])
ENTITIES = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'

# Some are made anew each time: what a bomb unpacks to need not lie in memory for the others.
FILES: dict[str, Callable[[], bytes]] = {
    "plain.pdf": lambda: A_PDF,
    "commented.pdf": papers.commented,
    "opens-at-page.pdf": lambda: papers.opening([0, papers.Name.Fit]),
    "script.pdf": lambda: papers.opening(papers.script()),
    "launch.pdf": papers.launching,
    "attachment.pdf": papers.carrying,
    "xfa.pdf": papers.with_form,
    "with-zip.pdf": lambda: A_PDF + A_ZIP,
    "late.pdf": lambda: b"\n" * 200 + b"<html><script>alert(1)</script>" + A_PDF,
    "program.pdf": lambda: b"MZ" + A_PDF,
    "cut.pdf": lambda: b"%PDF-1.7\n" + A_PDF[-40:],
    "locked.pdf": lambda: papers.locked("secret"),
    "restricted.pdf": lambda: papers.locked(""),
    "thick.pdf": lambda: papers.written(papers.paper(2001)),
    "bomb.pdf": papers.drawing_bomb,
    "round.pdf": papers.going_round,
    "named.pdf": lambda: A_PNG,
    "picture.png": lambda: A_PNG,
    "telling.png": pictures.telling_png,
    "with-zip.png": lambda: A_PNG + A_ZIP,
    "script.png": pictures.png_with_script,
    "cut.png": lambda: A_PNG[:-20],
    "wide.png": lambda: pictures.png_of(8000, 8000),
    "claims.png": lambda: pictures.png_that_claims(60000, 60000),
    "short.png": lambda: pictures.png_that_claims(500, 500),
    "telling.jpg": pictures.telling_jpeg,
    "cut.jpg": lambda: pictures.picture("JPEG", (600, 400))[:2000],
    "named.jpg": lambda: A_PNG,
    "telling.tif": pictures.telling_tiff,
    "frames.tif": lambda: pictures.tiff_of_frames(3),
    "many-frames.tif": lambda: pictures.tiff_of_frames(250),
    "polyglot.gif": lambda: pictures.GIF_AND_SCRIPT,
    "polyglot.png": lambda: pictures.GIF_AND_SCRIPT,
    "drawing.svg": lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "page.html": lambda: b"<html>",
    "plain.docx": lambda: zipped(docx()),
    "linked.docx": lambda: zipped(docx(relation("hyperlink", "https://example.org"))),
    "macros.docx": lambda: zipped(docx(kind=MACRO)),
    "hidden-macros.docx": lambda: zipped(docx(Member("word/vbaProject.bin", OLE))),
    "embedded.docx": lambda: zipped(docx(Member("word/embeddings/oleObject1.bin", OLE))),
    "renamed-ole.docx": lambda: zipped(docx(Member("word/media/image1.png", OLE))),
    "template.docx": lambda: zipped(docx(relation("attachedTemplate", "https://example.org/a"))),
    "old.docx": lambda: OLE + bytes(600),
    "flat-bomb.docx": flat_bomb,
    "lying-bomb.docx": lying_bomb,
    "overlapping.docx": overlapping_bomb,
    "nested.docx": lambda: zipped(docx(Member("word/more.xml", A_ZIP))),
    "climbing.docx": lambda: zipped(docx(Member("../../etc/passwd", b"a"))),
    "absolute.docx": lambda: zipped(docx(Member("/etc/passwd", b"a"))),
    "symlink.docx": lambda: zipped(docx(link())),
    "encrypted.docx": lambda: zipped(docx(Member("word/a.xml", b"a", flags=1))),
    "crowded.docx": lambda: zipped(docx(*[Member(f"word/{n}.xml", b"<a/>") for n in range(2001)])),
    "twice.docx": lambda: zipped([*docx(), *docx()]),
    "wrong-sum.docx": lambda: zipped(docx(Member("word/a.xml", b"<a/>", crc=1))),
    "entities.docx": lambda: zipped(docx(text=ENTITIES)),
    "zip.docx": lambda: A_ZIP,
    "plain.xlsx": lambda: zipped(xlsx()),
    "fetching.xlsx": lambda: zipped(xlsx(relation("externalLink", "file://host/a"))),
    "plain.odt": lambda: zipped(odt()),
    "macros.odt": lambda: zipped(odt(Member("Basic/Standard/a.xml", b"<a/>"))),
    "fetching.odt": lambda: zipped(
        odt(content='<a xmlns:x="http://www.w3.org/1999/xlink"><i x:href="http://a/b"/></a>')
    ),
    "plain.txt": "What was said – “word for word”.".encode,
    "windows.txt": lambda: "What was said – “word for word”.".encode("cp1252"),
    "eicar.txt": lambda: recordings.EICAR,
    "page.txt": lambda: b"\xef\xbb\xbf \n<!DOCTYPE html><script>alert(1)</script>",
    "nul.txt": lambda: b"What was said\x00",
    "letter.eml": lambda: recordings.LETTER,
    "no-letter.eml": lambda: b"Hello, this is not a letter.\n",
    "sound.wav": recordings.wav,
    "cut.wav": lambda: recordings.wav()[:30],
    "sound.mp3": lambda: recordings.mp3(tag=b"TPE1 Zephyrine"),
    "no-sound.mp3": lambda: b"ID3" + bytes(2000),
    "film.mp4": recordings.mp4,
    "voice.m4a": lambda: recordings.mp4(b"M4A "),
    "cut.mp4": lambda: recordings.mp4()[:-20],
    "empty.pdf": lambda: b"",
}
