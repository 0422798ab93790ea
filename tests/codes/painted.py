"""The law of time told a second time, as simply as it goes, to measure the first by.

Days are cells in a row. The first stands for every day before our window and the last for
every day after it. To publish is to paint, in the order of publication.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from codes.drafting import as_record
from codes.models import Code, Edition, Provision
from codes.records import Heading

# So few days that first days and ends often meet; the leap day is one of them.
START = dt.date(2024, 2, 25)
WINDOW = 10
FOREVER = WINDOW + 1


def day_of(cell: int) -> dt.date:
    return START + dt.timedelta(days=cell - 1)


class Canvas:
    def __init__(self) -> None:
        self.cells: list[str | None] = [None] * (FOREVER + 1)

    @property
    def held(self) -> list[list[str]]:
        return [[label] if label else [] for label in self.cells]

    def publish(self, label: str, first: int | None, end: int | None, *, correction: bool) -> bool:
        """Paint from the first day to the day before the end, unless that must be refused.

        Whatever stood on one of these days loses them and every later day it had. It may lose
        later days that it had for ever, but none behind the new end that were its own for a
        time; it may lose all of its days only to a correction.
        """
        begins, stops = first or 0, FOREVER + 1 if end is None else end
        victims = {label for label in self.cells[begins:stops] if label}
        if stops <= begins or (victims and first is None):
            return False
        for victim in victims:
            days = [cell for cell, holder in enumerate(self.cells) if holder == victim]
            kept, behind = days[0] < begins, days[-1] >= stops
            for_ever = days[-1] == FOREVER
            if (behind and not (kept and for_ever)) or not (kept or correction):
                return False
        for cell, holder in enumerate(self.cells):
            if holder in victims and cell >= begins:
                self.cells[cell] = None
        self.cells[begins:stops] = [label] * (stops - begins)
        return True


def heading(label: str, first: int | None, end: int | None, *, correction: bool) -> Heading:
    days = (None if cell is None else day_of(cell) for cell in (first, end))
    return Heading(label, "Ours", *days, correction)


def held(code: Code, cells: int = FOREVER + 1) -> list[list[str]]:
    """For each cell, every edition whose own dates say that it is in force."""
    rows = list(code.editions.values_list("label", "in_force_from", "superseded_on"))
    return [
        [
            label
            for label, begins, ends in rows
            if (begins is None or begins <= day) and (ends is None or day < ends)
        ]
        for day in map(day_of, range(cells))
    ]


def faults_of(code: Code) -> Iterator[str]:
    """Whatever the dates of its editions say that a law cannot say."""
    editions = list(code.editions.in_order())
    for one in editions:
        if one.ends_on and (one.superseded_on is None or one.superseded_on > one.ends_on):
            yield f"{one} lasts longer than it declared"
        if one.never_in_force and not any(c.correction and c.pk > one.pk for c in editions):
            yield f"{one} was never in force, and nothing corrected it"
    in_force = [one for one in editions if not one.never_in_force]
    for one, following in pairwise(in_force):
        ends, begins = one.superseded_on, following.in_force_from
        if begins is None or ends is None or ends > begins:
            yield f"{one} and {following} overlap"
        elif ends < begins and ends != one.ends_on:
            yield f"a gap behind {one}, which declared no end there"
    if in_force and in_force[-1].superseded_on not in (None, in_force[-1].ends_on):
        yield f"nothing follows {in_force[-1]}, which declared no end there"
    for one in editions:
        if digest_now(one) != one.digest:
            yield f"{one} has other words than were published"


def digest_now(edition: Edition) -> str:
    """Take the digest of an edition anew, of what the database holds."""
    found = Edition.objects.get(pk=edition.pk)
    said = Heading(
        *(found.label, found.provenance, found.in_force_from, found.ends_on, found.correction)
    )
    lines = Provision.objects.filter(edition=edition.pk).order_by("position")
    records = [as_record(line) for line in lines.select_related("parent", "bridge")]
    return said.digest_with(provisions=[record.as_json() for record in records])


def rows_of(code: Code) -> dict[Any, dict[str, Any]]:
    """Every published row of a code, column by column."""
    lines = Provision.objects.filter(edition__code=code)
    return {
        (rows.model.__name__, row["id"]): row
        for rows in (code.editions.all(), lines)
        for row in rows.values()
    }


def changed_otherwise(before: dict[Any, dict[str, Any]], after: dict[Any, dict[str, Any]]) -> bool:
    """Whether a row is gone, or changed but for an end that came or came earlier."""
    for key, was in before.items():
        now = dict(after.get(key, {}))
        had, has = was.get("superseded_on"), now.pop("superseded_on", None)
        if now != {name: value for name, value in was.items() if name != "superseded_on"}:
            return True
        if had != has and (has is None or (had is not None and has > had)):
            return True
    return False
