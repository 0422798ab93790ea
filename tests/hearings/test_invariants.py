"""Rules that hold at all times: quorum, secrecy of the vote, sanctions (6 to 9)."""

from __future__ import annotations

from typing import Any

import pytest

from complaints import recusals
from complaints.doors import DOORS, take
from complaints.models import Complaint
from complaints.stages import Capacity
from hearings import ballots
from hearings.models import Ballot, Vote
from hearings.stages import Answer, BallotKind
from ledger.refusals import Blocked
from people.models import CredentialStatus, User
from tests.walk import Walk
from tests.walk.shared import Roads

OPEN = "committee_review open_findings"


def cast(walk: Walk, person: User, answer: str) -> Vote:
    """Cast one paper that answers every question alike."""
    ballot = ballots.open_ballot_of(walk.case)
    assert ballot is not None
    papers = {
        str(question.number): {"answer": answer, "reasons": "As the record shows."}
        for question in ballot.questions.all()
    }
    vote: Vote = take(
        DOORS["cast_ballot"], walk.case, person, {"answers": papers, "ballot": ballot.pk}
    )
    return vote


def count(walk: Walk, answers: list[str]) -> Ballot:
    """Have the first of the committee answer in turn, and close the ballot."""
    people = walk.seated(walk.COMMITTEE)
    for person, answer in zip(people, answers, strict=False):
        cast(walk, person, answer)
    closed: Ballot = take(DOORS["close_ballot"], walk.case, walk.chair, {})
    return closed


def test_invariant_06_a_quorum_counts_seated_members_who_are_not_recused(roads: Roads) -> None:
    with roads.at(OPEN) as walk:
        people = walk.seated(walk.COMMITTEE)
        seated = len(people)
        assert seated >= 4
        with pytest.raises(Blocked, match=f"0 ballots are in; a quorum is {seated // 2 + 1}"):
            take(DOORS["close_ballot"], walk.case, walk.chair, {})

        members = [person for person in people if person != walk.chair]
        for member in members[:2]:
            cast(walk, member, Answer.VIOLATION)
            recusals.declare(walk.case, by=member, answer="recused", words="My cousin.")
        left = seated - 2
        assert len(ballots.voters(walk.case, "committee")) == left
        with pytest.raises(Blocked, match=f"0 ballots are in; a quorum is {left // 2 + 1}"):
            take(DOORS["close_ballot"], walk.case, walk.chair, {})


VIOLATION, NONE, ABSTAIN = Answer.VIOLATION, Answer.NO_VIOLATION, Answer.ABSTAIN


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ([VIOLATION, VIOLATION, NONE], VIOLATION),
        ([VIOLATION, ABSTAIN, ABSTAIN], NONE),
        ([VIOLATION, VIOLATION, NONE, NONE], NONE),
        ([VIOLATION, VIOLATION, ABSTAIN, NONE], NONE),
        ([ABSTAIN, ABSTAIN, ABSTAIN], NONE),
        ([NONE, NONE, VIOLATION], NONE),
        ([Answer.NEED_MORE, Answer.NEED_MORE, VIOLATION], Answer.NEED_MORE),
    ],
)
def test_invariant_06_an_abstention_is_no_yes_and_a_tie_fails(
    roads: Roads, answers: list[str], outcome: str
) -> None:
    with roads.at(OPEN) as walk:
        assert count(walk, answers).outcome() == outcome


def test_invariant_06_the_last_paper_of_a_member_is_the_one_that_counts(roads: Roads) -> None:
    with roads.at(OPEN) as walk:
        first, *others = walk.seated(walk.COMMITTEE)
        cast(walk, first, Answer.VIOLATION)
        cast(walk, first, Answer.NO_VIOLATION)
        for person in others:
            cast(walk, person, Answer.NO_VIOLATION)
        ballot = take(DOORS["close_ballot"], walk.case, walk.chair, {})

        assert ballot.outcomes["1"]["tally"][Answer.VIOLATION] == 0
        assert ballot.outcomes["1"]["tally"][Answer.NO_VIOLATION] == 1 + len(others)


def test_invariant_06_a_paper_for_a_ballot_that_was_closed_is_not_counted(roads: Roads) -> None:
    with roads.at(OPEN) as walk:
        stale = ballots.open_ballot_of(walk.case)
        assert stale is not None
        count(walk, [Answer.NO_VIOLATION] * 3)
        walk.open_ballot(BallotKind.FINDINGS, walk.COMMITTEE)

        given = {"answers": {}, "ballot": stale.pk}
        with pytest.raises(Blocked, match="has been closed; your paper was not counted"):
            take(DOORS["cast_ballot"], walk.case, walk.chair, given)


def test_invariant_07_nobody_sees_an_answer_before_the_ballot_closes(roads: Roads) -> None:
    with roads.at(OPEN) as walk:
        for person in walk.seated(walk.COMMITTEE)[:2]:
            cast(walk, person, Answer.VIOLATION)
        ballot = ballots.open_ballot_of(walk.case)

        assert ballot is not None
        assert ballot.outcomes == {}
        told = [str(entry.details) for entry in walk.case.docket.entries.filter(verb="ballot.cast")]
        assert len(told) == 2
        assert not any("violation" in words or "As the record shows" in words for words in told)


