"""Where a letter is posted to, and where a filer posts theirs."""

from __future__ import annotations

from collections.abc import Sequence

from codes.rules import Rules
from complaints.models import Notice
from complaints.stages import PartyRole
from ledger.refusals import Blocked
from people.addresses import address_of, read_addresses
from people.models import Body


def papers_to(body: Body, rules: Rules) -> list[str]:
    """The lines of the address to which a filer sends what comes by post."""
    return list(rules.complaint_address) or body.address.splitlines()


def envelope(notice: Notice) -> str:
    """Name and address as on an envelope; empty where no address is known."""
    party = notice.party
    if party is None:
        return ""
    if party.role == PartyRole.COMPLAINANT:
        name, address = party.identity, "\n".join(party.contact.split("\n")[2:])
    else:
        name = f"The estate of {party.public_name}" if notice.for_estate else party.public_name
        address = address_of(party.certificant) if party.certificant else ""
    lines = [line.strip() for line in address.splitlines() if line.strip()]
    return "\n".join([name, *lines] if name else lines) if lines else ""


def envelopes(notices: Sequence[Notice]) -> list[str]:
    """Those of many letters, which have to bring party, case and docket, in few queries."""
    parties = [(notice, notice.party) for notice in notices if notice.party]
    read_addresses(party.certificant for _, party in parties if party.certificant)
    for notice, party in parties:
        party.case = notice.case
    return [envelope(notice) for notice in notices]


def can_be_posted(notice: Notice) -> None:
    """Raise ``Blocked`` when nobody knows where to."""
    if envelope(notice):
        return
    party = notice.party
    if party is not None and party.certificant:
        raise Blocked(
            f"No postal address is known. Enter it in the register: open “{party.certificant}”"
            f" (number {party.certificant.number}) and choose “Change the postal address”."
        )
    if party is not None and party.role == PartyRole.RESPONDENT:
        raise Blocked(
            "No postal address is known. Match the respondent with the register first; their"
            " address is kept there."
        )
    raise Blocked(
        "No postal address is known: the complainant gave none. Ask for it by a message in the"
        " portal, or give the letter by hand."
    )
