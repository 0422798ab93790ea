"""What staff enter for others, each kind through its own form and on to the docket."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import strip_tags

from complaints.models import Complaint, Party
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


def test_staff_read_beside_the_number_when_it_is_safe_to_call(staff: Client, office: Office):
    told = {
        "telephone": "520-555-0117",
        "safe_hours": "evenings after six",
        "language": "Diné",
        "needs": "Large print; an interpreter",
    }
    staff.post("/ccmc/enter/complaint/", paper(**told))

    filer = Complaint.objects.get().complainant
    assert (filer.safe_hours, filer.language, filer.needs) == tuple(told.values())[1:]
    page = rows(staff, filer)
    assert page["Telephone"] == "520-555-0117 Call only: evenings after six"
    assert page["Language"] == "Diné"
    assert page["What would help them"] == "Large print; an interpreter"
    assert page["Postal address"] == "1 Main Street Tucson"

    Party.objects.filter(pk=filer.pk).update(safe_hours=None)
    kept = Party.objects.get(pk=filer.pk)
    kept.save()
    warned = "520-555-0117 Read under “As filed” when it is safe before you call"
    assert (Party.objects.get(pk=filer.pk).safe_hours, rows(staff, filer)["Telephone"]) == (
        None,
        warned,
    )

    filer.safe_hours = ""
    filer.save()
    unsaid = "520-555-0117 They did not say when it is safe to call"
    assert rows(staff, filer)["Telephone"] == unsaid


def rows(staff: Client, filer: Party) -> dict[str, str]:
    """The rows of the parties section, as read."""
    case = filer.case
    if not case.declarations.exists():
        staff.post(f"/cases/{case.pk}/steps/declare/", {"answer": "none"})
    page = staff.get(f"/cases/{case.pk}/parties/").content.decode()
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page, re.DOTALL)
    return {name: " ".join(strip_tags(text.replace("<br>", " ")).split()) for name, text in found}


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
