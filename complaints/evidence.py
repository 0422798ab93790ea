"""Evidence: sealed as it arrives, known by its hash, every reading of it written down."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from complaints import guard
from complaints.checks import (
    chooses_evidence,
    is_complainant,
    is_investigator,
    is_not_recused,
    is_respondent,
    is_staff,
)
from complaints.copies import Copy
from complaints.giveaways import search, stop
from complaints.models import Complaint, Exhibit
from complaints.nameless import opens
from complaints.scans import state_on_arrival
from complaints.stages import OPEN, SHOWING, PartyRole, Scan
from ledger.models import Entry
from ledger.refusals import Blocked, Forbidden
from ledger.steps import act
from people.models import User
from vault import files
from vault.inspection import asking
from vault.keys import DataKey, SealBroken

logger = logging.getLogger(__name__)

# Of all the files of one case.
QUOTA = 500 * 1024 * 1024

NotTaken = asking.NotTaken


@dataclass(frozen=True)
class Taken:
    """A file that was inspected and lies sealed under some key, and its copy without traces.

    ``derivative`` is of the same kind as the file and says nothing of its maker; None where
    no such copy can be made. ``active``: the file would run or carry something when opened.
    """

    stored: files.Stored
    media_type: str
    active: bool
    derivative: files.Stored | None


def media_type_of(upload: UploadedFile[Any]) -> str:
    """The type of an upload. Raises ``NotTaken`` unless name, declared type and content agree.

    An upload is inspected once; asking again costs nothing.
    """
    return asking.inspect(upload).media_type


def take(upload: UploadedFile[Any], key: DataKey) -> Taken:
    """Inspect a file and seal it, and its copy, under ``key``. Raises ``NotTaken``."""
    found = asking.inspect(upload)
    stored = files.store(upload.chunks(), key, limit=files.LIMIT)
    derivative = None
    if found.copy:
        found.copy.seek(0)
        pieces = iter(partial(found.copy.read, files.CHUNK), b"")
        derivative = files.store(pieces, key, limit=2 * files.LIMIT)
    return Taken(stored, found.media_type, found.active, derivative)


def sealed_again(taken: Taken, *, was: DataKey, key: DataKey) -> Taken:
    """The same file and copy under another key, such as a draft's under its docket's.

    What lies under the old key stays until whoever holds it lets it go.
    """

    def again(stored: files.Stored) -> files.Stored:
        return files.store(files.read(stored.address, was), key, limit=2 * files.LIMIT)

    derivative = again(taken.derivative) if taken.derivative else None
    return replace(taken, stored=again(taken.stored), derivative=derivative)


@dataclass(frozen=True)
class Earlier:
    """A file that was taken before, under a key of its own, and is on its way into a case."""

    taken: Taken
    key: DataKey


def put(
    case: Complaint,
    taken: Taken,
    *,
    party: str,
    filename: str,
    description: str = "",
    held_back: bool = False,
) -> Exhibit:
    """Number a file that lies sealed under the docket's key. The caller enters it."""
    stored, derivative = taken.stored, taken.derivative
    case.forget()
    return Exhibit.objects.create(
        case=case,
        number=case.exhibits.count() + 1,
        party=party,
        filename=filename,
        description=description,
        held_back=held_back,
        media_type=taken.media_type,
        active=taken.active,
        scan=state_on_arrival(),
        size=stored.size,
        sha256=stored.sha256,
        address=stored.address,
        derivative_address=derivative.address if derivative else "",
        derivative_sha256=derivative.sha256 if derivative else "",
        derivative_size=derivative.size if derivative else 0,
    )


def keep(
    case: Complaint, upload: UploadedFile[Any], *, party: str, description: str = ""
) -> Exhibit:
    """Inspect, seal and number a file. The caller enters it in the ledger.

    One that was taken into a draft carries ``earlier``, and is not inspected again.
    """
    name, key = upload.name or "", case.docket.data_key
    has_room(case.exhibits.all(), name, upload.size or 0)
    earlier: Earlier | None = getattr(upload, "earlier", None)
    taken = sealed_again(earlier.taken, was=earlier.key, key=key) if earlier else take(upload, key)
    held_back: bool = getattr(upload, "held_back", False)
    return put(
        case, taken, party=party, filename=name, description=description, held_back=held_back
    )


