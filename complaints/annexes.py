"""How the exhibits of a case stand in a letter: in plain words, their fingerprints at its end."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from complaints.copies import for_other_party, the_file
from complaints.models import Complaint, Exhibit
from complaints.stages import PartyRole
from vault.inspection.kinds import DOCX, ENDINGS, ODT, XLSX

# What a file is called whose own words the respondent is not told.
PLAIN = {
    "application/pdf": "document",
    DOCX: "document",
    ODT: "document",
    XLSX: "table",
    "text/plain": "text",
    "message/rfc822": "e-mail",
    "image/jpeg": "picture",
    "image/png": "picture",
    "image/tiff": "picture",
    "audio/mpeg": "sound recording",
    "audio/wav": "sound recording",
    "audio/mp4": "sound recording",
    "video/mp4": "film",
}


@dataclass(frozen=True)
class Listed:
    """One exhibit as the respondent is told of it: what it is, and what they are handed of it."""

    label: str
    words: str
    received_on: dt.date
    sha256: str


def listed(case: Complaint) -> list[Listed]:
    """Every exhibit that was disclosed, in the order of their numbers."""
    return [_listed(row) for row in case.exhibits.exclude(disclosed_on=None)]


def _listed(row: Exhibit) -> Listed:
    own = row.party == PartyRole.RESPONDENT
    given = (None if own else for_other_party(row)) or the_file(row)
    # A filer's words for a file can say who the filer is; what kind of file it is cannot.
    said = "" if row.party == PartyRole.COMPLAINANT else " ".join(row.description.split())
    what = (said or PLAIN.get(row.media_type, "file").capitalize()).rstrip(".")
    kind = ENDINGS.get(row.media_type, "").upper()
    size = size_in_words(given.size)
    return Listed(
        label=row.label,
        words=f"{what} ({kind}, {size})" if kind else f"{what} ({size})",
        received_on=row.case.body.day_of(row.received_at),
        sha256=given.sha256,
    )


def size_in_words(size: int) -> str:
    """A number of bytes as people say it: 12 KB, 3 MB."""
    if size < 2**20:
        return f"{max(1, round(size / 2**10))} KB"
    return f"{round(size / 2**20)} MB"
