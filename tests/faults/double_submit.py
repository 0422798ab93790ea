"""Drop the connection right after a complaint is filed, and send it again twice at once.

``python -m tests.faults.double_submit -n 500`` prints how many cases came of it (500), and how
many filers were shown another case or another code the second time (0).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import socket
import struct
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django

from tests.faults.serving import PATIENCE, Server, figures_of, serving

MODULE = "tests.faults.double_submit"
BODY = "ccmc"
RECEIPT = re.compile(
    r"<dd>([A-Z]+-\d{4}-\d{4,9})</dd>.*?<dd translate=\"no\">(.{9})<br>(.{9})</dd>", re.DOTALL
)
SIGNED = {"true": "on", "shared": "on", "signature": "Ana Delgado"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=500, help="how many complaints are filed")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        print(json.dumps(drill(given.n)))
        return 0
    return 0 if told(given.n) else 1


def told(number: int) -> bool:
    """Run the drill, print a line, and say whether each complaint made one case and one receipt."""
    seen = figures_of(MODULE, "-n", str(number))
    print("sent  dropped after commit  retried  cases  receipts  other receipt  5xx")
    if not seen:
        print("did not finish")
        return False
    print(
        f"{seen['sent']:>4}  {seen['dropped']:>20}  {seen['retried']:>7}  {seen['cases']:>5}"
        f"  {seen['receipts']:>8}  {seen['other']:>13}  {seen['faults']:>3}"
    )
    counted = (seen["dropped"], seen["cases"], seen["receipts"])
    return counted == (number,) * 3 and not (seen["other"] or seen["faults"])


def drill(number: int) -> dict[str, int]:
    django.setup()
    # Not above: the models can be imported only now.
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from complaints.models import Complaint  # noqa: PLC0415
    from people.models import User  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    with Path(os.devnull).open("w") as nowhere:
        call_command("load_law", stdout=nowhere)
        call_command("load_demo", stdout=nowhere)
    already = Complaint.objects.count()
    ready = written(number)
    connection.close()
    dropped, faults, other, receipts = 0, 0, 0, set()
    user = User.objects.get(username=f"{BODY}-staff")
    with serving(user) as server, ThreadPoolExecutor(2) as pool:
        for draft, cookie in ready:
            drop(server, draft, cookie)
            dropped += is_committed(draft)
            again = list(pool.map(lambda _, d=draft, c=cookie: retry(server, d, c), range(2)))
            faults += sum(status >= 500 for status, _ in again)
            shown = {receipt for _, receipt in again}
            other += len(shown) != 1 or None in shown
            receipts |= shown - {None}
    figures = {"sent": number, "dropped": dropped, "retried": 2 * number, "faults": faults}
    cases = Complaint.objects.count() - already
    return figures | {"cases": cases, "receipts": len(receipts), "other": other}


def written(number: int) -> list[tuple[str, str]]:
    """Drafts with every answer but the signature, each in the session of a browser of its own."""
    from django.conf import settings  # noqa: PLC0415
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from intake import drafts  # noqa: PLC0415
    from intake.models import Draft  # noqa: PLC0415
    from people.models import Body  # noqa: PLC0415
    from tests.intake.writing import Writer  # noqa: PLC0415

    writer = Writer(BODY, client=Client(SERVER_NAME="127.0.0.1"))
    first = Draft.objects.get(pk=writer.begin().until("check").draft)
    body, made = Body.objects.get(pk=BODY), []
    for _ in range(number):
        draft = drafts.begin(body)
        draft.answers = first.answers
        draft.save()
        session = SessionStore()
        session["drafts"] = {str(draft.pk): time.time()}
        session.save()
        made.append((str(draft.pk), f"{settings.SESSION_COOKIE_NAME}={session.session_key}"))
    return made


def asked(server: Server, cookie: str) -> tuple[dict[str, str], str]:
    """Headers and body of the last step."""
    headers = {"Cookie": f"{cookie}; csrf={server.token}"}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    return headers, urlencode({**SIGNED, "csrfmiddlewaretoken": server.token})


def address(draft: str, page: str) -> str:
    return f"/{BODY}/complaint/{draft}/{page}/"


def drop(server: Server, draft: str, cookie: str) -> None:
    """Send the complaint, wait until it is filed, and hang up without having read a byte."""
    headers, body = asked(server, cookie)
    headers |= {"Host": f"127.0.0.1:{server.port}", "Content-Length": str(len(body))}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    with server.connect() as link:
        link.sendall(f"POST {address(draft, 'sign')} HTTP/1.1\r\n{lines}\r\n{body}".encode())
        late = time.monotonic() + PATIENCE
        while not is_committed(draft) and time.monotonic() < late:
            time.sleep(0.002)
        link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def is_committed(draft: str) -> bool:
    from intake.models import Draft  # noqa: PLC0415

    return Draft.objects.filter(pk=draft).exclude(sent_at=None).exists()


def retry(server: Server, draft: str, cookie: str) -> tuple[int, Any]:
    """Send it once more and follow to the receipt: the worst status, the number with the code."""
    headers, body = asked(server, cookie)
    with contextlib.closing(HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)) as link:
        link.request("POST", address(draft, "sign"), body, headers)
        sent = link.getresponse()
        sent.read()
        link.request("GET", sent.headers.get("Location", "/nowhere/"), headers=headers)
        answer = link.getresponse()
        page = answer.read().decode()
    found = RECEIPT.search(page)
    return max(sent.status, answer.status), found.groups() if found else None


if __name__ == "__main__":
    sys.exit(main())
