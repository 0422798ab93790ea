"""Take Redis away in three ways, while people use the site and mails are planned.

``python -m tests.faults.redis_down`` starts a Redis of its own with the office's real worker,
beat, poller and web server. It is killed, stopped in its tracks, and emptied; each time mails
have to arrive within fifteen seconds and no page may fail.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Any

import django
import redis

from scripts.servers import redis_binary
from tests.faults.serving import free_port
from tests.faults.surroundings import databases, figures_of

MODULE = "tests.faults.redis_down"
WAYS = ["up", "killed", "stopped", "flushed"]
PATIENCE = 30.0
LONGEST = 15.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=25.0, help="how long each way lasts")
    parser.add_argument("--settings", default="ethics_portal.settings")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        print(json.dumps(drill(given.seconds)))
        return 0
    passed = [told(database, given.seconds, given.settings) for database in databases()]
    return 0 if all(passed) else 1


def told(database: str, seconds: float, settings: str = "ethics_portal.settings") -> bool:
    """Run it, print a line for each way, and say whether nothing failed or came late."""
    more = {"DJANGO_SETTINGS_MODULE": settings, "REDIS_URL": f"redis://127.0.0.1:{free_port()}/0"}
    seen = figures_of(MODULE, database, "--seconds", str(seconds), **more)
    print(
        "database  redis    planned  lost  longest-delay  web  5xx  slowest-web  health  by-poller"
    )
    if not seen:
        print(f"{database:<9} did not finish")
        return False
    for way, row in seen["ways"].items():
        print(
            f"{database:<9} {way:<8} {row['planned']:>7}  {row['lost']:>4}"
            f"  {row['delay']:>12.1f}s  {row['asked']:>3}  {row['faults']:>3}"
            f"  {row['slowest']:>10.2f}s  {row['health']:>6}  {row['poller']!s:>9}"
        )
    print(f"{database:<9} ended of themselves: {', '.join(seen['ended']) or 'none'}")
    return not seen["ended"] and all(
        (row["lost"], row["faults"], row["health"]) == (0, 0, 200) and row["delay"] <= LONGEST
        for row in seen["ways"].values()
    )


class OwnRedis:
    """A Redis of the drill, which can be taken away."""

    def __init__(self, port: int, folder: str) -> None:
        self.port, self.folder = port, folder
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir"]
        command = [redis_binary(), *options, self.folder]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)

    def signal(self, number: signal.Signals) -> None:
        if self.process:
            self.process.send_signal(number)

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        if self.process:
            self.process.wait(PATIENCE)

    @contextlib.contextmanager
    def away(self, way: str) -> Iterator[None]:
        """Be without it for a while, in one of the ways."""
        if way == "killed":
            self.kill()
        elif way == "stopped":
            self.signal(signal.SIGSTOP)
        elif way == "flushed":
            with redis.Redis(port=self.port) as link:
                link.flushall()
        yield
        if way == "killed":
            self.start()
        elif way == "stopped":
            self.signal(signal.SIGCONT)


def parts() -> dict[str, subprocess.Popen[bytes]]:
    """The office's own worker, beat and poller, as `manage.py serve` starts them."""
    from django.conf import settings  # noqa: PLC0415

    from ethics_portal.management.commands.serve import children  # noqa: PLC0415

    started = {}
    for child in children(free_port()):
        if child.name != "web server":
            started[child.name] = subprocess.Popen(
                child.command,
                cwd=settings.BASE_DIR,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
    return started


def drill(seconds: float) -> dict[str, Any]:
    django.setup()
    # Not above: the models can be imported only now.
    from django.conf import settings  # noqa: PLC0415

    from people.models import User  # noqa: PLC0415
    from tests.faults.office import a_case, open_office  # noqa: PLC0415
    from tests.faults.post_office import post_office  # noqa: PLC0415
    from tests.faults.serving import serving  # noqa: PLC0415

    open_office()
    case, seen = a_case(), {}
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        server = stack.enter_context(post_office(settings.EMAIL_PORT))
        port = settings.REDIS.port if settings.REDIS else 0
        own = OwnRedis(port, folder)
        own.start()
        web = stack.enter_context(serving(User.objects.get(username="ccmc-staff")))
        running = parts()
        try:
            time.sleep(5)
            for way in WAYS:
                with own.away(way):
                    seen[way] = stretch(case, way, seconds, server, web)
            ended = [name for name, process in running.items() if process.poll() is not None]
        finally:
            for process in running.values():
                process.terminate()
            for process in running.values():
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(10)
                process.kill()
            own.signal(signal.SIGCONT)
            own.kill()
    return {"ways": seen, "ended": ended}


def stretch(case: Any, way: str, seconds: float, server: Any, web: Any) -> dict[str, Any]:
    """Plan a mail each second, look at the site meanwhile, and wait for the last to arrive."""
    from complaints.mail import key_of  # noqa: PLC0415
    from complaints.models import Mail, Pulse  # noqa: PLC0415
    from tests.faults.office import ids_of, plan, settled  # noqa: PLC0415
    from tests.faults.smtp_faults import Visits  # noqa: PLC0415

    visits, planned = Visits(web), 0
    late = time.monotonic() + seconds
    while time.monotonic() < late:
        planned = plan(case, planned, 1, name=f"way{way}")
        time.sleep(1)
    health = status_of_health(web)
    poller = Pulse.objects.filter(name="mail", ran_by="poller").exists()
    visits.last(0)
    settled(PATIENCE)
    rows = Mail.objects.filter(key__in=[key_of(f"way{way} {one}") for one in range(planned)])
    delays = [(row.sent_at - row.at).total_seconds() if row.sent_at else 999.0 for row in rows]
    lost = len(ids_of(rows) - set(server.taken))
    figures = {"planned": planned, "lost": lost, "delay": max(delays), "poller": poller}
    return figures | visits.figures | {"health": health}


def status_of_health(web: Any) -> int:
    from tests.faults.serving import status_of  # noqa: PLC0415

    with web.connect() as link:
        link.sendall(b"GET /health HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
        return status_of(link.recv(4096))


if __name__ == "__main__":
    sys.exit(main())
