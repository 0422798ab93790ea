"""The way in for somebody without an account: a code in a letter, used once, then void.

The letter goes by post and is the only carrier of the code: no address is guessed. Whoever
uses it has had the letter in hand, so using it proves that letter's delivery (``claims``).
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from complaints import receipts
from complaints.checks import is_staff
from complaints.models import Complaint, Invitation, Notice, Party
from complaints.stages import OPEN, OPENING, PartyRole
from ledger.models import Entry
from ledger.refusals import Blocked
from ledger.steps import act
from people.models import Body, User

# For how many days a code opens the door; a letter comes back, or is read, well within them.
DAYS = 60


def is_owed(notice: Notice) -> bool:
    """Whether this letter has to bring a code: its respondent may see the case, and cannot yet."""
    party = notice.party
    return bool(
        party
        and not notice.for_estate
        and party.role == PartyRole.RESPONDENT
        and party.certificant_id
        and party.user_id is None
        and (party.opened_on or notice.letter in OPENING)
    )


def issue(notice: Notice) -> tuple[str, dt.date]:
    """Make the code that this letter brings, and its last day; earlier ones are void."""
    party, case = notice.party, notice.case
    if party is None:
        raise ValueError("A letter to nobody invites nobody.")
    void(party, case.today)
    code, row = make(case, party=party, notice=notice)
    case.docket.enter("invitation.issued", row, by=None, letter=notice.letter, until=row.last_day)
    return code, row.last_day


def make(case: Complaint, **whose: Any) -> tuple[str, Invitation]:
    """A new code, and its row, which holds only a keyed hash of it."""
    code = receipts.code_for(secrets.token_hex(32))
    row = Invitation.objects.create(
        case=case,
        tag=receipts.tag_of(code),
        made_on=case.today,
        last_day=case.today + dt.timedelta(days=DAYS),
        **whose,
    )
    return code, row


def void(party: Party, day: dt.date) -> None:
    """Shut what is still open of a party's invitations."""
    party.invitations.filter(used_on=None, voided_on=None, representative=None).update(
        voided_on=day
    )


def find(body: Body, *, docket: str, code: str, number: str) -> Invitation | None:
    """The open invitation that these three together name; None whichever of them is wrong."""
    rows = Invitation.objects.select_related("case__docket", "case__body", "case__procedure")
    row = (
        rows.select_related("party__certificant", "notice", "representative")
        .filter(case=docket, case__body=body, tag=receipts.tag_of(code))
        .first()
    )
    if row is None or not row.is_open_on(row.case.today):
        return None
    known = row.party.certificant
    return row if known is not None and known.number.upper() == number.strip().upper() else None


def cannot_sign_in_yet(case: Complaint, user: object) -> None:
    party = case.respondent
    if party is None or party.certificant_id is None or party.opened_on is None:
        raise Blocked("The respondent has not been told of this case.")
    if party.user_id is not None:
        raise Blocked("The respondent has an account.")


@act(stages=OPEN, checks=[is_staff, cannot_sign_in_yet])
def invite_again(case: Complaint, *, by: User) -> Entry:
    """Send the respondent a new code by letter; the old one opens nothing any more."""
    party = case.parties.get(role=PartyRole.RESPONDENT)
    void(party, case.today)
    entry = case.docket.enter("invitation.renewed", party, by=by)
    case.after_step(entry, notifies=[("L09I", PartyRole.RESPONDENT)])
    return entry
