"""What each form owes its reader: a label, a hint, an error in the same words twice."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.intake.writing import WITH_FILE, Writer
from tests.office import Office
from tests.pages.reading import Page
from tests.walk import Walk


def wrong(client: Client, path: str) -> Page:
    response = client.post(path, {"sent": "by a browser"})
    assert response.status_code == 422
    return Page(response.content.decode())


def unlabelled(page: Page) -> list[str]:
    labels = {a.get("for") for a in page.all("label")}
    controls = [a for a in page.all("input", "select", "textarea") if a.get("type") != "hidden"]
    return [str(a.get("name")) for a in controls if a.get("id") not in labels]


def dangling(page: Page) -> set[str]:
    """What is pointed at and is not there."""
    described = {one for _, a in page.elements for one in (a.get("aria-describedby") or "").split()}
    linked = {str(a["href"])[1:] for a in page.all("a") if str(a.get("href")).startswith("#")}
    return (described | linked) - set(page.ids)


@pytest.mark.parametrize("path", ["/ccmc/complaint/resume/", "/ccmc/follow/", "/sign-in/"])
def test_a_public_form_says_what_is_wrong_and_where(office: Office, client: Client, path: str):
    page = wrong(client, path)

    assert page.text_of("title")[0].startswith("Error: ")
    assert (unlabelled(page), dangling(page)) == ([], set())
    assert len(page.ids) == len(set(page.ids))


def test_the_summary_stands_in_the_order_of_the_page_and_in_its_words(
    office: Office, client: Client
):
    page = wrong(client, "/sign-in/")
    summary = [text for text in page.text_of("a") if "needs an answer" in text]
    beside = [text for text in page.text_of("span") if "needs an answer" in text]

    assert summary == beside
    assert summary[0] == "“Username” needs an answer."


@pytest.mark.parametrize("name", ["contact", "period", "topics", "consent", "sign"])
def test_a_question_says_what_is_wrong_and_where(office: Office, name: str):
    files = WITH_FILE if name == "consent" else {}
    writer = Writer(when={"when": "period"}, **files).begin()
    writer = writer.until("check" if name == "sign" else name)

    writer.answer(name, sent="by a browser")

    page = Page(writer.text)
    assert writer.shown.status_code == 422
    assert page.text_of("title")[0].startswith("Error: ")
    assert (unlabelled(page), dangling(page)) == ([], set())
    assert len(page.ids) == len(set(page.ids))


def test_a_step_asks_and_refuses_like_the_public_form(office: Office, client: Client):
    walk = Walk("ccmc").along("file take_in")
    client.force_login(walk.staff)

    page = wrong(client, f"/cases/{walk.number}/steps/propose_refusal/")

    assert "“Ground” needs an answer." in page.text_of("a")
    assert (unlabelled(page), dangling(page)) == ([], set())


@pytest.mark.parametrize(
    ("path", "labels"),
    [
        (
            "/ccmc/enter/complaint/",
            {"When it happened, or began": False, "When it ended": False, "Postmarked on": True},
        ),
        (
            "/ccmc/enter/self-report/",
            {"When it happened, or began": False, "When it ended": False, "Received on": False},
        ),
    ],
)
def test_only_what_is_never_owed_is_called_optional(
    office: Office, client: Client, path: str, labels: dict[str, bool]
):
    client.force_login(office["ccmc-staff"])
    page = client.get(path).content.decode()

    assert {name: called_optional(page, name) for name in labels} == labels


def test_an_address_that_the_chosen_way_needs_is_not_called_optional(office: Office):
    page = Writer().begin().until("contact").text
    labels = {"E-mail address": False, "Postal address": False, "Telephone number": True}

    assert {name: called_optional(page, name) for name in labels} == labels


def test_the_files_to_leave_out_are_not_called_optional(office: Office):
    """They are owed by whoever says that some are."""
    page = Writer(**WITH_FILE).begin().until("consent").text

    assert called_optional(page, "Files to leave out") is False


def called_optional(page: str, label: str) -> bool:
    """Whether the label of a question says that it may be left out."""
    [after] = re.findall(rf"<(?:label|legend)[^>]*>{label}(.*?)</(?:label|legend)>", page)
    return "optional" in after
