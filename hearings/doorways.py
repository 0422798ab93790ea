"""The doors of ballots, hearings, decisions, sanctions and appeals."""

from __future__ import annotations

from typing import Any

from complaints.checks import is_staff
from complaints.doors import Door, register
from complaints.forms.steps import ConfirmForm, MissingForm, ReasonForm, StatementForm
from complaints.models import Complaint
from hearings import (
    appeals,
    ballots,
    decisions,
    forms,
    hearings,
    panels,
    resolutions,
    sanctions,
)
from hearings.models import Appeal, Ballot, Hearing, Term
from hearings.stages import AppealStage, BallotKind, Forum, HearingStage
from people.models import User


def the_hearing(case: Complaint) -> Hearing | None:
    """The hearing that the case is at, if it is at one."""
    if case.stage != "hearing":
        return None
    hearing: Hearing | None = case.hearings.last()
    if hearing is None or hearing.stage in (HearingStage.DECIDED, HearingStage.CANCELLED):
        return None
    hearing.case = case
    return hearing


def the_appeal(case: Complaint) -> Appeal | None:
    if case.stage != "appeal":
        return None
    appeal: Appeal | None = case.appeals.last()
    if appeal is None or appeal.stage == AppealStage.REJECTED:
        return None
    appeal.case = case
    return appeal


def opens(kind: str) -> Any:
    """The act that opens a ballot of one kind."""

    def act(case: Complaint, *, by: User, moved: dict[str, Any] | None = None) -> Ballot:
        return ballots.open_ballot(case, by=by, kind=kind, moved=moved)

    return act


def on_merits(case: Complaint, user: Any) -> bool:
    return ballots.forum_of(case) not in (None, Forum.APPEAL)


def findings_came_first(case: Complaint, user: Any) -> bool:
    forum = ballots.forum_of(case)
    found = ballots.latest(case, forum, BallotKind.FINDINGS) if forum else None
    return forum != Forum.APPEAL and found is not None and bool(ballots.violations(found))


def no_findings_yet(case: Complaint, user: Any) -> bool:
    forum = ballots.forum_of(case)
    return on_merits(case, user) and not ballots.latest(case, str(forum), BallotKind.FINDINGS)


def on_appeal(case: Complaint, user: Any) -> bool:
    return ballots.forum_of(case) == Forum.APPEAL


def ballot_is_open(case: Complaint, user: Any) -> bool:
    return ballots.open_ballot_of(case) is not None


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


BALLOT_DOORS = [
    Door(
        "cast_ballot",
        "Fill in your ballot",
        forms.BallotForm,
        ballots.cast,
        shown=ballot_is_open,
        forward=True,
    ),
    Door(
        "open_findings",
        "Open the ballot on findings",
        ConfirmForm,
        opens("findings"),
        gate=ballots.open_ballot,
        shown=no_findings_yet,
        forward=True,
    ),
    Door(
        "open_sanction",
        "Move a sanction",
        forms.MoveSanctionForm,
        opens("sanction"),
        gate=ballots.open_ballot,
        shown=findings_came_first,
        says="Put one sanction of the list to the vote.",
    ),
    Door(
        "open_motion",
        "Put a motion",
        forms.MotionForm,
        opens("motion"),
        gate=ballots.open_ballot,
        shown=on_merits,
        says="Put a motion to the vote.",
    ),
    Door(
        "open_appeal_ballot",
        "Open the ballot on the appeal",
        ConfirmForm,
        opens("appeal"),
        gate=ballots.open_ballot,
        shown=on_appeal,
        forward=True,
    ),
    Door(
        "close_ballot",
        "Close the ballot",
        ConfirmForm,
        ballots.close_ballot,
        shown=ballot_is_open,
    ),
]
COMMITTEE_DOORS = [
    Door("propose", "Serve the proposed outcome", forms.DecisionForm, decisions.propose_by_vote),
    Door(
        "dismiss",
        "Close the case as voted",
        forms.DismissForm,
        resolutions.dismiss_by_vote,
        grave=True,
    ),
    Door(
        "return_to_investigation",
        "Ask for more facts as voted",
        forms.MoreFactsForm,
        resolutions.return_by_vote,
    ),
    Door(
        "order_hearing", "Order a hearing as voted", ReasonForm, resolutions.order_hearing_by_vote
    ),
    Door("accept_outcome", "Accept the proposed outcome", StatementForm, decisions.accept_outcome),
    Door(
        "request_hearing",
        "Ask for a hearing",
        StatementForm,
        hearings.request_hearing,
        forward=True,
    ),
    Door(
        "close_hearing_window",
        "Close the hearing window",
        ConfirmForm,
        decisions.close_hearing_window,
        forward=True,
    ),
]
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
        StatementForm,
        panels.object_to_panel,
        subject=the_hearing,
    ),
    Door(
        "schedule_hearing",
        "Set the hearing down",
        forms.ScheduleForm,
        hearings.schedule_hearing,
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
OUTCOME_DOORS = [
    Door(
        "check_decision",
        "Find the decision in order",
        ReasonForm,
        decisions.check_decision,
        forward=True,
    ),
    Door(
        "sign_decision",
        "Sign and issue the decision",
        forms.SignForm,
        decisions.sign_decision,
        forward=True,
        grave=True,
    ),
    Door("file_appeal", "Appeal", forms.AppealForm, appeals.file_appeal, forward=True),
    Door("waive_appeal", "Waive your appeal", forms.WaiveForm, sanctions.waive_appeal, grave=True),
    Door("make_final", "Make the order final", ConfirmForm, sanctions.make_final, forward=True),
    Door(
        "seat_appeal",
        "Seat an appeal panel member",
        forms.AppealSeatForm,
        panels.seat_appeal_member,
        subject=the_appeal,
        forward=True,
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
        forms.AppealForm,
        appeals.cure_appeal,
        subject=the_appeal,
        forward=True,
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
    ),
    Door(
        "close_on_death",
        "Close: the respondent died",
        forms.DeathForm,
        hearings.close_on_death,
        grave=True,
    ),
]

register(*BALLOT_DOORS, *COMMITTEE_DOORS, *HEARING_DOORS, *OUTCOME_DOORS)
