"""What staff enter for others, each kind through its own form and on to the docket."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from complaints.models import Complaint
from complaints.stages import Matter, Sharing
from people.models import Body
from tests.office import Office

KEY = "c" * 32


def given(**changes: Any) -> dict[str, Any]:
    today = Body.objects.get(pk="ccmc").today
    day = (today - dt.timedelta(days=3)).isoformat()
    return {
        "key": KEY,
        "received_on": day,
        "in_short": "Billed for visits that were not made",
        "conduct_from": "2026-02-03",
        **changes,
    }


def paper(**changes: Any) -> dict[str, Any]:
    return given(
        channel="post",
        postmarked_on="2026-10-01",
        sharing="withheld",
        name="Bo Lind",
        post="1 Main Street\nTucson",
        about="Elena Vasquez",
        number="00482913",
        what_happened="As my letter says.",
        signed="on",
        uploads=[SimpleUploadedFile("scan.txt", b"The letter.")],
        **changes,
    )


@pytest.fixture
def staff(office: Office, client: Client) -> Client:
    client.force_login(office["ccmc-staff"])
    return client


def test_a_letter_is_filed_on_behalf_of_its_writer(staff: Client):
    sent = paper()
    first = staff.post("/ccmc/enter/complaint/", sent)
    again = staff.post("/ccmc/enter/complaint/", paper())

    case = Complaint.objects.get()
    filer = case.complainant
    [entry] = case.docket.entries.filter(verb="complaint.filed")
    assert first.status_code == again.status_code == 302
    assert case.filed_on.isoformat() == sent["received_on"]
    assert (filer.identity, filer.contact) == ("Bo Lind", "\n\n1 Main Street\nTucson")
    assert (filer.user, filer.receipt_tag, filer.sharing) == (None, "", Sharing.WITHHELD)
    assert case.respondent.certificant.number == "00482913"
    assert (entry.told["for"], entry.actor[:5]) == ("complainant", "user:")
    assert (entry.details["channel"], entry.details["postmarked_on"]) == ("post", "2026-10-01")
    assert [exhibit.filename for exhibit in case.exhibits.all()] == ["scan.txt"]


@pytest.mark.parametrize(
    ("kind", "matter", "verb"),
    [
        ("self-report", Matter.SELF_REPORT, "self_report.received"),
        ("own-motion", Matter.OWN_MOTION, "own_motion.opened"),
    ],
)
def test_a_matter_without_a_complainant_goes_to_intake(staff: Client, kind, matter, verb):
    answers = given(number="00482913", source="Her letter", statement="I was convicted.")

    staff.post(f"/ccmc/enter/{kind}/", answers)
    staff.post(f"/ccmc/enter/{kind}/", answers)

    case = Complaint.objects.get()
    assert (case.matter, case.stage, case.complainant) == (matter, "received", None)
    assert case.docket.entries.get(number=1).verb == verb
    assert [s.text for s in case.submissions.all()] == ["I was convicted."]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"received_on": "2999-01-01"}, "This day lies in the future."),
        ({"name": ""}, "Enter the name of the filer."),
        ({"postmarked_on": "2999-01-01"}, "It cannot be posted after it was received."),
        ({"signed": ""}, "Without a signature or a confirmation ask the filer first."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(staff: Client, changes, sentence):
    answer = staff.post("/ccmc/enter/complaint/", paper() | changes)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "As my letter says." in answer.content.decode()
    assert not Complaint.objects.exists()


@pytest.mark.parametrize("who", ["ccmc-chair", "namss-staff", "ccmc-auditor"])
def test_nobody_else_enters_anything(office: Office, client: Client, who: str):
    client.force_login(office[who])

    for address in ("/ccmc/enter/", "/ccmc/enter/complaint/", "/ccmc/enter/own-motion/"):
        assert client.get(address).status_code == 404


def test_every_kind_is_offered(staff: Client):
    page = staff.get("/ccmc/enter/").content.decode()

    for kind in ("complaint", "self-report", "own-motion"):
        assert f'href="/ccmc/enter/{kind}/"' in page
    assert 'href="/ccmc/reciprocal/"' in page
    assert staff.get("/ccmc/enter/nonsense/").status_code == 404