def test_invariant_07_individual_papers_never_leave_the_deliberation_store(roads: Roads) -> None:
    with roads.at("decided") as walk:
        walk.serve()
        entries = walk.case.docket.entries.filter(verb__startswith="ballot.")
        told = [str(entry.details) for entry in entries]
        letters = [notice.text for notice in walk.case.notices.all()]

        assert told
        for words in [*told, *letters]:
            assert "As the record shows." not in words
        assert not any("tally" in words for words in told)


@pytest.mark.parametrize(
    ("moved", "sentence"),
    [
        ({"code": "FINE"}, "That sanction is not in the list of this procedure."),
        ({"code": "SUSP"}, "Suspension needs 6 to 36 months."),
        ({"code": "SUSP", "months": 5}, "Suspension needs 6 to 36 months."),
        ({"code": "SUSP", "months": 37}, "Suspension needs 6 to 36 months."),
        ({"code": "REPR", "months": 6}, "Reprimand has no length in months."),
        ({"code": "PROB", "months": 12}, "Probation needs at least one term."),
        (
            {"code": "REPR", "factors": ""},
            "Name the factors that weighed, aggravating and mitigating.",
        ),
    ],
)
def test_invariant_08_a_sanction_is_from_the_list_with_its_factors(
    roads: Roads, moved: dict[str, Any], sentence: str
) -> None:
    with roads.at("committee_review find") as walk:
        given = {"moved": {"factors": "First breach.", "terms": "", **moved}}
        with pytest.raises(Blocked) as refusal:
            take(DOORS["open_sanction"], walk.case, walk.chair, given)
        assert str(refusal.value) == sentence


def test_invariant_08_a_sanction_needs_a_violation(roads: Roads) -> None:
    with roads.at("committee_review clear") as walk:
        given = {"moved": {"code": "REPR", "factors": "First breach."}}
        with pytest.raises(Blocked, match="a sanction needs a violation"):
            take(DOORS["open_sanction"], walk.case, walk.chair, given)
    with roads.at("committee_review judge clear") as walk:
        with pytest.raises(Blocked, match="a sanction needs a violation"):
            take(DOORS["propose"], walk.case, walk.chair, {"reasons": "Proved."})
        assert not walk.case.decisions.exists()


def status_of(walk: Walk) -> str:
    certificant = walk.case.respondent.certificant
    rows = CredentialStatus.objects.filter(credential__certificant=certificant)
    return str(rows.order_by("from_day", "pk").last().status)


def test_invariant_09_no_sanction_is_in_force_while_it_is_stayed(roads: Roads) -> None:
    with roads.at("decided") as walk:
        assert [row.stage for row in walk.case.sanctions.all()] == ["pending"]
        assert status_of(walk) == "active"
    with roads.at("appeal seat_appeal") as walk:
        assert [row.stage for row in walk.case.sanctions.all()] == ["stayed"]
        assert status_of(walk) == "active"
        walk.decide_appeal().carry_out()
        assert [row.stage for row in walk.case.sanctions.all()] == ["active"]
        assert status_of(walk) == "suspended"


def test_invariant_09_a_sanction_that_fell_on_appeal_never_comes_into_force(roads: Roads) -> None:
    with roads.at("appeal seat_appeal reverse carry_out") as walk:
        assert [row.stage for row in walk.case.sanctions.all()] == ["vacated"]
        assert status_of(walk) == "active"
        assert walk.case.stage == "closed"


def test_a_reduced_sanction_is_milder_and_alone_in_force(roads: Roads) -> None:
    with roads.at("appeal seat_appeal") as walk:
        walk.vote_on_appeal("reduce")
        chair = walk.appeal_chair
        harsher = {"reasons": "No.", "sanction": "REVO"}
        with pytest.raises(Blocked, match="does not lead to the same or a harsher sanction"):
            take(DOORS["decide_appeal"], walk.case, chair, harsher)
        take(DOORS["decide_appeal"], walk.case, chair, {"reasons": "Mild.", "sanction": "REPR"})
        walk.carry_out()

        assert [(row.code, row.stage) for row in walk.case.sanctions.all()] == [
            ("SUSP", "vacated"),
            ("REPR", "active"),
        ]


def test_at_most_one_ballot_is_open(roads: Roads) -> None:
    with roads.at(OPEN) as walk:
        with pytest.raises(Blocked, match="A ballot is open already; close it first"):
            take(DOORS["open_findings"], walk.case, walk.chair, {})
        assert walk.case.ballots.filter(closed_at=None).count() == 1
        assert Complaint.objects.filter(pk=walk.number, stage="committee_review").exists()
        assert walk.holder(Capacity.COMMITTEE_CHAIR) == walk.chair
