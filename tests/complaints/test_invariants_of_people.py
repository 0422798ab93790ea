"""Rules that hold at all times: who acts, sees and votes (1 and 2)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from complaints import assignments, recusals
from complaints.doors import DOORS, take
from complaints.models import Assignment, Complaint, Reminder
from complaints.stages import Capacity
from hearings import panels
from ledger.refusals import Blocked, Forbidden
from people.models import Office, User
from tests.complaints.test_steps import ROWS, UNANSWERED, person
from tests.walk.shared import Roads


def give_office(user: User, body: str, organ: str, role: str) -> User:
    """Record an office without the formalities of beginning a term."""
    day = timezone.localdate() - dt.timedelta(days=1)
    Office.objects.create(user=user, body_id=body, organ=organ, role=role, from_day=day)
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(
    "name", ["begin_intake", "elevate", "open_investigation", "disclose", "open_findings"]
)
def test_invariant_01_nobody_acts_without_a_conflict_answer(roads: Roads, name: str) -> None:
    """Here for some steps; ``test_steps`` asks it of each."""
    row = next(row for row in ROWS if row["door"] == name)
    with roads.at(row["road"]) as walk:
        who = person(walk, row["right"])
        walk.case.declarations.filter(user=who).delete()

        with pytest.raises(Blocked, match=UNANSWERED):
            take(DOORS[name], walk.case, who, {})


def test_invariant_01_recused_means_no_sight_no_vote_and_no_notice(roads: Roads) -> None:
    with roads.at("committee_review open_findings") as walk:
        member = walk.holder(Capacity.COMMITTEE)
        assert Complaint.objects.visible_to(member).filter(pk=walk.number).exists()
        recusals.declare(walk.case, by=member, answer="recused", words="My brother-in-law.")
        walk.days(38).remind()

        assert not Complaint.objects.visible_to(member).filter(pk=walk.number).exists()
        with pytest.raises(Forbidden, match="You are recused from this case"):
            take(DOORS["cast_ballot"], walk.case, member, {})
        told = Reminder.objects.filter(deadline__case=walk.case).values_list("recipient", flat=True)
        assert f"user:{walk.chair.pk}" in told
        assert f"user:{member.pk}" not in told
        with pytest.raises(Blocked, match="cannot serve on this case: recused"):
            assignments.assign(walk.case, member, Capacity.COMMITTEE, by=None)


def test_invariant_01_recused_staff_get_no_reminder_of_a_case_without_a_lead(roads: Roads) -> None:
    with roads.at("received") as walk:
        recused = walk.user("staff")
        recusals.declare(walk.case, by=recused, answer="recused", words="My sister.")
        walk.days(6).remind()

        told = set(
            Reminder.objects.filter(deadline__case=walk.case).values_list("recipient", flat=True)
        )
        assert told == {f"user:{walk.user('staff-2').pk}"}


def test_invariant_01_a_recusal_is_never_taken_back(roads: Roads) -> None:
    with roads.at("received") as walk:
        staff = walk.user("staff")
        recusals.declare(walk.case, by=staff, answer="recused", words="My sister.")

        with pytest.raises(Forbidden, match="You are recused from this case"):
            recusals.declare(walk.case, by=staff, answer="none")


BELOW = [
    Capacity.GATEKEEPER,
    Capacity.COMMITTEE_CHAIR,
    Capacity.COMMITTEE,
    Capacity.INVESTIGATOR,
    Capacity.PANEL,
    Capacity.COUNSEL,
    Capacity.SIGNER,
]


@pytest.mark.parametrize("capacity", BELOW)
def test_invariant_02_nobody_sits_on_appeal_who_acted_below(
    roads: Roads, capacity: Capacity
) -> None:
    with roads.at("appeal") as walk:
        who = give_office(walk.user("hearing-4"), "ccmc", "appeals", "appeal_panel")
        day = walk.case.today
        Assignment.objects.create(
            case=walk.case, user=who, capacity=capacity, from_day=day, ended_on=day
        )

        with pytest.raises(Blocked, match="cannot sit: acted below"):
            panels.seat_appeal_member(walk.the_appeal, by=walk.staff, person=who, chair=False)


def test_invariant_02_whoever_took_a_step_does_not_sit_on_appeal(roads: Roads) -> None:
    with roads.at("appeal") as walk:
        staff = give_office(walk.user("staff"), "ccmc", "appeals", "appeal_panel")

        with pytest.raises(Blocked, match="took a step in the case below"):
            panels.seat_appeal_member(walk.the_appeal, by=walk.staff, person=staff, chair=False)


def test_invariant_02_whoever_sits_on_appeal_is_given_no_part_below(roads: Roads) -> None:
    with roads.at("appeal seat_appeal") as walk:
        member = walk.holder(Capacity.APPEAL)

        with pytest.raises(Blocked, match="a member of its appeal panel"):
            assignments.appoint_substitute(
                walk.case, by=walk.staff, capacity="signer", person=member
            )
        give_office(member, "ccmc", "epcc", "member")
        walk.remand().carry_out()
        assert not walk.case.assignments.filter(user=member, ended_on=None).exists()


def test_invariant_02_no_investigator_votes(roads: Roads) -> None:
    with roads.at("investigation disclose comment") as walk:
        who = give_office(walk.user("investigator"), "ccmc", "epcc", "member")
        give_office(who, "ccmc", "hearing", "hearing_panel")
        walk.file_report()

        seated = walk.case.assignments.filter(user=who, ended_on=None)
        assert not seated.exists()
        with pytest.raises(Blocked, match="an investigator has no other part"):
            assignments.appoint_substitute(
                walk.case, by=walk.staff, capacity="committee_chair", person=who
            )
    with roads.at("hearing") as walk:
        who = give_office(walk.user("investigator"), "ccmc", "hearing", "hearing_panel")
        day = walk.case.today
        Assignment.objects.create(
            case=walk.case, user=who, capacity="investigator", from_day=day, ended_on=day
        )
        with pytest.raises(Blocked, match="acted earlier as investigator"):
            panels.seat_panel_member(walk.hearing, by=walk.staff, person=who, chair=False)


def test_invariant_02_no_complainant_votes(roads: Roads) -> None:
    with roads.at("responded") as walk:
        member = walk.user("member-1")
        walk.case.parties.filter(role="complainant").update(user=member)
        walk.convene()

        assert not walk.case.assignments.filter(user=member).exists()
        with pytest.raises(Blocked, match="cannot serve on this case: a party to the case"):
            assignments.assign(walk.case, member, Capacity.COMMITTEE, by=None)
