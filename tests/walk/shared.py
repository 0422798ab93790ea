"""Cases walked once for a module of tests; what a test does to one is undone after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from tests.walk import Walk

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
        """Stand at the end of a road, on its day; ``also`` tells apart roads with options."""
        key = (road, body, *also)
        if key not in self.walked:
            self.traveller.move_to(START)
            self.walked[key] = (
                kind(body, traveller=self.traveller, **options).along(road),
                timezone.now(),
            )
        walk, day = self.walked[key]
        self.traveller.move_to(day)
        with transaction.atomic():
            yield walk
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
