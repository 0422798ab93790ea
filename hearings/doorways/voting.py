"""Doors of the ballots, and of what a committee voted."""

from __future__ import annotations

from typing import Any

from complaints.doors import Door
from complaints.forms.steps import ConfirmForm, ReasonForm
from complaints.models import Complaint
from hearings import ballots, decisions, forms, hearings, resolutions
from hearings.models import Ballot
from hearings.party_forms import AcceptForm
from hearings.stages import BallotKind, Forum
from people.models import User


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


def between_ballots(case: Complaint, user: Any) -> bool:
    return ballots.open_ballot_of(case) is None


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
    Door(
        "propose",
        "Serve the proposed outcome",
        forms.DecisionForm,
        decisions.propose_by_vote,
        shown=between_ballots,
    ),
    Door(
        "decide_by_vote",
        "Write the committee’s decision",
        forms.DecisionForm,
        decisions.decide_by_vote,
        shown=between_ballots,
    ),
    Door(
        "dismiss",
        "Close the case as voted",
        forms.DismissForm,
        resolutions.dismiss_by_vote,
        grave=True,
        shown=between_ballots,
    ),
    Door(
        "return_to_investigation",
        "Ask for more facts as voted",
        forms.MoreFactsForm,
        resolutions.return_by_vote,
        shown=between_ballots,
    ),
    Door(
        "order_hearing",
        "Order a hearing as voted",
        ReasonForm,
        resolutions.order_hearing_by_vote,
        shown=between_ballots,
    ),
    Door(
        "accept_outcome",
        "Accept the proposed outcome",
        AcceptForm,
        decisions.accept_outcome,
        grave=True,
    ),
    Door(
        "request_hearing",
        "Ask for a hearing",
        forms.HearingRequestForm,
        hearings.request_hearing,
        forward=True,
        clock="hearing_request",
    ),
    Door(
        "close_hearing_window",
        "Close the hearing window",
        ConfirmForm,
        decisions.close_hearing_window,
        forward=True,
        clock="hearing_request",
    ),
]
