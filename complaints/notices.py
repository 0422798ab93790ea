"""Serving letters: frozen, sealed, put where the party reads them, and proof of delivery."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone

from complaints import invitations, letters, mail
from complaints.checks import is_staff
from complaints.deadlines import begin_on_delivery
from complaints.models import Complaint, Notice
from complaints.reckoning import last_day
from complaints.stages import Proof, ServiceState
from ledger.models import Entry
from ledger.refusals import Blocked
from ledger.steps import act
from people.models import User

# On their way: a letter that was to be posted can be opened by who has an account since.
UNPROVEN = (ServiceState.SERVED, ServiceState.TO_POST, ServiceState.RETURNED)


@transaction.atomic
def serve(notice: Notice) -> bool:
    """Serve one letter; do nothing when another worker has it.

    The text is made now, sealed, and never made again. A party who can sign in, or holds a
    receipt, gets it in the portal with a mail that says only that there is news; anybody
    else gets it by post, and staff are asked to send it.
    """
    notice.case.docket.lock()
    notice.refresh_from_db(fields=["state"])
    if notice.state != ServiceState.OWED:
        return False
    party = notice.party
    in_portal = party is None or bool(party.user_id or party.receipt_tag)
    if invitations.is_owed(notice):
        notice.code, notice.code_until = invitations.issue(notice)
    notice.text = letters.text_of(notice)
    notice.sha256 = hashlib.sha256(notice.text.encode()).hexdigest()
    notice.state = ServiceState.SERVED if in_portal else ServiceState.TO_POST
    notice.served_at = timezone.now() if in_portal else None
    notice.save()
    notice.case.docket.enter(
        "letter.served" if in_portal else "letter.to_be_posted",
        notice,
        by=None,
        letter=notice.letter,
        to=notice.role,
        sha256=notice.sha256,
    )
    recipient = party or notice.user
    to = mail.address_of(recipient) if recipient and in_portal else ""
    if to:
        mail.plan(
            notice.case,
            to=to,
            subject=f"There is a message about {notice.case_id}",
            text="There is a new letter for you in the portal.",
            key=f"notice {notice.pk}",
        )
    return True


def prove(notice: Notice, proof: str, day: dt.date, *, by: Any, reference: str = "") -> Entry:
    """Enter a proof of delivery; what waited for this letter is counted from ``day``."""
    notice.state, notice.proof, notice.delivered_on = ServiceState.DELIVERED, proof, day
    notice.save()
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
    begin_on_delivery(notice, day)
    notice.case.forget()
    return entry


@transaction.atomic
def acknowledge(notice: Notice, *, by: Any) -> None:
    """The recipient opened the letter in the portal: that is its proof of delivery."""
    notice.case.docket.lock()
    notice.refresh_from_db(fields=["state"])
    if notice.state in UNPROVEN:
        prove(notice, Proof.READ, notice.case.today, by=by)


@act(checks=[is_staff])
def record_delivery(
    case: Complaint, *, by: User, notice: Notice, proof: str, on: dt.date, reference: str
) -> Entry:
    """Record proof of a delivery outside the portal; what it starts is counted from there.

    A posted letter counts as delivered only after the mail days.
    """
    notice = case.notices.get(pk=notice.pk)
    notice.case = case
    if notice.state in (ServiceState.OWED, ServiceState.DELIVERED):
        raise Blocked("This letter is not waiting for proof of delivery.")
    if on > case.today:
        raise Blocked("A delivery cannot lie in the future.")
    sent = notice.served_at or notice.entry.at
    if on < case.body.day_of(sent):
        raise Blocked("A delivery cannot lie before the letter was made.")
    day = last_day(on, case.rules.mail_days) if proof == Proof.MAILED else on
    return prove(notice, proof, day, by=by, reference=reference)


@act(checks=[is_staff])
def record_return(case: Complaint, *, by: User, notice: Notice, reason: str) -> Entry:
    """Record that a letter came back; it proves no delivery and starts no clock."""
    notice = case.notices.get(pk=notice.pk)
    if notice.state not in (ServiceState.SERVED, ServiceState.TO_POST):
        raise Blocked("This letter is not on its way.")
    notice.state = ServiceState.RETURNED
    notice.save(update_fields=["state"])
    return case.docket.enter("letter.returned", notice, by=by, letter=notice.letter, reason=reason)
