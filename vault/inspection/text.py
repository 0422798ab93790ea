"""Plain text and letters of mail programs."""

from __future__ import annotations

import email.parser
import email.policy
import re

from vault.inspection.verdicts import LOOKS_LIKE_PAGE, NOT_TEXT, NOT_THAT, Refused, Verdict

# What a browser looks for before it takes a text for a page, and a little more.
PAGE = re.compile(
    r"<(?:!doctype|html|head|body|script|iframe|svg|style|title|meta|link|img|table|div|\?xml)\b"
    r"|<!--",
    re.IGNORECASE,
)
BEGINNING = 4096
HEADERS = ("from", "date", "to", "subject", "message-id", "received")


def inspect(data: bytes, ending: str) -> Verdict:
    if b"\x00" in data:
        raise Refused(NOT_TEXT)
    if ending == "eml":
        return _letter(data)
    text = _decoded(data)
    if any(character < " " and character not in "\t\n\r\f\x1b" for character in set(text)):
        raise Refused(NOT_TEXT)
    if PAGE.match(text.lstrip("\ufeff \t\r\n\f")[:BEGINNING]):
        raise Refused(LOOKS_LIKE_PAGE)
    return Verdict("text/plain", copy=lambda: data)


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(NOT_TEXT)


def _letter(data: bytes) -> Verdict:
    """A message with at least two of the headers each has, before its first empty line."""
    letter = email.parser.BytesParser(policy=email.policy.compat32).parsebytes(data)
    if sum(name in letter for name in HEADERS) < 2 or letter.defects:
        raise Refused(NOT_THAT)
    return Verdict("message/rfc822")