def has_room(rows: QuerySet[Any], name: str, size: int) -> None:
    """Raise ``NotTaken`` when a file beside these would go past the quota of a case."""
    held = rows.aggregate(held=Sum("size"))["held"] or 0
    if held + size > QUOTA:
        sentence = _(
            "“%(name)s” cannot be added: the files of a case may hold 500 MB together, and this "
            "case has %(held)s MB. Send a smaller file, or ask the case staff."
        )
        raise NotTaken(sentence % {"name": name, "held": held // 2**20})


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


def read(exhibit: Exhibit, copy: Copy, *, by: Any) -> Iterator[bytes]:
    """Open a sealed file for somebody; the reading is entered in the docket's reads first.

    Raises ``Blocked`` before the first byte when the file no longer opens to its end.
    """
    key = exhibit.case.docket.data_key
    try:
        files.check(copy.address, key)
    except SealBroken as broken:
        logger.exception("Exhibit %s no longer opens", exhibit.pk)
        raise Blocked(
            _(
                "This file no longer opens as it was sealed, so it is not handed out. "
                "Tell the case staff its number; the office keeps a second copy."
            )
        ) from broken
    exhibit.case.docket.reads.enter(
        "exhibit.read", exhibit, by=by, exhibit=exhibit.label, sha256=copy.sha256
    )
    return files.read(copy.address, key)


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


def fit_to_disclose(exhibits: Iterable[Exhibit], *, checked: bool) -> None:
    """Raise ``Blocked`` when a file cannot be disclosed, or only after somebody looked at it."""
    for exhibit in exhibits:
        if exhibit.withdrawn_on:
            raise Blocked(f"{exhibit.label} was withdrawn and cannot be relied on.")
        if exhibit.held_back:
            raise Blocked(
                f"The complainant asked that the respondent not be shown {exhibit.label}. Ask them "
                "to release it, or leave it out."
            )
        if exhibit.scan == Scan.INFECTED:
            raise Blocked(
                f"{exhibit.label} was found harmful by the virus scan and cannot be disclosed."
            )
        if not exhibit.derivative_address and not checked:
            raise Blocked(
                f"No copy of {exhibit.label} can be made without what the file may say of its "
                "maker. Tick that you have checked it, or leave it out."
            )


@act(stages=SHOWING, checks=[chooses_evidence])
def disclose(
    case: Complaint,
    *,
    by: User,
    exhibits: list[Exhibit],
    checked: bool = False,
    looked: str = "",
) -> Entry:
    """T16. Show the respondent the evidence relied on, with time to comment on it.

    Before the notice is served there is no letter and no window of its own: the notice lists
    what is shown, and the time to respond is the time to comment. They get the copies without
    traces. A file of which there is none is shown as it is when ``checked`` says that somebody
    looked whether it names anybody it must not name. What can be read is searched for the
    complainant: a find stops it, unless ``looked`` says why not.
    """
    chosen = list(case.exhibits.filter(pk__in=[exhibit.pk for exhibit in exhibits]))
    if not chosen:
        raise Blocked("Choose the evidence that the case rests on.")
    fit_to_disclose(chosen, checked=checked)
    ours = [exhibit for exhibit in chosen if exhibit.party == "body"]
    opens(
        case,
        ((f"What {one.label} is called", f"{one.description}\n{one.filename}") for one in ours),
    )
    found = search(case, chosen)
    guard.gives_nobody_away(case, looked, to=PartyRole.RESPONDENT, by=by)
    if found.naming and not looked:
        raise Blocked(stop(found))
    whole = [exhibit for exhibit in chosen if not exhibit.derivative_address]
    if case.deadlines.filter(kind="comment", stopped_on=None).exists():
        raise Blocked("A comment window is already open.")
    shown = {"disclosed_on": case.today, "set_aside_on": None}
    case.exhibits.filter(pk__in=[e.pk for e in chosen]).update(**shown)
    case.exhibits.filter(pk__in=[e.pk for e in whole]).update(disclosed_whole=True)
    case.forget()
    entry = case.docket.enter(
        "evidence.disclosed",
        case,
        by=by,
        exhibits=[exhibit.label for exhibit in chosen],
        as_they_are=[exhibit.label for exhibit in whole],
        not_searched=[exhibit.label for exhibit in found.unread],
        naming=[exhibit.label for exhibit in found.naming],
        reason=looked,
    )
    told = case.parties.filter(role=PartyRole.RESPONDENT).exclude(opened_on=None).exists()
    case.after_step(
        entry,
        starts_on_delivery={"comment": "L14A"} if told else {},
        notifies=[("L14A", "respondent")] if told else [],
    )
    return entry
