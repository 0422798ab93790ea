"""Kill whoever serves letters, rings clocks and sends mail, and count what came of it.

``python -m tests.faults.kill9 -n 1000 --workers 2`` kills a thousand times. Every mail is
planned twice on purpose. Each must reach a real mail server, under one id; a mail may come
again under the same id only when somebody was killed while sending it. Each letter is made
once, served once, with one sealed PDF that opens; each clock makes one reminder. A letter whose
server was killed five times over is an errand: somebody puts it back, and it is served like others.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from typing import Any

import django

from tests.faults import nursery
from tests.faults.surroundings import databases, figures_of

MODULE = "tests.faults.kill9"
# A letter that killed whoever served it so often is put before a person (complaints/queues.py).
BEFORE_AN_ERRAND = 5
BETWEEN = (0.1, 0.35)
AHEAD, FEW = 60, 5
PATIENCE = 180.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=1000, help="how often somebody is killed")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        chance = random.Random(given.seed)  # noqa: S311 - a drill
        print(json.dumps(drill(given.n, given.workers, chance)))
        return 0
    passed = [told(database, given.n, given.workers) for database in databases()]
    return 0 if all(passed) else 1


def told(database: str, kills: int, workers: int = 2) -> bool:
    """Run the drill, print a line, and say whether every mail came, under one id."""
    seen = figures_of(MODULE, database, "-n", str(kills), "--workers", str(workers))
    print(
        "database  kills  mails  distinct-ids  lost  unplanned  wire-repeats  letters  served-once"
        "  clocks  reminded-once  errands  record"
    )
    if not seen:
        print(f"{database:<9} did not finish")
        return False
    print(
        f"{database:<9} {seen['kills']:>5}  {seen['planned']:>5}  {seen['distinct']:>12}"
        f"  {seen['lost']:>4}  {seen['unplanned']:>9}  {seen['repeats']:>12}"
        f"  {seen['letters']:>7}  {seen['served']:>11}  {seen['clocks']:>6}  {seen['reminded']:>13}"
        f"  {seen['errands']:>7}  {'intact' if seen['intact'] else 'BROKEN'}"
    )
    wrong = (seen["lost"], seen["unplanned"], seen["unsent"])
    whole = seen["distinct"] == seen["planned"] and seen["intact"]
    whole = whole and seen["letters"] == seen["served"] and seen["clocks"] == seen["reminded"]
    whole = whole and seen["errands"] * BEFORE_AN_ERRAND <= kills
    return whole and wrong == (0, 0, 0) and seen["repeats"] <= seen["kills"] == kills


def drill(kills: int, workers: int, chance: random.Random) -> dict[str, Any]:
    django.setup()
    # Not above: the models can be imported only now.
    from django.conf import settings  # noqa: PLC0415

    from tests.faults import office  # noqa: PLC0415
    from tests.faults.post_office import post_office  # noqa: PLC0415

    planned = letters = clocks = done = 0
    office.open_office()
    case = office.a_case_with_letters()
    office.no_quiet_hours()
    with post_office(settings.EMAIL_PORT) as server:
        pollers = nursery.start(workers)
        try:
            while done < kills:
                if office.waiting() < AHEAD:
                    planned = office.plan(case, planned, AHEAD)
                    letters += office.plan_letters(case, FEW)
                    clocks += office.plan_reminders(case, clocks, FEW)
                time.sleep(chance.uniform(*BETWEEN))
                victims = nursery.children_of(pollers.pid)
                if victims:
                    # It may have died of itself meanwhile.
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(chance.choice(victims), signal.SIGKILL)
                        done += 1
            office.worked_off(PATIENCE)
        finally:
            nursery.end(pollers)
        made = {"letters": letters, "clocks": clocks}
        return count(done, planned + letters, server.taken) | made


def count(kills: int, planned: int, taken: list[str]) -> dict[str, Any]:
    """``planned`` mails and those of letters; each reminder has one more."""
    from complaints.models import Errand, Mail, Reminder  # noqa: PLC0415
    from ledger.models import Docket, Entry  # noqa: PLC0415
    from tests.faults.office import ids_of  # noqa: PLC0415

    told = [
        (entry.details["kind"], entry.details["to"])
        for entry in Entry.objects.filter(verb="reminder.sent")
    ]
    planned += Reminder.objects.filter(superseded=False).count()
    ids, wire = ids_of(Mail.objects.all()), set(taken)
    return {
        "kills": kills,
        "planned": planned,
        "distinct": len(wire),
        "lost": len(ids - wire) + abs(planned - len(ids)),
        "unplanned": len(wire - ids),
        "unsent": Mail.objects.filter(sent_at=None).count(),
        "repeats": len(taken) - len(wire),
        "errands": Errand.objects.count(),
        "served": sum(served_once()),
        "reminded": len({kind for kind, _ in told}) if len(told) == len(set(told)) else 0,
        "intact": all(docket.first_fault() is None for docket in Docket.objects.all()),
    }


def served_once() -> Iterator[bool]:
    """For each letter whether it was made and served once, and its PDF opens as it was sealed."""
    from complaints.models import Notice, Service  # noqa: PLC0415
    from vault import files  # noqa: PLC0415

    for notice in Notice.objects.filter(letter="L10"):
        attempts = list(Service.objects.filter(notice=notice).values_list("channel", flat=True))
        made = bool(notice.pdf_address)
        pdf = b"".join(files.read(notice.pdf_address, notice.sealing_key)) if made else b""
        sealed = hashlib.sha256(pdf).hexdigest() == notice.pdf_sha256
        yield sorted(attempts) == ["email", "portal"] and sealed


if __name__ == "__main__":
    sys.exit(main())
