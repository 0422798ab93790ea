"""Kills workers and doubles beats, and counts what came of the reminders.

    python -m tests.faults.reminders [--broker filesystem|redis] [--cases 12] [--kills 8]

Cases with a deadline seven, one and zero days ahead wait in a scratch database. Two beats and
two workers run on the real broker; workers are killed with -9 while they work. Exits with 0
only if every reminder was planned exactly once, none is lost and none is doubled.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

OFFSETS = (7, 1, 0)
PATIENCE = 60.0


def prepare(cases: int) -> int:
    """File the cases and set their dates; return how many reminders are owed."""
    import django  # noqa: PLC0415 - the environment has to be set first

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    for name in ("messages", "control"):
        (settings.BROKER_DIR / name).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("load_law", verbosity=0)
    call_command("load_demo", verbosity=0)
    from complaints.deadlines import recipients_of  # noqa: PLC0415
    from complaints.models import Deadline  # noqa: PLC0415
    from complaints.stages import Stage  # noqa: PLC0415
    from tests.walk import walk_to  # noqa: PLC0415

    owed = 0
    for offset in OFFSETS:
        for _ in range(cases):
            case = walk_to(Stage.RECEIVED).case
            due = case.today + dt.timedelta(days=offset)
            Deadline.objects.filter(case=case).update(due_on=due)
            owed += sum(1 for _ in recipients_of(case.deadlines.get()))
    return owed


def start(what: str, number: int, folder: Path) -> subprocess.Popen[bytes]:
    """Start one real worker or beat."""
    command = [sys.executable, "-m", "celery", "-A", "tests.faults.quick", what, "-l", "ERROR"]
    if what == "worker":
        command += ["--pool", "threads", "--concurrency", "2", "-n", f"w{number}@faults"]
    else:
        command += ["-s", str(folder / f"beat-{number}"), f"--pidfile={folder}/beat-{number}.pid"]
    quiet = (folder / f"{what}-{number}.log").open("ab")
    return subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)


def harass(kills: int, folder: Path, done: Any) -> int:
    """Run two beats and two workers, kill workers at random, until all is done and quiet."""
    chance, killed = random.Random(7), 0  # noqa: S311 - the same kills each time, not a secret
    beats = [start("beat", number, folder) for number in (1, 2)]
    workers = [start("worker", number, folder) for number in (1, 2)]
    limit = time.monotonic() + PATIENCE + kills * 3
    try:
        while time.monotonic() < limit and (killed < kills or not done()):
            time.sleep(chance.uniform(0.8, 2.5))
            if killed < kills:
                place = chance.randrange(2)
                workers[place].send_signal(signal.SIGKILL)
                workers[place].wait()
                killed += 1
                workers[place] = start("worker", place + 1, folder)
        time.sleep(4)
    finally:
        for process in [*beats, *workers]:
            process.terminate()
        for process in [*beats, *workers]:
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
    return killed


def verdict(owed: int, killed: int, broker: str) -> int:
    """Count what was planned, entered and mailed, and print it."""
    from complaints.models import Mail, Reminder  # noqa: PLC0415
    from ledger.models import Entry  # noqa: PLC0415

    sent = Reminder.objects.filter(superseded=False)
    pairs = Counter(sent.values_list("deadline", "recipient"))
    doubled = sum(count - 1 for count in pairs.values())
    entered = Entry.objects.filter(verb="reminder.sent").count()
    mailed = Mail.objects.filter(subject__startswith="A date is near").count()
    by_offset = dict(sorted(Counter(sent.values_list("days_before", flat=True)).items()))
    print(f"broker {broker}: {killed} workers killed, two beats")
    print(f"owed {owed}, planned {len(pairs)}, lost {owed - len(pairs)}, doubled {doubled}")
    print(f"days ahead {by_offset}; entered in the ledger {entered}; mails waiting {mailed}")
    good = len(pairs) == owed == entered == mailed and not doubled
    print("every reminder exactly once" if good else "NOT exactly once")
    return 0 if good else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--broker", choices=["filesystem", "redis"], default="filesystem")
    parser.add_argument("--cases", type=int, default=12)
    parser.add_argument("--kills", type=int, default=8)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/faults.sqlite3")
        os.environ |= {
            "DATA_DIR": scratch,
            "DEBUG": "true",
            "DJANGO_SETTINGS_MODULE": "ethics_portal.settings",
        }
        if asked.broker == "redis":
            os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:6379/9")
        else:
            os.environ.pop("REDIS_URL", None)
        owed = prepare(asked.cases)
        from complaints.models import Reminder  # noqa: PLC0415 - Django is set up only now

        killed = harass(
            asked.kills,
            folder,
            lambda: Reminder.objects.filter(superseded=False).count() >= owed,
        )
        return verdict(owed, killed, asked.broker)


if __name__ == "__main__":
    sys.exit(main())
