"""Measures the sweep of the deadlines: what a thousand due ones cost among many that run.

    python -m bench.sweep [--sizes 10000,100000,1000000] [--databases sqlite,postgres]

Each deadline has the three alarms that a window plans. A thousand of them, in a thousand cases,
have come due; the others ring in the years to come.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import time
from typing import Any

DUE = 1000
# Of ten seeded cases eight are open, and each open one has a clock.
CASES = DUE * 10 // 8
FAR = dt.date(2031, 3, 3)

DEADLINES = """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s),
    c AS (SELECT docket_id, row_number() OVER (ORDER BY docket_id) AS place
          FROM complaints_complaint WHERE stage <> 'closed')
    INSERT INTO complaints_deadline (case_id, kind, "window", back, awaits, hard, days,
        started_on, due_on, revision, counted_from, explained, basis, entry_id, stop_reason)
    SELECT c.docket_id, 'n' || n.i, '', %s, 'staff', %s, 30, %s, %s, 1, '',
        'Seeded for the bench.', '{}', (SELECT min(id) FROM ledger_entry), ''
    FROM n JOIN c ON c.place = n.i %% %s + 1
"""
ALARMS = """
    INSERT INTO complaints_alarm (deadline_id, revision, days_before, "on", tries)
    SELECT id, 1, %s, %s, 0 FROM complaints_deadline WHERE kind LIKE 'n%%'
"""


def seed(size: int) -> None:
    """A thousand clocks due today, and ``size`` in all that run."""
    from django.db import connection  # noqa: PLC0415 - Django has to be set up first
    from django.utils import timezone  # noqa: PLC0415

    from bench import seeding  # noqa: PLC0415
    from complaints.models import Deadline  # noqa: PLC0415
    from complaints.models.consequences import set_alarms  # noqa: PLC0415

    seeding.seed(CASES)
    today = timezone.localdate()
    for clock in Deadline.objects.select_related("case__procedure"):
        clock.due_on = today
        clock.save(update_fields=["due_on"])
        set_alarms(clock.case, clock)
    with connection.cursor() as cursor:
        cursor.execute(DEADLINES, [size - DUE, False, False, today, FAR, DUE])
        for days in (7, 1, 0):
            cursor.execute(ALARMS, [days, FAR - dt.timedelta(days=days)])
        cursor.execute("ANALYZE")


def measure(size: int) -> dict[str, Any]:
    """Sweep when nothing is due, when a thousand are, and again when they are done."""
    from django.db import connection  # noqa: PLC0415 - Django has to be set up first
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from complaints.models import Deadline, Reminder  # noqa: PLC0415
    from complaints.reminders import remind  # noqa: PLC0415

    seed(size)
    today = timezone.localdate()
    told: dict[str, Any] = {"running": Deadline.objects.filter(stopped_on=None).count()}
    for name, day in (("idle", today - dt.timedelta(days=30)), ("due", today), ("again", today)):
        begun = time.perf_counter()
        made = remind(day)
        told[name] = round(time.perf_counter() - begun, 4)
        told[f"{name} made"] = made
    with CaptureQueriesContext(connection) as asked:
        remind(today)
    told["statements when idle"] = len(asked)
    told["reminders"] = Reminder.objects.filter(superseded=False).count()
    return told


def main() -> int:
    if sys.argv[1:2] and sys.argv[1].isdecimal():
        import django  # noqa: PLC0415 - after the environment

        django.setup()
        print(json.dumps(measure(int(sys.argv[1]))))
        return 0
    from bench.__main__ import run  # noqa: PLC0415 - it starts this module again

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--databases", default="sqlite,postgres")
    given = parser.parse_args()
    print("database   running     due  made  the thousand  nothing due  statements then")
    for database in given.databases.split(","):
        for size in map(int, given.sizes.split(",")):
            told = run(database, size, "bench.sweep")
            print(
                f"{database:<9} {told['running']:>9} {DUE:>6} {told['due made']:>5}"
                f" {told['due']:>11.2f} s {told['again'] * 1000:>9.1f} ms"
                f" {told['statements when idle']:>10}",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
