"""The law of time, situation by situation: the table is ``situations.toml``, made to be read."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
import time_machine

from codes.days import in_words, span_in_words
from codes.lookup import Conduct, Resolution, edition_in_force, resolve
from codes.models import Code
from codes.publishing import publish
from codes.records import Heading, ProvisionRecord
from codes.timeline import Part, When
from ledger.refusals import Blocked
from people.models import Body

pytestmark = pytest.mark.django_db

TABLE = tomllib.loads(Path(__file__).with_name("situations.toml").read_text("utf-8"))
LAWS, SITUATIONS = TABLE["laws"], TABLE["situations"]
TOLD = dt.date(2026, 11, 22)
OTHER = ProvisionRecord("R-2", "rule", text="Members learn.", enforceable=True)
WORDS = "Members keep their word."
LINES = {
    "held": [ProvisionRecord("R-1", "rule", text=WORDS, enforceable=True)],
    "reworded": [ProvisionRecord("R-1", "rule", text="Members do as they say.", enforceable=True)],
    "retitled": [ProvisionRecord("R-1", "rule", "Honour", text=WORDS, enforceable=True)],
    "advisory": [ProvisionRecord("R-1", "rule", text=WORDS)],
    "absent": [],
}


def at_noon(day: dt.date) -> dt.datetime:
    return (
        day
        if isinstance(day, dt.datetime)
        else dt.datetime(*day.timetuple()[:3], 17, tzinfo=dt.UTC)
    )


def published(law: str) -> Code:
    body = Body.objects.create(slug="try", acronym="TRY", name="Trial Body")
    code: Code = Code.objects.create(body=body, slug="conduct", title="Code of Conduct")
    for row in LAWS[law]["editions"]:
        heading = Heading(
            row["label"], "Ours", row.get("from"), row.get("ends"), row.get("correction", False)
        )
        with time_machine.travel(at_noon(row["published"]), tick=False):
            publish(code, heading, [*LINES[row.get("line", "held")], OTHER], by=None)
    return code


def conduct_of(row: dict[str, Any]) -> Conduct:
    match row:
        case {"day": day}:
            return Conduct(day, day)
        case {"from": first, "to": last}:
            return Conduct(first, last)
        case {"since": first, "filed": last}:
            return Conduct(first, last, When.CONTINUING)
        case {"between": first, "and": last}:
            return Conduct(first, last, When.UNKNOWN)
    raise ValueError(row)


def told(part: Part[Any]) -> str:
    one = part.first == part.last
    days = in_words(part.first) if one else span_in_words(part.first, part.last)
    return f"{days}: {part.edition or 'nothing'}"


def summary(found: Resolution) -> dict[str, Any]:
    return {
        "parts": [told(part) for part in found.parts],
        "proposed": str(found.proposed or ""),
        "says": found.explanation,
    }


@pytest.mark.parametrize("row", SITUATIONS, ids=lambda row: row["name"])
def test_the_law_of_the_time_judges_it_and_says_why(row: dict[str, Any]) -> None:
    code, conduct = published(row["law"]), conduct_of(row)

    with time_machine.travel(at_noon(row.get("told", TOLD)), tick=False):
        found = resolve(code, conduct, lineage=row.get("about", ""))

        assert summary(found) == {
            "parts": row["parts"],
            "proposed": row.get("proposed", ""),
            "says": " ".join(row["says"].split()),
        }
        if "day" in row:
            assert on_one_day(code, conduct.first) == (row.get("proposed"), found.explanation)


def on_one_day(code: Code, day: dt.date) -> tuple[str | None, str]:
    try:
        found = edition_in_force(code, day)
    except Blocked as none:
        return None, str(none)
    return found.edition.label, found.explanation


def test_the_table_is_whole() -> None:
    """Every law is asked about, under names that differ."""
    assert len({row["name"] for row in SITUATIONS}) == len(SITUATIONS)
    assert {row["law"] for row in SITUATIONS} == set(LAWS)
