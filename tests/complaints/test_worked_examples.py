"""The ten examples of ``docs/clocks.md``: counted again, and word for word in the document."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from complaints.explaining import for_the_record
from complaints.reckoning import More, Pause, Term, reckon
from people.models import Body
from tests.office import Office

EXAMPLES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("worked_examples.toml").read_text()
)["example"]
DOCUMENT = Path(__file__).parents[2] / "docs" / "clocks.md"


def term_of(example: dict[str, Any], body: Body) -> Term:
    return Term(
        example["start"],
        example["days"],
        example.get("count", "calendar"),
        "next_business_day" if example.get("roll") else "none",
        pauses=tuple(
            Pause(one["first"], one.get("last"), one["why"]) for one in example.get("pauses", [])
        ),
        more=tuple(
            More(one["days"], one["on"], one["by"], one.get("withdrawn"))
            for one in example.get("more", [])
        ),
        calendar=body.calendar,
    )


def test_there_are_ten() -> None:
    assert len(EXAMPLES) == 10


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one["title"])
def test_the_example_is_right_and_in_the_document(example: dict[str, Any], office: Office) -> None:
    found = reckon(term_of(example, Body.objects.get(pk="ccmc")))

    assert (found.due, found.remaining) == (example.get("due"), example.get("left", 0))
    assert example["title"] in DOCUMENT.read_text()
    document = " ".join(DOCUMENT.read_text().replace("> ", "").split())
    assert for_the_record(found, example["event"]) in document
