"""Seating hearing and appeal panels: nobody who acted earlier sits where they may not."""

from __future__ import annotations

from complaints.assignments import assign, end, why_not
from complaints.checks import is_respondent
from complaints.models import Assignment, Complaint
from complaints.stages import Capacity
from hearings.checks import appeal_panel_is_seated, of_case, panel_is_seated, staff_act
from hearings.models import Appeal, Hearing, Objection
from hearings.stages import AppealStage, HearingStage
from ledger.models import Entry
from ledger.refusals import Blocked
from ledger.steps import act
from people.models import User
from people.roles import Role

NOT_ON_A_PANEL = (Capacity.GATEKEEPER, Capacity.INVESTIGATOR, Capacity.COUNSEL)


def why_not_on_panel(case: Complaint, user: User) -> str:
    """Why this person may not hear the case; empty when they may."""
    if not user.holds(Role.HEARING_PANEL, body=case.body_id):
        return "does not hold the office of hearing panel member"
    if Objection.objects.filter(hearing__case=case, person=user, upheld=True).exists():
        return "an objection to them was upheld"
    earlier = case.assignments.filter(user=user, capacity__in=NOT_ON_A_PANEL).first()
    return (
        f"acted earlier as {earlier.get_capacity_display().lower()}"
        if earlier
        else why_not(case, user, below=True)
    )


def why_not_on_appeal(case: Complaint, user: User) -> str:
    """Invariant 2: nobody sits on appeal who had any part in the case below."""
    if not user.holds(Role.APPEAL_PANEL, body=case.body_id):
        return "does not hold the office of appeal panel member"
    appeal = (Capacity.APPEAL_CHAIR, Capacity.APPEAL)
    earlier = case.assignments.filter(user=user).exclude(capacity__in=appeal).first()
    if earlier:
        return f"acted below as {earlier.get_capacity_display().lower()}"
    below = case.docket.entries.filter(actor=f"user:{user.pk}").exclude(verb="conflict.answered")
    if below.exclude(verb__startswith="ballot.").exists():
        return "took a step in the case below"
    return why_not(case, user)


def _seat(
    case: Complaint,
    person: User,
    *,
    by: User,
    chair: bool,
    capacities: tuple[Capacity, Capacity],
    size: int,
) -> Assignment:
    presiding, member = capacities
    held = {who: caps & set(capacities) for who, caps in case.capacities.items()}
    seated = {who for who, caps in held.items() if caps}
    if person.pk in seated:
        raise Blocked(f"{person} is already seated.")
    if len(seated) >= size:
        raise Blocked(f"All {size} seats are taken.")
    if chair and any(presiding in caps for caps in held.values()):
        raise Blocked("The panel has a chair already.")
    return assign(case, person, presiding if chair else member, by=by)


@act(stages=[HearingStage.ORDERED], checks=[staff_act])
def seat_panel_member(hearing: Hearing, *, by: User, person: User, chair: bool) -> Assignment:
    """Seat a member of the hearing panel, which also opens the case to them."""
    hindrance = why_not_on_panel(hearing.case, person)
    if hindrance:
        raise Blocked(f"{person} cannot sit: {hindrance}.")
    hearing.panel_named_on = None
    hearing.save()
    both = (Capacity.PANEL_CHAIR, Capacity.PANEL)
    size = hearing.case.rules.panels["hearing"].size
    return _seat(hearing.case, person, by=by, chair=chair, capacities=both, size=size)


@act(stages=[HearingStage.ORDERED], checks=[staff_act])
def unseat_panel_member(hearing: Hearing, *, by: User, person: User, reason: str) -> None:
    """Take a member off the panel, as after an objection that was upheld."""
    both = (Capacity.PANEL_CHAIR, Capacity.PANEL)
    if not hearing.case.capacities.get(person.pk, set()) & set(both):
        raise Blocked(f"{person} is not on the panel.")
    end(hearing.case, by=by, reason=reason, user=person, capacity__in=both)
    hearing.panel_named_on = None
    hearing.save()


@act(stages=[HearingStage.ORDERED], checks=[staff_act, panel_is_seated])
def name_panel(hearing: Hearing, *, by: User) -> Entry:
    """Tell the respondent who sits; the time to object begins."""
    if hearing.panel_named_on:
        raise Blocked("The panel has been named already.")
    hearing.panel_named_on = hearing.case.today
    hearing.save()
    entry = hearing.docket.enter("panel.named", hearing, by=by)
    hearing.after_step(entry, stops=["challenge"])
    hearing.after_step(
        entry, starts_on_delivery={"challenge": "L17A"}, notifies=[("L17A", "respondent")]
    )
    return entry


def panel_was_named(hearing: Hearing, user: User) -> None:
    if "challenge" not in hearing.case.open_clocks:
        raise Blocked("No time to object to the panel is running.")


@act(stages=[HearingStage.ORDERED], checks=[of_case(is_respondent), panel_was_named])
def accept_panel(hearing: Hearing, *, by: User) -> Entry:
    """The respondent has no objection to the panel; the time to object ends."""
    entry = hearing.docket.enter("panel.accepted", hearing, by=by)
    hearing.after_step(entry, stops=["challenge"])
    return entry


@act(stages=[AppealStage.FILED], checks=[staff_act])
def seat_appeal_member(appeal: Appeal, *, by: User, person: User, chair: bool) -> Assignment:
    """Seat a member of the appeal panel: nobody with an earlier act in the case."""
    hindrance = why_not_on_appeal(appeal.case, person)
    if hindrance:
        raise Blocked(f"{person} cannot sit: {hindrance}.")
    both = (Capacity.APPEAL_CHAIR, Capacity.APPEAL)
    size = appeal.case.rules.panels["appeal"].size
    return _seat(appeal.case, person, by=by, chair=chair, capacities=both, size=size)


@act(stages=[AppealStage.FILED], checks=[staff_act, appeal_panel_is_seated])
def open_appeal_review(appeal: Appeal, *, by: User) -> Entry:
    """T37. Freeze the record and put it before the appeal panel."""
    docket = appeal.case.docket
    return appeal.open_review(by=by, frozen_length=docket.length, frozen_head=docket.head)
