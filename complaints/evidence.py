"""Evidence: sealed as it arrives, known by its hash, every reading of it written down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from complaints.checks import (
    is_complainant,
    is_investigator,
    is_not_recused,
    is_respondent,
    is_staff,
)
from complaints.models import Complaint, Exhibit
from complaints.stages import OPEN, Stage
from ledger.models import Entry
from ledger.refusals import Blocked, Forbidden
from ledger.steps import act
from people.models import User
from vault import files

LIMIT = 25 * 1024 * 1024

# A file is taken only when its name and its first bytes agree; the fuller inspection of
# hostile files belongs to the filing wizard.
KINDS: dict[str, tuple[str, tuple[bytes, ...]]] = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (b"PK\x03\x04",),
    ),
    "txt": ("text/plain", ()),
}


class NotTaken(ValueError):
    """A file that cannot be kept; the sentence says why and what to do."""


def media_type_of(upload: UploadedFile[Any]) -> str:
    """The type of an upload. Raises ``NotTaken`` unless its name and first bytes agree."""
    name = upload.name or ""
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if ending not in KINDS:
        raise NotTaken(
            f"“{name}” is a kind of file we cannot take. Send a PDF, PNG, JPG, DOCX or TXT file."
        )
    if not upload.size:
        raise NotTaken(f"“{name}” is empty. Choose another file.")
    if upload.size > LIMIT:
        raise NotTaken(f"“{name}” is larger than 25 MB. Send a smaller file.")
    media_type, beginnings = KINDS[ending]
    upload.seek(0)
    first = upload.read(1024)
    upload.seek(0)
    text = media_type == "text/plain" and b"\x00" not in first
    if not text and not any(first.startswith(start) for start in beginnings):
        raise NotTaken(f"“{name}” is not what its name says. Send it again as a PDF.")
    return media_type


def keep(
    case: Complaint, upload: UploadedFile[Any], *, party: str, description: str = ""
) -> Exhibit:
    """Seal a file and number it. The caller enters it in the ledger."""
    media_type = media_type_of(upload)
    try:
        stored = files.store(upload.chunks(), case.docket.data_key, limit=LIMIT)
    except files.TooLarge as large:
        raise NotTaken("The file is larger than 25 MB. Send a smaller file.") from large
    return Exhibit.objects.create(
        case=case,
        number=case.exhibits.count() + 1,
        party=party,
        filename=upload.name or "",
        description=description,
        media_type=media_type,
        size=stored.size,
        sha256=stored.sha256,
        address=stored.address,
    )


def enter(exhibit: Exhibit, *, by: Any) -> Entry:
    return exhibit.case.docket.enter(
        "exhibit.received",
        exhibit,
        by=by,
        exhibit=exhibit.label,
        sha256=exhibit.sha256,
        size=exhibit.size,
        party=exhibit.party,
    )


def read(exhibit: Exhibit, *, by: Any) -> Iterator[bytes]:
    """Open a sealed file for somebody; the reading is entered in the docket's reads first."""
    exhibit.case.docket.reads.enter("exhibit.read", exhibit, by=by, exhibit=exhibit.label)
    return files.read(exhibit.address, exhibit.case.docket.data_key)


def side_of(case: Complaint, who: Any) -> str:
    """For which side somebody adds evidence. Raises ``Forbidden`` for anybody else."""
    for check, side in (
        (is_complainant, "complainant"),
        (is_respondent, "respondent"),
        (is_staff, "body"),
        (is_investigator, "body"),
    ):
        try:
            check(case, who)
        except Forbidden:
            continue
        return side
    raise Forbidden("You cannot add evidence to this case.")


def is_on_a_side(case: Complaint, user: Any) -> None:
    is_not_recused(case, user)
    side_of(case, user)


@act(stages=OPEN, checks=[is_on_a_side])
def add_evidence(case: Complaint, *, by: Any, upload: UploadedFile[Any], description: str) -> Entry:
    """Add a piece of evidence; it is sealed at once and never changed."""
    try:
        exhibit = keep(case, upload, party=side_of(case, by), description=description)
    except NotTaken as fault:
        raise Blocked(str(fault)) from fault
    return enter(exhibit, by=by)


@act(stages=[Stage.INVESTIGATION], checks=[is_investigator])
def disclose(case: Complaint, *, by: User, exhibits: list[Exhibit]) -> Entry:
    """Show the respondent the evidence relied on; the comment window opens (T16)."""
    chosen = list(case.exhibits.filter(pk__in=[exhibit.pk for exhibit in exhibits]))
    if not chosen:
        raise Blocked("Choose the evidence that the report relies on.")
    if case.deadlines.filter(kind="comment", stopped_on=None).exists():
        raise Blocked("A comment window is already open.")
    case.exhibits.filter(pk__in=[e.pk for e in chosen]).update(disclosed_on=case.today)
    entry = case.docket.enter(
        "evidence.disclosed", case, by=by, exhibits=[exhibit.label for exhibit in chosen]
    )
    case.after_step(
        entry, starts_on_delivery={"comment": "L14A"}, notifies=[("L14A", "respondent")]
    )
    return entry
