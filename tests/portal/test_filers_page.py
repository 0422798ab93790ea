"""The filer's own page: what is asked of them, by when, and what comes next, in whole sentences."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from complaints.complainants import NEXT
from complaints.stages import Stage
from people.models import Body
from tests.pages.walls import by_receipt
from tests.walk import Walk
from tests.walk.shared import Roads

DAY = "Thursday 12 March 2026"


def told(walk: Walk, name: str = "status", *also: str) -> str:
    """What the main part of a page says to whoever has the code, without its markup."""
    answer = by_receipt(walk).get(reverse(name, args=[walk.body.pk, *also]))
    assert answer.status_code == 200
    main = re.search(r"<main.*?</main>", answer.content.decode(), re.DOTALL)
    assert main is not None
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", main[0]).split()))


def test_what_is_missing_is_told_with_its_last_day(roads: Roads) -> None:
    with roads.at("intake ask_for_correction") as walk:
        status = told(walk)
        step = told(walk, "follow_step", "supply_correction")

    words = (
        "What we need from you The date of the letter You have until the end of "
        f"{DAY}, Eastern Time. If nothing comes by then, we remind you first."
    )
    assert f"We need more from you Please answer by {DAY}. {words}" in status
    assert words in step


def test_the_words_wait_for_their_letter_and_the_time_for_its_opening(roads: Roads) -> None:
    with roads.at("intake") as walk:
        walk.case.ask_for_correction(by=walk.staff, missing="The date of the letter")
        before = told(walk)
        walk.serve()
        after = told(walk)

    assert "The date of the letter" not in before
    assert "The date of the letter Your time to answer begins when you open our letter." in after


def test_who_is_late_is_told_so_and_may_still_answer(roads: Roads) -> None:
    with roads.at("intake ask_for_correction +20") as walk:
        status = told(walk)

    assert f"The last day was {DAY}. You can still send it." in status
    assert "You have until" not in status


def test_nothing_is_asked_any_more_once_it_came(roads: Roads) -> None:
    with roads.at("intake ask_for_correction correct") as walk:
        status = told(walk)

    assert "What we need from you" not in status
    assert status.count("The date of the letter") == 0


@pytest.mark.parametrize(
    ("road", "sentence"),
    [
        (
            "chair_review",
            "Next, the Chair of the Ethics & Professional Conduct Committee reads it",
        ),
        ("investigation", "Next, the investigator gathers the facts and writes a report."),
        (
            "responded put_on_hold",
            (
                "The case is on hold for something outside it, which our letter names, and no time"
                " limit runs. We look at it again by 1 April 2026 at the latest."
            ),
        ),
    ],
)
def test_the_next_step_is_a_sentence(roads: Roads, road: str, sentence: str) -> None:
    with roads.at(road) as walk:
        assert f"You do not need to do anything now. {sentence}" in told(walk)


def test_every_stage_has_its_sentence() -> None:
    assert set(NEXT) == set(Stage) - {Stage.CLOSED}


@pytest.mark.parametrize(("telephone", "address", "asked"), [("", "", 0), ("1", "", 1)])
def test_questions_are_asked_for_only_where_somebody_answers(
    roads: Roads, telephone: str, address: str, asked: int
) -> None:
    with roads.at("received") as walk:
        Body.objects.filter(pk="ccmc").update(telephone=telephone, address=address)
        for name in ("privacy", "accessibility"):
            page = Client().get(reverse(name, args=[walk.body.pk])).content.decode()
            assert page.count(">Questions<") == asked
