"""What the office does about a letter outside the portal: post it, prove it, take it back."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

from complaints import errands
from complaints.checks import in_words, is_staff
from complaints.deadlines import unbegin, void_closed
from complaints.models import Complaint, Deadline, Errand, Notice
from complaints.models.errands import ErrandKind
from complaints.notices import announce, attempt, prove
from complaints.postage import can_be_posted
from complaints.reckoning import last_day
from complaints.stages import UNSERVED, Outcome, PartyRole, Proof, ServiceState, StopReason, Way
from ledger.models import Entry
from ledger.refusals import Blocked
from ledger.steps import act
from people.models import User

# What proves by itself on which day a letter was delivered.
OF_ITSELF = (Proof.SIGNATURE, Proof.IN_HAND)
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
    can_be_posted(notice)
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

    A posted letter counts as delivered only after the mail days. If the carrier proves a later
    day than was presumed, that day counts; an earlier one takes nothing from anybody.
    """
    notice = _of(case, notice)
    presumed = _is_presumed(notice) and proof in OF_ITSELF
    if notice.state in UNSERVED or (notice.state == ServiceState.DELIVERED and not presumed):
        raise Blocked("This letter is not waiting for proof of delivery.")
    _could_be(notice, on, "delivery")
    if presumed:
        return _prove_presumed(notice, proof, on, by=by, reference=reference)
    if proof == Proof.MAILED:
        can_be_posted(notice)
    day = last_day(on, case.rules.mail_days) if proof == Proof.MAILED else on
    return prove(notice, proof, day, by=by, reference=reference)


@act(checks=[is_staff])
def record_return(case: Complaint, *, by: User, notice: Notice, reason: str) -> Entry:
    """Record that a letter came back: no delivery is proven, and no clock runs from it.

    Where delivery was only presumed because it was posted, that presumption falls.
    """
    notice = _of(case, notice)
    presumed = _is_presumed(notice)
    if notice.state not in ON_ITS_WAY and not presumed:
        raise Blocked("This letter is not on its way.")
    if not notice.services.filter(channel=Way.POST).exclude(outcome=Outcome.RETURNED).exists():
        raise Blocked("This letter was not posted, so it cannot have come back.")
    row = notice.services.exclude(channel=Way.EMAIL).exclude(outcome=Outcome.RETURNED).last()
    row = row or attempt(notice, Way.POST, by=by)
    row.case = case
    row.outcome, row.note = Outcome.RETURNED, reason
    row.voided_on = case.today if presumed else None
    row.save()
    closed = _presumption_falls(notice, by=by) if presumed else []
    notice.state, notice.proof, notice.delivered_on = ServiceState.RETURNED, "", None
    notice.save(update_fields=["state", "proof", "delivered_on"])
    entry = case.docket.enter("letter.returned", notice, by=by, letter=notice.letter, reason=reason)
    words = f"A letter in {case.pk} came back. Serve it again."
    if closed:
        words = (
            f"A letter in {case.pk} came back after the time that it gave had been closed. Give"
            " that time again; that makes a new letter. If the case has gone too far for it, have"
            " counsel say what follows."
        )
    errands.raise_errand(ErrandKind.LETTER_RETURNED, words, key=errand_of(notice), case=case)
    case.forget()
    return entry


def _is_presumed(notice: Notice) -> bool:
    return notice.state == ServiceState.DELIVERED and notice.proof == Proof.MAILED


def _prove_presumed(notice: Notice, proof: str, day: dt.date, *, by: User, reference: str) -> Entry:
    """A carrier or a witness proves what was only presumed; the later of the two days counts."""
    presumed_on = notice.delivered_on or day
    if day > presumed_on:
        unbegin(notice, f"it arrived later than presumed, on {in_words(day)}")
    return prove(notice, proof, max(day, presumed_on), by=by, reference=reference)


def _presumption_falls(notice: Notice, *, by: User) -> list[Deadline]:
    """Void the proof and what was counted from it; return the clocks closed meanwhile."""
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
    return void_closed(notice)


@act(checks=[is_staff])
def post_as_well(case: Complaint, *, by: User, notice: Notice) -> Entry:
    """Send a letter by post that lies in the portal unopened: nobody ignores it for ever.

    Until it is posted, and after, it can still be opened in the portal; the first proof counts.
    """
    notice = _of(case, notice)
    if notice.state != ServiceState.SERVED or notice.party is None:
        raise Blocked("This letter does not lie unopened in the portal.")
    notice.state = ServiceState.TO_POST
    notice.save(update_fields=["state"])
    case.forget()
    return case.docket.enter(
        "letter.to_be_posted", notice, by=by, letter=notice.letter, to=notice.role
    )


def errand_of(notice: Notice) -> str:
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
    if notice.clocks.filter(stop_reason__in=[StopReason.VOID, StopReason.RENEWED]).exists():
        raise Blocked(
            "The time that this letter gave is void. Give it again: that is a new letter."
        )
    in_portal = not notice.by_post
    notice.state = ServiceState.SERVED if in_portal else ServiceState.TO_POST
    notice.save(update_fields=["state"])
    if in_portal:
        attempt(notice, Way.PORTAL, by=by)
        announce(notice, again=notice.services.filter(outcome=Outcome.RETURNED).count())
    entry = case.docket.enter(
        "letter.served_again", notice, by=by, letter=notice.letter, to=notice.role
    )
    settle_return(notice, "The letter was served again.")
    if in_portal or not _code_is_spent(notice):
        case.forget()
        return entry
    # The code in it opens nothing any more; a second letter brings another.
    case.after_step(entry, notifies=[("L09I", PartyRole.RESPONDENT)])
    return entry


def settle_return(notice: Notice, how: str) -> None:
    """What had to be done about a letter that came back was done."""
    waiting = Errand.objects.open().filter(key=errand_of(notice)).first()
    if waiting:
        errands.settle(waiting, by=None, how=how)


def _code_is_spent(notice: Notice) -> bool:
    """Whether the letter brought a code that no longer opens an account."""
    rows = list(notice.invitations.all())
    return bool(rows) and not any(row.is_open_on(notice.case.today) for row in rows)
