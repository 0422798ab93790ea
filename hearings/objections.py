"""Objecting to who hears the case, and the ruling on it."""

from __future__ import annotations

from typing import Any

from complaints import mail
from complaints.assignments import end
from complaints.checks import assigned_as, is_respondent
from complaints.models import Complaint
from complaints.stages import Capacity, PartyRole, SubmissionKind
from complaints.submissions import lodge
from hearings.checks import of_case
from hearings.models import Hearing, Objection
from hearings.panels import panel_was_named
from hearings.stages import HearingStage
from ledger.models import Entry
from ledger.refusals import Blocked
from ledger.steps import act
from people.models import User

PANEL = (Capacity.PANEL_CHAIR, Capacity.PANEL)


def may_be_ruled_on_by(hearing: Hearing, user: User) -> list[Objection]:
    """The open objections that are this person's to rule on: nobody rules on one to themselves.

    The panel's chair rules; on an objection to the chair, the chair of the committee.
    """
    held = hearing.case.capacities
    chairs = {who for who, caps in held.items() if Capacity.PANEL_CHAIR in caps}
    presides = user.pk in chairs
    over_them = Capacity.COMMITTEE_CHAIR in held.get(user.pk, set())
    return [
        row
        for row in hearing.open_objections()
        if row.person_id != user.pk and (over_them if row.person_id in chairs else presides)
    ]


@act(stages=[HearingStage.ORDERED], checks=[of_case(is_respondent), panel_was_named])
def object_to_panel(hearing: Hearing, *, by: Any, person: User, statement: str) -> Entry:
    """Object to a member of the panel for cause; you get the ruling with its reasons."""
    case = hearing.case
    if not case.capacities.get(person.pk, set()) & set(PANEL):
        raise Blocked(f"{person} is not on the panel.")
    if any(row.person_id == person.pk for row in hearing.open_objections()):
        raise Blocked(f"You have objected to {person} already; it has not been ruled on.")
    filed = lodge(case, SubmissionKind.OBJECTION, statement, by_role=PartyRole.RESPONDENT)
    row = Objection.objects.create(hearing=hearing, person=person, statement=filed)
    ruling = User.objects.filter(pk__in=list(case.capacities))
    mail.tell(
        case,
        [user for user in ruling if row in may_be_ruled_on_by(hearing, user)],
        subject=f"An objection waits for your ruling in {case.docket_id}",
        text="The respondent objects to a member of the panel.",
        key=f"objection {row.pk}",
    )
    return hearing.docket.enter("panel.objected_to", row, by=by, person=person, sha256=filed.sha256)


def an_objection_waits(hearing: Hearing, user: User) -> None:
    waiting = hearing.open_objections()
    if not waiting:
        raise Blocked("No objection to the panel waits for a ruling.")
    if not may_be_ruled_on_by(hearing, user):
        raise Blocked(
            "The panel’s chair rules on an objection to a member, and the chair of the committee "
            "on one to the panel’s chair."
        )


@act(
    stages=[HearingStage.ORDERED],
    checks=[
        of_case(assigned_as(Capacity.PANEL_CHAIR, Capacity.COMMITTEE_CHAIR)),
        an_objection_waits,
    ],
)
def rule_on_objection(
    hearing: Hearing, *, by: User, objection: Objection, upheld: bool, reason: str
) -> Entry:
    """Uphold an objection, and the member leaves the panel, or overrule it with reasons."""
    row = next((o for o in may_be_ruled_on_by(hearing, by) if o.pk == objection.pk), None)
    if row is None:
        raise Blocked("This objection is not yours to rule on.")
    case: Complaint = hearing.case
    row.upheld, row.ruled_on = upheld, case.today
    row.save()
    entry = hearing.docket.enter(
        "panel.objection_ruled",
        row,
        by=by,
        objection=row.pk,
        person=row.person,
        upheld=upheld,
        reason=reason,
    )
    if upheld:
        why = "An objection was upheld."
        end(case, by=by, reason=why, user=row.person, capacity__in=PANEL)
        hearing.panel_named_on = None
        hearing.save()
    stops = ["challenge"] if upheld else []
    hearing.after_step(entry, stops=stops, notifies=[("L47", PartyRole.RESPONDENT)])
    return entry
