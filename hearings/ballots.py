"""Ballots: opened with frozen rules, cast sealed, closed under quorum, counted once.

A ballot paper can be replaced until the ballot closes. Before that nobody can see an answer,
the chair and the staff included: who has voted is known, how is not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.utils import timezone

from codes.voting import VotingRule
from complaints.checks import key_of
from complaints.models import Complaint
from complaints.stages import VOTERS, ConflictAnswer, Stage
from hearings.checks import CHAIR_OF, VOTER_OF
from hearings.counting import result_of
from hearings.models import Ballot, Question, Vote
from hearings.stages import (
    Answer,
    AppealStage,
    BallotKind,
    Forum,
    HearingStage,
    Motion,
)
from ledger.refusals import Blocked, Forbidden
from ledger.steps import act
from people.models import User

FINDINGS = [Answer.VIOLATION, Answer.NO_VIOLATION, Answer.NEED_MORE, Answer.ABSTAIN]
MOTION = [Answer.AYE, Answer.NAY, Answer.ABSTAIN]
APPEAL = [Answer.AFFIRM, Answer.REDUCE, Answer.REVERSE, Answer.REMAND, Answer.ABSTAIN]
NEEDS_REASONS = {Answer.VIOLATION, Answer.REDUCE, Answer.REVERSE, Answer.REMAND}
VOTING_STAGES = [Stage.COMMITTEE_REVIEW, Stage.HEARING, Stage.APPEAL]


def forum_of(case: Complaint) -> Forum | None:
    """Which body votes now, if any."""
    if case.stage == Stage.COMMITTEE_REVIEW:
        return Forum.COMMITTEE
    if case.stage == Stage.HEARING:
        latest = next(reversed(case.hearings.all()), None)
        return Forum.PANEL if latest and latest.stage == HearingStage.DELIBERATING else None
    if case.stage == Stage.APPEAL:
        latest_appeal = next(reversed(case.appeals.all()), None)
        return (
            Forum.APPEAL
            if latest_appeal and latest_appeal.stage == AppealStage.UNDER_REVIEW
            else None
        )
    return None


def a_forum_sits(case: Complaint, user: Any) -> Forum:
    forum = forum_of(case)
    if forum is None:
        raise Blocked("Nobody votes at this stage yet.")
    return forum


def chairs_the_forum(case: Complaint, user: Any) -> None:
    CHAIR_OF[a_forum_sits(case, user)](case, user)


def votes_in_the_forum(case: Complaint, user: Any) -> None:
    VOTER_OF[a_forum_sits(case, user)](case, user)


def silent_in(ballot: Ballot) -> set[int]:
    """Who presides without a vote of their own."""
    if ballot.rule["chair_votes"] != "never":
        return set()
    chair = VOTERS[ballot.forum][0]
    return {person for person, held in ballot.case.capacities.items() if chair in held}


def chair_has_a_vote(case: Complaint, user: Any) -> None:
    ballot = open_ballot_of(case)
    if ballot and key_of(user) in silent_in(ballot):
        raise Forbidden("Under this procedure the chair does not vote.")


def voters(case: Complaint, forum: str) -> list[int]:
    """Who is seated and may vote now: not recused. Invariant 6 counts these and no others."""
    return sorted(
        person
        for person, held in case.capacities.items()
        if held & set(VOTERS[forum]) and case.answers.get(person) != ConflictAnswer.RECUSED
    )


def open_ballot_of(case: Complaint) -> Ballot | None:
    return next((ballot for ballot in case.ballots.all() if ballot.is_open), None)


def latest(case: Complaint, forum: str, kind: str) -> Ballot | None:
    """The last closed ballot of this kind whose result has not been carried out."""
    waiting = [
        ballot
        for ballot in case.ballots.all()
        if (ballot.forum, ballot.kind) == (forum, kind) and not ballot.used and not ballot.is_open
    ]
    return waiting[-1] if waiting else None


def no_ballot_is_open(case: Complaint, user: Any) -> None:
    if open_ballot_of(case):
        raise Blocked("A ballot is open already; close it first.")


def a_ballot_is_open(case: Complaint, user: Any) -> None:
    if open_ballot_of(case) is None:
        raise Blocked("No ballot is open.")


def rule_for(case: Complaint, forum: str, kind: str, sanction: str = "") -> VotingRule:
    """The voting rule of the procedure for one kind of question in one forum."""
    votes, rules = case.rules.votes, case.rules
    if kind == BallotKind.SANCTION and rules.sanctions[sanction].effect == "revoked":
        return votes["revocation"]
    if kind == BallotKind.FINDINGS:
        return votes["panel_finding" if forum == Forum.PANEL else "finding"]
    if kind == BallotKind.SANCTION:
        return votes["panel_sanction" if forum == Forum.PANEL else "sanction"]
    return votes["appeal" if kind == BallotKind.APPEAL else "motion"]


def _check_kind(case: Complaint, forum: Forum, kind: str, moved: Mapping[str, Any]) -> None:
    if (forum == Forum.APPEAL) != (kind == BallotKind.APPEAL):
        raise Blocked("An appeal panel votes on the appeal, and on nothing else.")
    if kind == BallotKind.SANCTION:
        found = latest(case, forum, BallotKind.FINDINGS)
        if found is None or not violations(found):
            raise Blocked("Vote on the findings first; a sanction needs a violation.")
        _check_sanction(case, moved)
    if kind == BallotKind.MOTION:
        motion = moved["motion"]
        if (motion == Motion.REOPEN) != (forum == Forum.PANEL):
            raise Blocked("That motion is not open to this body.")
        if motion == Motion.HEAR and not case.rules.hearing_own_initiative:
            raise Blocked("This procedure has no hearing on the committee's own initiative.")


def _check_sanction(case: Complaint, moved: Mapping[str, Any]) -> None:
    """Invariant 8: a sanction is from the procedure's list, in its range, with its factors."""
    kind = case.rules.sanctions.get(moved["code"])
    if kind is None:
        raise Blocked("That sanction is not in the list of this procedure.")
    months = moved.get("months")
    if kind.needs_months and not (months and kind.min_months <= months <= kind.max_months):
        raise Blocked(f"{kind.title} needs {kind.min_months} to {kind.max_months} months.")
    if not kind.needs_months and months:
        raise Blocked(f"{kind.title} has no length in months.")
    if moved.get("terms") and not kind.allows_terms:
        raise Blocked(f"{kind.title} takes no terms.")
    if kind.needs_terms and not moved.get("terms"):
        raise Blocked(f"{kind.title} needs at least one term.")
    if not moved.get("factors"):
        raise Blocked("Name the factors that weighed, aggravating and mitigating.")


