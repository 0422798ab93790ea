"""What the forms that move a clock say beforehand is what the step then does."""

from __future__ import annotations

from typing import Any

import pytest

from complaints.checks import in_words
from complaints.doors import DOORS
from complaints.models import Deadline
from tests.walk import Walk
from tests.walk.shared import Roads

TITLE = "“Answer to the notice of allegations”"


def form(walk: Walk, door: str) -> Any:
    user = walk.ready(walk.holder("committee_chair"))
    return DOORS[door].form(case=walk.case, user=user)


def clock(walk: Walk) -> Deadline:
    found: Deadline = walk.case.open_clocks["response"]
    return found


def last_day(walk: Walk) -> str:
    due = clock(walk).due_on
    assert due is not None
    return in_words(due)


def test_withdrawing_an_extension_says_the_last_day_before_and_after(roads: Roads) -> None:
    with roads.at("response ask_extension grant_extension") as walk:
        was = last_day(walk)
        [(_, told)] = form(walk, "withdraw_extension").fields["extension"].choices
        walk.withdraw_extension()
        then = last_day(walk)

    assert was != then
    assert told == (
        f"10 days for {TITLE}, granted by the chair of the committee on Monday 2 March 2026. "
        f"The last day is {was} now; without them it is {then}."
    )


def test_what_can_no_longer_be_withdrawn_is_said(roads: Roads) -> None:
    with roads.at("response ask_extension grant_extension +32") as walk:
        was = last_day(walk)
        [(_, told)] = form(walk, "withdraw_extension").fields["extension"].choices

    assert told.endswith(
        f"The last day is {was} now; without them it would have been Wednesday 1 April 2026, so"
        " they cannot be withdrawn."
    )


@pytest.mark.parametrize(
    ("road", "kept"),
    [
        ("+10", "The 21 days left are kept and run on"),
        ("+30", "The 1 day left is kept and runs on"),
        ("+5 put_on_hold +7 take_up_again +3", "The 24 days left are kept and run on"),
    ],
)
def test_a_hold_says_what_is_kept_and_keeps_it(roads: Roads, road: str, kept: str) -> None:
    with roads.at("response") as walk:
        walk.along(road)
        was, [told] = last_day(walk), form(walk, "put_on_hold").dates
        walk.put_on_hold()
        remaining = clock(walk).remaining_days

    assert told == f"{TITLE} ends on {was} now. {kept} from the day after the hold ends."
    assert f" {remaining} day" in kept


def test_a_hold_says_by_when_it_is_looked_at_again(roads: Roads) -> None:
    with roads.at("response") as walk:
        shown = form(walk, "put_on_hold").fields["review_on"].help_text
        walk.put_on_hold()
        kept = form(walk, "review_hold").dates

    assert shown == (
        "Within 90 days, Sunday 31 May 2026 at the latest. The hold does not end by itself on"
        " that day."
    )
    assert kept == ("The day of review is Wednesday 1 April 2026 now.",)


def test_where_no_time_runs_a_hold_says_so(roads: Roads) -> None:
    with roads.at("response +31") as walk:
        told = form(walk, "put_on_hold").dates

    assert told == ("No time runs now, so none is stopped.",)


@pytest.mark.parametrize("days", ["", "+1 ", "+29 "])
def test_taking_a_case_up_again_says_its_last_day(roads: Roads, days: str) -> None:
    with roads.at(f"response +10 put_on_hold {days}") as walk:
        [told] = form(walk, "end_hold").dates
        walk.take_up_again()
        then = last_day(walk)

    assert told == (
        f"{TITLE} stands still now. It runs again from tomorrow; its last day will be {then}."
    )
