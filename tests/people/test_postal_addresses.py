"""Postal addresses in the register: sealed, with their history, for those who post letters."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from ledger.models import Entry
from ledger.refusals import Blocked, Forbidden
from people.addresses import address_of, set_address
from people.models import Certificant, PostalAddress
from tests.office import Office

FIRST, SECOND = "1 First Street\nTucson, AZ 00000", "2 Second Street\nTucson, AZ 00000"


@pytest.fixture
def person(office: Office) -> Certificant:
    return Certificant.objects.get(number="00391204")


def page_of(office: Office, username: str, person: Certificant) -> str:
    client = Client()
    client.force_login(office[username])
    return client.get(f"/register/{person.pk}/").content.decode()


def test_the_last_one_counts_and_the_old_one_stays(office: Office, person: Certificant) -> None:
    for text, by in ((FIRST, "ccmc-administrator"), (f" {SECOND}\n\n", "ccmc-staff")):
        set_address(person, text, by=office[by])

    assert address_of(person) == SECOND
    texts = [(row.text, str(row.by)) for row in person.addresses.all()][-2:]
    assert texts == [(FIRST, "Theodora Banks"), (SECOND, "Manpreet Kaur")]
    page = page_of(office, "ccmc-staff", person)
    assert page.index("2 Second Street") < page.index("1 First Street")
    assert "by Manpreet Kaur" in page


def test_the_record_says_who_changed_it_and_not_to_what(
    office: Office, person: Certificant
) -> None:
    set_address(person, FIRST, by=office["ccmc-staff"])
    entry = Entry.objects.filter(verb="certificant.address_set").last()
    assert entry.actor == f"user:{office['ccmc-staff'].pk}"
    assert entry.details["number"] == "00391204"
    assert "First" not in str(entry.details)


def test_it_is_sealed_at_rest(office: Office, person: Certificant) -> None:
    row = set_address(person, FIRST, by=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM people_postaladdress WHERE id = %s", [row.pk])
        kept = bytes(cursor.fetchone()[0])
    assert b"First" not in kept
    assert PostalAddress.objects.get(pk=row.pk).text == FIRST


def test_only_who_posts_or_keeps_the_register_reads_and_changes_it(
    office: Office, person: Certificant
) -> None:
    set_address(person, FIRST, by=None)
    seen = {}
    for name in ("ccmc-administrator", "ccmc-staff", "ccmc-auditor", "namss-staff", "ccmc-chair"):
        client = Client()
        client.force_login(office[name])
        form = client.get(f"/register/{person.pk}/address/").status_code
        seen[name] = ("First Street" in page_of(office, name, person), form)

    assert seen == {
        "ccmc-administrator": (True, 200),
        "ccmc-staff": (True, 200),
        "ccmc-auditor": (False, 403),
        "namss-staff": (False, 404),
        "ccmc-chair": (False, 404),
    }
    with pytest.raises(Forbidden):
        set_address(person, SECOND, by=office["ccmc-auditor"])


def test_the_page_takes_one(office: Office, person: Certificant) -> None:
    client = Client()
    client.force_login(office["ccmc-staff"])
    address = f"/register/{person.pk}/address/"
    assert client.post(address, {"address": SECOND}).status_code == 302
    assert address_of(person) == SECOND
    assert client.post(address, {"address": "\n \n"}).status_code == 422


@pytest.mark.parametrize("text", ["", " \n ", "\n".join("abcdefg")])
def test_what_is_no_address_is_refused(office: Office, person: Certificant, text: str) -> None:
    with pytest.raises(Blocked, match="as on an envelope"):
        set_address(person, text, by=None)


def test_no_public_page_shows_it(office: Office, person: Certificant, client: Client) -> None:
    set_address(person, FIRST, by=None)
    for address in ("/", "/ccmc/", "/ccmc/sanctions/"):
        assert "First Street" not in client.get(address).content.decode()
