"""Send a file without an end at the server, and see how soon it stops listening.

``python -m tests.faults.big_stream`` sends ten gigabytes three ways: announced, announced as
just within what a request may hold, and in chunks that announce nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import select
import socket
import sys
import time
from pathlib import Path
from typing import Any

import django

from tests.faults.serving import Server, figures_of, serving, status_of

MODULE = "tests.faults.big_stream"
MIB = 2**20
PIECE = 256 * 1024
MOST_READ = 51 * MIB
MOST_GROWTH = 20 * MIB


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mib", type=int, default=10 * 1024, help="how much is announced")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        print(json.dumps(drill(given.mib * MIB)))
        return 0
    return 0 if told(given.mib) else 1


def told(mib: int) -> bool:
    """Run the drill, print a line for each way, and say whether all stayed within bounds."""
    seen = figures_of(MODULE, "--mib", str(mib))
    print("way        announced MiB  status  read MiB  growth MiB  temp left")
    for way, row in seen.items():
        print(
            f"{way:<10} {row['announced'] // MIB:>13} {row['status']:>7}"
            f" {row['read'] / MIB:>9.2f} {row['growth'] / MIB:>11.1f} {row['left']:>10}"
        )
    return bool(seen) and all(passed(way, row) for way, row in seen.items())


def passed(way: str, row: dict[str, int]) -> bool:
    # Without a length there is no body to Django, so nothing is read and the form is refused.
    status = 403 if way == "chunked" else 413
    bounded = row["read"] <= MOST_READ and row["growth"] <= MOST_GROWTH
    return bounded and (row["status"], row["left"]) == (status, 0)


def drill(size: int) -> dict[str, dict[str, int]]:
    django.setup()
    # Not above: the models can be imported only now.
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from people.models import User  # noqa: PLC0415
    from vault.uploads import LARGEST_REQUEST  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    user = User.objects.create_user("drill", password=None)
    call_command("load_law", verbosity=0)
    connection.close()
    lengths = {"announced": size, "allowed": min(size, LARGEST_REQUEST)}
    with serving(user) as server:
        # A first file brings in what the server loads only once.
        stream(server, MIB, f"Content-Length: {MIB}")
        figures = {
            way: stream(server, length, f"Content-Length: {length}")
            for way, length in lengths.items()
        }
        figures["chunked"] = stream(server, size, "Transfer-Encoding: chunked", chunked=True)
    return figures


def stream(server: Server, size: int, length: str, *, chunked: bool = False) -> dict[str, int]:
    """Send until an answer comes. No piece is sent before the one ahead of it was read."""
    before, sent = memory(server), 0
    highest = before
    first = server.part("uploads", b"", "long.txt").removesuffix(b"\r\n")
    piece = b"What was said. " * (PIECE // 15)
    with server.connect() as link:
        link.sendall(server.head("/ccmc/complaint/", length))
        data, answer = first, b""
        with contextlib.suppress(ConnectionError):
            while sent < size and not is_readable(link):
                data = data[: size - sent]
                framed = f"{len(data):x}\r\n".encode() + data + b"\r\n" if chunked else data
                link.sendall(framed)
                sent, data = sent + len(data), piece
                until_read(server, link)
                highest = max(highest, memory(server))
        with contextlib.suppress(ConnectionError, TimeoutError):
            answer = link.recv(65536)
        read = sent - unread(server, link)
    return {
        "announced": size,
        "status": status_of(answer),
        "read": read,
        "growth": max(highest, memory(server)) - before,
        "left": left(server),
    }


def is_readable(link: socket.socket) -> bool:
    return bool(select.select([link], [], [], 0)[0])


def until_read(server: Server, link: socket.socket) -> None:
    late = time.monotonic() + 2
    while unread(server, link) and not is_readable(link) and time.monotonic() < late:
        time.sleep(0.0005)


def unread(server: Server, link: socket.socket) -> int:
    """How many bytes wait at the server's end of a connection, as the kernel has it."""
    mine = link.getsockname()[1]
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        _, here, there, _, queues, *_ = line.split()
        if (int(here[-4:], 16), int(there[-4:], 16)) == (server.port, mine):
            return int(queues.split(":")[1], 16)
    return 0


def memory(server: Server) -> int:
    """The resident memory of the worker, in bytes."""
    told = Path(f"/proc/{server.worker}/status").read_text()
    (line,) = [line for line in told.splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) * 1024


def left(server: Server) -> int:
    """Files of uploads that lie in the folder, or that the worker still holds without a name."""
    from django.conf import settings  # noqa: PLC0415

    lying = [path for path in Path(settings.DATA_DIR, "sealed").rglob("*") if path.is_file()]
    time.sleep(0.2)
    held: list[Any] = []
    for number in Path(f"/proc/{server.worker}/fd").iterdir():
        with contextlib.suppress(OSError):
            held += [number] if "/sealed/" in str(number.readlink()) else []
    return len(lying) + len(held)


if __name__ == "__main__":
    sys.exit(main())
