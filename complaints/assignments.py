"""Who is put on a case, in what capacity; seating somebody is what opens the case to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from complaints.checks import (
    comments_are_closed,
    each_allegation_is_pinned,
    each_charge_binds_the_respondent,
    each_charge_can_be_brought,
    is_committee_chair,
    is_gatekeeper,
    is_staff,
    respondent_is_matched,
)
from complaints.limitations import each_allegation_is_in_time
from complaints.models import Assignment, Complaint
from complaints.nameless import each_allegation_names_nobody
from complaints.stages import OPEN, VOTERS, Capacity, ConflictAnswer, Stage
from ledger.models import Entry
from ledger.refusals import Blocked, Forbidden
from ledger.steps import act
from people import offices
from people.models import User
from people.roles import Role

SUCCESSION = (Role.CHAIR, Role.VICE_CHAIR, Role.PAST_CHAIR)
ONE_PERSON = (Capacity.GATEKEEPER, Capacity.COMMITTEE_CHAIR, Capacity.SIGNER)
VOTING_ROLES = (*SUCCESSION, Role.MEMBER)


def why_not(case: Complaint, user: User, *, below: bool = False) -> str:
    """Why this person may not serve on this case; empty when they may.

    ``below`` asks for a part outside the appeal: nobody has both (invariant 2).
    """
    if case.answers.get(user.pk) == ConflictAnswer.RECUSED:
        return "recused"
    if any(party.user_id == user.pk for party in case.all_parties):
        return "a party to the case"
    if case.representatives.filter(user=user).exists():
        return "a representative of a party"
    if below and case.assignments.filter(user=user, capacity__in=VOTERS["appeal"]).exists():
        return "a member of its appeal panel"
    return ""


def assign(case: Complaint, user: User, capacity: Capacity, *, by: Any) -> Assignment:
    """Open the case to somebody. Raises ``Blocked`` when they are recused or a party."""
    hindrance = why_not(case, user, below=capacity not in VOTERS["appeal"])
    if hindrance:
        raise Blocked(f"{user} cannot serve on this case: {hindrance}.")
    row, new = Assignment.objects.get_or_create(
        case=case,
        user=user,
        capacity=capacity,
        ended_on=None,
        defaults={"from_day": case.today},
    )
    if new:
        case.docket.enter("assignment.made", row, by=by, person=user, capacity=capacity)
        case.forget()
    return row


def end(case: Complaint, *, by: Any, reason: str, user: User | None = None, **which: Any) -> None:
    """End assignments, and with them access; their rows stay."""
    rows = case.assignments.filter(ended_on=None, **which)
    for row in rows.filter(user=user) if user else rows:
        row.ended_on = case.today
        row.save(update_fields=["ended_on"])
        case.docket.enter(
            "assignment.ended", row, by=by, person=row.user_id, capacity=row.capacity, reason=reason
        )
    case.forget()


def first_free(
    case: Complaint, organ: str, roles: Iterable[str]
) -> tuple[User | None, list[tuple[User, str]]]:
    """The first in line who may serve today, and who was passed over for what."""
    passed: list[tuple[User, str]] = []
    for user in offices.line_of_succession(case.body_id, organ, tuple(roles), case.today):
        hindrance = why_not(case, user, below=True)
        if not hindrance:
            return user, passed
        passed.append((user, hindrance))
    return None, passed


def line_for(case: Complaint, capacity: Capacity) -> tuple[str, tuple[str, ...]]:
    """The organ and the roles, in order, that fill a one-person capacity."""
    rules = case.rules
    if capacity == Capacity.GATEKEEPER:
        return rules.gate.organ, rules.gate.line
    return (rules.reviews if capacity == Capacity.COMMITTEE_CHAIR else rules.decides), SUCCESSION


def fill(case: Complaint, capacity: Capacity, *, by: Any) -> tuple[User, list[tuple[User, str]]]:
    """Assign the first person in line who is free, and say who was passed over."""
    organ, roles = line_for(case, capacity)
    user, passed = first_free(case, organ, roles)
    if user is None:
        raise Blocked(
            f"Nobody in the line for {capacity.label.lower()} is free to serve on this case. "
            "Record another office holder first."
        )
    assign(case, user, capacity, by=by)
    return user, passed


@act(
    stages=[Stage.INTAKE],
    checks=[
        is_staff,
        respondent_is_matched,
        each_allegation_is_pinned,
        each_allegation_is_in_time,
        each_charge_binds_the_respondent,
        each_allegation_names_nobody,
    ],
)
def send_to_chair(case: Complaint, *, by: User, synopsis: str) -> Entry:
    """T07. Put the case before the gatekeeper, or the first alternate without a conflict."""
    case.synopsis = synopsis
    user, passed = fill(case, Capacity.GATEKEEPER, by=by)
    return case.open_review(
        by=by,
        gatekeeper=f"user:{user.pk}",
        passed_over=[f"user:{other.pk}: {why}" for other, why in passed],
    )


@act(
    stages=[Stage.CHAIR_REVIEW],
    checks=[
        is_gatekeeper,
        each_charge_can_be_brought,
        each_charge_binds_the_respondent,
        each_allegation_names_nobody,
    ],
)
def elevate(case: Complaint, *, by: User, reason: str) -> Entry:
    """T10. Elevate: the committee's chair takes over and the respondent is called to answer."""
    fill(case, Capacity.COMMITTEE_CHAIR, by=by)
    entry = case.call_for_response(by=by, reason=reason)
    end(case, by=by, reason="The complaint was elevated.", capacity=Capacity.GATEKEEPER)
    return entry


