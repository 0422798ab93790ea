"""What an inspection says. Nothing here knows Django: it runs in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


class Refused(Exception):
    """A file that cannot be kept; the words follow its name, as in “x.pdf” is empty."""


@dataclass(frozen=True)
class Verdict:
    """What a file was found to be.

    ``copy`` makes the bytes of a derivative, of the same kind, without what the file says of
    its maker; None where no such copy can be made.
    """

    media_type: str
    active: bool = False
    copy: Callable[[], bytes] | None = None


def gettext_noop(words: str) -> str:
    """Mark words for the translators; whoever shows them translates them."""
    return words


_ = gettext_noop
NOT_THAT = _("is not what its name says. Send it again as a PDF.")
DAMAGED = _("is damaged and cannot be read to its end. Save it again, or send a PDF.")
CANNOT_CHECK = _("is too large or too complex to be checked. Send it as a PDF, or in parts.")
EMPTY = _("is empty. Choose another file.")
TOO_LARGE = _("is larger than 50 MB. Send a smaller file, or send it in parts.")
UNKNOWN = _(
    "is a kind of file we cannot take. Send a PDF, JPG, PNG, TIFF, DOCX, XLSX, ODT, TXT, EML, "
    "MP3, WAV or MP4 file."
)
DISAGREES = _(
    "was sent as another kind of file than its name says. Give it the right ending, or send a PDF."
)
MACROS = _("holds macros or programs. Save it without them, or send a PDF.")
ENCRYPTED = _("is protected by a password. Send an open copy.")
LOCKED_OR_OLD = _("is protected by a password, or of an old kind. Send an open copy, or a PDF.")
OUTSIDE = _("draws on other files or addresses. Save it without links to them, or send a PDF.")
UNFIT_ARCHIVE = _("is packed in a way we do not open. Save it again, or send a PDF.")
PICTURE_TOO_LARGE = _("has more than 50 million pixels. Send a smaller picture.")
TOO_MANY_PAGES = _("has more than 2,000 pages. Send it in parts.")
LOOKS_LIKE_PAGE = _("is a web page, not plain text. Print it to a PDF and send that.")
NOT_TEXT = _("is not plain text. Send it as a PDF.")
