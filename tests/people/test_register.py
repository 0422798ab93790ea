from __future__ import annotations

import datetime as dt

import pytest

from ledger.models import Docket, Entry
from ledger.refusals import Blocked, Forbidden
from people.models import Body, Certificant, User
from people.register import (
    add_certificant,
    add_credential,
    follow_order,
    record_status,
    sort_name,
)
from people.roles import Role
from tests.people.conftest import Appoint

DAY = dt.date(2015, 6, 1)


@pytest.fixture
def elena(body: Body, administrator: User) -> Certificant:
    person = Certificant(body=body, number="00482913", name="Elena Vasquez")
    return add_certificant(person, by=administrator)


def test_a_person_is_added_with_an_entry(elena: Certificant) -> None:
    entry = Docket.system("people").entries.get()

    assert entry.verb == "certificant.added"
    assert entry.details == {
        "body": "ccmc",
        "number": "00482913",
        "name": "Elena Vasquez",
        "user": None,
    }
    assert elena.sort_name == "vasquez elena"


def test_a_number_stands_once_in_a_register(
    elena: Certificant, other_body: Body, administrator: User
) -> None:
    twin = Certificant(body=elena.body, number=elena.number, name="Another")

    with pytest.raises(Blocked, match="Number 00482913 is already in the register of CCMC"):
        add_certificant(twin, by=administrator)

    add_certificant(Certificant(body=other_body, number=elena.number, name="Another"), by=None)


def test_a_status_holds_from_its_day(elena: Certificant, administrator: User) -> None:
    held = add_credential(elena, "CCM", from_day=DAY, reason="Passed", by=administrator)
    record_status(
        held,
        "suspended",
        from_day=dt.date(2026, 3, 1),
        reason="Order of the body",
        by=administrator,
    )

    assert [
        elena.credentials_on(day)
        for day in (
            DAY - dt.timedelta(days=1),
            DAY,
            dt.date(2026, 2, 28),
            dt.date(2026, 3, 1),
        )
    ] == [["CCM: never held"], ["CCM: active"], ["CCM: active"], ["CCM: suspended"]]
    assert [entry.verb for entry in Docket.system("people").entries.all()] == [
        *("certificant.added", "credential.added", "credential.status", "credential.status")
    ]


def test_a_credential_is_given_once(elena: Certificant, administrator: User) -> None:
    add_credential(elena, "CCM", from_day=DAY, reason="Passed", by=administrator)

    with pytest.raises(Blocked, match="Elena Vasquez has a CCM already"):
        add_credential(elena, "CCM", from_day=DAY, reason="Passed", by=administrator)


def test_only_an_administrator_of_that_body_changes_its_register(
    elena: Certificant, other_body: Body, appoint: Appoint, staff: User
) -> None:
    held = add_credential(elena, "CCM", from_day=DAY, reason="Passed", by=None)
    elsewhere = appoint("odette", Role.ADMINISTRATOR, of=other_body)
    before = Entry.objects.count()

    for user in (staff, elsewhere):
        with pytest.raises(Forbidden, match="Only an administrator of CCMC changes its register"):
            add_certificant(Certificant(body=elena.body, number="1", name="X Y"), by=user)
        with pytest.raises(Forbidden, match="Only an administrator of CCMC changes its register"):
            add_credential(elena, "CPCS", from_day=DAY, reason="", by=user)
        with pytest.raises(Forbidden, match="Only an administrator of CCMC changes its register"):
            record_status(held, "revoked", from_day=DAY, reason="", by=user)

    assert Entry.objects.count() == before


def test_an_order_changes_a_status_whoever_signs_it(elena: Certificant, staff: User) -> None:
    held = add_credential(elena, "CCM", from_day=DAY, reason="Passed", by=None)

    follow_order(held, "revoked", from_day=dt.date(2026, 3, 1), reason="CCMC-2026-0001", by=staff)

    assert held.status_on(dt.date(2026, 3, 1)) == "revoked"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Elena Vasquez", "vasquez elena"),
        ("Cher", "cher"),
        ("", ""),
        ("Ana de León", "león ana de"),
        ("ß" * 150, "s" * 150),
    ],
)
def test_a_register_is_sorted_by_the_last_word(name: str, expected: str) -> None:
    assert sort_name(name) == expected
