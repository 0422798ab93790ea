"""Beginning a draft, keeping what was typed, coming back to it, and its end."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from collections.abc import Iterator
from typing import Any

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from codes.lookup import procedure_in_force
from complaints import evidence, receipts
from complaints.scans import state_on_arrival
from intake.models import Draft, DraftFile
from ledger.refusals import Blocked
from people.models import Body
from vault import files, keys

MOST_FILES = 20
PREFIX = "D-"
# For how long after sending the receipt can still be asked for, and the same answer given twice.
SENT_KEPT_FOR = dt.timedelta(days=1)


def begin(body: Body) -> Draft:
    """Begin an empty draft, kept for as many days as the body's procedure says."""
    number = uuid.uuid4()
    epoch, wrapped = keys.new_data_key(f"draft {number}")
    key = secrets.token_hex(16)
    days = procedure_in_force(body, body.today).edition.rules.draft_days
    draft = Draft(
        id=number,
        body=body,
        key_epoch=epoch,
        wrapped_key=wrapped,
        resume_tag=receipts.tag_of(_code(key)),
        expires_on=body.today + dt.timedelta(days=days),
    )
    draft.sealed_key, draft.answers = key, {}
    draft.save(force_insert=True)
    return draft


def _code(key: str) -> str:
    return receipts.code_for(key, "draft code")


def resume_code(draft: Draft) -> str:
    """The code that brings this draft back, such as ``D-7K2M-9QXD-4T1B-ZP8C``."""
    return PREFIX + _code(draft.sealed_key)


def found_by(body: Body, typed: str) -> Draft | None:
    """The draft of a code, if it can still be written on, or its receipt still be asked for."""
    text = typed.strip().upper()
    tag = receipts.tag_of(text.removeprefix(PREFIX))
    found = Draft.objects.select_related("body").filter(body=body)
    draft = found.filter(resume_tag=tag).first() if tag else None
    if draft is None:
        return None
    if draft.sent_at:
        return draft if timezone.now() < draft.sent_at + SENT_KEPT_FOR else None
    return None if draft.is_over(body.today) else draft


def save_answers(draft: Draft, answers: dict[str, Any]) -> None:
    """Keep the answers of the pages that changed; what another tab kept meanwhile stays.

    ``answers`` then holds both. Raises ``Blocked`` once the draft was sent.
    """
    with transaction.atomic():
        held = Draft.objects.select_for_update().get(pk=draft.pk)
        if held.is_sent:
            raise Blocked("This complaint was sent already; it can no longer be changed.")
        read, kept = draft.answers, held.answers
        for page in {*read, *answers}:
            if read.get(page) == answers.get(page):
                continue
            if page in answers:
                kept[page] = answers[page]
            else:
                kept.pop(page, None)
        answers.clear()
        answers.update(kept)
        draft.answers = kept
        draft.save(update_fields=["sealed_answers"])


@transaction.atomic
def add_file(draft: Draft, upload: UploadedFile[Any]) -> DraftFile:
    """Take one file into a draft. Raises ``evidence.NotTaken`` with what to do instead."""
    Draft.objects.select_for_update().get(pk=draft.pk)
    last = draft.files.order_by("-number").first()
    if draft.files.count() >= MOST_FILES:
        raise evidence.NotTaken(f"You have sent {MOST_FILES} files, which is the most we take now.")
    evidence.has_room(draft.files.all(), upload.name or "", upload.size or 0)
    taken = evidence.take(upload, draft.sealing_key)
    stored, derivative = taken.stored, taken.derivative
    return DraftFile.objects.create(
        draft=draft,
        number=last.number + 1 if last else 1,
        filename=upload.name or "",
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


def remove_file(file: DraftFile) -> None:
    """Take a file out of a draft: nothing was filed yet, so nothing of it stays."""
    draft, gone = file.draft, file.addresses
    file.delete()
    for address in gone - {held for other in draft.files.all() for held in other.addresses}:
        files.drop(address)


class Copied(File):  # type: ignore[type-arg]
    """A file of a draft on its way into a case: opened chunk by chunk, never whole."""

    def __init__(self, kept: DraftFile, *, held_back: bool = False) -> None:
        super().__init__(None, kept.filename)
        self.kept, self.description, self.size = kept, kept.description, kept.size
        self.held_back = held_back
        self.earlier = evidence.Earlier(kept.taken, kept.sealing_key)

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        return files.read(self.kept.address, self.kept.sealing_key)


def end(draft: Draft) -> None:
    """Throw a draft away with its files and its key."""
    for file in draft.files.all():
        for address in file.addresses:
            files.drop(address)
    draft.delete()


def sweep(limit: int = 500) -> int:
    """End the drafts whose time has passed, and those sent a day ago; say how many."""
    now = timezone.now()
    sent = Draft.objects.filter(sent_at__lt=now - SENT_KEPT_FOR)
    # A day later than the date of any time zone, so that no draft ends before its own midnight.
    over = Draft.objects.filter(expires_on__lt=(now - dt.timedelta(days=1)).date())
    ending = list(sent[:limit]) + list(over.exclude(pk__in=sent.values("pk"))[:limit])
    for draft in ending:
        end(draft)
    return len(ending)
