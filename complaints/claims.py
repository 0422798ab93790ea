"""Using an invitation: an account is opened, tied to its person, and the letter has arrived."""

from __future__ import annotations

from django.db import transaction

from complaints.invitations import void
from complaints.models import Invitation, Party
from complaints.notices import prove
from complaints.stages import PartyRole, Proof, ServiceState
from ledger.models import Docket
from ledger.refusals import Blocked
from people.accounts import open_account
from people.models import Certificant, User


@transaction.atomic
def claim(invitation: Invitation, *, account: User) -> User:
    """Use an invitation: the account is opened and tied to whoever it invites.

    ``account`` is a row not yet saved. Raises ``Blocked`` when the invitation was used or
    voided meanwhile.
    """
    case = invitation.case
    _lock_every_case(invitation)
    invitation.refresh_from_db(fields=["used_on", "voided_on"])
    if not invitation.is_open_on(case.today):
        raise Blocked("This code has been used, or another took its place.")
    if invitation.representative:
        user = _as_representative(invitation, account)
    else:
        user = _as_respondent(invitation, account)
    case.forget()
    return user


def _lock_every_case(invitation: Invitation) -> None:
    """An account may open several cases: their dockets are locked first, in one order for all."""
    others = Party.objects.filter(certificant=invitation.party.certificant)
    cases = {invitation.case_id, *others.values_list("case", flat=True)}
    for docket in Docket.objects.filter(pk__in=cases).order_by("pk"):
        docket.lock()
    invitation.case.docket.lock()


def _used(invitation: Invitation, *, by: User) -> None:
    invitation.used_on = invitation.case.today
    invitation.save(update_fields=["used_on"])
    invitation.case.docket.enter("invitation.used", invitation, by=by, role=invitation.role)


def _as_representative(invitation: Invitation, account: User) -> User:
    """They act for the party in this one case; what they read proves a delivery only if agreed."""
    row = invitation.representative
    if row is None or row.ended_on:
        raise Blocked("The authority to act was taken back.")
    user = open_account(account, by=account)
    row.case = invitation.case
    row.user, row.code = user, ""
    row.save()
    _used(invitation, by=user)
    row.case.docket.enter("representative.joined", row, by=user, kind=row.kind)
    return user


def _as_respondent(invitation: Invitation, account: User) -> User:
    """The account is the person's own, whatever case about them comes next."""
    person = Certificant.objects.select_for_update(of=["self"]).get(parties=invitation.party)
    if person.user_id is not None:
        raise Blocked("This person has an account already.")
    user = open_account(account, by=account)
    person.user = user
    person.save(update_fields=["user"])
    Docket.system("people").enter("certificant.signed_up", person, by=user, user=user)
    _used(invitation, by=user)
    _join(person, user)
    _letter_arrived(invitation, by=user)
    return user


def _join(person: Certificant, user: User) -> None:
    """Tie the account to the person's part in every case; codes to other letters end with it."""
    own = Party.objects.filter(certificant=person, role=PartyRole.RESPONDENT, user=None)
    for party in own.select_related("case__docket", "case__body").order_by("case"):
        party.user = user
        party.save(update_fields=["user"])
        void(party, party.case.today)
        party.case.docket.enter("respondent.joined", party, by=user)


def _letter_arrived(invitation: Invitation, *, by: User) -> None:
    """The code stood in this letter and nowhere else, so the letter was delivered."""
    notice = invitation.notice
    if notice is None or notice.state == ServiceState.DELIVERED:
        return
    notice.case = invitation.case
    prove(notice, Proof.INVITED, invitation.case.today, by=by)
