"""The law of an allowance: never more than so many in any minute, for any number at once."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people.models import Allowance

START = dt.datetime(2026, 3, 2, 15, tzinfo=dt.UTC)
# Seconds from one try to the next: at once, in a burst, at the edge of a minute, after a rest.
GAPS = st.one_of(
    st.just(0.0),
    st.floats(min_value=0, max_value=1.5),
    st.sampled_from([0.999, 1.0, 1.999, 2.0, 59.999, 60.0, 60.001]),
    st.floats(min_value=0, max_value=90),
)


@pytest.mark.django_db
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(a_minute=st.sampled_from([2, 5, 12]), gaps=st.lists(GAPS, min_size=1, max_size=40))
def test_no_minute_sees_more_than_its_allowance(a_minute: int, gaps: list[float]) -> None:
    granted: list[float] = []
    Allowance.objects.all().delete()
    now = 0.0
    with time_machine.travel(START, tick=False) as traveller:
        for gap in gaps:
            now += gap
            traveller.move_to(START + dt.timedelta(seconds=now))
            if Allowance.take("codes", a_minute=a_minute):
                granted.append(now)

    assert granted[:1] == [gaps[0]], "the first try is always granted"
    # Half open: what is exactly sixty seconds later belongs to the next minute.
    most = max(sum(at <= one < at + 60 - 1e-3 for one in granted) for at in granted)
    assert most <= a_minute


@pytest.mark.django_db
def test_who_waits_is_granted_again() -> None:
    with time_machine.travel(START, tick=False) as traveller:
        taken = sum(Allowance.take("codes", a_minute=60) for _ in range(200))
        traveller.shift(dt.timedelta(seconds=2))
        later = [Allowance.take("codes", a_minute=60) for _ in range(2)]

    assert (taken, later) == (30, [True, False])


@pytest.mark.django_db(transaction=True)
def test_two_hundred_at_once_take_exactly_what_there_is() -> None:
    with time_machine.travel(START, tick=False), ThreadPoolExecutor(40) as pool:

        def take(_: int) -> bool:
            try:
                return Allowance.take("codes", a_minute=60)
            finally:
                connections.close_all()

        granted = list(pool.map(take, range(200)))

    assert granted.count(True) == 30
