"""Whatever is published in whatever order: what must hold of the law, holds.

``HYPOTHESIS_PROFILE=long`` publishes many more codes than the suite has time for.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from codes.lookup import Conduct, edition_in_force, resolve
from codes.models import Code, Edition, Provision
from codes.publishing import publish
from codes.records import ProvisionRecord
from codes.timeline import ONE_DAY, When
from complaints.allegations import pin
from complaints.models import Allegation, Complaint
from ledger.models import Docket
from ledger.refusals import Blocked
from tests.codes.painted import (
    FOREVER,
    WINDOW,
    Canvas,
    changed_otherwise,
    day_of,
    faults_of,
    heading,
    held,
    rows_of,
)
from tests.walk.shared import Roads, roads

__all__ = ["roads"]

pytestmark = pytest.mark.django_db

COMMON = {"deadline": None, "suppress_health_check": list(HealthCheck), "print_blob": True}
PROFILES = {
    "quick": settings(max_examples=30, derandomize=True, **COMMON),
    "long": settings(max_examples=1500, **COMMON),
}
PROFILE = PROFILES[os.environ.get("HYPOTHESIS_PROFILE", "quick")]
CELLS = st.integers(1, WINDOW)
PUBLICATIONS = st.tuples(
    st.one_of(CELLS, CELLS, CELLS, st.none()),
    st.one_of(st.none(), st.none(), CELLS),
    st.booleans(),
)
STRETCHES = st.tuples(st.integers(0, FOREVER), st.integers(0, WINDOW))
ACTS = st.lists(st.tuples(PUBLICATIONS, STRETCHES), min_size=1, max_size=7)


@dataclass
class World:
    """A code under which people publish and charge, beside the same law painted."""

    code: Code
    case: Complaint
    canvas: Canvas = field(default_factory=Canvas)
    rows: dict[Any, dict[str, Any]] = field(default_factory=dict)
    pins: dict[int, tuple[object, ...]] = field(default_factory=dict)

    def publish(self, number: int, first: int | None, end: int | None, correction: bool) -> None:
        """Publish what may be published; of what is refused nothing is left."""
        label = f"Edition {number}"
        line = ProvisionRecord("R-1", "rule", text=f"Words of {number}.", enforceable=True)
        entries = Docket.system("codes").length
        may = self.canvas.publish(label, first, end, correction=correction)
        try:
            publish(self.code, heading(label, first, end, correction=correction), [line], by=None)
        except Blocked:
            assert not may
            assert (rows_of(self.code), Docket.system("codes").length) == (self.rows, entries)
        else:
            before, self.rows = self.rows, rows_of(self.code)
            assert may
            assert not changed_otherwise(before, self.rows)
            closed = sum(self.rows[key] != row for key, row in before.items())
            assert Docket.system("codes").length == entries + closed + 1
        assert self.pins_now() == self.pins

    def charge(self, number: int, first: int, length: int) -> None:
        """Charge conduct on the line that judges it, where one edition does."""
        begins, ends = day_of(first), day_of(first + length)
        proposed = resolve(self.code, Conduct(begins, ends)).proposed
        if proposed:
            row = Allegation(case=self.case, number=number, words="Told")
            row.conduct_from, row.conduct_until, row.when = begins, ends, When.DATED
            pin(row, Provision.objects.select_related("edition__code").get(edition=proposed))
            row.save()
            self.pins = self.pins_now()

    def pins_now(self) -> dict[int, tuple[object, ...]]:
        rows = Allegation.objects.filter(case=self.case, provision__edition__code=self.code)
        return {row[0]: row for row in rows.values_list("pk", *PIN)}

    def is_the_same_on_each_day(self) -> None:
        """Ask the rows, the manager and the resolver about every day."""
        assert held(self.code) == self.canvas.held
        for cell, expected in enumerate(self.canvas.held):
            try:
                told = [edition_in_force(self.code, day_of(cell)).edition.label]
            except Blocked:
                told = []
            assert told == expected

    def is_the_same_over(self, first: int, length: int) -> None:
        """Resolve a stretch: its parts touch, fill it, and agree with each of its days."""
        begins, ends = day_of(first), day_of(first + length)
        rows = Edition.objects.in_force_on(begins).filter(code=self.code)
        cells = self.canvas.cells
        assert [row.label for row in rows] == self.canvas.held[first]
        parts = resolve(self.code, Conduct(begins, ends)).parts
        assert (parts[0].first, parts[-1].last) == (begins, ends)
        assert all(one.last + ONE_DAY == two.first for one, two in pairwise(parts))
        assert all(one.edition != two.edition for one, two in pairwise(parts))
        told = [
            part.edition.label if part.edition else None
            for part in parts
            for _ in range((part.last - part.first).days + 1)
        ]
        assert told == [cells[min(c, FOREVER)] for c in range(first, first + length + 1)]


def tell_what_came_up(world: World) -> None:
    """Name what this law has seen, for ``--hypothesis-show-statistics``."""
    cells = world.canvas.cells
    labels = [label for label, _ in groupby(cells)]
    event(f"{len(set(labels) - {None})} editions in force")
    event(f"{len(world.pins)} charges")
    if None in labels[1:-1]:
        event("a gap")
    if labels[-1] is None:
        event("an end without a successor")
    if world.code.editions.filter(superseded_on=F("in_force_from")).exists():
        event("an edition that was never in force")


PIN = ("provision_id", "pin_explained", "pinned_at")


@given(acts=ACTS)
@PROFILE
def test_the_law_of_time_holds_whatever_is_published(
    roads: Roads, acts: list[tuple[tuple[int | None, int | None, bool], tuple[int, int]]]
) -> None:
    with roads.at("intake") as walk, transaction.atomic():
        code = Code.objects.create(body_id=walk.case.body_id, slug="try", title="Trial Code")
        world = World(code, walk.case)
        for number, (publication, stretch) in enumerate(acts, start=1):
            world.publish(number, *publication)
            world.charge(100 + number, *stretch)
        assert list(faults_of(code)) == []
        tell_what_came_up(world)
        world.is_the_same_on_each_day()
        for _, stretch in acts:
            world.is_the_same_over(*stretch)
        assert Docket.system("codes").first_fault() is None
