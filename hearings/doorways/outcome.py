"""Doors of the signature, the appeal, the terms and the end."""

from __future__ import annotations

from typing import Any

from complaints.checks import is_staff
from complaints.doors import Door
from complaints.doorways.people import withdrawal_is_asked
from complaints.forms.steps import ConfirmForm, MissingForm, ReasonForm
from complaints.models import Complaint
from hearings import appeals, decisions, forms, hearings, panels, restoring, sanctions
from hearings.models import Appeal, Term
from hearings.party_forms import AppealForm
from hearings.stages import AppealStage
from people.models import User


def the_appeal(case: Complaint) -> Appeal | None:
    if case.stage != "appeal":
        return None
    appeal: Appeal | None = next(reversed(case.appeals.all()), None)
    if appeal is None or appeal.stage == AppealStage.REJECTED:
        return None
    appeal.case = case
    return appeal


def a_term_is_due(case: Complaint) -> Complaint | None:
    return case if case.stage in ("final", "monitoring") else None


def on_term(step: str) -> Any:
    """The act that takes a step on the term chosen in the form."""

    def act(case: Complaint, *, by: User, term: Term, **details: Any) -> Any:
        term.sanction.case = case
        return getattr(term, step)(by=by, **details)

    return act


class TermGate:
    """A term is chosen in the form, so the door asks only for the office's own part."""

    sources = ("final", "monitoring")

    def __init__(self, step: str) -> None:
        self.checks = [is_staff]
        self.__doc__ = getattr(Term, step).__doc__


def a_time_is_void(case: Complaint, user: Any) -> bool:
    return case.void_clock is not None


OUTCOME_DOORS = [
    Door(
        "give_time_again",
        "Give the respondent the time again",
        ReasonForm,
        restoring.give_time_again,
        shown=a_time_is_void,
        forward=True,
    ),
    Door(
        "check_decision",
        "Find the decision in order",
        ReasonForm,
        decisions.check_decision,
        forward=True,
        clock="legal",
    ),
    Door(
        "sign_decision",
        "Sign and issue the decision",
        forms.SignForm,
        decisions.sign_decision,
        forward=True,
        grave=True,
        clock="legal",
        saves=True,
    ),
    Door(
        "file_appeal",
        "Appeal",
        AppealForm,
        appeals.file_appeal,
        forward=True,
        clock="appeal",
        saves=True,
    ),
    Door("waive_appeal", "Waive your appeal", forms.WaiveForm, sanctions.waive_appeal, grave=True),
    Door(
        "make_final",
        "Make the order final",
        ConfirmForm,
        sanctions.make_final,
        forward=True,
        clock="appeal",
    ),
    Door(
        "seat_appeal",
        "Seat an appeal panel member",
        forms.AppealSeatForm,
        panels.seat_appeal_member,
        subject=the_appeal,
        forward=True,
        clock="appeal_screen",
    ),
    Door(
        "open_appeal_review",
        "Put the record before the appeal panel",
        ConfirmForm,
        panels.open_appeal_review,
        subject=the_appeal,
    ),
    Door(
        "ask_appeal_cure",
        "Ask for a correction of the appeal",
        MissingForm,
        appeals.ask_appeal_cure,
        subject=the_appeal,
    ),
    Door(
        "cure_appeal",
        "Correct your appeal",
        AppealForm,
        appeals.cure_appeal,
        subject=the_appeal,
        forward=True,
        clock="appeal_cure",
        saves=True,
    ),
    Door(
        "reject_appeal",
        "Turn the appeal away",
        ReasonForm,
        appeals.reject_appeal,
        subject=the_appeal,
        grave=True,
    ),
    Door(
        "decide_appeal",
        "Enter the appeal panel’s decision",
        forms.AppealDecisionForm,
        appeals.decide_appeal,
        subject=the_appeal,
    ),
    Door(
        "carry_out_appeal",
        "Carry out the appeal decision",
        ConfirmForm,
        appeals.carry_out_appeal,
        forward=True,
    ),
    Door("begin_monitoring", "Begin monitoring", forms.MonitorForm, sanctions.begin_monitoring),
    Door(
        "close_case", "Close the case", ConfirmForm, sanctions.close_case, forward=True, grave=True
    ),
    *[
        Door(name, title, forms.TermForm, on_term(step), gate=TermGate(step), subject=a_term_is_due)
        for name, title, step in [
            ("accept_proof", "Accept a proof", "accept_proof"),
            ("excuse_term", "Excuse a term", "excuse"),
            ("mark_missed", "Mark a term as missed", "mark_missed"),
        ]
    ],
    Door(
        "allow_withdrawal",
        "Allow the withdrawal",
        ReasonForm,
        hearings.allow_withdrawal,
        grave=True,
        shown=withdrawal_is_asked,
    ),
    Door(
        "close_on_death",
        "Close: the respondent died",
        forms.DeathForm,
        hearings.close_on_death,
        grave=True,
    ),
]