def facts_are_gathered(case: Complaint, user: Any) -> None:
    if not case.rules.investigation:
        raise Forbidden("This procedure has no investigation before the committee meets.")


@act(stages=[Stage.RESPONDED], checks=[is_committee_chair, facts_are_gathered])
def open_investigation(case: Complaint, *, by: User, investigator: User, reason: str) -> Entry:
    """T13. Assign an investigator: no conflict, and never a voter."""
    if not investigator.holds(Role.INVESTIGATOR, body=case.body_id):
        raise Blocked(f"{investigator} does not hold the office of investigator.")
    if case.assignments.filter(user=investigator).exclude(capacity=Capacity.INVESTIGATOR).exists():
        raise Blocked(f"{investigator} has another part in this case; an investigator has none.")
    assign(case, investigator, Capacity.INVESTIGATOR, by=by)
    return case.investigate(by=by, investigator=f"user:{investigator.pk}", reason=reason)


def seat_committee(case: Complaint, *, by: Any) -> None:
    """Open the case to every voting member of the organ who may serve on it."""
    serving = {user for user, held in case.capacities.items() if held}
    for user in offices.holders(
        case.body_id, organ=case.rules.reviews, roles=VOTING_ROLES, on=case.today
    ):
        acted = case.assignments.filter(user=user, capacity=Capacity.INVESTIGATOR).exists()
        if user.pk not in serving and not acted and not why_not(case, user, below=True):
            assign(case, user, Capacity.COMMITTEE, by=by)


@act(stages=[Stage.RESPONDED], checks=[is_committee_chair, comments_are_closed])
def convene_committee(case: Complaint, *, by: User, reason: str) -> Entry:
    """T14. Put the case before the committee on the papers."""
    seat_committee(case, by=by)
    return case.convene(by=by, reason=reason)


@act(stages=OPEN, checks=[is_staff])
def appoint_substitute(case: Complaint, *, by: User, capacity: str, person: User) -> Entry:
    """Fill a seat by hand when the line of succession is exhausted (overlay O5)."""
    if not person.current_offices or all(
        office.body_id != case.body_id for office in person.current_offices
    ):
        raise Blocked(f"{person} holds no office of this body today.")
    if capacity not in ONE_PERSON:
        raise Blocked("Only a seat that one person holds is filled by a substitute.")
    if case.assignments.filter(user=person, capacity=Capacity.INVESTIGATOR).exists():
        raise Blocked(f"{person} investigated this case; an investigator has no other part.")
    row = assign(case, person, Capacity(capacity), by=by)
    return case.docket.enter("substitute.appointed", row, by=by, person=person, capacity=capacity)


@transaction.atomic
def replace_recused(case: Complaint, user: User, held: set[str]) -> None:
    """Hand what a recused person held to the next in line; note it where nobody is left."""
    for capacity in ONE_PERSON:
        if capacity not in held:
            continue
        organ, roles = line_for(case, capacity)
        substitute, _ = first_free(case, organ, roles)
        if substitute:
            end(case, by=None, reason="Now in the chair.", user=substitute, capacity="committee")
            assign(case, substitute, capacity, by=None)
        else:
            case.docket.enter("substitute.wanted", case, by=None, capacity=capacity)
