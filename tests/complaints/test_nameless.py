"""What the office writes for a respondent names no complainant who stays unnamed; nor early."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from complaints import allegations, approvals, assignments, evidence, filing, tasks
from complaints.doors import DOORS, Door, take
from complaints.freezing import preview
from complaints.guard import Named
from complaints.models import Allegation, Errand, Party
from complaints.nameless import read_first, unread
from ledger.refusals import Blocked
from tests.walk import Walk, provision_of
from tests.walk.shared import Roads

NAME = "Rosalind Delgado-Quiroz"
FILER = filing.Filer(
    name=NAME, email="rosalind.dq@example.org", telephone="602 555 0188", sharing="withheld"
)
REFUSED = (
    "This names the complainant, or how to reach them, and the respondent is not to be told"
    " that. Write it without."
)


@pytest.fixture
def walk(roads: Roads) -> Iterator[Walk]:
    with roads.at("", "ccmc", "nameless") as walk:
        yield walk.file(filer=FILER)


def words_for(walk: Walk, words: str) -> dict[str, Any]:
    day = walk.case.live_allegations[0].conduct_from
    return {
        "words": words,
        "conduct_from": day,
        "conduct_until": day,
        "provision": provision_of(walk.body.pk),
    }


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def posted(walk: Walk, door: str, by: Any, **answers: Any) -> Any:
    address = reverse("step", args=[walk.number, door])
    return client_of(walk.ready(by)).post(address, answers)


def allegation_page(walk: Walk, words: str) -> dict[str, Any]:
    given = words_for(walk, words)
    day = given["conduct_from"].isoformat()
    return {
        "allegation": walk.case.live_allegations[0].pk,
        "words": words,
        "conduct_from": day,
        "conduct_until": day,
        "provision": given["provision"].pk,
    }


def sees(walk: Walk) -> list[int]:
    """What the respondent is answered at the case's addresses."""
    client = client_of(walk.respondent)
    pages = ["case", "section", "api_case-detail"]
    args = {"section": [walk.number, "allegations"]}
    return [
        client.get(reverse(page, args=args.get(page, [walk.number]))).status_code for page in pages
    ]


def test_words_with_the_name_are_refused_at_their_field(walk: Walk) -> None:
    walk.along("take_in")
    words = f"{NAME} was told of her diagnosis"

    page = posted(walk, "rewrite_allegation", walk.staff, **allegation_page(walk, words))
    address = reverse("api_case-take", args=[walk.number, "rewrite_allegation"])
    answer = client_of(walk.staff).post(address, allegation_page(walk, words))

    assert (page.status_code, page.context["form"].errors) == (422, {"words": [REFUSED]})
    assert (answer.status_code, answer.json()["errors"]) == (400, {"words": [REFUSED]})
    assert walk.case.live_allegations[0].words == "Told the employer the diagnosis"


def test_an_allegation_as_it_was_filed_is_not_put_to_the_respondent(roads: Roads) -> None:
    with roads.at("", "ccmc", "nameless") as walk:
        walk.file(filer=FILER, in_short=f"She told {NAME} everything").along("take_in")
        with pytest.raises(Blocked, match=r"^Allegation 1 names the complainant"):
            walk.along("send_to_chair")
        walk.act(
            allegations.rewrite_allegation,
            walk.staff,
            allegation=walk.case.live_allegations[0],
            **words_for(walk, "She told somebody everything"),
        )
        walk.along("send_to_chair")
        walk.case.allegations.update(words=f"She told {NAME} everything")
        with pytest.raises(Blocked, match=r"^Allegation 1 names the complainant"):
            walk.along("elevate")


def test_a_report_with_the_name_is_not_filed(walk: Walk) -> None:
    walk.along("take_in send_to_chair elevate respond investigate disclose comment")

    page = posted(
        walk, "file_report", walk.user("investigator"), report=f"I spoke to {NAME} at length."
    )

    assert (page.status_code, page.context["form"].errors) == (422, {"report": [REFUSED]})
    assert not walk.case.submissions.filter(kind="report").exists()


def office_texts() -> list[tuple[str, str]]:
    """Every text that a door asks for, as the act that keeps it has it."""
    return [
        (name, field)
        for name, door in DOORS.items()
        for field, asked in door.form.base_fields.items()
        if type(asked) is not forms.CharField and isinstance(asked, forms.CharField)
    ]


@pytest.mark.parametrize(("name", "field"), office_texts())
def test_every_text_of_the_office_is_read_unless_the_table_says_why_not(
    walk: Walk, name: str, field: str
) -> None:
    door: Door = DOORS[name]
    act = door.act.__name__
    given = {field: f"As {NAME} says."}

    if (act, field) in unread():
        read_first(walk.case, act, walk.staff, given)
        return
    with pytest.raises(Named) as refusal:
        read_first(walk.case, act, walk.staff, given)
    assert (str(refusal.value), refusal.value.path) == (REFUSED, (field,))


def test_the_table_lists_only_texts_that_there_are() -> None:
    asked = {(DOORS[name].act.__name__, field) for name, field in office_texts()}
    assert unread() - asked == set()


