"""Kill the web worker while evidence is being sent, and see what became of every file.

``python -m tests.faults.uploads -n 500`` prints, for files of the case staff and for those of a
complaint that is being written, how many are seen in part (0), how many were acknowledged and are
missing (0), and how many lie about after a sweep (0).
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import hashlib
import json
import os
import random
import signal
import sys
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import django

from tests.faults.serving import Server, figures_of, serving, status_of, wait_for

MODULE = "tests.faults.uploads"
PIECE = 32 * 1024
SIZES = (1, 12)  # of pieces
PAUSE = 0.008
PLACES = ("staff", "draft")
# A complaint takes twenty files; the first of them only measures.
A_DRAFT = 15
# The moment of the strike is moved until about half of the files outrun it.
CLOSER = 0.95


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=500, help="how many files are sent")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--alone", choices=PLACES, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        chance = random.Random(given.seed)  # noqa: S311 - a drill
        print(json.dumps(drill(given.alone, given.n, chance)))
        return 0
    return 0 if told(given.n) else 1


def told(number: int) -> bool:
    """Run the drill in both places, print a line for each, and say whether nothing was lost."""
    print("place  sent  kills  acked  kept  partial  acked-but-missing  orphans  after-sweep")
    held = [told_of(place, number) for place in PLACES]
    return all(held)


def told_of(place: str, number: int) -> bool:
    seen = figures_of(MODULE, "-n", str(number), alone=place)
    if not seen:
        print(f"{place:<5}  did not finish")
        return False
    print(
        f"{place:<5}  {seen['sent']:>4}  {seen['kills']:>5}  {seen['acked']:>5}  {seen['kept']:>4}"
        f"  {seen['partial']:>7}  {seen['missing']:>17}  {seen['orphans']:>7}  {seen['left']:>11}"
    )
    return seen["kills"] > 0 and not (seen["partial"] or seen["missing"] or seen["left"])


def drill(place: str, number: int, chance: random.Random) -> dict[str, int]:
    """Send files one after another; strike the worker at some moment of each."""
    django.setup()
    # Not above: the models can be imported only now.
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from tests.walk import Walk  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    with Path(os.devnull).open("w") as nowhere:
        call_command("load_law", stdout=nowhere)
        call_command("load_demo", stdout=nowhere)
    walk = Walk("ccmc").along("file")
    staff, docket = walk.ready(walk.staff), walk.number
    visitors = 1 + number // A_DRAFT if place == "draft" else 0
    drafts = [begun(f"127.0.1.{one}") for one in range(1, visitors + 1)]
    connection.close()
    acked, kills = [], 0
    with serving(staff) as server:
        sender = Sender(server, docket, drafts)
        lasts = how_long(sender)
        for count in range(number):
            data = f"{count} ".encode() * (PIECE // 4) * chance.randint(*SIZES)
            # Some moment from the first byte of the file to past its answer.
            moment = chance.uniform(0, 2 * lasts)
            striking = threading.Thread(target=strike, args=(server, moment))
            striking.start()
            if sender.send(data, count) == 302:
                acked.append(hashlib.sha256(data).hexdigest())
                lasts *= CLOSER
            else:
                lasts /= CLOSER
            striking.join()
            kills += 1
            wait_for(server)
    rows = of_drafts(drafts) if drafts else of_case(docket)
    return count_up(rows, number, kills, acked)


def begun(address: str) -> tuple[str, str]:
    """A complaint begun in a browser of its own: where its files go, and the browser's session.

    Each comes from an address of its own: from one, only so many are begun in an hour.
    """
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    client = Client(HTTP_HOST="127.0.0.1", REMOTE_ADDR=address)
    where = client.post("/ccmc/complaint/")["Location"]
    draft = where.split("/")[3]
    name = settings.SESSION_COOKIE_NAME
    return f"/ccmc/complaint/{draft}/files/", f"{name}={client.cookies[name].value}"


@dataclass
class Sender:
    """Sends files to a case as its staff, or to complaints that are being written."""

    server: Server
    docket: str
    drafts: list[tuple[str, str]]

    def send(self, data: bytes, count: int) -> int:
        """Send one file a piece at a time; the status of the answer, 0 when none came."""
        server = self.server
        where, fields = f"/cases/{self.docket}/steps/add_evidence/", {"description": b"It"}
        name = "upload"
        if self.drafts:
            where, session = self.drafts[count // A_DRAFT]
            server = replace(server, cookies=f"{session}; csrf={server.token}")
            name, fields = "files", {"upload": b"1"}
        body = server.part("csrfmiddlewaretoken", server.token.encode())
        body += b"".join(server.part(key, value) for key, value in fields.items())
        body += server.part(name, data, "note.txt") + b"--between--\r\n"
        try:
            with server.connect() as link:
                link.sendall(
                    server.head(where, f"Content-Length: {len(body)}\r\nConnection: close")
                )
                for at in range(0, len(body), PIECE):
                    link.sendall(body[at : at + PIECE])
                    time.sleep(PAUSE)
                return status_of(link.recv(65536))
        except OSError:
            return 0


def strike(server: Server, after: float) -> None:
    time.sleep(after)
    worker = server.worker
    if worker:
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)


def how_long(sender: Sender) -> float:
    """How many seconds a worker just born takes for a file."""
    strike(sender.server, 0)
    wait_for(sender.server)
    began = time.monotonic()
    sender.send(b"The first." * PIECE, 0)
    return time.monotonic() - began


def of_case(docket: str) -> list[Any]:
    from complaints.models import Exhibit  # noqa: PLC0415

    return list(Exhibit.objects.filter(case=docket).select_related("case__docket"))


def of_drafts(drafts: list[tuple[str, str]]) -> list[Any]:
    from intake.models import DraftFile  # noqa: PLC0415

    keys = [where.split("/")[3] for where, _ in drafts]
    return list(DraftFile.objects.filter(draft__in=keys).select_related("draft"))


def count_up(rows: list[Any], number: int, kills: int, acked: list[str]) -> dict[str, int]:
    from vault import files  # noqa: PLC0415
    from vault.keys import SealBroken  # noqa: PLC0415
    from vault.sweeping import sweep  # noqa: PLC0415

    kept, partial = set(), 0
    for row in rows:
        kept.add(row.sha256)
        for address, told in (
            (row.address, row.sha256),
            (row.derivative_address, row.derivative_sha256),
        ):
            try:
                plain = hashlib.sha256()
                for piece in files.read(address, row.sealing_key):
                    plain.update(piece)
                partial += plain.hexdigest() != told
            except (SealBroken, FileNotFoundError):
                partial += 1
    figures: dict[str, Any] = {"sent": number, "kills": kills, "acked": len(acked)}
    figures |= {"kept": len(kept), "partial": partial, "missing": len(set(acked) - kept)}
    time.sleep(0.05)
    swept = sweep(dt.timedelta(0))
    again = sweep(dt.timedelta(0))
    left = again.orphans + again.unfinished + again.missing
    return figures | {"orphans": swept.orphans + swept.unfinished, "left": left}


if __name__ == "__main__":
    sys.exit(main())
