"""Celery's beat, with a sign of life in the database where everybody looks for it."""

from __future__ import annotations

import logging
import time
from typing import Any

from celery.beat import PersistentScheduler
from django.db import DatabaseError, close_old_connections

logger = logging.getLogger(__name__)

EVERY = 15.0


class PulsingScheduler(PersistentScheduler):
    """Ticks as ever; every quarter of a minute it also says that it is there."""

    said_at = 0.0
    # Celery may sleep for minutes where nothing is due sooner.
    max_interval = 10

    def tick(self, *args: Any, **options: Any) -> float:
        if time.monotonic() - self.said_at >= EVERY:
            self.said_at = time.monotonic()
            say_so()
        return super().tick(*args, **options)


def say_so() -> None:
    # Not above: Celery reads this module before Django's models are loaded.
    from complaints.jobs import beat  # noqa: PLC0415
    from complaints.models import Ran  # noqa: PLC0415

    close_old_connections()
    try:
        beat(Ran.BEAT)
    except DatabaseError as fault:
        logger.warning("Beat could not leave its sign of life: %s", type(fault).__name__)
