"""Where a letter is posted to: on the page, on the paper, and kept with each posting."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from complaints import deliveries, messages
from complaints.freezing import address_in, pdf_for, pdf_to_post
from complaints.models import Notice
from complaints.postage import envelope
from ledger.refusals import Blocked
from people.addresses import set_address
from people.models import Certificant, PostalAddress
from tests.walk import Walk
from tests.walk.shared import START, Roads, undone
from vault.inspection.glyphs import of_page

BY_POST = "file_about_a_stranger take_in send_to_chair elevate_by_post"
ADDRESS = "Mara Lindqvist\n7 Example Street\nOtherville, NJ 00000"


def the_notice(walk: Walk, letter: str = "L09") -> Notice:
    notice = walk.case.notices.get(letter=letter)
    notice.case = walk.case
    return notice


@contextmanager
def by_post(roads: Roads) -> Iterator[Walk]:
    """A letter to be posted, made afresh: what a test stored is there for that test only."""
    roads.traveller.move_to(START)
    with undone():
        yield Walk("ccmc", traveller=roads.traveller).along(BY_POST)


def first_page(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return of_page(document.pages[0]).apart


def stranger() -> Certificant:
    return Certificant.objects.get(number="77000123")


def post(walk: Walk, **given: Any) -> None:
    notice = the_notice(walk, given.pop("letter", "L09"))
    given = {"notice": notice, "on": walk.case.today, "tracking": "1Z", "waits": False, **given}
    walk.act(deliveries.record_posting, walk.staff, **given)


def client_of(walk: Walk, name: str) -> Client:
    client = Client()
    client.force_login(walk.ready(walk.user(name)))
    return client


def test_the_paper_carries_the_address_and_the_text_does_not(roads: Roads) -> None:
    with by_post(roads) as walk:
        notice = the_notice(walk)
        assert address_in(notice) == ADDRESS
        assert "7 Example Street" not in notice.text
        page = first_page(b"".join(pdf_for(notice, whole=True)))
        assert "7 Example Street" in page
        assert page.index("Otherville") < page.index("Notice of allegations")
        bare = first_page(b"".join(pdf_for(notice, whole=False)))
        assert "7 Example Street" not in bare, "who reads letters and posts none"


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is missing")
def test_the_address_lies_in_the_window_of_an_envelope(roads: Roads, tmp_path: Path) -> None:
    """A long envelope (No. 10) shows 4.9 to 7.7 cm from the top of the paper, from 2.3 cm on."""
    path = tmp_path / "letter.pdf"
    with by_post(roads) as walk:
        path.write_bytes(b"".join(pdf_for(the_notice(walk), whole=True)))
        number = walk.number
    said = subprocess.run(  # noqa: S603 - our own file
        [str(shutil.which("pdftotext")), "-bbox", "-l", "1", str(path), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = {}
    for left, top, bottom, word in re.findall(
        r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]+)<', said
    ):
        found.setdefault(word, [round(float(n) / 72 * 2.54, 1) for n in (left, top, bottom)])
    places = [found[word] for word in ("Mara", "7", "Otherville,")]

    assert [4.9 <= top < bottom <= 7.7 for _, top, bottom in places] == [True] * 3, places
    assert all(2.3 <= left <= 3 for left, _, _ in places), places
    assert found["Notice"][1] > 7.7
    assert found[number][1] > 7.7
    assert found["Commission"][2] < 4.9


def test_letters_to_post_shows_where_to_and_makes_one_document(roads: Roads) -> None:
    with by_post(roads) as walk:
        staff = client_of(walk, "staff")
        page = staff.get(reverse("letters_to_post")).content.decode()
        assert "Mara Lindqvist<br>7 Example Street<br>Otherville, NJ 00000" in page
        assert reverse("letters_to_post_pdf") in page
        answer = staff.get(reverse("letters_to_post_pdf"))
        assert answer["Content-Type"] == "application/pdf"
        with pikepdf.open(io.BytesIO(answer.content)) as document:
            assert len(document.pages) % 2 == 0, "each letter begins on the front of a sheet"
            assert "7 Example Street" in of_page(document.pages[0]).apart
        for name in ("chair", "investigator"):
            client = Client()
            client.force_login(walk.user(name))
            assert client.get(reverse("letters_to_post_pdf")).status_code == 403
        post(walk)
        assert staff.get(reverse("letters_to_post_pdf")).status_code == 404


def test_without_an_address_nothing_is_posted_and_the_page_leads_to_the_place(
    roads: Roads,
) -> None:
    with by_post(roads) as walk:
        PostalAddress.objects.filter(certificant=stranger()).delete()
        words = (
            "No postal address is known. Enter it in the register: open “Mara Lindqvist” (number "
            "77000123) and choose “Change the postal address”."
        )
        with pytest.raises(Blocked) as no:
            post(walk)
        assert str(no.value) == words
        given = {"notice": the_notice(walk), "on": walk.case.today, "reference": "1Z"}
        with pytest.raises(Blocked, match="No postal address"):
            walk.act(deliveries.record_delivery, walk.staff, **given, proof="mailed")
        page = client_of(walk, "staff").get(reverse("letters_to_post")).content.decode()
        assert reverse("address_new", args=[stranger().pk]) in page
        assert reverse("letters_to_post_pdf") not in page


def test_each_posting_keeps_where_it_went(roads: Roads) -> None:
    with by_post(roads) as walk:
        post(walk)
        walk.days(6)
        walk.act(
            deliveries.record_return, walk.staff, notice=the_notice(walk), reason="Moved away."
        )
        set_address(stranger(), "8 Sample Road\nOtherville, NJ 00000", by=walk.staff)
        walk.act(deliveries.serve_again, walk.staff, notice=the_notice(walk))
        notice = the_notice(walk)
        assert "8 Sample Road" in first_page(pdf_to_post(notice))
        assert address_in(notice) == ADDRESS, "what was made does not change"
        post(walk, tracking="1Z 1000")

        rows = list(the_notice(walk).services.all())
        for row in rows:
            row.case = walk.case
        assert [row.address.splitlines()[1] for row in rows] == [
            "7 Example Street",
            "8 Sample Road",
        ]
        page = client_of(walk, "staff").get(
            reverse("letter", args=[walk.number, the_notice(walk).pk])
        )
        assert "8 Sample Road" in page.content.decode()
        chair = client_of(walk, "chair").get(
            reverse("letter", args=[walk.number, the_notice(walk).pk])
        )
        assert "Sample Road" not in chair.content.decode()


def test_a_letter_in_the_portal_carries_no_address(roads: Roads) -> None:
    with roads.at("chair_review elevate") as walk:
        notice = the_notice(walk)
        assert (notice.state, address_in(notice)) == ("delivered", "")
        assert "Sample Avenue" in envelope(notice)


def test_an_estate_is_written_to_at_the_address_of_its_person(roads: Roads) -> None:
    with roads.at("file take_in send_to_chair elevate close_on_death") as walk:
        notice = the_notice(walk.serve(), "L41")
        assert envelope(notice).splitlines()[0] == "The estate of Elena Vasquez"
        assert "The estate of Elena Vasquez" in first_page(pdf_to_post(notice))


def test_a_complainant_is_written_to_as_they_said_at_filing(roads: Roads) -> None:
    with roads.at("chair_review elevate") as walk:
        notice = walk.case.notices.filter(role="complainant").first()
        party = notice.party
        party.case = walk.case
        party.contact = "ana@example.org\n\n9 Crabapple Lane\nBoulder, CO 00000"
        party.save()
        notice = walk.case.notices.get(pk=notice.pk)
        notice.case = notice.party.case = walk.case
        assert envelope(notice) == "Ana Delgado\n9 Crabapple Lane\nBoulder, CO 00000"


def test_the_address_of_the_respondent_is_told_to_no_complainant(roads: Roads) -> None:
    with by_post(roads) as walk, pytest.raises(Blocked, match="how to reach the respondent"):
        walk.act(
            messages.write_to_party,
            walk.staff,
            to="complainant",
            statement="She lives at 7, Example Street.",
        )
