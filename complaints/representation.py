"""Who acts for the respondent: appointed in writing, let in by a code, until taken back."""

from __future__ import annotations

import hashlib
from typing import Any

from django.utils.formats import date_format

from complaints import invitations
from complaints.checks import is_respondent_in_person
from complaints.models import Complaint, Invitation, Notice, Representative
from complaints.stages import OPEN, PartyRole, RepresentativeKind
from ledger.models import PRINCIPALS, Entry
from ledger.refusals import Blocked
from ledger.steps import act
from people.models import User

KINDS = {RepresentativeKind.COUNSEL: "a lawyer", RepresentativeKind.OTHER: "not a lawyer"}


def principal_of(docket: str, by: Any) -> str:
    """The party for whom a user acts in a docket, or in the record of its readings."""
    if not hasattr(by, "offices") or docket.startswith("sys/"):
        return ""
    rows = Representative.objects.acting(by).filter(case=docket.removesuffix("/reads"))
    party = rows.values_list("party", flat=True).first()
    return f"party:{party}" if party else ""


PRINCIPALS.append(principal_of)


def reads_for_party(notice: Notice, user: User) -> bool:
    """Whether this person's opening a letter is the delivery of it to its recipient."""
    party = notice.party
    if party is None or party.user_id == user.pk:
        return party is not None
    rows = Representative.objects.acting(user)
    return rows.filter(party=party, accepts_service=True).exists()


def nobody_acts_yet(case: Complaint, user: Any) -> None:
    if case.representative:
        raise Blocked("Somebody acts for you already. Take that authority back first.")


def somebody_acts(case: Complaint, user: Any) -> None:
    if case.representative is None:
        raise Blocked("Nobody acts for you in this case.")


@act(stages=OPEN, checks=[is_respondent_in_person, nobody_acts_yet])
def appoint_representative(
    case: Complaint,
    *,
    by: Any,
    name: str,
    kind: str,
    accepts_service: bool,
    signature: str,
    words: str,
) -> Entry:
    """Let somebody act for you in this case; you get a code for them, to hand on yourself."""
    party = case.parties.get(role=PartyRole.RESPONDENT)
    if signature.split() != party.public_name.split():
        raise Blocked(f"Sign with your name as it stands in the register: {party.public_name}.")
    row = Representative(
        case=case,
        party=party,
        kind=kind,
        name=name,
        accepts_service=accepts_service,
        appointed_on=case.today,
    )
    row.authorisation = _signed(row, signature, words)
    row.sha256 = hashlib.sha256(row.authorisation.encode()).hexdigest()
    row.save()
    row.code, _ = invitations.make(case, party=party, representative=row)
    row.save(update_fields=["code"])
    case.forget()
    return case.docket.enter(
        "representative.appointed",
        row,
        by=by,
        kind=kind,
        accepts_service=accepts_service,
        sha256=row.sha256,
    )


def _signed(row: Representative, signature: str, words: str) -> str:
    """The authorisation as it was signed."""
    appointed = (
        f"In case {row.case_id} of {row.case.body.name} I appoint {row.name}, "
        f"{KINDS[RepresentativeKind(row.kind)]}, to act for me: to read what I may read, and to "
        "answer, ask and appeal in my name, until I take this back."
    )
    service = (
        "Letters that they open are delivered to me."
        if row.accepts_service
        else "Letters are delivered to me alone."
    )
    signed = f"Signed: {signature}, {date_format(row.appointed_on, 'j F Y')}"
    return "\n\n".join(line for line in (appointed, service, words, signed) if line)


@act(stages=OPEN, checks=[is_respondent_in_person, somebody_acts])
def revoke_representative(case: Complaint, *, by: Any) -> Entry:
    """Take back the authority of who acts for you; their access ends at once."""
    row = case.representative
    if row is None:
        raise Blocked("Nobody acts for you in this case.")
    row.ended_on, row.code = case.today, ""
    row.save()
    Invitation.objects.filter(representative=row, used_on=None, voided_on=None).update(
        voided_on=case.today
    )
    case.forget()
    return case.docket.enter("representative.revoked", row, by=by)
