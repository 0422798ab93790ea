"""Cases walked once for a module of tests; what a test does to one is undone after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from itertools import groupby
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from complaints.stages import Stage
from tests.walk import Walk, expanded
from tests.walk.roads import adapted

# What changes the law for every case after it, or what somebody may read in all of theirs, is
# walked afresh each time.
UNKEPT = {"change_code", "ask_approval", "tell_name"}
START = dt.datetime(2026, 3, 2, 15, tzinfo=dt.UTC)


class Roads:
    """Remembers the case at the end of each road, and the day it was reached."""

    def __init__(self, traveller: Any) -> None:
        self.traveller = traveller
        self.walked: dict[tuple[str, ...], tuple[Walk, dt.datetime]] = {}

    @contextmanager
    def at(
        self,
        road: str,
        body: str = "ccmc",
        *also: str,
        kind: Callable[..., Walk] = Walk,
        **options: Any,
    ) -> Iterator[Walk]:
        """Stand at the end of a road, such as ``hearing seat name_panel``, on its day.

        The road to the last stage named in it is walked once and kept, the rest each time.
        ``also`` tells apart roads with other options.
        """
        known, rest = ("", road) if UNKEPT & set(road.split()) else _parted(road)
        key = (known, body, *also)
        if key not in self.walked:
            self.traveller.move_to(START)
            walk = kind(body, traveller=self.traveller, **options).along(expanded(known))
            self.walked[key] = (walk, timezone.now())
        walk, day = self.walked[key]
        self.traveller.move_to(day)
        with undone():
            yield copy(walk).along(rest)

    def each(
        self, roads: Mapping[str, str], body: str, *, kind: Callable[..., Walk] = Walk
    ) -> Iterator[tuple[str, Walk]]:
        """Stand at the end of each road in turn; what several begin with is walked once."""
        self.traveller.move_to(START)
        walk = kind(body, traveller=self.traveller)
        steps = {name: adapted(expanded(road), walk.rules) for name, road in roads.items()}
        yield from self._onwards(walk, sorted((road.split(), name) for name, road in steps.items()))

    def _onwards(
        self, walk: Walk, roads: list[tuple[list[str], str]]
    ) -> Iterator[tuple[str, Walk]]:
        """Go on from where a walk stands, by what is left of each road; they are in order."""
        day = timezone.now()
        for step, further in groupby(roads, key=lambda left: left[0][:1]):
            self.traveller.move_to(day)
            with undone():
                if step:
                    onwards = [(left[1:], name) for left, name in further]
                    yield from self._onwards(copy(walk).along(step[0]), onwards)
                else:
                    yield from ((name, copy(walk)) for _, name in further)


def _parted(road: str) -> tuple[str, str]:
    words = road.split()
    last = max((i for i, word in enumerate(words) if word in Stage.values), default=len(words))
    return " ".join(words[: last + 1]), " ".join(words[last + 1 :])


@contextmanager
def undone() -> Iterator[None]:
    """Take back what is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def roads(office_for_the_session: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Roads]:
    with (
        django_db_blocker.unblock(),
        time_machine.travel(START) as traveller,
        transaction.atomic(),
    ):
        yield Roads(traveller)
        transaction.set_rollback(True)
