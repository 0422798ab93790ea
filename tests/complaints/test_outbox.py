"""The outbox and the letters to post: narrowed, by day, page after page, in constant queries."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.models import Notice
from tests.pages.test_queries import client_of, cost_of
from tests.walk import Walk
from tests.walk.shared import Roads

ROAD = "response"
TO_POST = ["Notice of allegations", "We have your complaint", "Your complaint goes on"]
ALL = ["L10", "L09", "L06", "L01"]


def rows_of(page: str, walk: Walk) -> list[str]:
    """The letters of one case on a page of the outbox, as they stand under one another."""
    rows = re.findall(
        r'<td class="id" role="cell">([^<]+)</td>.*?<td class="num".*?>([^<]+)<', page
    )
    return [letter for letter, number in rows if number == walk.number]


def has_mail(page: str) -> bool:
    return "of the e-mail to" in page


def titles_of(page: str) -> list[str]:
    """The letters on a page of those to post."""
    return re.findall(r'<h3 id="letter-\d+">([^<]+)</h3>', html.unescape(page))


def get(walk: Walk, name: str, asked: str = "") -> str:
    return cost_of(client_of(walk.staff), reverse(name) + asked)[1]


def days_of(page: str) -> list[str]:
    return re.findall(r'scope="rowgroup" colspan="5">([^<]+)<', page)


@pytest.mark.parametrize(
    ("asked", "letters", "mail"),
    [
        ("", ALL, True),
        ("?kind=L09", ["L09"], False),
        ("?kind=none", ALL, True),
        ("?state=delivered", ["L09"], False),
        ("?state=to_post", ["L10"], False),
        ("?state=returned", [], False),
        ("?state=mail-waiting", [], True),
        ("?state=mail-sent", [], False),
        ("?channel=email", [], True),
        ("?channel=post", ["L10"], False),
        ("?channel=portal", ALL, False),
        ("?channel=in_hand", [], False),
        ("?channel=portal&state=served", ["L06", "L01"], False),
        ("?after=not-a-number", ALL, True),
        ("?after=99999999999999999999", ALL, True),
    ],
)
def test_the_outbox_is_narrowed_by_letter_state_and_channel(
    roads: Roads, asked: str, letters: list[str], mail: bool
) -> None:
    with roads.at(ROAD) as walk:
        walk.serve().case.notices.filter(letter="L10").update(state="to_post")
        page = get(walk, "outbox", asked)

    assert (rows_of(page, walk), has_mail(page)) == (letters, mail)


def test_the_outbox_says_under_which_day_each_letter_was_owed(roads: Roads) -> None:
    with roads.at("received +3 take_in send_to_chair") as walk:
        page = get(walk.serve(), "outbox")

    assert days_of(page) == ["Thursday 5 March 2026", "Monday 2 March 2026"]
    assert rows_of(page, walk) == ["L06", "L01"]


def more(walk: Walk, count: int, **given: Any) -> list[int]:
    """Letters that are owed beside those of the road."""
    case, made = walk.case, []
    for _ in range(count):
        entry = case.docket.enter("complaint.elevated", case, by=walk.user("chair"))
        whose = {"case": case, "letter": "L10", "role": "complainant", "party": walk.filer}
        made.append(Notice.objects.create(**whose | given, entry=entry).pk)
    return made


def every_page(walk: Walk, name: str, asked: str, read: Any) -> list[list[str]]:
    """What stands on each page, from the first to the last, by the link to the next."""
    pages = []
    while True:
        page = html.unescape(get(walk, name, asked))
        pages.append(read(page))
        further = re.search(r'href="(\?[^"]*after=[^"]+)"', page)
        if further is None:
            return pages
        asked = further[1]


def test_every_letter_is_on_one_page_of_the_outbox(roads: Roads) -> None:
    with roads.at("received") as walk:
        more(walk, 60, letter="L13")
        pages = every_page(walk, "outbox", "?kind=L13", lambda page: rows_of(page, walk))

    assert pages == [["L13"] * 50, ["L13"] * 10]


def test_every_letter_to_post_is_on_one_page(roads: Roads) -> None:
    def numbers(page: str) -> list[str]:
        return re.findall(r'<h3 id="letter-(\d+)">', page)

    with roads.at("received") as walk:
        now = timezone.now()
        same = more(walk, 60, state="to_post", made_at=now)
        before = more(walk, 60, state="to_post", made_at=now - dt.timedelta(days=1))
        pages = every_page(walk, "letters_to_post", "", numbers)

    wanted = [str(pk) for pk in [*before, *same]]
    assert pages == [wanted[:100], wanted[100:]]


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("", TO_POST),
        ("?kind=L09", ["Notice of allegations"]),
        ("?kind=L38", []),
        ("?body=namss", TO_POST),
        ("?after=2026-03-02,1", TO_POST),
        ("?after=2026-02-30T10:00:00Z,1", TO_POST),
        ("?after=2026-03-03T10:00:00Z,1", []),
    ],
)
def test_the_letters_to_post_are_narrowed_by_letter(
    roads: Roads, asked: str, titles: list[str]
) -> None:
    with roads.at(ROAD) as walk:
        walk.serve()
        waiting = {"state": "to_post", "proof": "", "delivered_on": None}
        walk.case.notices.exclude(letter="L06").update(**waiting)
        page = get(walk, "letters_to_post", asked)

    assert titles_of(page) == titles
    assert "Made on Monday 2 March 2026" in page or not titles_of(page)


@pytest.mark.parametrize("count", [1, 3])
def test_the_letters_to_post_cost_the_same_however_many(roads: Roads, count: int) -> None:
    with roads.at("received") as walk:
        for _ in range(count):
            other = Walk("ccmc", traveller=walk.traveller).along(
                "file take_in send_to_chair elevate"
            )
            other.serve()
            waiting = {"state": "to_post", "proof": "", "delivered_on": None}
            other.case.notices.filter(letter__in=["L09", "L10"]).update(**waiting)
            assert other.staff
        queries, page = cost_of(client_of(walk.staff), reverse("letters_to_post"))

    assert titles_of(page).count("Notice of allegations") == count
    assert "Elena Vasquez<br>" in page
    assert queries == 6


@pytest.mark.parametrize("sandbox", [True, False])
def test_a_demonstration_says_that_its_mail_was_not_sent(
    roads: Roads, settings: Any, sandbox: bool
) -> None:
    with roads.at("chair_review elevate") as walk:
        notice, client = walk.case.notices.get(letter="L09"), client_of(walk.ready(walk.staff))
        settings.SANDBOX = sandbox
        page = client.get(reverse("letter", args=[walk.number, notice.pk])).content.decode()
    said = [words in page for words in ("Not sent: this is a demonstration", "On its way")]
    assert said == [sandbox, not sandbox]
