"""The public form from end to end, and each way it branches."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from codes.lookup import procedure_in_force
from complaints.models import Complaint
from complaints.stages import Sharing
from intake import drafts
from intake.models import Draft
from intake.sending import as_text, digest_of
from people.models import Body
from tests.intake.writing import Writer
from tests.office import Office

MONDAY = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)
STRAIGHT = [
    *("about", "before", "find", "relation", "contact", "when", "topics", "story", "where"),
    *("dealt", "evidence"),
]


def only_case() -> Complaint:
    return Complaint.objects.select_related("docket", "body", "procedure").get()


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def test_when_and_how_to_speak_with_the_filer_stays_with_the_party(office: Office):
    helped = {"language": "es", "adjustments": ["print", "breaks"], "other": "A quiet room"}
    reach = {"full_name": "Ana Delgado", "reach": "page", "telephone": "520-555-0117"}
    Writer(contact={**reach, **helped, "hours": "evenings after six"}).begin().send()

    filer = only_case().complainant
    assert (filer.safe_hours, filer.language, filer.needs) == (
        "evenings after six",
        "Spanish",
        "Large print; More time, or breaks; A quiet room",
    )


def test_the_straight_way_files_one_case(office: Office):
    writer = Writer().begin().send()

    case, complainant = only_case(), only_case().complainant
    [(number, code)] = writer.cases
    assert writer.met == STRAIGHT
    assert (case.pk, case.respondent.public_name) == (number, "Elena Vasquez")
    assert (complainant.identity, complainant.contact) == ("Ana Delgado", "ana@example.org")
    assert complainant.sharing == Sharing.WITHHELD
    assert [(a.words, a.conduct_from, a.when) for a in case.live_allegations] == [
        ("Told my employer my diagnosis", dt.date(2026, 6, 3), "dated")
    ]
    assert case.submissions.get().text == (
        "She told my employer my diagnosis on the telephone.\n\n"
        "When it happened\n3 June 2026\n\n"
        "Where it happened\nOn the telephone\n\n"
        "Who else knows of it\nBo Lind, at the front desk, heard it.\n\n"
        "Who has dealt with it\nThe person’s employer\n\n"
        "What came of it\nThey wrote me a letter.\n\n"
        "What the complainant would like to happen\nThat it does not happen to others."
    )
    [entry] = case.docket.entries.filter(verb="complaint.filed")
    assert entry.details["filing_sha256"] == case.filing.sha256 == digest_of(case.filing.copy)
    follow = Client().post("/ccmc/follow/", {"docket": number, "code": code}, follow=True)
    assert number in follow.content.decode()


@pytest.mark.parametrize(
    ("changes", "met"),
    [
        ({"about": {"about": "care"}}, {"signpost"}),
        ({"find": {"person": "none"}}, {"describe"}),
        ({"relation": {"relation": "family", "sharing": "named"}}, {"authority"}),
        ({"when": {"when": "period"}}, {"period"}),
        ({"when": {"when": "ongoing"}}, {"ongoing"}),
        ({"when": {"when": "unknown"}}, {"between"}),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_page_comes_up_when_an_answer_calls_for_it(office: Office, changes, met):
    writer = Writer(**changes).begin().until()

    assert set(writer.met) - set(STRAIGHT) == met


@pytest.mark.parametrize(
    ("changes", "conduct"),
    [
        ({"when": "period"}, ("2026-06-02", "2026-06-19", "dated")),
        ({"when": "ongoing"}, ("2026-06-01", "2026-11-23", "continuing")),
        ({"when": "day", "day_year": "2025"}, ("2025-01-01", "2025-12-31", "unknown")),
        ({"when": "unknown"}, ("2024-01-01", "2026-11-23", "unknown")),
    ],
)
def test_what_is_known_of_the_time_is_kept_as_it_was_said(office: Office, changes, conduct):
    Writer(when=changes).begin().send()

    [row] = only_case().live_allegations
    first, last, when = conduct
    assert (row.conduct_from.isoformat(), row.conduct_until.isoformat()) == (first, last)
    assert row.when == when


def test_several_people_become_linked_cases_with_a_code_each(office: Office):
    writer = Writer().begin().until().open("others").answer(another="yes", back="check")
    writer.answers["find"] = {"person": "none"}
    told = len(writer.met)
    writer.send()
    assert writer.met[told:] == ["find", "describe", "others"]

    first, second = Complaint.objects.order_by("docket")
    assert [one.respondent.public_name for one in (first, second)] == [
        "Elena Vasquez",
        "Nurse Nobody, A clinic in Tucson",
    ]
    assert (first.filed_with, second.filed_with) == (None, first)
    assert [number for number, _ in writer.cases] == [first.pk, second.pk]
    assert len({code for _, code in writer.cases}) == 2


def test_a_file_is_described_sealed_and_filed(office: Office):
    files = {
        "files": [("note.txt", b"What she wrote.")],
        "description_1": "Her note",
        "health_1": "mine",
    }
    Writer(evidence={"evidence": "now"}, files=files).begin().send()

    [exhibit] = only_case().exhibits.all()
    assert (exhibit.filename, exhibit.description, exhibit.size) == ("note.txt", "Her note", 15)


def test_a_file_that_cannot_be_taken_is_named_and_the_others_stay(office: Office):
    writer = Writer(evidence={"evidence": "now"}).begin().until("files")

    writer.attach(("note.txt", b"Good."), ("tool.exe", b"MZ"))

    assert writer.shown.status_code == 422
    assert "tool.exe" in writer.faults[0]
    assert "note.txt" in writer.text


def test_sending_twice_sends_once_and_shows_the_same_receipt(office: Office):
    writer = Writer().begin().until()
    first = writer.answer("sign", **writer.answers["sign"]).cases
    address = writer.at("sign")

    again = writer.client.post(address, writer.answers["sign"], follow=True)
    back = writer.client.get(writer.at("story"), follow=True)

    writer.shown = again
    assert (writer.cases, Complaint.objects.count()) == (first, 1)
    writer.shown = back
    assert writer.cases == first


def test_the_code_is_shown_until_it_was_kept(office: Office):
    writer = Writer().begin().send()
    [(_, code)] = writer.cases

    wrong = writer.answer("receipt", last_four="0000")
    assert wrong.shown.status_code == 422
    writer.answer("receipt", last_four=code[-4:].lower())

    assert writer.shown.status_code == 200
    assert code[:9] not in writer.text
    pdf = writer.client.get(f"{writer.at('receipt')}pdf/")
    assert pdf["Content-Type"] == "application/pdf"


def test_the_receipt_is_gone_for_any_other_browser(office: Office):
    writer = Writer().begin().send()

    assert Client().get(writer.at("receipt")).status_code == 404


def test_a_page_that_is_not_answered_names_what_is_missing(office: Office):
    writer = Writer().begin().answer("about")

    assert (writer.shown.status_code, writer.faults) == (
        422,
        ["Choose what your complaint is about."],
    )
    writer.open("check")
    assert "Some questions still need an answer" in writer.text
    writer.open("sign")
    assert writer.page == "check"


def test_what_was_typed_stays_with_its_fault(office: Office):
    writer = Writer().begin().until("contact")
    writer.answer(full_name="Ana <b>Delgado</b>", reach="email", email="ana@", language="en")

    assert 'value="Ana &lt;b&gt;Delgado&lt;/b&gt;"' in writer.text
    assert writer.faults == ["Enter an e-mail address in the right form, like name@example.com."]
    writer.open("contact")
    assert 'value="ana@"' in writer.text
    assert writer.faults == []


def test_an_anonymous_filer_is_asked_for_no_name(office: Office):
    """The second body of the tests accepts complaints without a name."""
    body = accepting_anonymous()
    if body is None:
        pytest.skip("no body here accepts a complaint without a name")
    needs = {"language": "other", "other": "Diné"}
    writer = Writer(body, relation={"relation": "client", "sharing": "anonymous"}, needs=needs)
    writer.begin().send()

    filer = only_case().complainant
    assert ("contact" in writer.met, "needs" in writer.met) == (False, True)
    said = (filer.identity, filer.safe_hours, filer.language, filer.needs)
    assert said == ("", "", "Another, named below", "Diné")


def accepting_anonymous() -> str | None:
    for body in Body.objects.all():
        if procedure_in_force(body, body.today).edition.rules.anonymous == "accept":
            return body.pk
    return None


def test_a_draft_ends_when_its_time_has_passed(office: Office):
    writer = Writer(evidence={"evidence": "now"}).begin().until("files")
    writer.attach(("note.txt", b"Good."))
    draft = Draft.objects.get()
    code = drafts.resume_code(draft)
    assert draft.expires_on == dt.date(2026, 12, 23)

    with time_machine.travel(MONDAY + dt.timedelta(days=31), tick=False):
        late = Client().post("/ccmc/complaint/resume/", {"code": code})
        assert late.status_code == 422
        assert drafts.sweep() == 0
    with time_machine.travel(MONDAY + dt.timedelta(days=32), tick=False):
        assert drafts.sweep() == 1

    assert Draft.objects.count() == 0


def test_a_sent_draft_leaves_after_a_day(office: Office):
    Writer().begin().send()
    assert drafts.sweep() == 0
    with time_machine.travel(timezone.now() + dt.timedelta(days=1, minutes=1), tick=False):
        assert drafts.sweep() == 1


def test_nobody_else_opens_a_draft_and_it_looks_like_nothing(office: Office, client: Client):
    writer = Writer().begin().until("story")
    nothing = writer.at("story").replace(writer.draft, "00000000-0000-4000-8000-000000000000")

    answers = [client.get(path) for path in (writer.at("story"), nothing)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_the_copy_is_what_the_digest_was_taken_of(office: Office):
    writer = Writer().begin().send()

    copy = writer.client.get(f"{writer.at('receipt')}copy/").content.decode()

    assert copy == as_text(only_case().filing.copy)
