"""A case on hold: what stands still, for how long, and that the order of things does not matter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from complaints import holds
from complaints.models import Deadline, Errand, Stay
from ledger.refusals import Blocked
from tests.walk import Walk
from tests.walk.shared import Roads

DAY = dt.timedelta(days=1)


@pytest.fixture
def walk(roads: Roads) -> Iterator[Walk]:
    """The letter reached the respondent on Monday 2 March 2026; thirty days to answer."""
    with roads.at("response") as walk:
        yield walk


def clock_of(walk: Walk, kind: str = "response") -> Deadline:
    found: Deadline = walk.case.open_clocks[kind]
    return found


def test_every_clock_stands_still_and_nobody_loses_a_day(walk: Walk) -> None:
    walk.days(10).put_on_hold()
    clock = clock_of(walk)
    assert (clock.due_on, clock.remaining_days) == (None, 21)
    assert walk.case.next_due_on == dt.date.max
    assert walk.case.on_hold

    walk.days(29).take_up_again()
    clock = clock_of(walk)
    assert clock.due_on == walk.case.today + 21 * DAY == dt.date(2026, 5, 1)
    assert clock.explained == (
        "30 calendar days from 2 March 2026 (delivery of letter L09 proven: read in the portal)."
        " The day after, 3 March 2026, is the first that can count. Not counted: 12 March 2026 to"
        " 10 April 2026 (the case was on hold, by order of the chair of the committee). The last"
        " day is Friday 1 May 2026; the whole of it is in time."
    )
    assert not walk.case.on_hold
    assert walk.case.next_due_on == clock.due_on


def test_a_hold_on_the_last_day_leaves_a_day(walk: Walk) -> None:
    walk.days(30)
    assert clock_of(walk).due_on == walk.case.today
    walk.put_on_hold()
    assert clock_of(walk).remaining_days == 1
    walk.days(4).take_up_again()

    assert (walk.case.today, clock_of(walk).due_on) == (dt.date(2026, 4, 5), dt.date(2026, 4, 6))


def test_a_window_that_was_over_stays_over(walk: Walk) -> None:
    due = clock_of(walk).due_on
    walk.days(31).put_on_hold()

    assert clock_of(walk).due_on == due


def test_more_time_before_a_hold_and_after_it_ends_on_the_same_day(roads: Roads) -> None:
    ends = []
    for road in (
        "+5 ask_extension grant_extension +5 put_on_hold +10 take_up_again",
        "+10 put_on_hold +10 take_up_again ask_extension grant_extension",
    ):
        with roads.at("response") as walk:
            walk.along(road)
            ends.append(clock_of(walk).due_on)

    assert ends == [dt.date(2026, 4, 22)] * 2


def test_an_extension_that_is_withdrawn_after_a_hold_leaves_no_trace_in_the_date(
    roads: Roads,
) -> None:
    with roads.at("response") as walk:
        walk.along("+5 ask_extension grant_extension +5 put_on_hold +10 take_up_again")
        walk.withdraw_extension()
        clock = clock_of(walk)

        assert clock.due_on == dt.date(2026, 4, 13)
        assert "withdrawn on 22 March 2026: they do not count" in clock.explained


def test_a_withdrawal_that_leaves_no_day_is_refused(walk: Walk) -> None:
    walk.along("ask_extension grant_extension +35")
    due = clock_of(walk).due_on
    with pytest.raises(Blocked, match="would have no day left to act"):
        walk.withdraw_extension()

    assert clock_of(walk).due_on == due


def test_a_clock_that_begins_while_the_case_is_on_hold_waits_for_its_end(walk: Walk) -> None:
    walk.put_on_hold().respond()
    case = walk.case
    assert case.stage == "responded"
    walk.along("convene")
    clock = clock_of(walk, "review")
    assert (clock.due_on, clock.remaining_days) == (None, 45)
    walk.days(2).take_up_again()

    # Forty-five days from 4 March are Saturday 18 April.
    assert clock_of(walk, "review").due_on == dt.date(2026, 4, 20)


def test_a_review_keeps_it_on_hold_for_so_many_days_as_the_procedure_says(walk: Walk) -> None:
    walk.put_on_hold().keep_on_hold()
    chair = walk.ready(walk.holder("committee_chair"))
    late = walk.case.today + 91 * DAY
    with pytest.raises(Blocked, match="within the next 90 days"):
        walk.act(holds.review_hold, chair, review_on=late, reason="Long.")
    with pytest.raises(Blocked, match="The case is on hold since Monday 2 March 2026"):
        walk.put_on_hold()

    assert Stay.objects.get(case=walk.case).review_on == walk.case.today + 30 * DAY


def test_the_hearing_is_not_moved_by_a_hold(roads: Roads) -> None:
    with roads.at("hearing seat_panel schedule") as walk:
        day = clock_of(walk, "hearing").due_on
        walk.put_on_hold()

        assert clock_of(walk, "hearing").due_on == day


def test_both_parties_are_told_and_a_respondent_not_before_the_notice(roads: Roads) -> None:
    with roads.at("response") as walk:
        walk.put_on_hold()
        told = walk.case.notices.filter(letter="L49").values_list("role", flat=True)
        assert sorted(told) == ["complainant", "respondent"]
    with roads.at("chair_review") as walk:
        chair = walk.ready(walk.holder("gatekeeper"))
        given = {"proceeding": "A court", "reason": "Same facts."}
        walk.act(holds.put_on_hold, chair, review_on=walk.case.today + DAY, **given)
        told = walk.case.notices.filter(letter="L49").values_list("role", flat=True)
        assert list(told) == ["complainant"]


def test_a_hold_comes_up_for_review_once_and_goes_on(walk: Walk) -> None:
    walk.put_on_hold().days(29)
    assert holds.ask_for_reviews() == 0
    walk.days(1)
    holds.ask_for_reviews()
    holds.ask_for_reviews()

    errand = Errand.objects.get(case=walk.case, owed_to="committee_chair")
    assert errand.words == f"{walk.number} is on hold, and its day of review has come."
    assert walk.case.on_hold
    walk.keep_on_hold()
    assert holds.ask_for_reviews() == 0
