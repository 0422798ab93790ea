"""Kill the worker, run two beats, and see that each reminder was sent exactly once.

``make faults`` runs it on the embedded broker, and on Redis where REDIS_URL names one; on
SQLite, and on PostgreSQL where DATABASE_URL names a server, in a database made for it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from urllib.parse import urlsplit

import django
import psycopg2
import redis

REDIS_DATABASE = 13  # not where the office or its tests keep their messages
QUEUES = ["celery", "unacked", "unacked_index", "_kombu.binding.celery"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=4, help="of each of the three due dates")
    parser.add_argument("--broker", choices=["filesystem", "redis"])
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        return alone(given.cases)
    brokers = [given.broker] if given.broker else ["filesystem"]
    if not given.broker and os.environ.get("REDIS_URL"):
        brokers.append("redis")
    server = os.environ.get("DATABASE_URL", "")
    databases = ["sqlite", *(["postgres"] if server.startswith("postgres") else [])]
    print("broker      database   planned  sent  duplicates  lost  mails  kills  record")
    failed = [
        (broker, database)
        for broker in brokers
        for database in databases
        if not told(broker, database, given.cases)
    ]
    print("Each reminder was sent exactly once." if not failed else f"FAILED: {failed}")
    return 1 if failed else 0


def alone(cases: int) -> int:
    """Run one drill in the environment as it is, and print its figures."""
    django.setup()
    # Not above: the models can be imported only now.
    from tests.faults.killing import drill  # noqa: PLC0415

    figures = drill(cases)
    print(json.dumps(asdict(figures) | {"passed": figures.passed}))
    return 0


def told(broker: str, database: str, cases: int) -> bool:
    """Run one drill in an environment of its own and print a line about it."""
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as scratch:
        env = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        env |= {"DEBUG": "true", "DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": SETTINGS}
        env["DATABASE_URL"] = f"sqlite:///{folder}/scratch.sqlite3"
        if database == "postgres":
            env["DATABASE_URL"] = scratch.enter_context(scratch_postgres())
        if broker == "redis":
            env["REDIS_URL"] = scratch.enter_context(scratch_redis())
        command = [sys.executable, "-m", "tests.faults.reminders", "--alone"]
        run = subprocess.run(
            [*command, "--cases", str(cases)], check=False, env=env, stdout=subprocess.PIPE
        )
    lines = run.stdout.decode().splitlines()
    if run.returncode or not lines:
        print(f"{broker:<11} {database:<9} did not finish")
        return False
    seen = json.loads(lines[-1])
    print(
        f"{broker:<11} {database:<10} {seen['planned']:>7} {seen['sent']:>5}"
        f" {seen['duplicates']:>11} {seen['lost']:>5} {seen['mails']:>6} {seen['kills']:>6}"
        f"  {'intact' if seen['intact'] else 'BROKEN'}"
    )
    return bool(seen["passed"])


SETTINGS = "ethics_portal.settings"


@contextlib.contextmanager
def scratch_postgres() -> Iterator[str]:
    """A database of our own on the server that DATABASE_URL names."""
    server, name = urlsplit(os.environ["DATABASE_URL"]), f"faults_{os.getpid()}"
    with contextlib.closing(psycopg2.connect(server._replace(path="/postgres").geturl())) as link:
        link.autocommit = True
        with link.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
            try:
                yield server._replace(path=f"/{name}").geturl()
            finally:
                cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.contextmanager
def scratch_redis() -> Iterator[str]:
    """A numbered database of our own on the server that REDIS_URL names; emptied of our queues."""
    address = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{REDIS_DATABASE}").geturl()
    with redis.Redis.from_url(address) as server:
        server.delete(*QUEUES)
        try:
            yield address
        finally:
            server.delete(*QUEUES)


if __name__ == "__main__":
    sys.exit(main())