@act(stages=VOTING_STAGES, checks=[chairs_the_forum, no_ballot_is_open])
def open_ballot(
    case: Complaint, *, by: User, kind: str, moved: Mapping[str, Any] | None = None
) -> Ballot:
    """Open a ballot of the forum that sits; its questions and rules freeze now."""
    forum, moved = a_forum_sits(case, by), moved or {}
    _check_kind(case, forum, kind, moved)
    rule = rule_for(case, forum, kind, str(moved.get("code", "")))
    ballot = Ballot.objects.create(
        case=case,
        forum=forum,
        kind=kind,
        motion=moved.get("motion", ""),
        moved=json.dumps(dict(moved)),
        rule=asdict(rule),
        opened_by=by,
    )
    if kind == BallotKind.FINDINGS:
        answers = [a for a in FINDINGS if forum == Forum.COMMITTEE or a != Answer.NEED_MORE]
        for number, allegation in enumerate(case.live_allegations, start=1):
            Question.objects.create(
                ballot=ballot, number=number, allegation=allegation, answers=answers
            )
    else:
        answers = APPEAL if kind == BallotKind.APPEAL else MOTION
        Question.objects.create(ballot=ballot, number=1, answers=answers)
    case.docket.enter("ballot.opened", ballot, by=by, forum=forum, kind=kind, rule=asdict(rule))
    return ballot


