"""Guess receipt codes and draft codes from many addresses at once, and see how many are tried.

``python -m tests.faults.receipt_guess -n 5000`` prints, for each of the two pages, how many
guesses were looked up, the most in any sixty seconds (60 at most), how many were right (0),
and how long a page took meanwhile.
"""

from __future__ import annotations

import argparse
import bisect
import contextlib
import json
import os
import random
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django

from tests.faults.serving import PATIENCE, Server, figures_of, serving

MODULE = "tests.faults.receipt_guess"
PAGES = {"receipt": "/ccmc/follow/", "draft": "/ccmc/complaint/resume/"}
MOST_A_MINUTE = 60
SLOWEST = 1.0  # seconds, for nineteen pages out of twenty
GUESSERS = 6
# Many guesses are spread over more than a minute, in seconds; few come as fast as they can.
LASTING, MANY = 90, 1000
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=5000, help="how many codes are tried at each page")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        print(json.dumps(drill(given.n)))
        return 0
    return 0 if told(given.n) else 1


def told(number: int) -> bool:
    """Run the drill, print a line for each page, and say whether the limit held."""
    seen = figures_of(MODULE, "-n", str(number))
    print("page     guesses  seconds  looked up  most in 60 s  refused  right  5xx  page p95 ms")
    for page, row in seen.items():
        print(
            f"{page:<8} {row['guesses']:>7}  {row['seconds']:>7.0f}  {row['looked_up']:>9}"
            f"  {row['most']:>12}  {row['refused']:>7}  {row['right']:>5}  {row['faults']:>3}"
            f"  {row['p95'] * 1000:>11.0f}"
        )
    return bool(seen) and all(passed(row, number) for row in seen.values())


def passed(row: dict[str, Any], number: int) -> bool:
    held = row["most"] <= MOST_A_MINUTE and row["p95"] < SLOWEST
    answered = row["looked_up"] + row["refused"] == number
    return held and answered and row["looked_up"] > 0 and not (row["right"] or row["faults"])


def drill(number: int) -> dict[str, dict[str, Any]]:
    django.setup()
    # Not above: the models can be imported only now.
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from people.models import User  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    with Path(os.devnull).open("w") as nowhere:
        call_command("load_law", stdout=nowhere)
        call_command("load_demo", stdout=nowhere)
    connection.close()
    user = User.objects.get(username="ccmc-staff")
    with serving(user) as server:
        return {page: guess(server, page, number) for page in PAGES}


def guess(server: Server, page: str, number: int) -> dict[str, Any]:
    """Try so many codes at one page, several at a time, with a reader of another page beside."""
    began, over, waits = time.monotonic(), threading.Event(), list[float]()
    reader = threading.Thread(target=read, args=(server, over, waits))
    reader.start()
    apart = LASTING / number if number >= MANY else 0

    def in_turn(count: int) -> tuple[int, float]:
        time.sleep(max(0, began + count * apart - time.monotonic()))
        return attempt(server, page, count)

    with ThreadPoolExecutor(GUESSERS) as pool:
        answers = list(pool.map(in_turn, range(number)))
    over.set()
    reader.join()
    moments = sorted(at for status, at in answers if status not in (429, 0))
    statuses = [status for status, _ in answers]
    return {
        "guesses": number,
        "seconds": time.monotonic() - began,
        "looked_up": len(moments),
        "most": most_in_a_minute(moments),
        "refused": statuses.count(429),
        "right": statuses.count(302),
        "faults": sum(status >= 500 or status == 0 for status in statuses),
        "p95": sorted(waits)[int(len(waits) * 0.95)],
    }


def most_in_a_minute(moments: list[float]) -> int:
    """The highest number of these moments, in order, that lie within sixty seconds."""
    return max(
        (bisect.bisect_left(moments, at + 60) - place for place, at in enumerate(moments)),
        default=0,
    )


def attempt(server: Server, page: str, count: int) -> tuple[int, float]:
    """One guess from an address of its own: its status, and when it was answered."""
    chance = random.Random(count)  # noqa: S311 - a drill
    code = "-".join("".join(chance.choices(LETTERS, k=4)) for _ in range(4))
    given = {
        "docket": f"CCMC-2026-{count + 1:04}",
        "code": code if page == "receipt" else f"D-{code}",
    }
    body = urlencode({**given, "csrfmiddlewaretoken": server.token})
    headers = {"Cookie": f"csrf={server.token}"}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    # Every address that begins with 127 is this machine.
    source = (f"127.{1 + count // 62500}.{count // 250 % 250}.{1 + count % 250}", 0)
    link = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE, source_address=source)
    with contextlib.closing(link):
        try:
            link.request("POST", PAGES[page], body, headers)
            answer = link.getresponse()
            answer.read()
        except OSError:
            return 0, time.monotonic()
    return answer.status, time.monotonic()


def read(server: Server, over: threading.Event, waits: list[float]) -> None:
    """Open a page of the public again and again; how long each time took, in seconds."""
    while not over.is_set() or not waits:
        began = time.monotonic()
        with contextlib.closing(HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)) as link:
            link.request("GET", "/ccmc/")
            link.getresponse().read()
        waits.append(time.monotonic() - began)
        over.wait(0.1)


if __name__ == "__main__":
    sys.exit(main())
