"""Doors of the hearing and its panel."""

from __future__ import annotations

from complaints.doors import Door
from complaints.forms.steps import ConfirmForm, ReasonForm
from complaints.models import Complaint
from complaints.stages import VOTERS
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


def a_seat_is_free(case: Complaint, user: object) -> bool:
    seated = [held for held in case.capacities.values() if held & {*VOTERS["panel"]}]
    return len(seated) < case.rules.panels["hearing"].size


def panel_is_not_named(case: Complaint, user: object) -> bool:
    hearing = the_hearing(case)
    return hearing is not None and hearing.panel_named_on is None


def no_objection_waits(case: Complaint, user: object) -> bool:
    return not an_objection_waits(case, user)


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
        shown=a_seat_is_free,
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
        shown=panel_is_not_named,
        forward=True,
    ),
    Door(
        "accept_panel",
        "I have no objection to the panel",
        ConfirmForm,
        panels.accept_panel,
        subject=the_hearing,
        shown=no_objection_waits,
        forward=True,
        clock="challenge",
    ),
    Door(
        "object_to_panel",
        "Object to a member",
        ObjectionForm,
        objections.object_to_panel,
        subject=the_hearing,
        clock="challenge",
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
        forward=True,
    ),
    Door(
        "open_on_paper",
        "Open the hearing on paper",
        ConfirmForm,
        hearings.open_on_paper,
        subject=the_hearing,
        forward=True,
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
        clock="hearing",
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
        forward=True,
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
