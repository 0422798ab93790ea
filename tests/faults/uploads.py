"""Kill the web worker while evidence is being sent, and see what became of every file.

``python -m tests.faults.uploads -n 500`` prints how many files are seen in part (0), how many
were acknowledged and are missing (0), and how many lie about after a sweep (0).
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
from pathlib import Path
from typing import Any

import django

from tests.faults.serving import Server, figures_of, serving, status_of, wait_for

MODULE = "tests.faults.uploads"
PIECE = 32 * 1024
SIZES = (1, 12)  # of pieces
PAUSE = 0.008
# The moment of the strike is moved until about half of the files outrun it.
CLOSER = 0.95


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=500, help="how many files are sent")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        print(json.dumps(drill(given.n, random.Random(given.seed))))  # noqa: S311 - a drill
        return 0
    return 0 if told(given.n) else 1


def told(number: int) -> bool:
    """Run the drill, print a line, and say whether nothing was lost or seen in part."""
    seen = figures_of(MODULE, "-n", str(number))
    print("sent  kills  acked  kept  partial  acked-but-missing  orphans  after-sweep")
    if not seen:
        print("did not finish")
        return False
    print(
        f"{seen['sent']:>4}  {seen['kills']:>5}  {seen['acked']:>5}  {seen['kept']:>4}"
        f"  {seen['partial']:>7}  {seen['missing']:>17}  {seen['orphans']:>7}  {seen['left']:>11}"
    )
    return seen["kills"] > 0 and not (seen["partial"] or seen["missing"] or seen["left"])


def drill(number: int, chance: random.Random) -> dict[str, int]:
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
    connection.close()
    where, acked, kills = f"/cases/{docket}/steps/add_evidence/", [], 0
    with serving(staff) as server:
        lasts = how_long(server, where)
        for count in range(number):
            data = f"{count} ".encode() * (PIECE // 4) * chance.randint(*SIZES)
            # Some moment from the first byte of the file to past its answer.
            moment = chance.uniform(0, 2 * lasts)
            striking = threading.Thread(target=strike, args=(server, moment))
            striking.start()
            if send(server, where, data) == 302:
                acked.append(hashlib.sha256(data).hexdigest())
                lasts *= CLOSER
            else:
                lasts /= CLOSER
            striking.join()
            kills += 1
            wait_for(server)
    return count_up(docket, number, kills, acked)


def strike(server: Server, after: float) -> None:
    time.sleep(after)
    worker = server.worker
    if worker:
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)


def how_long(server: Server, where: str) -> float:
    """How many seconds a worker just born takes for a file."""
    strike(server, 0)
    wait_for(server)
    began = time.monotonic()
    send(server, where, b"The first." * PIECE)
    return time.monotonic() - began


def send(server: Server, path: str, data: bytes) -> int:
    """Send one file a piece at a time; the status of the answer, 0 when none came."""
    body = server.part("csrfmiddlewaretoken", server.token.encode())
    body += server.part("description", b"It") + server.part("upload", data, "note.txt")
    body += b"--between--\r\n"
    try:
        with server.connect() as link:
            link.sendall(server.head(path, f"Content-Length: {len(body)}\r\nConnection: close"))
            for at in range(0, len(body), PIECE):
                link.sendall(body[at : at + PIECE])
                time.sleep(PAUSE)
            return status_of(link.recv(65536))
    except OSError:
        return 0


def count_up(docket: str, number: int, kills: int, acked: list[str]) -> dict[str, int]:
    from complaints.models import Exhibit  # noqa: PLC0415
    from vault import files  # noqa: PLC0415
    from vault.keys import SealBroken  # noqa: PLC0415
    from vault.sweeping import sweep  # noqa: PLC0415

    kept, partial = set(), 0
    for exhibit in Exhibit.objects.filter(case=docket).select_related("case__docket"):
        kept.add(exhibit.sha256)
        for address, told in (
            (exhibit.address, exhibit.sha256),
            (exhibit.derivative_address, exhibit.derivative_sha256),
        ):
            try:
                plain = hashlib.sha256()
                for piece in files.read(address, exhibit.case.docket.data_key):
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
