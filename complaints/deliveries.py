"""What the office does about a letter outside the portal: post it, prove it, take it back."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

from complaints import errands
from complaints.checks import is_staff
from complaints.deadlines import unbegin
from complaints.models import Complaint, Errand, Notice
from complaints.models.errands import ErrandKind
from complaints.notices import announce, attempt, prove
from complaints.reckoning import last_day
from complaints.stages import UNSERVED, Outcome, Proof, ServiceState, Way
from ledger.models import Entry
from ledger.refusals import Blocked
from ledger.steps import act
from people.models import User

ON_ITS_WAY = (ServiceState.SERVED, ServiceState.TO_POST)


def _of(case: Complaint, notice: Notice) -> Notice:
    """The letter as it is now, under the lock of its case."""
    found: Notice = case.notices.get(pk=notice.pk)
    found.case = case
    return found


def _could_be(notice: Notice, on: dt.date, what: str) -> None:
    """Raise ``Blocked`` for a day on which it cannot have happened."""
    case = notice.case
    if on > case.today:
        raise Blocked(f"A {what} cannot lie in the future.")
    made = notice.made_at or notice.served_at or notice.entry.at
    if on < case.body.day_of(made):
        raise Blocked(f"A {what} cannot lie before the letter was made.")


def _moment_of(case: Complaint, on: dt.date) -> dt.datetime:
    """When something was that is known by its day: now, or at noon of an earlier day."""
    if on == case.today:
        return timezone.now()
    return dt.datetime.combine(on, dt.time(12), ZoneInfo(case.body.time_zone))


@act(checks=[is_staff])
def record_posting(
    case: Complaint, *, by: User, notice: Notice, on: dt.date, tracking: str, waits: bool = False
) -> Entry:
    """Record that a letter was posted: it counts as delivered after the mail days.

    With ``waits`` nothing is presumed, because the carrier brings back a signature.
    """
    notice = _of(case, notice)
    if notice.state != ServiceState.TO_POST:
        raise Blocked("This letter is not waiting to be posted.")
    _could_be(notice, on, "posting")
    notice.state, notice.served_at = ServiceState.SERVED, _moment_of(case, on)
    notice.save(update_fields=["state", "served_at"])
    attempt(notice, Way.POST, by=by, on=on, reference=tracking)
    entry = case.docket.enter(
        "letter.posted", notice, by=by, letter=notice.letter, to=notice.role, on=on
    )
    if not waits:
        prove(notice, Proof.MAILED, last_day(on, case.rules.mail_days), by=by, reference=tracking)
    case.forget()
    return entry


@act(checks=[is_staff])
def record_delivery(
    case: Complaint, *, by: User, notice: Notice, proof: str, on: dt.date, reference: str
) -> Entry:
    """Record proof of a delivery outside the portal; what it starts is counted from there.

    A posted letter counts as delivered only after the mail days.
    """
    notice = _of(case, notice)
    if notice.state in (*UNSERVED, ServiceState.DELIVERED):
        raise Blocked("This letter is not waiting for proof of delivery.")
    _could_be(notice, on, "delivery")
    day = last_day(on, case.rules.mail_days) if proof == Proof.MAILED else on
    return prove(notice, proof, day, by=by, reference=reference)


@act(checks=[is_staff])
def record_return(case: Complaint, *, by: User, notice: Notice, reason: str) -> Entry:
    """Record that a letter came back: no delivery is proven, and no clock runs from it.

    Where delivery was only presumed because it was posted, that presumption falls.
    """
    notice = _of(case, notice)
    presumed = notice.state == ServiceState.DELIVERED and notice.proof == Proof.MAILED
    if notice.state not in ON_ITS_WAY and not presumed:
        raise Blocked("This letter is not on its way.")
    row = notice.services.exclude(channel=Way.EMAIL).exclude(outcome=Outcome.RETURNED).last()
    row = row or attempt(notice, Way.POST, by=by)
    row.case = case
    row.outcome, row.note = Outcome.RETURNED, reason
    row.voided_on = case.today if presumed else None
    row.save()
    closed = _presumption_falls(notice, by=by) if presumed else False
    notice.state, notice.proof, notice.delivered_on = ServiceState.RETURNED, "", None
    notice.save(update_fields=["state", "proof", "delivered_on"])
    entry = case.docket.enter("letter.returned", notice, by=by, letter=notice.letter, reason=reason)
    words = f"A letter in {case.pk} came back. Serve it again."
    if closed:
        words += " A time limit that was counted from it is closed: have it ruled on."
    errands.raise_errand(ErrandKind.LETTER_RETURNED, words, key=_errand_of(notice), case=case)
    case.forget()
    return entry


def _presumption_falls(notice: Notice, *, by: User) -> bool:
    """Void the proof and what was counted from it; say whether a clock was closed meanwhile."""
    notice.case.docket.enter(
        "letter.proof_voided",
        notice,
        by=by,
        letter=notice.letter,
        to=notice.role,
        proof=notice.proof,
        on=notice.delivered_on,
    )
    unbegin(notice, "the letter came back")
    return bool(notice.clocks.exclude(stopped_on=None))


def _errand_of(notice: Notice) -> str:
    """The key of the errand to serve a letter again: one for each time it came back."""
    times = notice.services.filter(outcome=Outcome.RETURNED).count()
    return f"letter returned {notice.pk} {times}"


@act(checks=[is_staff])
def serve_again(case: Complaint, *, by: User, notice: Notice) -> Entry:
    """Serve a letter that came back once more: the same letter, another attempt.

    Who can read it in the portal by now gets it there; for anybody else it is posted again.
    """
    notice = _of(case, notice)
    if notice.state != ServiceState.RETURNED:
        raise Blocked("This letter did not come back.")
    party = notice.party
    in_portal = party is None or bool(party.user_id or party.receipt_tag)
    notice.state = ServiceState.SERVED if in_portal else ServiceState.TO_POST
    notice.save(update_fields=["state"])
    if in_portal:
        attempt(notice, Way.PORTAL, by=by)
        announce(notice, again=notice.services.filter(outcome=Outcome.RETURNED).count())
    entry = case.docket.enter(
        "letter.served_again", notice, by=by, letter=notice.letter, to=notice.role
    )
    waiting = Errand.objects.open().filter(key=_errand_of(notice)).first()
    if waiting:
        errands.settle(waiting, by=None, how="The letter was served again.")
    case.forget()
    return entry
