"""A mail server that fails in five ways, and what becomes of the mails and of the web.

``python -m tests.faults.smtp_faults`` plans mails while the server refuses connections, says
451, says 550, hangs, or breaks the connection after it has taken the mail; then it recovers.
"""

from __future__ import annotations

import argparse
import http.client
import json
import sys
import threading
import time
from typing import Any

import django

from tests.faults import nursery
from tests.faults.surroundings import databases, figures_of

MODULE = "tests.faults.smtp_faults"
WAYS = ["refused", "451", "550", "hang", "reset"]
PATIENCE = 60.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=20, help="mails for each way")
    parser.add_argument("--seconds", type=float, default=8.0, help="how long each way lasts")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        print(json.dumps(drill(given.n, given.seconds)))
        return 0
    passed = [told(database, given.n, given.seconds) for database in databases()]
    return 0 if all(passed) else 1


def told(database: str, number: int, seconds: float) -> bool:
    """Run it, print a line for each way, and say whether every mail ended as it should."""
    seen = figures_of(MODULE, database, "-n", str(number), "--seconds", str(seconds))
    print(
        "database  way      planned  sent  dead+errand  lost  wire-repeats  web  5xx  slowest-web"
    )
    if not seen:
        print(f"{database:<9} did not finish")
        return False
    for way, row in seen.items():
        print(
            f"{database:<9} {way:<8} {row['planned']:>7}  {row['sent']:>4}  {row['dead']:>11}"
            f"  {row['lost']:>4}  {row['repeats']:>12}  {row['asked']:>3}  {row['faults']:>3}"
            f"  {row['slowest']:>10.2f}s"
        )
    return all(is_well(way, row) for way, row in seen.items())


def is_well(way: str, row: dict[str, Any]) -> bool:
    expected = (0, row["planned"]) if way == "550" else (row["planned"], 0)
    repeated = way == "reset" or row["repeats"] == 0
    waited_for_mail = row["slowest"] >= row["timeout"]
    ended = (row["sent"], row["dead"]) == expected
    return ended and repeated and not waited_for_mail and (row["lost"], row["faults"]) == (0, 0)


def drill(number: int, seconds: float) -> dict[str, Any]:
    django.setup()
    # Not above: the models can be imported only now.
    from django.conf import settings  # noqa: PLC0415

    from people.models import User  # noqa: PLC0415
    from tests.faults.office import a_case, open_office, plan, settled  # noqa: PLC0415
    from tests.faults.post_office import post_office  # noqa: PLC0415
    from tests.faults.serving import serving  # noqa: PLC0415

    open_office()
    case = a_case()
    seen = {}
    with (
        post_office(settings.EMAIL_PORT) as server,
        serving(User.objects.get(username="ccmc-staff")) as web,
    ):
        pollers = nursery.start(1)
        try:
            for way in WAYS:
                before = len(server.taken)
                server.ways = {"*": way}
                if way == "refused":
                    server.close()
                visits = Visits(web)
                plan(case, 0, number, name=f"way{way}")
                visits.last(seconds)
                server.ways = {} if way != "550" else server.ways
                if way == "refused":
                    server.open()
                settled(PATIENCE)
                row = count(f"way{way}", number, server.taken[before:])
                seen[way] = row | visits.figures | {"timeout": settings.EMAIL_TIMEOUT}
        finally:
            nursery.end(pollers)
    return seen


class Visits:
    """Somebody who looks at the desk and at the outbox again and again meanwhile."""

    def __init__(self, web: Any) -> None:
        self.web, self.asked, self.faults, self.slowest = web, 0, 0, 0.0
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self.go_on)
        self.thread.start()

    def go_on(self) -> None:
        while not self.stopping.wait(0.1):
            began = time.monotonic()
            link = http.client.HTTPConnection("127.0.0.1", self.web.port, timeout=30)
            try:
                link.request("GET", "/desk/", headers={"Cookie": self.web.cookies})
                self.faults += link.getresponse().status != 200
            except OSError:
                self.faults += 1
            finally:
                link.close()
            self.asked += 1
            self.slowest = max(self.slowest, time.monotonic() - began)

    def last(self, seconds: float) -> None:
        time.sleep(seconds)
        self.stopping.set()
        self.thread.join()

    @property
    def figures(self) -> dict[str, Any]:
        return {"asked": self.asked, "faults": self.faults, "slowest": self.slowest}


def count(name: str, planned: int, taken: list[str]) -> dict[str, Any]:
    from complaints.mail import key_of  # noqa: PLC0415
    from complaints.models import Errand, ErrandKind, Mail  # noqa: PLC0415
    from tests.faults.office import ids_of  # noqa: PLC0415

    rows = Mail.objects.filter(key__in=[key_of(f"{name} {one}") for one in range(planned)])
    dead = rows.filter(undeliverable=True)
    keys = [f"mail {pk} parked" for pk in dead.values_list("pk", flat=True)]
    errands = Errand.objects.filter(kind=ErrandKind.UNDELIVERABLE).values_list("key", flat=True)
    raised = {key.rpartition(" ")[0] for key in errands}
    sent = rows.exclude(sent_at=None)
    return {
        "planned": rows.count(),
        "sent": sent.count(),
        "dead": sum(key in raised for key in keys),
        "lost": len(ids_of(sent) - set(taken)),
        "repeats": len(taken) - len(set(taken)),
    }


if __name__ == "__main__":
    sys.exit(main())
