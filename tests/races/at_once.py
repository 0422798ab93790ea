"""Runs the same thing in several threads at the same moment, each with its own connection."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections


def all_at_once(acts: Sequence[Callable[[Callable[[], Any]], Any]]) -> list[Any]:
    """What each act returned or raised. An act gets ``go``, which waits for all the others.

    What it reads before ``go()`` it has read before anybody acted.
    """
    barrier = threading.Barrier(len(acts), timeout=30)

    def run(act: Callable[[Callable[[], Any]], Any]) -> Any:
        try:
            return act(barrier.wait)
        except Exception as raised:  # noqa: BLE001 - the test looks at every one of them
            return raised
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
