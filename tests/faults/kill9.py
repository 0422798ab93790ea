"""Kill whoever sends mail again and again, and count what a real mail server got.

``python -m tests.faults.kill9 -n 1000 --workers 2`` kills a thousand times. Every mail is
planned twice on purpose. Each must reach the server, under one id; a mail may come again
under the same id only when somebody was killed while sending it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import signal
import sys
import time
from typing import Any

import django

from tests.faults import nursery
from tests.faults.surroundings import databases, figures_of

MODULE = "tests.faults.kill9"
BETWEEN = (0.1, 0.35)
AHEAD = 60
PATIENCE = 60.0


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
    print("database  kills  planned  distinct-ids  lost  unplanned  wire-repeats  errands  record")
    if not seen:
        print(f"{database:<9} did not finish")
        return False
    print(
        f"{database:<9} {seen['kills']:>5}  {seen['planned']:>7}  {seen['distinct']:>12}"
        f"  {seen['lost']:>4}  {seen['unplanned']:>9}  {seen['repeats']:>12}"
        f"  {seen['errands']:>7}  {'intact' if seen['intact'] else 'BROKEN'}"
    )
    wrong = (seen["lost"], seen["unplanned"], seen["unsent"], seen["errands"])
    whole = seen["distinct"] == seen["planned"] and seen["intact"]
    return whole and wrong == (0, 0, 0, 0) and seen["repeats"] <= seen["kills"] == kills


def drill(kills: int, workers: int, chance: random.Random) -> dict[str, Any]:
    django.setup()
    # Not above: the models can be imported only now.
    from django.conf import settings  # noqa: PLC0415

    from tests.faults.office import a_case, mails_waiting, open_office, plan, settled  # noqa: PLC0415
    from tests.faults.post_office import post_office  # noqa: PLC0415

    planned = done = 0
    open_office()
    case = a_case()
    with post_office(settings.EMAIL_PORT) as server:
        pollers = nursery.start(workers)
        try:
            while done < kills:
                if mails_waiting() < AHEAD:
                    planned = plan(case, planned, AHEAD)
                time.sleep(chance.uniform(*BETWEEN))
                victims = nursery.children_of(pollers.pid)
                if victims:
                    # It may have died of itself meanwhile.
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(chance.choice(victims), signal.SIGKILL)
                        done += 1
            settled(PATIENCE)
        finally:
            nursery.end(pollers)
        return count(done, planned, server.taken)


def count(kills: int, planned: int, taken: list[str]) -> dict[str, Any]:
    from complaints.models import Errand, Mail  # noqa: PLC0415
    from ledger.models import Docket  # noqa: PLC0415
    from tests.faults.office import ids_of  # noqa: PLC0415

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
        "intact": all(docket.first_fault() is None for docket in Docket.objects.all()),
    }


if __name__ == "__main__":
    sys.exit(main())
