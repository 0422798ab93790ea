from __future__ import annotations

import os
import sys
import urllib.error
import urllib.request
from io import StringIO
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections

from ethics_portal.supervisor import Child, Supervisor

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

WEB = ["--worker-class=gthread", "--workers=2", "--threads=4", "--preload"]
WEB += ["--graceful-timeout=5", "--no-control-socket", "--log-level=warning"]
WORKER = ["--pool=threads", "--concurrency=2", "--loglevel=warning"]
# One worker has nobody to gossip with, and each of these would write a file a second.
WORKER += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
BEAT = ["--pidfile=", "--loglevel=warning"]


class Command(BaseCommand):
    help = "Run web, worker, beat and poller together on this machine until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--demo", action="store_true", help="Load the demo office first.")

    def handle(self, *args: Any, **options: Any) -> None:
        supervisor = Supervisor(children(options["port"]))
        supervisor.listen()
        sign_ins = self.prepare(demo=options["demo"])
        self.say("Starting web, worker, beat and poller …")
        address = f"http://127.0.0.1:{options['port']}"
        greeted = False
        while not supervisor.stopping:
            for line in supervisor.tend():
                self.say(line)
            if not greeted and answers(f"{address}/health"):
                greeted = True
                self.say(sign_ins or how_to_begin())
                self.say(f"Ethics Portal is at {address}   (Ctrl-C stops it)")
        self.say("\nStopping …")
        supervisor.end_all()
        self.say("Stopped.")

    def prepare(self, *, demo: bool) -> str:
        """Bring the database up to date and return what the demo office says of its sign-ins."""
        call_command("prepare", stdout=self.stdout)
        said = StringIO()
        if demo:
            self.say("Loading the demo office …")
            call_command("load_demo", stdout=said)
        # The children open their own; a connection shared over a fork is no connection.
        connections.close_all()
        return said.getvalue()

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def how_to_begin() -> str:
    """In an office without accounts nobody can sign in to make one."""
    if get_user_model().objects.exists():
        return ""
    database = os.environ.get("DATABASE_URL", "")
    script = settings.BASE_DIR / "manage.py"
    command = f"{script} appoint_administrator BODY USERNAME --name 'FULL NAME'"
    return (
        "Nobody can sign in yet. Make the first administrator of a body (namss or ccmc) with:\n"
        f"  DATABASE_URL={database} {sys.executable} {command}\n"
    )


def children(port: int) -> list[Child]:
    for folder in ("messages", "control"):
        (settings.BROKER_DIR / folder).mkdir(parents=True, exist_ok=True)
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "--app", "ethics_portal", "--quiet"]
    web = [*python, "gunicorn", "ethics_portal.wsgi", "--bind", f"127.0.0.1:{port}", *WEB]
    beat = [*celery, "beat", "--schedule", str(settings.BROKER_DIR / "beat"), *BEAT]
    return [
        Child("web server", web),
        Child("worker", [*celery, "worker", *WORKER]),
        Child("beat", beat),
        Child("poller", [sys.executable, str(settings.BASE_DIR / "manage.py"), "tend_queues"]),
    ]


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own address
            return True
    except (OSError, urllib.error.URLError):
        return False