@act(stages=VOTING_STAGES, checks=[votes_in_the_forum, a_ballot_is_open, chair_has_a_vote])
def cast(
    case: Complaint, *, by: User, answers: Mapping[str, Mapping[str, str]], ballot: int
) -> Vote:
    """Cast a ballot paper, or replace the one cast before."""
    open_now = open_ballot_of(case)
    if open_now is None or open_now.pk != ballot:
        raise Blocked("The ballot you answered has been closed; your paper was not counted.")
    if by.pk not in voters(case, open_now.forum):
        raise Blocked("You are not among those who vote on this.")
    paper: dict[str, dict[str, str]] = {}
    for question in open_now.questions.all():
        given = answers.get(str(question.number), {})
        answer, reasons = given.get("answer", ""), given.get("reasons", "").strip()
        if answer not in question.answers:
            raise Blocked(f"Choose an answer for question {question.number}.")
        if answer in NEEDS_REASONS and not reasons:
            raise Blocked(f"Give your reasons for question {question.number}.")
        paper[str(question.number)] = {"answer": answer, "reasons": reasons}
    revision = open_now.votes.filter(voter=by).count() + 1
    text = json.dumps(paper, sort_keys=True)
    sealed_by = f"{open_now.pk}\x00{by.pk}\x00{revision}\x00{text}"
    receipt = case.docket.data_key.fingerprint(sealed_by.encode(), "ballot receipt")
    vote = Vote(ballot=open_now, voter=by, revision=revision, paper=text, receipt=receipt)
    vote.save()
    case.docket.enter(
        "ballot.cast",
        open_now,
        by=by,
        revision=revision,
        receipt=receipt,
        sha256=hashlib.sha256(receipt.encode()).hexdigest(),
    )
    return vote


def counted(ballot: Ballot) -> dict[int, Vote]:
    """The standing paper of each person who may still vote."""
    allowed = set(voters(ballot.case, ballot.forum))
    return {
        vote.voter_id: vote
        for vote in ballot.votes.order_by("revision")
        if vote.voter_id in allowed
    }


@act(stages=VOTING_STAGES, checks=[chairs_the_forum, a_ballot_is_open])
def close_ballot(case: Complaint, *, by: User) -> Ballot:
    """Close the ballot and count it; without a quorum it stays open."""
    ballot = open_ballot_of(case)
    if ballot is None:
        raise Blocked("No ballot is open.")
    ballot.case = case
    rule, papers = VotingRule(**ballot.rule), counted(ballot)
    seated = len(voters(case, ballot.forum))
    quorum = rule.quorum_of(seated)
    if len(papers) < quorum:
        raise Blocked(f"{len(papers)} ballots are in; a quorum is {quorum}.")
    chair = next(
        iter(person for person, held in case.capacities.items() if VOTERS[ballot.forum][0] in held),
        0,
    )
    result = {
        str(question.number): result_of(
            question.answers,
            {who: vote.answers[str(question.number)]["answer"] for who, vote in papers.items()},
            rule,
            seated,
            chair,
        )
        for question in ballot.questions.all()
    }
    ballot.result, ballot.closed_at = json.dumps(result), timezone.now()
    ballot.save()
    case.docket.enter(
        "ballot.closed", ballot, by=by, papers=len(papers), seated=seated, quorum=quorum
    )
    return ballot


def violations(ballot: Ballot) -> list[int]:
    """The numbers of the questions answered with a violation."""
    return [int(n) for n, r in ballot.outcomes.items() if r["outcome"] == Answer.VIOLATION]
