"""What staff enter for others, each kind through its own form and on to the docket."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from codes.lookup import procedure_in_force
from complaints.models import Complaint, Party
from complaints.stages import Matter, Sharing
from people.models import Body
from tests.bodies import CASES
from tests.office import Office

KEY = "c" * 32


def dates(name: str, *parts: int) -> dict[str, str]:
    """A date as three inputs take it: a year, with a month, with a day."""
    named = zip(("year", "month", "day"), parts, strict=False)
    return {f"{name}_{part}": str(number) for part, number in named}


def given(**changes: Any) -> dict[str, Any]:
    today = Body.objects.get(pk="ccmc").today
    day = (today - dt.timedelta(days=3)).isoformat()
    return {
        "key": KEY,
        "received_on": day,
        "in_short": "Billed for visits that were not made",
        "when": "day",
        **dates("conduct_from", 2026, 2, 3),
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
        ({"sharing": "anonymous"}, "Select a valid choice. anonymous is not one of the available"),
        (dates("conduct_from", 2999), "This is after the day on which we received it."),
        ({"conduct_from_year": ""}, "Enter the year with four figures, such as 2026."),
        ({"when": "period"}, "Enter when it ended."),
        (
            dates("conduct_until", 2026, 2, 4),
            "Choose “Several times, or over some time”, or leave this empty.",
        ),
        (
            {"when": "period"} | dates("conduct_until", 2026, 1),
            "The last day is before the first day.",
        ),
        ({"when": ""}, "“What is known of the time?” needs an answer."),
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


@pytest.mark.parametrize(
    ("answers", "days"),
    [
        (dates("conduct_from", 2026, 2, 3), "2026-02-03 2026-02-03 dated"),
        (dates("conduct_from", 2024, 2), "2024-02-01 2024-02-29 unknown"),
        (dates("conduct_from", 2024), "2024-01-01 2024-12-31 unknown"),
        (
            {"when": "period"}
            | dates("conduct_from", 2025, 3, 1)
            | dates("conduct_until", 2025, 4, 2),
            "2025-03-01 2025-04-02 dated",
        ),
        (
            {"when": "period"} | dates("conduct_from", 2025, 3) | dates("conduct_until", 2025, 4),
            "2025-03-01 2025-04-30 unknown",
        ),
        (
            {"when": "ongoing"} | dates("conduct_from", 2025, 3),
            "2025-03-01 received continuing",
        ),
        ({"when": "unknown"}, "1950-01-01 received unknown"),
        (
            {"when": "unknown"} | dates("conduct_from", 2020) | dates("conduct_until", 2021, 6),
            "2020-01-01 2021-06-30 unknown",
        ),
    ],
)
@pytest.mark.parametrize("kind", ["complaint", "self-report"])
def test_a_date_is_taken_as_exactly_as_it_is_known(
    staff: Client, kind: str, answers: dict[str, str], days: str
):
    undated = dict.fromkeys(dates("conduct_from", 1, 1, 1), "")
    whole = {"number": "00482913", "source": "Her letter", "statement": "I was convicted."}
    sent = (paper() if kind == "complaint" else given(**whole)) | undated | answers
    staff.post(f"/ccmc/enter/{kind}/", sent)

    row = Complaint.objects.get().allegations.get()
    found = f"{row.conduct_from} {row.conduct_until} {row.when}"
    assert found == days.replace("received", sent["received_on"])


def test_a_date_that_must_be_known_is_asked_for(staff: Client):
    undated = dict.fromkeys(dates("conduct_from", 1, 1, 1), "")
    answer = staff.post("/ccmc/enter/complaint/", paper() | undated)

    assert answer.status_code == 422
    assert "Enter when it happened, or choose “Nobody knows”." in answer.content.decode()


def ways_of_being_named(client: Client, body: str) -> list[str]:
    page = client.get(f"/{body}/enter/complaint/").content.decode()
    return re.findall(r'name="sharing" value="([a-z]+)"', page)


def test_only_the_ways_of_being_named_that_the_procedure_allows_are_offered(
    office: Office, client: Client
):
    found = {}
    for body in CASES:
        client.force_login(office[f"{body}-staff"])
        rules = procedure_in_force(Body.objects.get(pk=body), timezone.localdate()).edition.rules
        anonymous = ["anonymous"] if rules.anonymous == "accept" else []
        withheld = ["withheld"] if rules.name_withheld else []
        found[body] = (ways_of_being_named(client, body), ["named", *withheld, *anonymous])

    assert {body: offered for body, (offered, _) in found.items()} == {
        body: allowed for body, (_, allowed) in found.items()
    }
    assert {"anonymous" in offered for offered, _ in found.values()} == {True, False}
