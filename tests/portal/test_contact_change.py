"""A filer changes how they are reached: mail follows, staff see both, the other side nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse

from complaints import contacts, mail, messages
from complaints.filing import Filer
from complaints.models import Errand, FormerContact, Mail
from complaints.stages import Sharing
from ledger.refusals import Blocked, Forbidden
from people.models import User
from tests.pages.walls import by_receipt
from tests.walk import Walk
from tests.walk.shared import Roads

OLD, NEW = "zq-old@example.org", "zq-new@example.org"
FILER = Filer(
    name="Zephyrine Quill",
    email=OLD,
    telephone="520-555-0117",
    sharing=Sharing.WITHHELD,
    safe_hours="mornings",
    needs="Large print",
)
CHANGED = {
    "reach": "email",
    "email": NEW,
    "telephone": "520-555-0199",
    "hours": "after nine",
    "needs": "Large print",
}
SECRETS = [OLD, NEW, "zq-old", "zq-new", "555-0117", "555-0199", "after nine", "mornings"]
WORDS = "How to reach the complainant was changed"


class Withheld(Walk):
    def file(self, **changes: Any) -> Walk:
        return super().file(**({"filer": FILER} | changes))

    def file_signed_in(self) -> Walk:
        return self.file(by=self.user("complainant"))

    def move(self) -> Walk:
        """The filer changes it on the page, by code."""
        address = reverse("follow_step", args=[self.body.pk, "change_contact"])
        answer = by_receipt(self).post(address, CHANGED)
        assert (answer.status_code, answer.url) == (302, reverse("status", args=[self.body.pk]))
        return self


def at(roads: Roads, road: str) -> Any:
    return roads.at(road, "ccmc", "withheld", kind=Withheld)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def history(walk: Walk, name: str) -> str:
    user = walk.user(name)
    page = signed_in(user).get(reverse("section", args=[walk.number, "history"]))
    assert page.status_code == 200
    return page.content.decode()


def formers(walk: Walk) -> Any:
    return FormerContact.objects.filter(case=walk.number)


def reached(walk: Walk) -> tuple[Any, ...]:
    filer = walk.filer
    return filer.contact, filer.safe_hours, filer.needs


def test_the_page_begins_with_what_holds_and_keeps_what_is_new(roads: Roads) -> None:
    with at(roads, "received") as walk:
        page = by_receipt(walk).get(reverse("follow_step", args=["ccmc", "change_contact"]))
        form = page.context["form"]
        shown = {name: form[name].value() for name in form.fields}
        walk.move()

        assert shown == {
            "reach": "email",
            "email": OLD,
            "telephone": "520-555-0117",
            "hours": "mornings",
            "post": "",
            "needs": "Large print",
        }
        assert reached(walk) == (f"{NEW}\n520-555-0199", "after nine", "Large print")
        [before] = formers(walk)
        kept = (before.contact, before.safe_hours, before.needs)
        assert kept == (f"{OLD}\n520-555-0117", "mornings", "Large print")


@pytest.mark.parametrize("road", ["received", "file_signed_in"])
def test_mail_goes_to_the_new_address_from_then_on(roads: Roads, road: str, settings: Any) -> None:
    with at(roads, road) as walk:
        walk.serve()
        settings.SANDBOX = False
        mail.send_waiting()
        before = len(outbox.outbox)
        receipt = outbox.outbox[-1].to
        walk.act(messages.write_to_party, walk.staff, to="complainant", statement="One.")
        walk.move()
        walk.act(messages.write_to_party, walk.staff, to="complainant", statement="Two.")
        mail.send_waiting()

        assert receipt == [OLD]
        assert [one.to for one in outbox.outbox[before:]] == [[NEW], [NEW]]


def test_what_may_no_longer_be_mailed_is_left_to_the_staff(roads: Roads) -> None:
    with at(roads, "received") as walk:
        walk.act(messages.write_to_party, walk.staff, to="complainant", statement="One.")
        address = reverse("follow_step", args=["ccmc", "change_contact"])
        by_receipt(walk).post(address, CHANGED | {"reach": "page"})

        assert (mail.address_of(walk.filer), Mail.objects.filter(case=walk.number).count()) == (
            "",
            0,
        )
        words = f"An e-mail about {walk.number} was not sent: the filer no longer gets any."
        assert Errand.objects.get(case=walk.number).words.startswith(words)


def test_the_record_says_that_it_changed_by_whom_and_never_to_what(roads: Roads) -> None:
    with at(roads, "response") as walk:
        walk.move()
        [entry] = walk.case.docket.entries.filter(verb="contact.changed")
        entry.docket = walk.case.docket

        assert entry.actor == walk.filer.actor_name
        assert entry.details == {"changed": ["email", "telephone", "safe_hours"]}
        told = {name: WORDS in history(walk, name) for name in ("staff", "auditor", "respondent")}
        assert told == {"staff": True, "auditor": True, "respondent": False}
        pages = [history(walk, name) for name in told]
        assert [word for word in SECRETS for page in pages if word in page] == []


def test_staff_see_what_holds_and_what_is_no_longer_to_be_used(roads: Roads) -> None:
    with at(roads, "intake") as walk:
        walk.move()
        page = signed_in(walk.staff).get(reverse("section", args=[walk.number, "parties"]))
        text = " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())

    assert "520-555-0199 Call only: after nine E-mail zq-new@example.org" in text
    assert f"No longer to be used: {OLD} 520-555-0117 Call only: mornings" in text


def test_the_other_side_sees_nothing_of_it(roads: Roads) -> None:
    with at(roads, "response") as walk:
        client = signed_in(walk.respondent)
        names = ("overview", "papers", "letters", "messages", "history", "clocks")
        where = [reverse("section", args=[walk.number, name]) for name in names]
        before = [client.get(one).content.decode() for one in where]
        walk.move()
        after = [client.get(one).content.decode() for one in where]

    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert [token.sub("", page) for page in after] == [token.sub("", page) for page in before]


@pytest.mark.parametrize("words", [f"Write to {OLD}.", f"Write to {NEW}.", "Call 520-555-0117."])
def test_neither_address_reaches_the_respondent_in_a_text(roads: Roads, words: str) -> None:
    refused = pytest.raises(Blocked, match="This names the complainant")
    with at(roads, "response move") as walk, refused:
        walk.act(messages.write_to_party, walk.staff, to="respondent", statement=words)


def test_nothing_changed_is_said_and_enters_nothing(roads: Roads) -> None:
    with at(roads, "received move") as walk:
        given = {"email": NEW, "telephone": "520-555-0199", "post": "", "needs": "Large print"}
        with pytest.raises(Blocked, match="Nothing is different"):
            walk.act(contacts.change_contact, walk.filer, safe_hours="after nine", **given)
        assert formers(walk).count() == 1


def test_whoever_gave_no_name_is_not_offered_it(roads: Roads) -> None:
    filer = Filer(name="", email="", sharing=Sharing.ANONYMOUS)
    with roads.at("", "ccmc", "anonymous") as walk:
        walk.file(filer=filer)
        page = by_receipt(walk).get(reverse("status", args=["ccmc"])).content.decode()
        address = reverse("follow_step", args=["ccmc", "change_contact"])
        answer = by_receipt(walk).post(address, CHANGED)
        given = {"email": NEW, "telephone": "", "post": "", "safe_hours": "", "needs": ""}

        assert (address in page, answer.status_code) == (False, 404)
        with pytest.raises(Forbidden, match="You gave no name"):
            walk.act(contacts.change_contact, walk.filer, **given)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"email": ""}, "Enter an e-mail address, or choose another way."),
        ({"reach": "post"}, "Enter a postal address, or choose another way."),
        ({"email": "no address"}, "Enter an e-mail address in the right form"),
    ],
)
def test_a_way_needs_its_address(roads: Roads, changes: dict[str, str], fault: str) -> None:
    with at(roads, "received") as walk:
        address = reverse("follow_step", args=["ccmc", "change_contact"])
        answer = by_receipt(walk).post(address, CHANGED | changes)

        assert answer.status_code == 422
        assert fault in answer.content.decode()
        assert formers(walk).count() == 0
