"""What is printed passes a checker of PDF/UA-1 that is not the typesetter's own."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

import page
import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from codes.lettering import contents
from codes.lookup import procedure_in_force
from complaints.freezing import layout_of, pdf_of
from complaints.samples import sample
from people.models import Body
from tests.bodies import BODIES
from tests.intake.writing import Writer
from tests.office import Office


def faults(pdf: bytes) -> list[str]:
    """What the checker finds; each rule of the profile is asked."""
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert report.rules.total > 100
    return [f"{one.rule_id}: {one.message}" for one in report.failures]


def letter_of(owner: Body, letter: str, to: str) -> bytes:
    edition = procedure_in_force(owner, owner.today).edition
    made = sample(edition, letter, to)
    case = SimpleNamespace(today=owner.today)
    notice: Any = SimpleNamespace(case_id=f"{owner.acronym}-2026-0001", case=case)
    return pdf_of(notice, layout_of(made), made.language)


@pytest.mark.parametrize("body", BODIES)
def test_each_letter_is_tagged_for_who_listens(office: Office, body: str) -> None:
    owner = Body.objects.get(pk=body)
    found = {
        (letter, to): told
        for letter, to in contents()
        if (told := faults(letter_of(owner, letter, to)))
    }

    assert found == {}


def test_so_are_the_paper_form_a_receipt_and_a_copy(office: Office, client: Client) -> None:
    writer = Writer(client=client).begin().send()
    receipt = reverse("receipt_file", args=["ccmc", writer.draft, "pdf"])
    docket, code = writer.cases[0]
    client.post(reverse("follow", args=["ccmc"]), {"docket": docket, "code": code})
    addresses = [
        reverse("paper_form_pdf", args=["ccmc"]),
        receipt,
        reverse("follow_copy", args=["ccmc", "pdf"]),
    ]
    answers = [client.get(address) for address in addresses]

    assert [answer["Content-Type"] for answer in answers] == ["application/pdf"] * 3
    assert [faults(answer.content) for answer in answers] == [[], [], []]


def test_the_checker_finds_a_letter_whose_tags_are_gone(office: Office) -> None:
    made, bare = letter_of(Body.objects.get(pk="ccmc"), "L09", "respondent"), io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as document:
        del document.Root.StructTreeRoot
        document.save(bare)

    assert faults(bare.getvalue()) != []
