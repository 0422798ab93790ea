from __future__ import annotations

import datetime as dt
import logging
import signal
import threading
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections, connection

from complaints.jobs import is_fresh, tend
from complaints.models import Ran

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

logger = logging.getLogger(__name__)

# It looks oftener than any job is due, so that a bell that did not ring costs little.
EVERY = 2.0
ALIVE = dt.timedelta(minutes=2)


class Command(BaseCommand):
    help = "Do every job whose time has passed, without a broker, until told to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Look once and end.")
        parser.add_argument("--fresh", action="store_true", help="Only say if it is alive.")
        parser.add_argument("--every", type=float, default=EVERY, help="Seconds between looks.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            print(f"{tend()} jobs were late and have been done.")
            return
        if options["fresh"]:
            if not is_fresh(Ran.POLLER, ALIVE):
                raise CommandError("The poller has left no sign of life lately.")
            return
        stopping = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopping.set())
        while not stopping.is_set():
            close_old_connections()
            try:
                tend()
            except DatabaseError as fault:
                logger.warning("The queues were not tended: %s", type(fault).__name__)
                connection.close()
            stopping.wait(options["every"])
