"""A filer reads what they filed, later: by code or by account, and nobody else does."""

from __future__ import annotations

import hashlib
import io
import json
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from ledger.models import Entry
from people.models import User
from tests.intake.writing import Writer
from tests.office import Office
from tests.pages.walls import Answer, by_receipt, places_of
from tests.walk import Walk, provision_of

KINDS = ("pdf", "json")
ROAD = "take_in send_to_chair elevate respond investigate"
OTHERS = "staff staff-2 respondent chair member-1 investigator counsel auditor administrator"


def walk_of(writer: Writer, number: int = 0) -> Walk:
    """Somebody who filed by the form, with their code."""
    walk = Walk("ccmc")
    walk.number, walk.receipt = writer.cases[number]
    return walk


def filed(username: str = "") -> Walk:
    client = Client()
    if username:
        client.force_login(User.objects.get(username=username))
    line = str(provision_of("ccmc").pk)
    return walk_of(Writer(client=client, topics={"topics": [line]}).begin().send())


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def own(client: Client, number: str, kind: str) -> Any:
    return client.get(reverse("own_copy", args=[number, kind]))


def followed(client: Client, kind: str) -> Any:
    return client.get(reverse("follow_copy", args=["ccmc", kind]))


def is_the_copy(answer: Any, walk: Walk, kind: str) -> bool:
    """Whether this is the copy of that case, to be saved, with nothing of it in its name."""
    assert answer.status_code == 200
    named = f'attachment; filename="{walk.number}-copy.{kind}"'
    assert answer["Content-Disposition"] == named
    assert answer["Cache-Control"] == "no-store"
    if kind == "pdf":
        with pikepdf.open(io.BytesIO(answer.content)) as document:
            return str(document.docinfo["/Title"]) == "A copy of what you sent"
    digest = hashlib.sha256(answer.content).hexdigest()
    return digest == walk.case.filing.sha256 and json.loads(answer.content) == walk.case.filing.copy


def readings(walk: Walk) -> list[str]:
    reads = Entry.objects.filter(docket=f"{walk.number}/reads", verb="filing.read")
    return list(reads.values_list("actor", flat=True))


@pytest.mark.parametrize("kind", KINDS)
def test_a_filer_reads_their_copy_by_code(office: Office, kind: str) -> None:
    walk = filed()

    assert is_the_copy(followed(by_receipt(walk), kind), walk, kind)
    assert readings(walk) == [walk.filer.actor_name]


@pytest.mark.parametrize("kind", KINDS)
def test_a_filer_reads_their_copy_by_account(office: Office, kind: str) -> None:
    walk = filed("ccmc-complainant")

    assert is_the_copy(own(signed_in("ccmc-complainant"), walk.number, kind), walk, kind)
    assert readings(walk) == [f"user:{User.objects.get(username='ccmc-complainant').pk}"]


def test_each_case_of_one_filing_has_its_own_copy(office: Office) -> None:
    writer = Writer().begin().until().open("others").answer(another="yes", back="check")
    writer.answers["find"] = {"person": "none"}
    writer.send()
    first, second = walk_of(writer), walk_of(writer, 1)

    assert is_the_copy(followed(by_receipt(first), "json"), first, "json")
    assert is_the_copy(followed(by_receipt(second), "json"), second, "json")
    assert first.case.filing.copy["about"] != second.case.filing.copy["about"]


@pytest.mark.parametrize("kind", KINDS)
def test_for_everybody_else_there_is_nothing_there(office: Office, kind: str) -> None:
    walk = filed("ccmc-complainant").along(ROAD)
    for name in [*(f"ccmc-{one}" for one in OTHERS.split()), "namss-staff", "namss-respondent"]:
        user = User.objects.get(username=name)
        if places_of(walk, user) - {"respondent", "auditor"}:
            walk.ready(user)
        client = signed_in(name)
        absent = Answer.of(own(client, "CCMC-2026-9999", kind)).without("CCMC-2026-9999")
        assert absent[0] == 404
        assert Answer.of(own(client, walk.number, kind)).without(walk.number) == absent, name
    assert readings(walk) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_code_of_another_filer_opens_their_own_copy_alone(office: Office, kind: str) -> None:
    walk, other = filed("ccmc-complainant"), filed()
    client = by_receipt(other)

    assert is_the_copy(followed(client, kind), other, kind)
    stranger = own(Client(), walk.number, kind)
    assert (stranger.status_code, stranger.url.startswith("/sign-in/")) == (302, True)
    assert own(client, walk.number, kind).url == stranger.url
    assert readings(walk) == []


def test_without_a_code_both_numbers_are_asked_for(office: Office) -> None:
    filed()
    answer = followed(Client(), "pdf")
    assert (answer.status_code, answer.url) == (302, "/ccmc/follow/")


def test_a_case_that_did_not_come_by_the_form_has_no_copy_and_no_link(office: Office) -> None:
    by_form, by_hand = filed(), Walk("ccmc").file()
    for walk, linked in ((by_form, True), (by_hand, False)):
        client = by_receipt(walk)
        page = client.get(reverse("status", args=["ccmc"])).content.decode()
        assert [reverse("follow_copy", args=["ccmc", kind]) in page for kind in KINDS] == [
            linked,
            linked,
        ]
    assert [followed(client, kind).status_code for kind in KINDS] == [404, 404]


def test_a_filer_with_an_account_finds_it_on_the_page_of_the_case(office: Office) -> None:
    walk = filed("ccmc-complainant")
    page = signed_in("ccmc-complainant").get(reverse("case", args=[walk.number]))
    assert reverse("own_copy", args=[walk.number, "pdf"]) in page.content.decode()


@pytest.mark.parametrize("kind", ["txt", "statement", "PDF"])
def test_there_is_no_other_kind(office: Office, kind: str) -> None:
    assert followed(by_receipt(filed()), kind).status_code == 404


def test_the_copy_is_in_the_language_in_which_it_was_filed(office: Office) -> None:
    client = Client()
    client.post("/language/", {"language": "es", "next": "/ccmc/"})
    walk = walk_of(Writer(client=client).begin().send())

    with pikepdf.open(io.BytesIO(followed(by_receipt(walk), "pdf").content)) as document:
        assert str(document.docinfo["/Title"]) == "Copia de lo que usted envió"
        assert str(document.Root["/Lang"]) == "es"
