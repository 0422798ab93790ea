"""What is typed for a long step can be kept for later, by whoever typed it and for them alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from rest_framework.test import APIClient

from complaints import unsent
from complaints.models import Unsent
from tests.portal.conftest import client_of
from tests.walk import Walk

TYPED = {"answer_1": "part", "explanation_1": "It was the day a", "statement": "Because <b>"}


def at(walk: Walk, step: str = "respond") -> str:
    return f"/cases/{walk.number}/steps/{step}/"


def save(walk: Walk, **given: Any) -> Any:
    client = client_of(walk, "respondent")
    return client.post(at(walk), {**TYPED, **given, "save": "1"}, follow=True)


def filled_in(walk: Walk, name: str = "respondent") -> tuple[list[str], list[str]]:
    """Which answer is chosen and what stands in the two texts, as the page shows them."""
    page = client_of(walk, name).get(at(walk)).content.decode()
    chosen = re.findall(r'name="answer_1" value="(\w+)"[^>]* checked', page)
    return chosen, [
        t.strip() for t in re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    ]


def test_what_was_typed_is_there_again_and_nothing_was_sent(walk: Walk) -> None:
    length = walk.case.docket.length
    page = save(walk).content.decode()

    assert "Saved for later. Nothing has been sent yet." in page
    assert "You saved this on Monday 2 March 2026" in page
    assert filled_in(walk) == (["part"], ["It was the day a", "Because &lt;b&gt;"])
    assert (walk.case.stage, walk.case.docket.length) == ("response", length)
    save(walk, explanation_1="It was the day after.")
    assert filled_in(walk)[1] == ["It was the day after.", "Because &lt;b&gt;"]
    assert Unsent.objects.count() == 1


def test_it_is_sealed_and_nobody_else_finds_it(walk: Walk) -> None:
    save(walk)

    raw = bytes(Unsent.objects.values_list("sealed_fields", flat=True).get())
    assert b"It was the day" not in raw
    for name in ("staff", "chair", "auditor"):
        answer = client_of(walk, name).get(at(walk))
        assert "It was the day a" not in answer.content.decode()
    assert client_of(walk, "staff").post(at(walk), {**TYPED, "save": "1"}).status_code == 403
    assert Unsent.objects.count() == 1


@pytest.mark.parametrize("way", ["page", "api", "thrown away"])
def test_it_is_gone_once_it_is_sent_or_thrown_away(walk: Walk, way: str) -> None:
    save(walk)
    if way == "page":
        answer = client_of(walk, "respondent").post(at(walk), TYPED)
        assert answer.status_code == 302
    elif way == "api":
        client = APIClient()
        client.force_login(walk.respondent)
        answer = client.post(f"/api/cases/{walk.number}/steps/respond/", TYPED, format="json")
        assert answer.json()["stage"] == "responded"
    else:
        client_of(walk, "respondent").post(at(walk), {"discard": "1"})
        assert filled_in(walk) == ([], ["", ""])

    assert not Unsent.objects.exists()


def test_a_fault_in_it_keeps_it(walk: Walk) -> None:
    save(walk)
    answer = client_of(walk, "respondent").post(at(walk), {"answer_1": "deny"})

    assert answer.status_code == 422
    assert filled_in(walk)[1] == ["It was the day a", "Because &lt;b&gt;"]


def test_more_than_can_be_kept_is_refused_in_a_sentence(walk: Walk) -> None:
    answer = save(walk, statement="x" * (unsent.MOST + 1))

    assert answer.status_code == 409
    assert "This is too long to be saved." in answer.content.decode()
    assert not Unsent.objects.exists()


def test_a_step_of_one_line_cannot_be_saved(walk: Walk) -> None:
    client = client_of(walk, "respondent")
    assert "Save for later" not in client.get(at(walk, "ask_extension")).content.decode()
    client.post(at(walk, "ask_extension"), {"save": "1", "statement": "More time."})
    assert not Unsent.objects.exists()


def test_what_a_case_leaves_is_forgotten_as_it_closes(walk: Walk) -> None:
    save(walk)
    walk.ask_extension()
    assert Unsent.objects.count() == 1

    walk.close_on_death()

    assert not Unsent.objects.exists()
