"""Who complained is told to the respondent with the filer's leave, by one step, for good."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from complaints import naming
from complaints.filing import Filer
from complaints.models import Mail
from complaints.stages import Sharing
from ledger.refusals import Blocked, Forbidden
from tests.pages.test_queries import client_of
from tests.pages.walls import by_receipt
from tests.walk import Walk
from tests.walk.shared import Roads

NAME = "Zephyrine Quill"


class Named(Walk):
    sharing = Sharing.NAMED

    def file(self, **changes: Any) -> Walk:
        filer = Filer(name=NAME, email="zq@example.org", sharing=self.sharing)
        return super().file(**({"filer": filer} | changes))

    def let(self) -> Named:
        """The filer lets the person be told, on the page, by code."""
        return self.choose("named")

    def keep(self) -> Named:
        return self.choose("withheld")

    def choose(self, sharing: str) -> Named:
        address = reverse("follow_step", args=[self.body.pk, "choose_sharing"])
        assert by_receipt(self).post(address, {"sharing": sharing}).status_code == 302
        return self

    def tell(self) -> Named:
        """The staff tell it, on the page."""
        address = reverse("step", args=[self.number, "name_complainant"])
        assert client_of(self.ready(self.staff)).post(address).status_code == 302
        return self


class Withheld(Named):
    sharing = Sharing.WITHHELD


def words_in(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def seen_by_respondent(walk: Walk) -> str:
    page = client_of(walk.respondent).get(reverse("case", args=[walk.number]))
    assert page.status_code == 200
    return words_in(page.content.decode())


def page_of(walk: Walk) -> str:
    page = by_receipt(walk).get(reverse("status", args=["ccmc"]))
    assert page.status_code == 200
    return page.content.decode()


def own_page(walk: Walk) -> str:
    return words_in(page_of(walk))


def verbs(walk: Walk) -> list[str]:
    entries = walk.case.docket.entries.filter(verb__startswith="identity.").order_by("number")
    return [entry.verb for entry in entries if entry.verb != "identity.read"]


def test_who_agreed_is_named_once_the_staff_tell_it(roads: Roads) -> None:
    with roads.at("response", "ccmc", "named", kind=Named) as walk:
        before, mails = seen_by_respondent(walk), Mail.objects.count()
        walk.tell()
        after, told = seen_by_respondent(walk), list(Mail.objects.order_by("pk"))[mails:]
        day = walk.case.today.strftime("%-d %B %Y")

        assert (NAME in before, "They agreed that you may be told." in before) == (False, True)
        assert f"Who complained {NAME} , as the office told you on {day}." in after
        assert "zq@example.org" not in after
        assert f"The person was told your name on {day}." in own_page(walk)
        assert reverse("follow_step", args=["ccmc", "choose_sharing"]) not in page_of(walk)
        assert verbs(walk) == ["identity.disclosed"]
        subjects = {(mail.to, mail.subject) for mail in told}
        news = f"There is news about {walk.number}"
        assert subjects == {("zq@example.org", news), (walk.respondent.email, news)}
        assert [NAME in mail.text for mail in told] == [False, False]


def test_who_kept_the_name_can_let_it_be_told_later(roads: Roads) -> None:
    with roads.at("response", "ccmc", "kept", kind=Withheld) as walk:
        with pytest.raises(Blocked, match="No complainant has agreed"):
            walk.act(naming.name_complainant, walk.ready(walk.staff))
        assert "They asked that their name be kept from you" in seen_by_respondent(walk)
        walk.let().tell()

        assert NAME in seen_by_respondent(walk)
        assert verbs(walk) == ["identity.sharing_chosen", "identity.disclosed"]


def test_leave_is_taken_back_as_long_as_nobody_was_told_of_the_case(roads: Roads) -> None:
    with roads.at("chair_review", "ccmc", "named", kind=Named) as walk:
        walk.keep()
        assert walk.filer.sharing == Sharing.WITHHELD
        assert "You asked us to keep your name from the person." in own_page(walk)
        walk.elevate().deliver("L09")
        assert NAME not in seen_by_respondent(walk)


def test_it_is_not_taken_back_afterwards_and_the_page_says_why(roads: Roads) -> None:
    with roads.at("response", "ccmc", "named", kind=Named) as walk:
        address = reverse("follow_step", args=["ccmc", "choose_sharing"])
        answer = by_receipt(walk).post(address, {"sharing": "withheld"})

        assert answer.status_code == 409
        assert "may have read your name. Write to the office" in answer.content.decode()
        assert (walk.filer.sharing, verbs(walk)) == (Sharing.NAMED, [])


@pytest.mark.parametrize(
    ("road", "sharing", "sentence"),
    [
        ("received", "named", "Nothing is different from what we have."),
        ("received", "anonymous", "The procedure of this body keeps no names from the person."),
    ],
)
def test_what_cannot_be_chosen_is_refused(
    roads: Roads, road: str, sharing: str, sentence: str
) -> None:
    with (
        roads.at(road, "ccmc", "named", kind=Named) as walk,
        pytest.raises(Blocked, match=sentence),
    ):
        walk.act(naming.choose_sharing, walk.filer, sharing=sharing)


def test_nobody_is_named_before_the_respondent_was_told_of_the_case(roads: Roads) -> None:
    with roads.at("chair_review", "ccmc", "named", kind=Named) as walk:
        staff = walk.ready(walk.staff)
        address = reverse("step", args=[walk.number, "name_complainant"])
        assert client_of(staff).get(address).status_code == 409
        with pytest.raises(Blocked, match="The respondent was not told of the case yet"):
            walk.act(naming.name_complainant, staff)


def test_it_is_told_once(roads: Roads) -> None:
    with roads.at("response", "ccmc", "named", kind=Named) as walk:
        walk.tell()
        with pytest.raises(Blocked, match="The respondent was told already"):
            walk.act(naming.name_complainant, walk.staff)


def test_whoever_gave_no_name_chooses_nothing(roads: Roads) -> None:
    filer = Filer(name="", email="", sharing=Sharing.ANONYMOUS)
    with roads.at("", "ccmc", "nobody") as walk:
        walk.file(filer=filer)
        with pytest.raises(Forbidden, match="You gave no name"):
            walk.act(naming.choose_sharing, walk.filer, sharing="named")
        assert reverse("follow_step", args=["ccmc", "choose_sharing"]) not in page_of(walk)