def test_what_the_parties_write_is_their_own(walk: Walk) -> None:
    walk.along("take_in ask_for_correction")
    given = {"statement": f"I am {NAME}."}
    take(DOORS["supply_correction"], walk.case, walk.filer, given)
    take(DOORS["write_to_party"], walk.case, walk.staff, {"to": "complainant", **given})


def test_nor_in_a_message_a_file_s_name_or_a_motion(walk: Walk) -> None:
    walk.along("take_in send_to_chair elevate")
    file = SimpleUploadedFile(f"{NAME}.txt", b"A note.")
    for act, given, path in (
        ("write_to_party", {"to": "respondent", "statement": NAME}, ("statement",)),
        ("add_evidence", {"upload": file, "description": "A note"}, ("upload",)),
        ("open_ballot", {"moved": {"code": "A", "factors": NAME}}, ("moved", "factors")),
    ):
        with pytest.raises(Named) as refusal:
            read_first(walk.case, act, walk.staff, given)
        assert refusal.value.path == path


def test_what_the_office_called_a_file_is_read_again_when_it_is_disclosed(walk: Walk) -> None:
    walk.along("take_in send_to_chair elevate respond investigate add_evidence")
    exhibit = walk.case.exhibits.get()
    exhibit.case, exhibit.description = walk.case, f"Interview with {NAME}"
    exhibit.save()
    with pytest.raises(Blocked, match=r"^What E-01 is called names the complainant"):
        walk.act(evidence.disclose, walk.ready(walk.user("investigator")), exhibits=[exhibit])


def test_a_complaint_entered_for_somebody_names_them_nowhere(walk: Walk) -> None:
    today = dt.date(2026, 3, 2).isoformat()
    filed = {"key": "0" * 32, "received_on": today, "when": "unknown", "channel": "post"}
    filed |= {"name": NAME, "sharing": "withheld", "about": "J. Vale", "signed": "on"}
    filed |= {"what_happened": "He did.", "in_short": "Told Delgado-Quiroz’s employer"}

    page = client_of(walk.staff).post(reverse("entry", args=["ccmc", "complaint"]), filed)

    assert (page.status_code, page.context["form"].errors) == (422, {"in_short": [REFUSED]})


def test_the_case_is_closed_to_the_respondent_until_the_notice_is_served(roads: Roads) -> None:
    with roads.at("ask_approval file take_in send_to_chair") as walk:
        walk.act(assignments.elevate, walk.gatekeeper, reason="If true, a breach.")
        before = sees(walk)
        walk.serve()
        drafted = sees(walk)
        chair = walk.ready(walk.holder("committee_chair"))
        (notice,) = walk.case.notices.filter(letter="L09")
        notice.case = walk.case
        read = preview(notice).digest
        walk.act(approvals.approve_letter, chair, notice=notice, digest=read)

        assert (before, drafted, sees(walk)) == ([404] * 3, [404] * 3, [200] * 3)
        assert Party.objects.get(case=walk.number, role="respondent").opened_on == walk.case.today
        assert walk.case.live_allegations[0].served_on == walk.case.today


def test_an_added_allegation_is_shown_once_its_notice_is_served(roads: Roads) -> None:
    with roads.at("investigation") as walk:
        day = walk.case.filed_on
        chair = walk.ready(walk.holder("committee_chair"))
        given = words_for(walk, "Told a second employer") | {"reason": "The interview showed it."}
        given |= {"conduct_from": day, "conduct_until": day}
        walk.act(allegations.add_allegation, chair, **given)
        client = client_of(walk.respondent)

        def numbers() -> list[int]:
            page = client.get(reverse("section", args=[walk.number, "allegations"]))
            api = client.get(reverse("api_case-detail", args=[walk.number])).json()
            assert [row.number for row in page.context["allegations"]] == [
                row["number"] for row in api["allegations"]
            ]
            return [row["number"] for row in api["allegations"]]

        before = numbers()
        walk.deliver("L09")
        assert (before, numbers()) == ([1], [1, 2])


def test_a_letter_that_is_held_back_says_so_at_once(walk: Walk) -> None:
    """The words are planted behind every guard but the last."""
    walk.along("take_in send_to_chair")
    walk.act(assignments.elevate, walk.gatekeeper, reason="If true, a breach.")
    Allegation.objects.filter(case=walk.number).update(words=f"She told {NAME} all")

    tasks.serve_waiting_notices()

    errand = Errand.objects.open().get(case=walk.number)
    assert errand.words == (
        f"Letter L09 of {walk.number} is held back: it would tell the respondent who complained,"
        " or how to reach them. Change the words of the allegation or the reasons it gives."
        " Then have it tried again."
    )
    assert sees(walk) == [404] * 3
    staff = client_of(walk.staff)
    assert errand.words in staff.get(reverse("section", args=[walk.number, "letters"])).text
    walk.act(
        allegations.rewrite_allegation,
        walk.staff,
        allegation=walk.case.live_allegations[0],
        **words_for(walk, "She told all"),
    )
    address = reverse("errand", args=[errand.pk])
    staff.post(address, {"how": "Reworded.", "again": "on"})
    tasks.serve_waiting_notices()
    assert (walk.case.notices.get(letter="L09").state, sees(walk)) == ("served", [200] * 3)
