from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from ledger.models import Entry
from people.models import Body, Certificant, CredentialStatus, Office, User
from people.register import add_certificant, add_credential
from people.roles import Role
from tests.people.conftest import Appoint

Queries = Callable[[int], AbstractContextManager[object]]


def enter(body: Body, number: int, name: str = "") -> Certificant:
    person = Certificant(body=body, number=f"{number:05}", name=name or f"Person {number:05}")
    add_certificant(person, by=None)
    add_credential(person, "CCM", from_day=dt.date(2015, 6, 1), reason="Passed", by=None)
    return person


def shown(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return " ".join(response.content.decode().split())


def test_the_register_is_for_those_who_work_on_cases(
    client: Client, appoint: Appoint, body: Body
) -> None:
    client.force_login(appoint("darnell", Role.MEMBER, organ="epcc"))

    page = shown(client, "/register/", 403)

    assert "Only case staff, auditors and administrators read the register." in page


def test_a_stranger_is_asked_to_sign_in(client: Client, body: Body) -> None:
    response = client.get("/register/")

    assert (response.status_code, response.headers["Location"]) == (
        302,
        "/sign-in/?next=/register/",
    )


def test_each_reads_the_register_of_their_own_body(
    client: Client, staff: User, body: Body, other_body: Body
) -> None:
    ours, theirs = enter(body, 1, "Elena Vasquez"), enter(other_body, 2, "Harriet Lindgren")
    client.force_login(staff)

    page = shown(client, "/register/")

    assert ("Elena Vasquez" in page, "Harriet Lindgren" in page) == (True, False)
    assert "CCM: active" in shown(client, f"/register/{ours.pk}/").replace("Today: ", "CCM: ")
    assert client.get(f"/register/{theirs.pk}/").status_code == 404


@pytest.mark.parametrize("words", ["vasq", "ELENA vas", "00001"])
def test_the_search_finds_by_name_or_number(
    client: Client, staff: User, body: Body, words: str
) -> None:
    enter(body, 1, "Elena Vasquez")
    enter(body, 2, "Peter Halloran")
    client.force_login(staff)

    page = shown(client, f"/register/?q={words}")

    assert ("Elena Vasquez" in page, "Peter Halloran" in page) == (True, False)


def test_a_search_without_an_answer_says_so(client: Client, staff: User) -> None:
    client.force_login(staff)

    assert "No one found for “pineapple”." in shown(client, "/register/?q=pineapple")


def test_the_pages_of_the_register_miss_nobody(client: Client, staff: User, body: Body) -> None:
    people = [enter(body, number) for number in range(53)]
    client.force_login(staff)

    first = shown(client, "/register/")
    second = shown(client, f"/register/?after={people[49].pk}")

    assert f"?q=&amp;after={people[49].pk}" in first
    assert [person.name in first for person in people] == [True] * 50 + [False] * 3
    assert [person.name in second for person in people] == [False] * 50 + [True] * 3
    assert "Next 50" not in second


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_costs_six_queries_and_a_person_seven(
    client: Client, staff: User, body: Body, count: int, django_assert_num_queries: Queries
) -> None:
    people = [enter(body, number) for number in range(count)]
    client.force_login(staff)

    with django_assert_num_queries(6):
        client.get("/register/")
    with django_assert_num_queries(7):
        client.get(f"/register/{people[0].pk}/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_offices_cost_four_queries(
    client: Client,
    administrator: User,
    appoint: Appoint,
    count: int,
    django_assert_num_queries: Queries,
) -> None:
    for number in range(count):
        appoint(f"member-{number}", Role.MEMBER, organ="epcc")
    client.force_login(administrator)

    with django_assert_num_queries(4):
        client.get("/offices/")


def test_an_administrator_keeps_the_register(
    client: Client, administrator: User, body: Body
) -> None:
    client.force_login(administrator)
    person = {"body": "ccmc", "number": "00482913", "name": "Elena Vasquez"}

    client.post("/register/new/", person)
    elena = Certificant.objects.get(number="00482913")
    credential = {"kind": "CCM", "from_day": "2015-06-01", "reason": "Passed"}
    client.post(f"/register/{elena.pk}/credentials/new/", credential)
    held = elena.credentials.get()
    status = {"status": "retired", "from_day": "2026-01-01", "reason": "Left practice"}
    response = client.post(f"/register/credentials/{held.pk}/status/", status, follow=True)

    assert [row.status for row in CredentialStatus.objects.all()] == ["active", "retired"]
    assert set(Entry.objects.values_list("actor", flat=True)) == {f"user:{administrator.pk}"}
    assert "The status of the CCM is recorded." in response.content.decode()
    assert "Left practice" in response.content.decode()


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/register/new/", "Only an administrator changes the register."),
        ("/register/{person}/credentials/new/", "Only an administrator changes the register."),
        ("/register/credentials/{held}/status/", "Only an administrator changes the register."),
        ("/offices/", "Only an administrator records who holds an office."),
        ("/offices/new/", "Only an administrator records who holds an office."),
        ("/offices/{office}/end/", "Only an administrator records who holds an office."),
    ],
)
def test_case_staff_change_neither_register_nor_offices(
    client: Client, staff: User, body: Body, address: str, sentence: str
) -> None:
    person = enter(body, 1)
    client.force_login(staff)
    before = Entry.objects.count()
    path = address.format(
        person=person.pk, held=person.credentials.get().pk, office=staff.offices.get().pk
    )

    assert sentence in shown(client, path, 403)
    assert client.post(path).status_code == 403
    assert Entry.objects.count() == before


def test_what_is_wrong_is_said_beside_each_answer(client: Client, administrator: User) -> None:
    client.force_login(administrator)

    response = client.post("/register/new/", {"body": "ccmc", "name": "Elena Vasquez"})

    assert response.status_code == 422
    page = response.content.decode()
    assert '<a href="#id_number">“Number” needs an answer.</a>' in page
    assert 'value="Elena Vasquez"' in page


def test_an_administrator_records_terms(
    client: Client, administrator: User, appoint: Appoint
) -> None:
    User.objects.create(username="naomi", name="Naomi Feldman")
    client.force_login(administrator)
    term = {
        "username": "naomi",
        "body": "ccmc",
        "organ": "epcc",
        "role": "chair",
        "from_day": "2026-01-01",
    }

    client.post("/offices/new/", term)
    office = Office.objects.get(role=Role.CHAIR)
    taken = shown(client, "/offices/")
    again = client.post("/offices/new/", term)
    client.post(f"/offices/{office.pk}/end/", {"until_day": "2026-06-30"})

    assert "Naomi Feldman" in taken
    assert again.status_code == 409
    office.refresh_from_db()
    assert office.until_day == dt.date(2026, 6, 30)
    assert [entry.verb for entry in Entry.objects.all()] == ["office.taken", "office.left"]


def test_a_term_is_checked_before_it_is_recorded(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    term = {
        "username": "nobody",
        "body": "ccmc",
        "organ": "epcc",
        "role": "chair",
        "from_day": "2026-01-01",
        "until_day": "2025-01-01",
    }

    response = client.post("/offices/new/", term)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Nobody signs in with this username. Check its spelling." in page
    assert "The last day cannot come before the first." in page


def test_the_offices_of_another_body_are_not_found(
    client: Client, administrator: User, appoint: Appoint, other_body: Body
) -> None:
    office = appoint("dana", Role.STAFF, of=other_body).offices.get()
    client.force_login(administrator)

    assert client.get(f"/offices/{office.pk}/end/").status_code == 404
