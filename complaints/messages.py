"""Two-way messages between a party and the office, for a party without a name as well."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from complaints import guard, telling
from complaints.checks import is_complainant, is_respondent, is_staff
from complaints.models import Complaint, Message, Party
from complaints.stages import PartyRole
from ledger.models import Entry
from ledger.refusals import Blocked, Forbidden
from ledger.steps import act
from people.models import User

# Unanswered messages one party may leave in a row: enough for anybody, too few for a flood.
MOST_IN_A_ROW = 20


def party_of(case: Complaint, who: Any) -> Party:
    """The side for which somebody writes. Raises ``Forbidden`` for anybody who is no party."""
    for check, role in (
        (is_complainant, PartyRole.COMPLAINANT),
        (is_respondent, PartyRole.RESPONDENT),
    ):
        try:
            check(case, who)
        except Forbidden:
            continue
        party = next(party for party in case.all_parties if party.role == role)
        if party.opened_on is not None:
            return party
    raise Forbidden("Only a party to the case writes to the office here.")


def is_party_who_was_told(case: Complaint, user: Any) -> None:
    party_of(case, user)


def thread_is_not_flooded(case: Complaint, user: Any) -> None:
    party = party_of(case, user)
    last = list(case.messages.filter(party=party).order_by("-pk")[:MOST_IN_A_ROW])
    if len(last) == MOST_IN_A_ROW and not any(message.from_office for message in last):
        words = gettext("We have your messages. Please wait for our answer before you write again.")
        raise Blocked(words)


@act(checks=[is_party_who_was_told, thread_is_not_flooded])
def write_message(case: Complaint, *, by: Any, statement: str) -> Entry:
    """Write to the office. Only case staff and who decides on requests read it."""
    return _enter(case, party_of(case, by), statement, by=by)


@act(checks=[is_staff])
def write_to_party(case: Complaint, *, by: User, to: str, statement: str) -> Entry:
    """Write to one of the parties; the other does not see it."""
    party = next((one for one in case.all_parties if one.role == to), None)
    if party is None or party.opened_on is None:
        raise Blocked("This party was not told of the case yet; write to them by letter.")
    guard.gives_nobody_away(case, statement, to=to, by=by)
    entry = _enter(case, party, statement, by=by, writer=by)
    telling.of_news(
        case,
        party,
        subject=f"There is a message about {case.pk}",
        text="There is a new message for you in the portal.",
        key=f"message {entry.docket_id} {entry.number}",
    )
    return entry


def _enter(
    case: Complaint, party: Party, text: str, *, by: Any, writer: User | None = None
) -> Entry:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    message = Message.objects.create(
        case=case, party=party, writer=writer, text=text, sha256=sha256
    )
    verb = "message.to_party" if writer else "message.to_office"
    return case.docket.enter(verb, message, by=by, party=party.role, sha256=sha256)


@transaction.atomic
def read_by(case: Complaint, party: Party, *, office: bool) -> None:
    """Mark what the other side wrote as read by this one."""
    unread = case.messages.filter(party=party, read_at=None, writer__isnull=office)
    unread.update(read_at=timezone.now())
