"""What somebody is handed of an exhibit: the file itself, its copy, or the reason for neither.

The side a file came from, the case staff, the investigator and the panels get it as it was sent;
the committee, counsel and the signer get its copy, because a file can say who complained. The other
party gets only the copy that says nothing of its maker, unless somebody who looked
disclosed the file itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from complaints.models import Exhibit
from complaints.stages import Scan
from vault.inspection.kinds import ENDINGS


@dataclass(frozen=True)
class Copy:
    """Bytes to hand out. ``size`` is in bytes; ``filename`` says nothing of anybody."""

    address: str
    sha256: str
    size: int
    content_type: str
    filename: str


def the_file(exhibit: Exhibit) -> Copy:
    """The file as it was sent. No browser is told what it is: it is only to be saved."""
    return Copy(
        exhibit.address,
        exhibit.sha256,
        exhibit.size,
        "application/octet-stream",
        neutral_name(exhibit),
    )


def the_copy(exhibit: Exhibit) -> Copy | None:
    """The copy without traces; None where none could be made."""
    if not exhibit.derivative_address:
        return None
    media_type = exhibit.media_type
    return Copy(
        exhibit.derivative_address,
        exhibit.derivative_sha256,
        exhibit.derivative_size,
        f"{media_type}; charset=utf-8" if media_type == "text/plain" else media_type,
        neutral_name(exhibit),
    )


def neutral_name(exhibit: Exhibit) -> str:
    """Such as ``CCMC-2026-0001-E-04.pdf``."""
    return f"{exhibit.case_id}-{exhibit.label}.{ENDINGS.get(exhibit.media_type, 'bin')}"


def for_other_party(exhibit: Exhibit) -> Copy | None:
    return the_file(exhibit) if exhibit.disclosed_whole else the_copy(exhibit)


def why_withheld(exhibit: Exhibit, *, near: bool) -> str:
    """Why a file is not handed out, in a sentence; empty when it is.

    ``near``: whoever asks is of the side it came from, or of the case staff.
    """
    if exhibit.withdrawn_on:
        return _("It was withdrawn by the side that filed it, and is kept sealed.")
    if exhibit.scan == Scan.INFECTED:
        return _("The virus scan found this file harmful. It stays sealed and nobody can open it.")
    if near or settings.CLAMD is None or exhibit.scan == Scan.CLEAN:
        return ""
    if exhibit.scan == Scan.ERROR:
        return _("The virus scan of this file failed. It can be opened once a scan finds it clean.")
    return _("This file waits for its virus scan. Try again in a few minutes.")


def cautions_of(exhibit: Exhibit, *, whole: bool, own: bool = False) -> tuple[str, ...]:
    """What to know before a file is opened, in short sentences.

    Whoever sent it (``own``) knows what it is, and is to wonder at nothing.
    """
    found = []
    if exhibit.scan == Scan.NOT_SCANNED and own:
        found.append(_("It was not scanned for viruses, so we open it with care."))
    elif exhibit.scan == Scan.NOT_SCANNED:
        found.append(_("It was not scanned for viruses."))
    elif exhibit.scan == Scan.PENDING:
        found.append(_("Its virus scan has not finished."))
    elif exhibit.scan == Scan.ERROR:
        found.append(_("Its virus scan failed."))
    if exhibit.active and whole:
        found.append(_("It holds active content, such as a script or an attached file."))
    return tuple(found)


def show(
    exhibit: Exhibit, *, near: bool, other_party: bool, copied: bool = False, own: bool = False
) -> None:
    """Note on a row what the person looking is given of it, and what they should know.

    Whoever decides without knowing who complained gets the copy (``copied``), and the file as
    it was sent only where there is none.
    """
    whole_or_copy = (the_copy(exhibit) if copied else None) or the_file(exhibit)
    exhibit.given = for_other_party(exhibit) if other_party else whole_or_copy
    exhibit.withheld = why_withheld(exhibit, near=near)
    if exhibit.given is None and not exhibit.withheld:
        exhibit.withheld = _("No copy of this file can be handed out. Ask the case staff.")
    whole = exhibit.given is not None and exhibit.given.address == exhibit.address
    exhibit.cautions = () if exhibit.withheld else cautions_of(exhibit, whole=whole, own=own)
