"""How people reach the office: kept by an administrator, given in every letter."""

from __future__ import annotations

import pytest
from django.test import Client

from codes.lettering import contents
from complaints import composing
from complaints.samples import facts
from ledger.models import Entry
from ledger.refusals import Forbidden
from people.contact import set_contact
from people.models import Body
from tests.complaints.test_samples import edition_of
from tests.office import Office

GIVEN = {"address": "1 Made Up Road\nNowhere, NJ 00000", "telephone": "202-555-0198", "email": ""}


def client_of(office: Office, username: str) -> Client:
    client = Client()
    client.force_login(office[username])
    return client


def test_an_administrator_keeps_it_and_the_ledger_says_so(office: Office) -> None:
    administrator = client_of(office, "ccmc-administrator")
    assert administrator.get("/contacts/").headers["Location"] == "/contacts/ccmc/"
    assert administrator.post("/contacts/ccmc/", GIVEN).status_code == 302

    entry = Entry.objects.filter(verb="body.contact_set").last()
    assert entry.details == {"body": "ccmc", **GIVEN}
    assert entry.actor == f"user:{office['ccmc-administrator'].pk}"
    wrong = administrator.post("/contacts/ccmc/", {**GIVEN, "email": "nobody"})
    assert wrong.status_code == 422


def test_nobody_else_does(office: Office) -> None:
    assert client_of(office, "ccmc-staff").get("/contacts/").status_code == 403
    assert client_of(office, "namss-administrator").get("/contacts/ccmc/").status_code == 404
    with pytest.raises(Forbidden):
        set_contact(Body.objects.get(pk="ccmc"), **GIVEN, by=office["ccmc-staff"])


@pytest.mark.parametrize(("letter", "to"), contents())
def test_no_letter_leaves_without_it(office: Office, letter: str, to: str) -> None:
    made = composing.compose(facts(edition_of("ccmc"), letter, to))
    block = made.text.partition("\nHow to reach us\n\n")[2].partition("\n\n")[0]

    assert block.splitlines() == [
        "Post: CCMC Ethics Office (made up), 100 Example Street, Sampletown, NJ 00000",
        "Telephone: 202-555-0143",
        "E-mail: ccmc-ethics@example.org",
        f"Portal: {made.values['portal']}",
    ]
    without = made.text.replace("Telephone: 202-555-0143", "")
    assert composing.lacking(letter, to, made.values, without) == "how to reach the office"


def test_it_stands_in_a_bodys_own_words_too_and_in_both_languages(office: Office) -> None:
    given = facts(edition_of("gcre"), "L01", "complainant")
    english, spanish = (composing.compose(given, language).text for language in ("en", "es"))
    assert "How to reach us\n\nTelephone: +353 1 555 0100\nPortal: " in english
    assert "Cómo comunicarse con nosotros\n\nTeléfono: +353 1 555 0100\nPortal: " in spanish


def test_a_body_that_says_nothing_is_reached_through_the_portal(office: Office) -> None:
    given = facts(edition_of("bcop"), "L09", "respondent")
    made_of = {**given, "body": Body(pk="bcop", acronym="BCOP", name="A body")}
    text = composing.compose(made_of).text
    assert f"How to reach us\n\nPortal: {given['portal']}\n\n" in text
