"""Whoever is away too long, is forgotten by their browser or loses an answer, loses no word."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from complaints.models import Complaint, Message
from intake import drafts
from intake.models import Draft
from intake.route import filing_of
from tests.intake.writing import Writer
from tests.office import Office

MONDAY = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def code_of_draft() -> str:
    return drafts.resume_code(Draft.objects.get())


def hidden(page: str) -> dict[str, str]:
    """What a page carries in its hidden fields."""
    fields = re.findall(r'type="hidden" name="([a-z_]+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in fields if name.startswith("carried")}


def test_whose_answer_was_lost_finds_the_receipt_with_the_code_of_the_draft(
    office: Office,
) -> None:
    writer = Writer().begin().until()
    code = code_of_draft()
    sent = writer.answer("check", **writer.answers["sign"]).cases
    with time_machine.travel(MONDAY + dt.timedelta(hours=20), tick=False):
        other = Writer(client=Client())
        other.shown = other.client.post("/ccmc/complaint/resume/", {"code": code}, follow=True)
        assert other.path.endswith("/receipt/")
        assert other.cases == sent
        other.answer("receipt", last_four=sent[0][1][-4:])
        other.shown = Client().post("/ccmc/complaint/resume/", {"code": code}, follow=True)
        assert sent[0][1][:9] not in other.text
    with time_machine.travel(MONDAY + dt.timedelta(hours=25), tick=False):
        late = Client().post("/ccmc/complaint/resume/", {"code": code})
        assert late.status_code == 422


def test_a_browser_that_was_forgotten_carries_what_it_sends_past_the_code(office: Office) -> None:
    writer = Writer().begin().until("story")
    code, story = code_of_draft(), writer.at("story")
    stranger = Client()
    asked = stranger.post(story, {"in_short": "It fell", "story": 'She said "no" & left.'})
    page = asked.content.decode()
    assert (asked.status_code, "What you typed is kept" in page) == (200, True)
    wrong = stranger.post("/ccmc/complaint/resume/", {"code": "D-0000", **hidden(page)})
    assert hidden(wrong.content.decode()) == hidden(page)

    back = stranger.post("/ccmc/complaint/resume/", {"code": code, **hidden(page)}, follow=True)
    assert back.request["PATH_INFO"] == story
    assert "She said &quot;no&quot; &amp; left." in back.content.decode()


def test_nothing_can_be_written_into_a_draft_without_its_code(office: Office) -> None:
    writer = Writer().begin().until("story")
    before = Draft.objects.get().answers
    Client().post(writer.at("story"), {"in_short": "Forged", "story": "Forged."})
    nothing = writer.at("story").replace(writer.draft, "00000000-0000-4000-8000-000000000000")
    pages = [
        re.sub(
            r'csrfmiddlewaretoken" value="[^"]+"|[0-9a-f]{8}-[0-9a-f-]{27}',
            "",
            one.content.decode(),
        )
        for one in (Client().post(path, {"story": "x"}) for path in (writer.at("story"), nothing))
    ]

    assert Draft.objects.get().answers == before
    assert pages[0] == pages[1]


def test_a_draft_comes_back_with_its_code_in_another_browser(office: Office) -> None:
    writer = Writer().begin().until("story")
    shown = writer.client.get(writer.at("save")).content.decode()
    code = "".join(re.findall(r'translate="no">(D-[^<]+)<wbr>([^<]+)<', shown)[0])

    other = Writer(client=Client())
    other.shown = other.client.post("/ccmc/complaint/resume/", {"code": code.lower()}, follow=True)

    assert other.page == "story"
    other.until()
    assert "Told my employer my diagnosis" in other.text


def test_a_locked_page_keeps_what_comes_and_shows_it_after_the_code(office: Office) -> None:
    writer = Writer().begin().until("story")
    code = drafts.resume_code(Draft.objects.get())
    story = writer.at("story")
    with time_machine.travel(MONDAY + dt.timedelta(minutes=46), tick=False):
        asked = writer.client.post(story, {"story": "A long story, typed slowly."}, follow=True)
        assert "What you typed is kept" in asked.content.decode()
        assert "typed slowly" not in asked.content.decode()
        assert "typed slowly" not in writer.client.get(story, follow=True).content.decode()

        back = writer.client.post("/ccmc/complaint/resume/", {"code": code}, follow=True)

    assert back.request["PATH_INFO"] == story
    assert "A long story, typed slowly." in back.content.decode()


def test_staying_begins_the_time_again(office: Office) -> None:
    writer = Writer().begin().until("story")
    for minutes in (40, 80):
        with time_machine.travel(MONDAY + dt.timedelta(minutes=minutes), tick=False):
            assert writer.client.get(writer.at("stay")).status_code == 204


LATE: dict[str, dict[str, Any]] = {
    "others": {"another": "no"},
    "check": {"signature": "Ana Delgado"},
    "contact": {"full_name": "Ana D."},
}


@pytest.mark.parametrize("page", LATE)
def test_a_locked_page_of_any_kind_keeps_what_comes(office: Office, page: str) -> None:
    writer = Writer().begin().until()
    code, kept = code_of_draft(), {"check": "sign"}.get(page, page)
    with time_machine.travel(MONDAY + dt.timedelta(minutes=46), tick=False):
        writer.client.post(writer.at(page), LATE[page])
        assert {
            name: values[0] for name, values in Draft.objects.get().answers[kept].items()
        } == LATE[page]
        writer.client.post("/ccmc/complaint/resume/", {"code": code})
    assert Draft.objects.get().sent_at is None


def test_a_person_chosen_on_a_locked_page_stays_chosen(office: Office) -> None:
    writer = Writer().begin().until("find")
    writer.shown = writer.client.get(writer.at("find"), {"q": "00482913"})
    token = re.findall(r'name="person" value="([^"]+)"', writer.text)[0]
    with time_machine.travel(MONDAY + dt.timedelta(minutes=46), tick=False):
        writer.client.post(writer.at("find"), {"q": "00482913", "person": token})
    assert Draft.objects.get().answers["find"]["person"][0].isdecimal()


def test_a_file_sent_from_a_locked_page_is_kept_whichever_button_was_pressed(
    office: Office,
) -> None:
    writer = Writer(evidence={"evidence": "now"}).begin().until("files")
    note = SimpleUploadedFile("note.txt", b"What she wrote.", "text/plain")
    with time_machine.travel(MONDAY + dt.timedelta(minutes=46), tick=False):
        writer.client.post(writer.at("files"), {"files": [note]})
    assert Draft.objects.get().files.get().filename == "note.txt"


def test_a_file_that_was_chosen_is_kept_when_somebody_stops_for_now(office: Office) -> None:
    writer = Writer(evidence={"evidence": "now"}).begin().until("files")
    note = SimpleUploadedFile("note.txt", b"What she wrote.", "text/plain")
    answer = writer.client.post(writer.at("files"), {"files": [note], "save": "1"})
    assert answer.headers["Location"] == writer.at("save")
    assert Draft.objects.get().files.get().filename == "note.txt"


@pytest.mark.parametrize(
    ("confirmed", "said"),
    [
        (True, "You have the receipt code; it is not shown again."),
        (False, "The receipt code is no longer shown. If you do not have it, continue your saved"),
    ],
    ids=["confirmed", "half an hour later"],
)
def test_a_receipt_says_why_it_shows_no_code(office: Office, confirmed: bool, said: str) -> None:
    writer = Writer().begin().send()
    [(_, code)] = writer.cases
    if confirmed:
        writer.answer("receipt", last_four=code[-4:])
    with time_machine.travel(MONDAY + dt.timedelta(minutes=31), tick=False):
        writer.open("receipt")
        assert said in writer.text
        assert ("The code of your draft is no longer needed." in writer.text) == confirmed


def test_a_description_stays_when_another_file_is_added_even_without_pressing_add(
    office: Office,
) -> None:
    writer = Writer(evidence={"evidence": "now"}).begin().until("files")
    writer.attach(("note.txt", b"What she wrote."))
    more = SimpleUploadedFile("second.txt", b"And this.", "text/plain")
    given = {"description_1": "Her note", "health_1": "none", "files": [more]}
    writer.shown = writer.client.post(writer.at("files"), given, follow=True)

    assert writer.page == "files"
    assert 'value="Her note"' in writer.text
    assert [row.filename for row in Draft.objects.get().files.order_by("number")] == [
        "note.txt",
        "second.txt",
    ]


def test_what_a_filer_types_after_a_quarter_of_an_hour_comes_back_and_is_then_sent(
    office: Office,
) -> None:
    writer = Writer().begin().send()
    [(number, code)] = writer.cases
    client, both = Client(), {"docket": number, "code": code}
    client.post("/ccmc/follow/", both)
    step = "/ccmc/follow/steps/write_message/"
    assert client.get("/ccmc/follow/stay/").status_code == 204
    with time_machine.travel(MONDAY + dt.timedelta(minutes=16), tick=False):
        asked = client.post(step, {"statement": "A long message, typed slowly."})
        assert "What you typed is kept" in asked.content.decode()
        assert client.get("/ccmc/follow/stay/").status_code == 403
        back = client.post("/ccmc/follow/", {**both, **hidden(asked.content.decode())})
        page = back.content.decode()
        assert "A long message, typed slowly." in page
        assert f'action="{step}"' in page
        assert Message.objects.count() == 0
        client.post(step, {"statement": "A long message, typed slowly."})
    assert [message.text for message in _of_case(number)] == ["A long message, typed slowly."]


def _of_case(number: str) -> list[Message]:
    return list(Message.objects.filter(case=number).select_related("case"))


def test_two_tabs_lose_nothing_of_one_another(office: Office) -> None:
    """Each reads the draft, and then each keeps its own page."""
    writer = Writer().begin().until()
    here, there = filing_of(Draft.objects.get()), filing_of(Draft.objects.get())
    here.answers["where"] = {"where": ["In the lobby"]}
    there.answers["story"] = {"in_short": ["Another sentence"], "story": ["Another story."]}
    for filing in (here, there):
        drafts.save_answers(filing.draft, filing.answers)

    kept = Draft.objects.get().answers
    assert kept["where"] == {"where": ["In the lobby"]}
    assert kept["story"]["story"] == ["Another story."]
    assert there.answers == kept
    assert writer.open("check").shown.status_code == 200


def test_nobody_signs_what_another_window_has_changed(office: Office) -> None:
    writer = Writer().begin().until()
    read = re.findall(r'name="revision" value="([0-9a-f]{16})"', writer.open("check").text)
    writer.answer("story", in_short="Changed", story="Changed in another window.")
    writer.answer("check", **writer.answers["sign"], revision=read[0])
    assert writer.shown.status_code == 422
    assert writer.faults == [
        "An answer was changed in another window. Read your answers once more."
    ]
    now = re.findall(r'name="revision" value="([0-9a-f]{16})"', writer.text)
    writer.answer("check", **writer.answers["sign"], revision=now[0])
    assert writer.path.endswith("/receipt/")


def test_each_person_keeps_their_own_description_and_each_code_is_asked_for(
    office: Office,
) -> None:
    first = {"described": "First", "workplace": "A clinic", "known_by": "Has red hair."}
    second = {"described": "Second", "workplace": "A ward", "known_by": "Wears glasses."}
    nobody = {"find": {"person": "none", "q": "nobody at all"}}
    writer = Writer(describe=first, **nobody).begin().until()
    writer.open("others").answer("others", another="yes")
    writer.answers["describe"] = second
    writer.until().answer("check", **writer.answers["sign"])

    cases = Complaint.objects.order_by("pk")
    told = [(c.respondent.described, c.submissions.get(kind="narrative")) for c in cases]
    for (described, filed), case in zip(told, cases, strict=True):
        filed.case = case
        words = first if described == "First, A clinic" else second
        assert described == f"{words['described']}, {words['workplace']}"
        assert f"About the person\n{words['known_by']}" in filed.text
        assert filed.text.count("About the person") == 1
    codes = dict(writer.cases)
    a, b = sorted(codes)
    writer.answer("receipt", last_four=codes[a][-4:], last_four_2="0000")
    assert writer.shown.status_code == 422
    writer.answer("receipt", last_four=codes[a][-4:], last_four_2=codes[b][-4:])
    assert codes[b][:9] not in writer.text
