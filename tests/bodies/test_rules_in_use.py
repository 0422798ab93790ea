"""What a procedure chooses is what can be done in a case of it, and nothing else.

``doors.csv`` says, for a body and the end of a road, which step a person is offered and which one
they are not; the sentence is what they are told who try it all the same.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from complaints.checks import in_words
from complaints.doors import DOORS, offers, take
from complaints.next_step import next_step
from complaints.stages import Capacity
from hearings import ballots, hearings, panels
from hearings.models import Hearing
from hearings.stages import BallotKind
from ledger.refusals import Blocked, Forbidden
from tests.bodies import BODIES
from tests.walk import Walk
from tests.walk.shared import Roads

with (Path(__file__).parent / "doors.csv").open(newline="") as table:
    DOORS_OF_BODIES = list(csv.DictReader(table))
V, N, A = "violation", "no_violation", "abstain"


class Heard(Walk):
    """A walk that can also ask for a telephone call, and stop at an open ballot of an appeal."""

    def request_by_telephone(self) -> Heard:
        self.along("file take_in send_to_chair elevate respond convene propose")
        given = {"statement": "I would rather speak.", "form": "telephone"}
        self.act(hearings.request_hearing, self.respondent, **given)
        return self

    def open_appeal_ballot(self) -> Heard:
        self.seated(self.APPEAL)
        self.open_ballot(BallotKind.APPEAL, self.APPEAL)
        return self


@pytest.mark.parametrize("row", DOORS_OF_BODIES, ids=lambda row: f"{row['body']} {row['open']}")
def test_a_step_is_offered_where_the_procedure_has_it(roads: Roads, row: dict[str, str]) -> None:
    with roads.at(row["road"], row["body"], "heard", kind=Heard) as walk:
        known = row["who"] in Capacity.values
        who = walk.holder(row["who"]) if known else walk.user(row["who"])
        offered = {offer.door.name for offer in offers(walk.case, walk.ready(who))}
        assert row["open"] in offered
        if not row["shut"]:
            return
        assert row["shut"] not in offered
        with pytest.raises(Forbidden) as refusal:
            take(DOORS[row["shut"]], walk.case, who, {})
        assert str(refusal.value) == row["sentence"]


def test_a_committee_orders_a_hearing_only_where_the_procedure_says_so(roads: Roads) -> None:
    with roads.at("committee_review", "bcop") as walk, pytest.raises(Blocked) as refusal:
        walk.move_hearing()
    assert str(refusal.value) == (
        "This procedure has no hearing on the committee's own initiative."
    )
    with roads.at("committee_review", "gcre") as walk:
        assert walk.order_hearing().case.stage == "hearing"


def test_a_respondent_chooses_among_the_forms_of_hearing(roads: Roads) -> None:
    with roads.at("proposed", "bcop") as walk:
        form = DOORS["request_hearing"].form(case=walk.case, user=walk.respondent)
        assert form.fields["form"].choices == [
            ("paper", "On paper, without a meeting"),
            ("telephone", "By telephone"),
        ]
        with pytest.raises(Blocked, match=r"This procedure has no hearing of that form\."):
            hearings.request_hearing(
                walk.case, by=walk.respondent, statement="Hear me.", form="video"
            )
        walk.request_hearing()
        assert walk.hearing.form == "paper"


def test_the_record_of_a_hearing_on_paper_stays_open_while_the_parties_may_write(
    roads: Roads,
) -> None:
    with roads.at("hearing seat_panel open_on_paper", "bcop") as walk:
        clock = walk.case.open_clocks["exchange"]
        told = (
            "12 calendar days from 2 March 2026 (hearing opened on paper, entry "
            f"{clock.entry.number}). The day after, 3 March 2026, is the first that can count. The"
            " count is full on Saturday 14 March 2026. The last day moves over 14 March 2026"
            " (Saturday); 15 March 2026 (Sunday). The last day is Monday 16 March 2026; the whole"
            " of it is in time."
        )
        assert (clock.days, clock.due_on.isoformat(), clock.explained) == (
            12,
            "2026-03-16",
            told,
        )
        late = "The parties may write until the end of Monday 16 March 2026."
        for days in (0, 14):
            walk.days(days)
            with pytest.raises(Blocked) as refusal:
                Hearing.close_record(walk.hearing, by=walk.panel_chair)
            assert str(refusal.value) == late
            assert {o.door.name: o.blocked for o in offers(walk.case, walk.panel_chair)}[
                "close_record"
            ] == late
        walk.disclose().comment().days(1)
        with pytest.raises(Blocked, match=r"Rule on exhibit E-01 before the record is closed\."):
            Hearing.close_record(walk.hearing, by=walk.panel_chair)
        assert walk.close_record().hearing.stage == "deliberating"
        assert "exchange" not in walk.case.open_clocks


def test_a_new_hearing_after_an_appeal_has_the_form_of_the_first(roads: Roads) -> None:
    with roads.at("request_by_telephone", "bcop", "heard", kind=Heard) as walk:
        walk.seat_panel().schedule().days(40)
        walk.hold().decide().sign().file_appeal().seat_appeal().remand().carry_out()
        assert [hearing.form for hearing in walk.case.hearings.all()] == ["telephone"] * 2


def test_a_panel_has_the_public_member_that_the_procedure_wants(roads: Roads) -> None:
    with roads.at("hearing", "bcop") as walk:
        for place in (1, 2, 4):
            person = walk.user(f"hearing-{place}")
            panels.seat_panel_member(walk.hearing, by=walk.staff, person=person, chair=place == 1)
        with pytest.raises(Blocked) as refusal:
            walk.name_panel()
        assert str(refusal.value) == "One of the panel's members has to be a public member."
        panels.unseat_panel_member(
            walk.hearing, by=walk.staff, person=walk.user("hearing-4"), reason="For a layman."
        )
        panels.seat_panel_member(
            walk.hearing, by=walk.staff, person=walk.user("hearing-3"), chair=False
        )
        walk.name_panel()
        assert walk.case.notices.filter(letter="L17A").count() == 1


def voted(walk: Walk, forum: tuple[str, str], answers: list[str], chair: str) -> Any:
    """Each member in turn casts an answer, the chair another or none; the ballot is closed."""
    presiding = walk.holder(forum[0])
    members = [person for person in walk.seated(forum) if person != presiding]
    casting = [*zip(members, answers, strict=False), *([(presiding, chair)] if chair else [])]
    ballot = ballots.open_ballot_of(walk.case)
    for person, answer in casting:
        given = {"1": {"answer": answer, "reasons": "As the record shows."}}
        ballots.cast(walk.case, by=person, answers=given, ballot=ballot.pk)
    closed = ballots.close_ballot(walk.case, by=presiding)
    tally = {answer: number for answer, number in closed.outcomes["1"]["tally"].items() if number}
    return closed.outcomes["1"]["outcome"], tally


@pytest.mark.parametrize(
    ("members", "chair", "outcome", "tally"),
    [
        ([V, V, N, N], V, V, {V: 2, N: 2}),  # the chair breaks the tie
        ([V, V, N, N], N, N, {V: 2, N: 2}),
        ([V, V, N, N], "", N, {V: 2, N: 2}),  # a tie that nobody breaks is no violation
        ([V, V, N, N], A, N, {V: 2, N: 2}),
        ([V, V, V, N], N, V, {V: 3, N: 1}),  # and has no voice where there is none
        ([V, N, N, N], V, N, {V: 1, N: 3}),
        ([V, V, A, A], V, V, {V: 2, A: 2}),  # half of those present said yes
        ([V, N, A, A], V, N, {V: 1, N: 1, A: 2}),
        ([V, V], N, V, {V: 2}),  # present for the quorum, not for the count
    ],
)
def test_a_chair_who_breaks_ties_is_heard_in_a_tie_and_nowhere_else(
    roads: Roads, members: list[str], chair: str, outcome: str, tally: dict[str, int]
) -> None:
    with roads.at("committee_review open_findings", "gcre") as walk:
        assert voted(walk, walk.COMMITTEE, members, chair) == (outcome, tally)


@pytest.mark.parametrize(
    ("members", "outcome", "tally"),
    [
        (["reverse", "reverse", "reverse", "affirm"], "reverse", {"reverse": 3, "affirm": 1}),
        (["reverse", "reverse", "affirm", "affirm"], "", {"reverse": 2, "affirm": 2}),
    ],
)
def test_three_quarters_of_those_who_vote_decide_where_the_chair_never_does(
    roads: Roads, members: list[str], outcome: str, tally: dict[str, int]
) -> None:
    road = "appeal seat_appeal open_appeal_ballot"
    with roads.at(road, "bcop", "heard", kind=Heard) as walk:
        assert voted(walk, walk.APPEAL, members, "") == (outcome, tally)


@pytest.mark.parametrize(
    ("body", "moved", "sentence"),
    [
        (
            "bcop",
            {"code": "CEASE", "terms": "Read it"},
            "Order to cease and desist takes no terms.",
        ),
        ("gcre", {"code": "LTR", "terms": "Read it"}, "Educational letter takes no terms."),
        ("gcre", {"code": "TRN"}, "Ordered training needs at least one term."),
        ("gcre", {"code": "SUS", "months": 25}, "Suspension needs 1 to 24 months."),
        ("gcre", {"code": "REVO"}, "That sanction is not in the list of this procedure."),
    ],
)
def test_a_sanction_is_moved_as_the_procedure_lists_it(
    roads: Roads, body: str, moved: dict[str, Any], sentence: str
) -> None:
    with roads.at("committee_review find", body) as walk, pytest.raises(Blocked) as refusal:
        walk.open_ballot(BallotKind.SANCTION, walk.COMMITTEE, factors="First breach.", **moved)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("body", "sanction", "closed", "kept"),
    [
        ("namss", None, ("C15", "Sanction completed"), "2033-03-02"),
        ("ccmc", {"code": "LOI"}, ("C14", "Letter of Instruction done"), "2033-03-02"),
        ("bcop", None, ("C22", "Referred to the state"), "2031-03-02"),
        ("bcop", {"code": "CEASE"}, ("C21", "Ended with an order to cease"), "2031-03-02"),
        ("bcop", {"code": "REPRI"}, ("C15", "The order was carried out"), "2033-03-02"),
        ("bcop", {"code": "REVOK"}, ("C16", "Revoked for good"), "2101-03-02"),
        ("gcre", {"code": "LTR"}, ("C30", "Educated"), "2032-03-02"),
        ("gcre", None, ("C15", "Sanction served"), "2036-03-02"),
        ("gcre", {"code": "WDR"}, ("C31", "Credential withdrawn"), "2066-03-02"),
    ],
)
def test_a_case_closes_in_the_words_of_its_procedure_and_is_kept_as_long_as_it_says(
    roads: Roads, body: str, sanction: dict[str, Any] | None, closed: tuple[str, str], kept: str
) -> None:
    with roads.at("final", body, str(sanction), sanction=sanction) as walk:
        walk.close()
        case = walk.case
        assert (case.close_code, case.closed_as) == closed
        note = f"The record is kept until {in_words(case.kept_until)}."
        assert (case.kept_until.isoformat(), next_step(case, walk.staff).note) == (kept, note)


@pytest.mark.parametrize("body", BODIES)
def test_a_letter_that_a_body_does_without_is_never_owed(roads: Roads, body: str) -> None:
    with roads.at("hearing", body) as walk:
        without = set(walk.rules.letters_not_sent)
        sent = set(walk.case.notices.values_list("letter", flat=True))
        assert sent & without == set()
        assert ("L06" in sent) is ("L06" not in without)
