"""The machine's clock jumps, beat is away or rings twice: what became of the reminders.

``python -m tests.faults.clock`` prints, for each way, how many reminders went out, were overtaken
and were taken to the next office, beside what a model of a few lines expects; and whether the
last day was still the same. It moves the clock of its own process, never the machine's.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

import django

from tests.faults.surroundings import databases, figures_of

MODULE = "tests.faults.clock"
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
OFFSETS = (7, 1, 0, -1)
WINTER = dt.datetime(2026, 1, 12, 15, tzinfo=dt.UTC)
# Thirty days later are the Mondays after the nights on which New York moves its clocks.
SPRING, AUTUMN = WINTER.replace(month=2, day=7), WINTER.replace(month=10, day=3)


def each(step: dt.timedelta, first: float, last: float) -> list[dt.timedelta]:
    """Looks at every step from one day after the letter to another."""
    count = int((last - first) * DAY / step)
    return [DAY * first + step * n for n in range(count + 1)]


def jumping(by: dt.timedelta) -> list[dt.timedelta]:
    """Looks every three hours; in the middle of them the clock jumps, and comes back."""
    looks = each(3 * HOUR, 20, 33)
    middle = len(looks) // 2
    away = [look + by for look in looks[middle : middle + 8]]
    return looks[:middle] + away + looks[middle:]


WAYS: dict[str, tuple[dt.datetime, list[dt.timedelta]]] = {
    "every hour": (WINTER, each(HOUR, 20, 33)),
    "two beats": (WINTER, sorted(each(HOUR, 20, 33) * 2)),
    "a day without beat": (WINTER, each(HOUR, 20, 28) + each(HOUR, 29, 33)),
    "ten days without beat": (WINTER, each(HOUR, 20, 22) + each(HOUR, 32, 33)),
    "an hour ahead and back": (WINTER, jumping(HOUR)),
    "an hour behind and on": (WINTER, jumping(-HOUR)),
    "400 days ahead and back": (WINTER, jumping(400 * DAY)),
    "400 days behind and on": (WINTER, jumping(-400 * DAY)),
    "the clocks go forward": (SPRING, each(HOUR / 4, 28, 33)),
    "the clocks go back": (AUTUMN, each(HOUR / 4, 28, 33)),
}


def expected(due: dt.date, looks: Iterable[dt.datetime]) -> tuple[list[int], list[int], int]:
    """Model it: what went out, what was overtaken, how often it went to the next office."""
    waiting, sent, overtaken, taken = set(OFFSETS), list[int](), list[int](), 0
    for look in looks:
        today = look.astimezone(ZoneInfo("America/New_York")).date()
        reached = sorted(n for n in waiting if due - n * DAY <= today)
        waiting -= set(reached)
        taken += -1 in reached
        ahead = [n for n in reached if n >= 0]
        sent += ahead[:1]
        overtaken += ahead[1:]
    return sorted(sent), sorted(overtaken), taken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("ways", nargs="*", default=list(WAYS), help="all of them unless named")
    given = parser.parse_args()
    if given.alone:
        print(json.dumps(drill(given.ways)))
        return 0
    passed = [told(database, given.ways) for database in databases()]
    return 0 if all(passed) else 1


def told(database: str, ways: list[str]) -> bool:
    """Run every way, print a line for each, and say whether all came out as the model has it."""
    seen = figures_of(MODULE, database, *ways, SANDBOX="true")
    print(f"{'database':<10}{'way':<26}looks  sent  overtaken  to-office  due-moved  as-modelled")
    for way, one in seen.items():
        print(
            f"{database:<10}{way:<26}{one['looks']:>5}  {one['sent']:>4}  {one['overtaken']:>9}"
            f"  {one['taken']:>9}  {one['moved']:>9}  {'yes' if one['right'] else 'NO'}"
        )
    return list(seen) == ways and all(one["right"] for one in seen.values())


def drill(ways: list[str]) -> dict[str, Any]:
    django.setup()
    # Not above: the models can be imported only now.
    import time_machine  # noqa: PLC0415

    from tests.faults.office import open_office  # noqa: PLC0415

    with time_machine.travel(WINTER, tick=False):
        open_office()
    return {way: walked(*WAYS[way]) for way in ways}


def walked(start: dt.datetime, looks: list[dt.timedelta]) -> dict[str, Any]:
    """Let one case live through one way, with nobody answering."""
    import time_machine  # noqa: PLC0415 - Django is set up first

    from complaints.models import Errand, ErrandKind  # noqa: PLC0415
    from complaints.reminders import remind  # noqa: PLC0415
    from complaints.stages import Stage  # noqa: PLC0415
    from tests.walk import Walk, short_road_to  # noqa: PLC0415

    with time_machine.travel(start, tick=False) as traveller:
        walk = Walk("ccmc", traveller=traveller).along(short_road_to(Stage.RESPONSE))
        clock = walk.case.open_clocks["response"]
        moments = [start + look for look in looks]
        for moment in moments:
            traveller.move_to(moment)
            remind()
        rows = list(clock.reminders.values_list("days_before", "superseded"))
        missed = Errand.objects.filter(case=walk.case, kind=ErrandKind.DATE_MISSED).count()
        after = walk.case.deadlines.get(pk=clock.pk).due_on
    sent = sorted(days for days, superseded in rows if not superseded)
    overtaken = sorted(days for days, superseded in rows if superseded)
    right = (sent, overtaken, missed) == expected(clock.due_on, moments)
    return {
        "looks": len(moments),
        "sent": len(sent),
        "overtaken": len(overtaken),
        "taken": missed,
        "moved": int(after != clock.due_on),
        "right": right and after == clock.due_on,
    }


if __name__ == "__main__":
    sys.exit(main())
