"""Serving letters: frozen, sealed, put where the party reads them, and proof of delivery."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from complaints import invitations, mail
from complaints.approvers import tell_approvers
from complaints.deadlines import begin_on_delivery
from complaints.freezing import freeze, preview
from complaints.models import Complaint, Notice, Party, Service
from complaints.postage import envelope
from complaints.stages import OBSERVED, OPENING, Outcome, Proof, ServiceState, Way
from ledger.models import Entry
from ledger.refusals import Blocked
from people.models import User

CHANNEL_OF = {
    Proof.READ: Way.PORTAL,
    Proof.INVITED: Way.POST,
    Proof.SIGNATURE: Way.POST,
    Proof.MAILED: Way.POST,
    Proof.IN_HAND: Way.IN_HAND,
}
# What the post itself proves.
CARRIED = (Proof.SIGNATURE, Proof.MAILED)
# On their way: a letter that was to be posted can be opened by who has an account since.
UNPROVEN = (ServiceState.SERVED, ServiceState.TO_POST, ServiceState.RETURNED)


@transaction.atomic
def serve(notice: Notice) -> bool:
    """Serve one letter; do nothing when another worker has it.

    The text is made now, sealed, and never made again. A party who can sign in, or holds a
    receipt, gets it in the portal with a mail that says only that there is news; an estate, a
    filer who asked for the post and anybody else get it on paper, and staff are asked to send it.
    """
    notice.case.docket.lock()
    notice.refresh_from_db(fields=["state"])
    if notice.state != ServiceState.OWED:
        return False
    if notice.case.rules.approvers.get(notice.letter):
        put_forward(notice, by=None)
        return False
    send(notice)
    return True


def send(notice: Notice) -> None:
    """Freeze a letter and put it where its recipient reads it; whoever approves it has done so."""
    if invitations.is_owed(notice):
        notice.code, notice.code_until = invitations.issue(notice)
    freeze(notice)
    if notice.letter in OPENING:
        _open_to_respondent(notice)
    _place(notice)
    notice.save()
    _tell(notice)


def no_longer_on_paper(case: Complaint, party: Party) -> None:
    """Serve in the portal what lies beside the printer for who has stopped asking for paper."""
    for notice in case.notices.filter(party=party, state=ServiceState.TO_POST):
        notice.case, notice.party = case, party
        if notice.by_post:
            continue
        _place(notice)
        notice.save(update_fields=["state", "served_at"])
        _tell(notice)


def _place(notice: Notice) -> None:
    """Put a letter into the portal or beside the printer, as its recipient is to have it."""
    notice.state = ServiceState.TO_POST if notice.by_post else ServiceState.SERVED
    notice.served_at = None if notice.by_post else timezone.now()


def _tell(notice: Notice) -> None:
    """Enter where a letter was put; who has it in the portal is told."""
    notice.case.docket.enter(
        "letter.to_be_posted" if notice.by_post else "letter.served",
        notice,
        by=None,
        letter=notice.letter,
        to=notice.role,
        sha256=notice.sha256,
        pdf_sha256=notice.pdf_sha256,
    )
    if not notice.by_post:
        attempt(notice, Way.PORTAL, by=None)
        announce(notice)


def _open_to_respondent(notice: Notice) -> None:
    """From the day its notice is served on them a respondent may see the case."""
    case = notice.case
    case.parties.filter(role=notice.role, opened_on=None).update(opened_on=case.today)
    case.allegations.filter(served_on=None).update(served_on=case.today)
    case.forget()


def announce(notice: Notice, *, again: int = 0) -> None:
    """Say by e-mail that a letter lies in the portal, to its recipient and who acts for them."""
    words: dict[str, Any] = {
        "subject": f"There is a message about {notice.case_id}",
        "text": "There is a new letter for you in the portal.",
        "key": f"notice {notice.pk}" + (f" again {again}" if again else ""),
    }
    if notice.party:
        reached = mail.tell_party(notice.case, notice.party, **words)
    else:
        reached = bool(notice.user and notice.user.email)
        mail.tell(notice.case, [notice.user] if notice.user else [], **words)
    if reached:
        attempt(notice, Way.EMAIL, by=None)


def put_forward(notice: Notice, *, by: User | None) -> Entry:
    """Lay a draft before whoever approves it. Raises ``Blocked`` when it could not be served."""
    case = notice.case
    preview(notice, by=by)
    notice.state = ServiceState.DRAFTED
    notice.save(update_fields=["state"])
    who = case.rules.approvers[notice.letter]
    entry = case.docket.enter(
        "letter.drafted", notice, by=by, letter=notice.letter, to=notice.role, approver=who
    )
    case.forget()
    tell_approvers(notice, entry)
    return entry


def attempt(
    notice: Notice, channel: str, *, by: Any, on: dt.date | None = None, reference: str = ""
) -> Service:
    """Write down one attempt to bring a letter to its recipient."""
    case = notice.case
    return Service.objects.create(
        case=case,
        notice=notice,
        channel=channel,
        by=by,
        on=on or case.today,
        reference=reference,
        address=envelope(notice) if channel == Way.POST else "",
    )


def prove(notice: Notice, proof: str, day: dt.date, *, by: Any, reference: str = "") -> Entry:
    """Enter a proof of delivery; what waited for this letter is counted from ``day``.

    Raises ``Blocked`` for a letter to an estate that no carrier brought.
    """
    if notice.for_estate and proof not in CARRIED:
        raise Blocked("A letter to an estate goes by post: only the post proves that it arrived.")
    notice.state, notice.proof, notice.delivered_on = ServiceState.DELIVERED, proof, day
    notice.save(update_fields=["state", "proof", "delivered_on"])
    entry = notice.case.docket.enter(
        "letter.delivered",
        notice,
        by=by,
        letter=notice.letter,
        to=notice.role,
        proof=proof,
        on=day,
        reference=reference,
    )
    _note_proof(notice, by=by, reference=reference)
    begin_on_delivery(notice, day)
    notice.case.forget()
    return entry


def _note_proof(notice: Notice, *, by: Any, reference: str) -> None:
    """Put the proof on the attempt that it proves, or on one of its own."""
    channel = CHANNEL_OF[Proof(notice.proof)]
    row = notice.services.filter(channel=channel, outcome=Outcome.MADE).last()
    if row is None:
        user = by if isinstance(by, User) and notice.proof not in OBSERVED else None
        # A presumed delivery lies ahead; the attempt does not.
        day = notice.delivered_on or notice.case.today
        row = attempt(notice, channel, by=user, on=min(day, notice.case.today))
    row.case = notice.case
    row.outcome, row.proof, row.delivered_on = Outcome.PROVEN, notice.proof, notice.delivered_on
    row.reference = reference or row.reference
    row.save()


@transaction.atomic
def acknowledge(notice: Notice, *, by: Any) -> None:
    """The recipient opened the letter in the portal: that is its proof of delivery."""
    notice.case.docket.lock()
    notice.refresh_from_db(fields=["state"])
    if notice.state in UNPROVEN:
        prove(notice, Proof.READ, notice.case.today, by=by)
