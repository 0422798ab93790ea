"""The scratch office of a drill: a case in it, mails to send about it, and waiting for the end.

Imported once Django is set up.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.models import QuerySet
from django.utils import timezone

from complaints import mail
from complaints.errands import settle
from complaints.models import Alarm, Complaint, Errand, Mail, Notice
from complaints.models.consequences import set_date
from complaints.queues import try_again
from complaints.stages import PartyRole
from people.models import User
from tests.bodies import load_models
from tests.faults.poisoned import confirm
from tests.walk import Walk


def open_office() -> None:
    """Fill the scratch database. Letters leave it only when the case is there."""
    settings.SANDBOX = True  # no body of the demonstration has confirmed its procedure
    with Path(os.devnull).open("w") as nowhere:
        call_command("migrate", verbosity=0)
        call_command("load_law", stdout=nowhere)
        call_command("load_demo", stdout=nowhere)
    for folder in ("messages", "control"):
        (settings.BROKER_DIR / folder).mkdir(parents=True, exist_ok=True)


def a_case(body: str = "ccmc") -> Complaint:
    """A case with nothing left to be sent: its reminders, which would wait for the morning, too."""
    walk = Walk(body).along("file").serve()
    settings.SANDBOX = False
    Alarm.objects.update(rung_at=timezone.now())
    Mail.objects.all().delete()
    # Children that are forked later open connections of their own.
    connections.close_all()
    return walk.case


def a_case_with_letters() -> Complaint:
    """The same, of a body that has confirmed its procedure: its letters may leave."""
    load_models()
    confirm("gcre")
    return a_case("gcre")


def plan(case: Complaint, first: int, number: int, *, name: str = "reader") -> int:
    """Plan so many mails, each twice on purpose; return the number of the next."""
    for one in range(first, first + number):
        for _ in range(2):
            to = f"{name}@example.org"
            words = {"subject": "There is news", "text": "There is a letter."}
            mail.plan(case, to=to, key=f"{name} {one}", **words)
    return first + number


def plan_letters(case: Complaint, number: int) -> int:
    """Owe the complainant so many letters, each with a mail that says so."""
    party = case.parties.get(role=PartyRole.COMPLAINANT)
    for _ in range(number):
        entry = case.docket.enter("drill.begun", case, by=None)
        Notice.objects.create(case=case, letter="L10", role=party.role, party=party, entry=entry)
    return number


def plan_reminders(case: Complaint, first: int, number: int) -> int:
    """Set so many clocks that wait for the staff and are due today."""
    for one in range(first, first + number):
        entry = case.docket.enter("drill.begun", case, by=None)
        set_date(case, entry, f"drill_{one}", case.today, awaits="staff", why="for the drill")
    return number


def no_quiet_hours() -> None:
    """A reminder goes out at once, whatever the hour of the drill."""
    User.objects.update(quiet_from=dt.time(), quiet_until=dt.time())


def waiting() -> int:
    """How much is still to be sent, served or rung."""
    today = timezone.localdate()
    alarms = Alarm.objects.filter(rung_at=None, on__lte=today, deadline__stopped_on=None)
    return Mail.objects.waiting().count() + Notice.objects.owed().count() + alarms.count()


def mails_waiting() -> int:
    return Mail.objects.waiting().count()


def until(true: Callable[[], Any], within: float) -> bool:
    late = time.monotonic() + within
    while time.monotonic() < late:
        if true():
            return True
        time.sleep(0.05)
    return False


def settled(within: float) -> bool:
    """Wait until nothing waits any more."""
    return until(lambda: waiting() == 0, within)


def put_back() -> int:
    """Do what the open errands ask: have it tried again. How many there were."""
    rows = list(Errand.objects.open().exclude(case=None))
    for errand in rows:
        settle(errand, by=None, how="It is tried again.", then=try_again)
    return len(rows)


def worked_off(within: float) -> bool:
    """The same, with somebody at the errands meanwhile."""
    return until(lambda: put_back() + waiting() == 0, within)


def ids_of(rows: QuerySet[Mail]) -> set[str]:
    """The Message-IDs under which these mails go out."""
    host = settings.SITE_URL.split("/")[2]
    return {f"<{key}@{host}>" for key in rows.values_list("key", flat=True)}
