"""Who it is, in one case, that a clock waits for."""

from __future__ import annotations

from collections.abc import Iterator

from complaints.assignments import why_not
from complaints.models import Complaint, Deadline, Party, Representative
from complaints.stages import Capacity, PartyRole
from people.models import User
from people.offices import holders
from people.roles import Role

CAPACITIES = {
    "chair": (Capacity.GATEKEEPER, Capacity.COMMITTEE_CHAIR, Capacity.SIGNER),
    "gatekeeper": (Capacity.GATEKEEPER,),
    "investigator": (Capacity.INVESTIGATOR,),
    "committee": (Capacity.COMMITTEE_CHAIR, Capacity.COMMITTEE),
    "panel": (Capacity.PANEL_CHAIR, Capacity.PANEL),
    "appeal_panel": (Capacity.APPEAL_CHAIR, Capacity.APPEAL),
    "counsel": (Capacity.COUNSEL,),
    "signer": (Capacity.SIGNER,),
}


def recipients_of(clock: Deadline) -> Iterator[tuple[str, User | Party]]:
    """The people a clock waits for, each with the name that keeps their reminder unique."""
    for role in clock.roles:
        yield from people_behind(clock.case, role)


def people_behind(case: Complaint, awaited: str) -> Iterator[tuple[str, User | Party]]:
    """The people who are, in this case, what a window can wait for."""
    if awaited in PartyRole.values:
        for party in case.parties.filter(role=awaited).select_related("user"):
            yield f"party:{party.pk}", party
            for row in Representative.objects.joined(party):
                if row.user:
                    yield f"user:{row.user.pk}", row.user
    elif awaited in CAPACITIES:
        held = case.assignments.filter(ended_on=None, capacity__in=CAPACITIES[awaited])
        for user in User.objects.filter(assignments__in=held).distinct().order_by("pk"):
            yield f"user:{user.pk}", user
    elif case.lead:
        yield f"user:{case.lead.pk}", case.lead
    else:
        for user in holders(case.body_id, roles=[Role.STAFF], on=case.today):
            if not why_not(case, user):
                yield f"user:{user.pk}", user
