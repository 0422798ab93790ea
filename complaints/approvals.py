"""A letter that waits for approval is served, or sent back, by whom the procedure names."""

from __future__ import annotations

from django.utils import timezone

from complaints.approvers import approves_letters, may_approve
from complaints.checks import is_staff
from complaints.errands import raise_errand
from complaints.freezing import preview
from complaints.models import Complaint, Notice
from complaints.models.errands import ErrandKind
from complaints.notices import put_forward, send
from complaints.stages import ServiceState
from ledger.models import Entry
from ledger.refusals import Blocked, Forbidden
from ledger.steps import act
from people.models import User


def _draft(case: Complaint, notice: Notice, by: User) -> Notice:
    """The draft as it is now, under the lock of its case, for who may approve it."""
    found: Notice = case.notices.select_related("entry").get(pk=notice.pk)
    found.case = case
    if found.state != ServiceState.DRAFTED:
        raise Blocked("This letter does not wait for approval.")
    if not may_approve(found, by):
        raise Forbidden("Somebody else has to approve this letter.")
    return found


@act(checks=[approves_letters])
def approve_letter(case: Complaint, *, by: User, notice: Notice, digest: str) -> Entry:
    """Approve a letter as you read it: it is served at once, in these words."""
    draft = _draft(case, notice, by)
    if preview(draft).digest != digest:
        raise Blocked("The letter has changed since you read it. Read it again.")
    draft.approved_by, draft.approved_at = by, timezone.now()
    draft.save(update_fields=["approved_by", "approved_at"])
    entry = case.docket.enter(
        "letter.approved", draft, by=by, letter=draft.letter, to=draft.role, sha256=digest
    )
    send(draft)
    case.forget()
    return entry


@act(checks=[approves_letters])
def send_letter_back(case: Complaint, *, by: User, notice: Notice, note: str) -> Entry:
    """Do not approve a letter, and tell the staff what has to be put right first."""
    draft = _draft(case, notice, by)
    draft.state, draft.sent_back = ServiceState.SENT_BACK, note
    draft.save(update_fields=["state", "sent_back"])
    entry = case.docket.enter(
        "letter.sent_back", draft, by=by, letter=draft.letter, to=draft.role, reason=note
    )
    words = f"A letter in {case.pk} was sent back by who has to approve it."
    raise_errand(ErrandKind.OTHER, words, key=f"sent back {draft.pk} {entry.number}", case=case)
    case.forget()
    return entry


@act(checks=[is_staff])
def put_letter_forward(case: Complaint, *, by: User, notice: Notice) -> Entry:
    """Lay a letter that was sent back before its approver again."""
    found: Notice = case.notices.select_related("entry").get(pk=notice.pk)
    found.case = case
    if found.state != ServiceState.SENT_BACK:
        raise Blocked("This letter was not sent back.")
    return put_forward(found, by=by)
