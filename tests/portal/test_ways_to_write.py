"""A filer is written to as they asked: by e-mail, on paper, or only on the site."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest

from complaints import contacts
from complaints.models import Mail, Service
from tests.intake.writing import DEFAULT, Writer
from tests.portal.test_filers_page import told
from tests.walk import Walk
from tests.walk.shared import Roads

HOME = "1410 E Blacklidge Dr\nTucson AZ 85719"
POST = {**DEFAULT["contact"], "reach": "post", "email": "", "post": HOME}
SITE = {**DEFAULT["contact"], "reach": "page", "email": ""}
LATELY = {"when": "day", "day_month": "1", "day_day": "12", "day_year": "2026"}


def filed(roads: Roads, contact: dict[str, Any]) -> Walk:
    """A case filed by the public form, with its first letter served."""
    walk = Walk("ccmc", traveller=roads.traveller)
    [(walk.number, walk.receipt)] = Writer(contact=contact, when=LATELY).begin().send().cases
    return walk.serve()


@pytest.mark.parametrize(
    ("contact", "sent", "news"),
    [
        (
            DEFAULT["contact"],
            ("served", ["portal", "email"], 1),
            "We send you an e-mail when there is news.",
        ),
        (POST, ("to_post", [], 0), "Our letters come by post. Look here for messages."),
        (
            SITE,
            ("served", ["portal"], 0),
            "We have no way to write to you: look here again for news.",
        ),
    ],
    ids=["by e-mail", "by post", "only on this site"],
)
def test_each_letter_goes_the_way_that_was_asked_for(
    roads: Roads, contact: dict[str, Any], sent: tuple[str, list[str], int], news: str
) -> None:
    with roads.at("received"):
        walk = filed(roads, contact)
        letter = walk.case.notices.get(letter="L01")
        ways = list(Service.objects.filter(notice=letter).values_list("channel", flat=True))

        assert (letter.state, ways, Mail.objects.filter(case=walk.case).count()) == sent
        assert news in told(walk)


def test_paper_can_be_read_on_the_page_before_it_comes(roads: Roads) -> None:
    with roads.at("received"):
        walk = filed(roads, POST)
        letter = walk.case.notices.get(letter="L01")
        assert "1410 E Blacklidge Dr" in letter.data
        assert "We have your complaint" in told(walk)
        told(walk, "follow_letter", str(letter.pk))
        letter.refresh_from_db()

    assert (letter.state, letter.delivered_on is not None) == ("delivered", True)


def test_who_stops_asking_for_paper_gets_here_what_lay_beside_the_printer(roads: Roads) -> None:
    with roads.at("received"):
        walk = filed(roads, POST)
        given = {"email": "ana@example.org", "telephone": "", "post": ""}
        walk.act(contacts.change_contact, walk.filer, **given, safe_hours="", needs="")
        letter = walk.case.notices.get(letter="L01")
        ways = list(Service.objects.filter(notice=letter).values_list("channel", flat=True))

        assert (letter.state, ways) == ("served", ["portal", "email"])
        assert walk.case.docket.entries.last().verb == "letter.served"
        assert walk.case.docket.first_fault() is None


def test_a_letter_on_paper_that_gives_a_time_says_that_reading_it_here_starts_it(
    roads: Roads,
) -> None:
    with roads.at("received"):
        walk = filed(roads, POST).along("take_in ask_for_correction").serve()
        letter = walk.case.notices.get(letter="L02")

    assert "If you open it in the portal before that, the day you open it counts." in " ".join(
        letter.text.split()
    )


def test_where_papers_go_stands_on_the_page_of_a_body_that_takes_them(roads: Roads) -> None:
    with roads.at("received", "gcre") as walk:
        assert "By post, with the case number on it:" not in told(walk)
    with roads.at("received") as walk:
        assert "By post, with the case number on it:" in told(walk)
    with roads.at("closed") as walk:
        assert "By post, with the case number on it:" not in told(walk)


@pytest.mark.parametrize(
    ("body", "sought", "said"),
    [
        (
            "ccmc",
            "00482913",
            "To CCMC Ethics Office (made up), 100 Example Street, Sampletown, NJ 00000. Write the",
        ),
        ("gcre", "", "not offered"),
    ],
)
def test_the_receipt_says_where_what_was_promised_by_post_goes(
    roads: Roads, body: str, sought: str, said: str
) -> None:
    with roads.at("received"):
        find = {"q": sought} if sought else {"q": "Nobody Here", "person": "none"}
        writer = Writer(body, find=find, when=LATELY).begin().until("evidence")
        offered = 'value="post"' in writer.text
        if said == "not offered":
            assert not offered
            return
        writer.answer(evidence="post").send()
        assert offered
        assert said in unescape(writer.text)
