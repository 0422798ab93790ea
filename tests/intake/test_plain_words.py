"""Plain words in the language of the reader, the form on paper, the language of the letters."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils.translation import override

from codes.lookup import procedure_in_force
from codes.said_plainly import plainly, words_in
from complaints.forms.filing import chargeable
from complaints.models import Complaint
from intake.paper import paper_words
from people.models import Body
from tests.intake.writing import Writer
from tests.office import Office


def paper(body: str) -> dict[str, object]:
    owner = Body.objects.get(pk=body)
    rules = procedure_in_force(owner, owner.today).edition.rules
    return paper_words(owner, rules, list(chargeable(owner)))


@pytest.mark.parametrize("body", ["ccmc", "namss"])
def test_every_rule_that_can_be_charged_has_plain_words_in_spanish(
    office: Office, body: str
) -> None:
    rows = list(chargeable(Body.objects.get(pk=body)))
    assert rows
    with override("es"):
        said = {row.number: plainly(row) for row in rows}
    assert {number for number, one in said.items() if one.language != "es"} == set()
    assert all(one.title and one.hint for one in said.values())
    with override("en"):
        assert all(plainly(row).title == row.plain_title for row in rows)


def test_no_plain_words_are_left_over(office: Office) -> None:
    """Each is of a rule that there is or of its heading, so that a changed number is noticed."""
    rules = [row for body in ("ccmc", "namss") for row in chargeable(Body.objects.get(pk=body))]
    rows = [*rules, *(row.parent for row in rules)]
    known = {(f"{row.edition.code.body_id}/{row.edition.code.slug}", row.number) for row in rows}
    assert {(code, number) for code, some in words_in("es").items() for number in some} == known
    assert {(code, number) for code, some in words_in("en").items() for number in some} <= known


def test_the_question_shows_what_each_rule_is_about(office: Office) -> None:
    client = Client()
    client.cookies["language"] = "es"
    page = Writer(client=client).begin().until("topics").text
    assert 'lang="es"><b>Confidencialidad de la información de salud</b></label>' in page
    assert '<p lang="es">Revelar la información de salud de un cliente' in page
    english = Writer().begin().until("topics").text
    assert '<p lang="en">Revealing a client’s health information, such as to an employer' in english


@pytest.mark.parametrize(
    ("body", "offered"), [("ccmc", ["named", "withheld"]), ("namss", ["named", "withheld"])]
)
def test_the_paper_offers_only_what_the_procedure_allows(
    office: Office, body: str, offered: list[str]
) -> None:
    form = paper(body)
    rows = [row for _, part in form["parts"] for row in part]  # type: ignore[attr-defined]
    names = [row for row in rows if any("name" in box for box in row["boxes"])]
    said = " ".join(box for row in names for box in row["boxes"])
    assert ("I do not want to give a name" in said) is ("anonymous" in offered)
    assert [row["lines"] for row in rows if row["question"].startswith("When did it")] == [2]
    assert "I may act for the person for whom I write." in form["sign"]


def test_nothing_is_printed_that_could_be_sent_nowhere(office: Office) -> None:
    body = Body.objects.get(pk="ccmc")
    body.address = ""
    body.save(update_fields=["address"])
    if paper("ccmc")["address"]:
        pytest.skip("the procedure itself names an address")
    page = Client().get("/ccmc/paper-form/", follow=True).content.decode()
    assert "We have no postal address to send it to." in page
    assert not re.search(r"\.pdf|/pdf/", page)


def test_who_filed_in_spanish_is_known_to_have(office: Office) -> None:
    contact = {**Writer().answers["contact"], "language": "es"}
    Writer(contact=contact).begin().send()
    case = Complaint.objects.get()
    assert case.docket.entries.get(verb="complaint.filed").details["language"] == "es"
