from __future__ import annotations

import datetime as dt

import pytest

from ledger.models import Docket, Entry
from ledger.refusals import Blocked, Forbidden
from people.models import Body, Office, User
from people.offices import begin_term, end_term, holder, holders, line_of_succession, office_title
from people.roles import Role
from tests.people.conftest import Appoint

LAST = dt.date(2025, 12, 31)
NEXT = dt.date(2026, 1, 1)


@pytest.fixture
def chairs(appoint: Appoint) -> tuple[User, User, User]:
    """Ruth chaired until the end of 2025, then Samuel; Ingrid stands in as past chair."""
    ruth = appoint("ruth", Role.CHAIR, organ="ccn", until_day=LAST)
    samuel = appoint("samuel", Role.VICE_CHAIR, organ="ccn", until_day=LAST)
    appoint("samuel", Role.CHAIR, organ="ccn", from_day=NEXT)
    ingrid = appoint("ingrid", Role.PAST_CHAIR, organ="ccn")
    return ruth, samuel, ingrid


def test_the_chair_is_who_held_the_office_that_day(
    body: Body, chairs: tuple[User, User, User]
) -> None:
    ruth, samuel, _ = chairs

    assert holder(body, "ccn", Role.CHAIR, LAST) == ruth
    assert holder(body, "ccn", Role.CHAIR, NEXT) == samuel
    assert holder("ccmc", "ccn", Role.CHAIR, dt.date(2023, 1, 1)) is None
    assert holder(body, "ethics", Role.CHAIR, NEXT) is None


def test_the_line_of_succession_goes_by_rank(body: Body, chairs: tuple[User, User, User]) -> None:
    ruth, samuel, ingrid = chairs
    line = (Role.CHAIR, Role.VICE_CHAIR, Role.PAST_CHAIR)

    assert line_of_succession(body, "ccn", line, LAST) == [ruth, samuel, ingrid]
    assert line_of_succession(body, "ccn", line, NEXT) == [samuel, ingrid]
    assert line_of_succession(body, "ccn", line[::-1], LAST) == [ingrid, samuel, ruth]


def test_holders_are_listed_once_each(body: Body, appoint: Appoint) -> None:
    staff = appoint("dana", Role.STAFF)
    appoint("dana", Role.AUDITOR)
    member = appoint("naomi", Role.MEMBER, organ="ethics")

    assert holders(body, on=NEXT) == [staff, member]
    assert holders(body, on=NEXT, organ="ethics") == [member]
    assert holders(body, on=NEXT, roles=[Role.AUDITOR, Role.STAFF]) == [staff]


def test_a_title_names_the_highest_office(body: Body, chairs: tuple[User, User, User]) -> None:
    _, samuel, _ = chairs

    assert office_title(samuel, body, LAST, {"ccn": "Certification Commission"}) == (
        "Vice Chair, Certification Commission"
    )
    assert office_title(samuel, body, NEXT) == "Chair, ccn"
    assert office_title(User(pk=0), body, NEXT) == ""


def test_a_term_begins_with_its_entry(body: Body, administrator: User) -> None:
    user = User.objects.create(username="naomi", name="Naomi")
    office = Office(user=user, body=body, organ="ethics", role=Role.MEMBER, from_day=NEXT)

    begin_term(office, by=administrator)

    entry = Docket.system("people").entries.get()
    assert (entry.verb, entry.actor) == ("office.taken", f"user:{administrator.pk}")
    assert entry.details == {
        "user": f"User:{user.pk}",
        "body": "ccmc",
        "organ": "ethics",
        "role": "member",
        "public_member": False,
        "from_day": "2026-01-01",
        "until_day": None,
    }


def test_a_seat_that_one_person_holds_is_not_given_twice(
    body: Body, administrator: User, chairs: tuple[User, User, User]
) -> None:
    user = User.objects.create(username="naomi", name="Naomi")
    office = Office(user=user, body=body, organ="ccn", role=Role.CHAIR, from_day=NEXT)

    with pytest.raises(Blocked, match="Samuel holds this office from 1 January 2026 without an"):
        begin_term(office, by=administrator)

    assert (Office.objects.filter(user=user).count(), Entry.objects.count()) == (0, 0)


def test_a_term_that_ends_before_the_next_begins_is_no_hindrance(
    body: Body, administrator: User, chairs: tuple[User, User, User]
) -> None:
    user = User.objects.create(username="naomi", name="Naomi")
    office = Office(
        user=user,
        body=body,
        organ="ccn",
        role=Role.CHAIR,
        from_day=dt.date(2022, 1, 1),
        until_day=dt.date(2023, 12, 31),
    )

    assert begin_term(office, by=administrator).pk is not None


def test_the_last_day_of_a_term_still_counts(body: Body, administrator: User) -> None:
    office = administrator.offices.get()

    end_term(office, until_day=LAST, by=administrator)

    assert holders(body, on=LAST) == [administrator]
    assert holders(body, on=NEXT) == []
    assert [entry.verb for entry in Docket.system("people").entries.all()] == ["office.left"]


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        (dt.date(2023, 12, 31), "This term began on 1 January 2024; it cannot end before."),
        (LAST, "This term already ends on 31 December 2025."),
    ],
)
def test_a_term_ends_once_and_after_it_began(
    appoint: Appoint, administrator: User, until: dt.date, sentence: str
) -> None:
    ends = LAST if "already" in sentence else None
    office = appoint("naomi", Role.MEMBER, until_day=ends).offices.get()

    with pytest.raises(Blocked, match=sentence):
        end_term(office, until_day=until, by=administrator)

    assert Entry.objects.count() == 0


def test_only_an_administrator_of_that_body_records_terms(
    body: Body, other_body: Body, appoint: Appoint, staff: User
) -> None:
    elsewhere = appoint("odette", Role.ADMINISTRATOR, of=other_body)
    office = staff.offices.get()

    for user in (staff, elsewhere):
        with pytest.raises(Forbidden, match="Only an administrator of CCMC records who holds"):
            end_term(office, until_day=LAST, by=user)
        with pytest.raises(Forbidden, match="Only an administrator of CCMC records who holds"):
            begin_term(Office(user=user, body=body, organ="x", role="chair"), by=user)

    assert Entry.objects.count() == 0
