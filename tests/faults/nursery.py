"""Pollers that are born quickly: each is forked from a process that has everything loaded.

A worker that takes a second to start would be killed before it did anything. This one starts
another the moment one dies, until it is told to end.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import django

PATIENCE = 30.0


def start(workers: int, *, poison: bool = False) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.faults.nursery", "--workers", str(workers)]
    return subprocess.Popen([*command, *(["--poison"] if poison else [])])


def children_of(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def end(nursery: subprocess.Popen[bytes]) -> None:
    nursery.terminate()
    nursery.wait(PATIENCE)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--poison", action="store_true", help="Add a job that always fails.")
    given = parser.parse_args()
    django.setup()
    if given.poison:
        add_poison()
    born: set[int] = set()
    signal.signal(signal.SIGTERM, lambda *_: end_all(born))
    while True:
        while len(born) < given.workers:
            born.add(bear())
        born.discard(os.wait()[0])


def end_all(born: set[int]) -> NoReturn:
    for pid in born:
        os.kill(pid, signal.SIGKILL)
    os._exit(0)


def bear() -> int:
    """Fork one poller; it runs what ``manage.py tend_queues`` runs."""
    if child := os.fork():
        return child
    # Not above: the models can be imported only once Django is set up.
    from django.core.management import call_command  # noqa: PLC0415

    call_command("tend_queues", every=0.05)
    os._exit(0)


def add_poison() -> None:
    from complaints import jobs  # noqa: PLC0415

    jobs.register(jobs.Job("poison", "It always fails", fail, 0.2))


def fail() -> NoReturn:
    raise RuntimeError("It always does.")


if __name__ == "__main__":
    main()
