"""Doors of the hearing and its panel."""

from __future__ import annotations

from complaints.doors import Door
from complaints.forms.steps import ConfirmForm, ReasonForm
from complaints.models import Complaint
from hearings import decisions, forms, hearings, objections, panels
from hearings.models import Hearing
from hearings.party_forms import ObjectionForm, ObjectionRulingForm
from hearings.stages import HearingStage


def the_hearing(case: Complaint) -> Hearing | None:
    """The hearing that the case is at, if it is at one."""
    if case.stage != "hearing":
        return None
    hearing: Hearing | None = next(reversed(case.hearings.all()), None)
    if hearing is None or hearing.stage in (HearingStage.DECIDED, HearingStage.CANCELLED):
        return None
    hearing.case = case
    return hearing


def an_objection_waits(case: Complaint, user: object) -> bool:
    hearing = the_hearing(case)
    return hearing is not None and bool(hearing.open_objections())


HEARING_DOORS = [
    Door(
        "seat_panel",
        "Seat a panel member",
        forms.SeatForm,
        panels.seat_panel_member,
        subject=the_hearing,
        forward=True,
    ),
    Door(
        "unseat_panel",
        "Take a member off the panel",
        forms.UnseatForm,
        panels.unseat_panel_member,
        subject=the_hearing,
    ),
    Door(
        "name_panel",
        "Tell the respondent who sits",
        ConfirmForm,
        panels.name_panel,
        subject=the_hearing,
    ),
    Door(
        "accept_panel",
        "I have no objection to the panel",
        ConfirmForm,
        panels.accept_panel,
        subject=the_hearing,
        forward=True,
    ),
    Door(
        "object_to_panel",
        "Object to a member",
        ObjectionForm,
        objections.object_to_panel,
        subject=the_hearing,
    ),
    Door(
        "rule_on_objection",
        "Rule on an objection to the panel",
        ObjectionRulingForm,
        objections.rule_on_objection,
        subject=the_hearing,
        shown=an_objection_waits,
        forward=True,
    ),
    Door(
        "schedule_hearing",
        "Set the hearing down",
        forms.ScheduleForm,
        hearings.schedule_hearing,
        subject=the_hearing,
    ),
    Door(
        "open_on_paper",
        "Open the hearing on paper",
        ConfirmForm,
        hearings.open_on_paper,
        subject=the_hearing,
    ),
    Door(
        "continue_hearing",
        "Move the hearing",
        forms.ContinueForm,
        hearings.continue_hearing,
        subject=the_hearing,
    ),
    Door(
        "convene_hearing",
        "Open the hearing",
        forms.ConveneForm,
        hearings.convene_hearing,
        subject=the_hearing,
        forward=True,
    ),
    Door(
        "rule_on_exhibit",
        "Rule on an exhibit",
        forms.RulingForm,
        hearings.rule_on_exhibit,
        subject=the_hearing,
        forward=True,
    ),
    Door(
        "close_record",
        "Close the record",
        ConfirmForm,
        Hearing.close_record,
        subject=the_hearing,
    ),
    Door(
        "reopen_record",
        "Reopen the record as voted",
        forms.ReopenForm,
        decisions.reopen_by_vote,
        subject=the_hearing,
    ),
    Door(
        "decide_after_hearing",
        "Write the panel’s decision",
        forms.DecisionForm,
        decisions.decide_after_hearing,
        subject=the_hearing,
    ),
    Door(
        "close_after_hearing",
        "Close: no violation found",
        ReasonForm,
        decisions.close_after_hearing,
        subject=the_hearing,
    ),
]
