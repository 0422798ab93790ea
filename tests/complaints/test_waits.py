"""What a case waits for beside its next step: on the docket in a line, on its page, and to whom."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from complaints import holds
from tests.walk import Walk
from tests.walk.shared import Roads

PROCEEDING = "State v. Quarrel, in the county court"
REVIEW = "The committee’s chair: Look at the hold again by Wed 1 Apr 2026"
POST = "Case staff: Post the letters that lie ready"
ANSWER = "The respondent: Answer the allegations"


def page(user: Any, name: str, *of: str) -> str:
    client = Client()
    client.force_login(user)
    return html.unescape(client.get(reverse(name, args=of)).text)


def row(walk: Walk, user: Any) -> tuple[str, list[str]]:
    """What the docket says of a case in the place of a day, and whose turn it is."""
    shown = page(user, "docket").partition(f'class="num">{walk.number}<')[2]
    cells = shown.partition('class="duec"')[2]
    undated = re.findall(r"<b>([^<]+)</b>", cells.partition("</td>")[0])
    lines = cells.partition('class="stagec"')[2].partition("</td>")[0]
    return "".join(undated), re.findall(r"<small>([^<]+)</small>", lines)


def waits(walk: Walk, user: Any) -> list[str]:
    """What the panel of the next step on the page of a case says of it."""
    shown = page(user, "case", walk.number).partition('<div class="clock')[2]
    return re.findall(r"<p>\s*<small>([^<]+)</small>", shown.partition('class="facts"')[0])


def test_a_case_on_hold_says_who_looks_at_it_again_and_when(roads: Roads) -> None:
    with roads.at("response put_on_hold") as walk:
        people = [walk.staff, walk.respondent, walk.user("auditor")]
        rows = [row(walk, who) for who in people]
        pages = [waits(walk, who) for who in people]
        told = [PROCEEDING in page(who, "case", walk.number) for who in people]

    assert rows == [("Stands still", [REVIEW, ANSWER])] * 3
    assert pages == [[REVIEW]] * 3
    assert told == [True, True, False]


def test_a_review_that_is_past_says_by_how_much(roads: Roads) -> None:
    with roads.at("response put_on_hold +32") as walk:
        found = waits(walk, walk.staff)

    assert found == [f"{REVIEW}, 2 days over"]


def test_before_a_committee_the_gatekeeper_looks_at_a_hold(roads: Roads) -> None:
    with roads.at("chair_review") as walk:
        given = {"proceeding": PROCEEDING, "reason": "Same facts."}
        on = walk.case.today + dt.timedelta(days=1)
        walk.act(holds.put_on_hold, walk.gatekeeper, review_on=on, **given)
        found = waits(walk, walk.staff)

    assert found == ["The gatekeeper: Look at the hold again by Tue 3 Mar 2026"]


@pytest.mark.parametrize(("who", "lines"), [("staff", [POST, ANSWER]), ("auditor", [POST, ANSWER])])
def test_a_letter_to_post_is_the_turn_of_the_staff(
    roads: Roads, who: str, lines: list[str]
) -> None:
    with roads.at("file_about_a_stranger take_in send_to_chair elevate_by_post") as walk:
        found = row(walk, walk.ready(walk.user(who)) if who == "staff" else walk.user(who))

    assert found == ("The time has not started", lines)


def test_no_party_is_told_that_another_letter_goes_by_post(roads: Roads) -> None:
    with roads.at("response") as walk:
        walk.serve().case.notices.filter(letter="L10").update(state="to_post")
        _, office = row(walk, walk.staff)
        _, party = row(walk, walk.respondent)
        pages = [waits(walk, walk.staff), waits(walk, walk.respondent)]

    assert (office, party) == ([POST, ANSWER], [ANSWER])
    assert pages == [[POST], []]


def test_a_case_returned_for_correction_says_that_its_time_waits_for_delivery(
    roads: Roads,
) -> None:
    with roads.at("intake") as walk:
        walk.case.ask_for_correction(by=walk.staff, missing="The date of the letter")
        before = row(walk, walk.staff)
        walk.deliver("L02", to="complainant")
        _, after = row(walk, walk.staff)

    assert before == ("The time has not started", ["The complainant: Send what is missing"])
    assert after == ["The complainant: Send what is missing"]
