"""What hearings, ballots, decisions and appeals show on the case page."""

from __future__ import annotations

from typing import Any

from complaints.access import Viewer
from complaints.models import Complaint
from complaints.respondents import ALSO_SHOWN
from complaints.sections import Section, register
from complaints.stages import UNSERVED, VOTERS
from hearings.ballots import silent_in, voters
from hearings.models import Ballot, Sanction
from hearings.stages import Answer, Forum, SanctionStage
from people.models import User


def votes(viewer: Viewer) -> dict[str, Any]:
    """The ballots. Before one closes nobody sees an answer; after, only its own forum does.

    Staff and auditors see who is in and that it closed, never how it went (invariant 7).
    """
    case, how = viewer.case, viewer.how("votes")
    mine = [
        forum
        for forum, capacities in VOTERS.items()
        if case.capacities.get(viewer.who.pk, set()) & set(capacities)
    ]
    rows = []
    for ballot in case.ballots.prefetch_related("questions__allegation__provision", "votes"):
        ballot.case = case
        in_now = {vote.voter_id for vote in ballot.votes.all()}
        told = not ballot.is_open and (ballot.forum in mine or _reads_results(viewer, ballot))
        rows.append(
            {
                "ballot": ballot,
                "open": ballot.is_open,
                "papers_in": len(in_now),
                "seated": len(voters(case, ballot.forum)) if ballot.is_open else None,
                "told": told,
                "questions": _results(ballot) if told else [],
                "waiting": _waiting(case, ballot, in_now) if how != "counts" else [],
                "mine": ballot.is_open and ballot.forum in mine and viewer.who.pk in in_now,
                "moved": ballot.moved_words if told or ballot.forum in mine else "",
            }
        )
    return {"ballots": rows[::-1]}


def _reads_results(viewer: Viewer, ballot: Ballot) -> bool:
    """Whoever signs reads what was voted below; an appeal panel never sees the tally."""
    return "signer" in viewer.places and ballot.forum != Forum.APPEAL


def _results(ballot: Ballot) -> list[dict[str, Any]]:
    outcomes = ballot.outcomes
    return [
        {
            "question": question,
            "outcome_label": Answer(outcomes[str(question.number)]["outcome"]).label
            if outcomes[str(question.number)]["outcome"]
            else "Nothing was carried",
            "tally": [
                (Answer(answer).label, count)
                for answer, count in outcomes[str(question.number)]["tally"].items()
                if count
            ],
        }
        for question in ballot.questions.all()
    ]


def _waiting(case: Complaint, ballot: Ballot, in_now: set[int]) -> list[User]:
    """Who has not voted yet; only while the ballot is open."""
    if not ballot.is_open:
        return []
    missing = set(voters(case, ballot.forum)) - in_now - silent_in(ballot)
    return list(User.objects.filter(pk__in=missing).order_by("name"))


def hearing(viewer: Viewer) -> dict[str, Any]:
    case = viewer.case
    held = case.assignments.filter(capacity__in=VOTERS["panel"], ended_on=None)
    return {
        "hearings": list(case.hearings.order_by("-pk")),
        "panel": list(held.select_related("user").order_by("pk")),
        "exhibits": list(case.exhibits.exclude(ruling="").order_by("number")),
    }


def decision(viewer: Viewer) -> dict[str, Any]:
    """The decisions. A party reads one when it was served: proposed, or signed."""
    case, how = viewer.case, viewer.how("decision")
    rows = list(case.decisions.order_by("-pk").prefetch_related("findings__allegation__provision"))
    for row in rows:
        row.case = case
    sent = _sent(case) if how == "served" else set()
    if how == "served":
        rows = [
            r
            for r in rows
            if (r.signed_on and "L25" in sent) or (r.forum == Forum.COMMITTEE and "L15" in sent)
        ]
        if viewer.places == {"complainant"}:
            rows = []
    sanctions = case.sanctions.prefetch_related("terms").order_by("pk")
    told = viewer.how("sanctions") == "R" or (how == "served" and "L25" in sent)
    shown = list(sanctions) if told else []
    for sanction in shown:
        sanction.case = case
    return {"decisions": rows, "sanctions": shown, "prior": _prior(viewer)}


def _sent(case: Complaint) -> set[str]:
    """Which of the letters that bring an outcome have been served on the respondent."""
    rows = case.notices.filter(letter__in=["L15", "L25"]).exclude(state__in=UNSERVED)
    return set(rows.values_list("letter", flat=True))


def _prior(viewer: Viewer) -> list[Sanction]:
    """Earlier discipline: locked until a finding is recorded in this case."""
    case = viewer.case
    respondent = case.respondent
    if viewer.is_party or respondent is None or respondent.certificant_id is None:
        return []
    if not case.decisions.exists():
        return []
    earlier = Sanction.objects.filter(
        case__respondent__certificant=respondent.certificant_id,
        stage__in=["active", "completed", "breached"],
    ).exclude(case=case)
    return list(earlier.select_related("case__procedure").order_by("-pk")[:20])


def own_sanctions(viewer: Viewer) -> dict[str, Any]:
    """What was ordered, for the person it was ordered of."""
    if "L25" not in _sent(viewer.case):
        return {"sanctions": []}
    rows = viewer.case.sanctions.exclude(stage=SanctionStage.VACATED)
    shown = list(rows.prefetch_related("terms").order_by("pk"))
    for row in shown:
        row.case = viewer.case
    return {"sanctions": shown}


ALSO_SHOWN.append(own_sanctions)


def appeal(viewer: Viewer) -> dict[str, Any]:
    rows = list(viewer.case.appeals.order_by("-pk"))
    for row in rows:
        row.case = viewer.case
    held = viewer.case.assignments.filter(capacity__in=VOTERS["appeal"], ended_on=None)
    return {"appeals": rows, "appeal_panel": list(held.select_related("user").order_by("pk"))}


register(
    Section("votes", "Votes", "votes", votes),
    Section("hearing", "Hearing", "hearing", hearing),
    Section("decision", "Decision", "decision", decision),
    Section("appeal", "Appeal", "appeal", appeal),
)
