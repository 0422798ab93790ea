"""Measures one seeded database, each round beside the floor, and prints figures as JSON."""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

ROUNDS = 25


def ask(call: Callable[[], Any], expected: int) -> float:
    """Milliseconds of one request; anything but the expected answer ends the bench."""
    started = time.perf_counter()
    answer = call()
    took = (time.perf_counter() - started) * 1000
    if answer.status_code != expected:
        raise SystemExit(f"{answer.status_code} instead of {expected}: {answer.content[:300]!r}")
    return took


def prepared(number: int) -> Any:
    """A complaint answered to its last page, by somebody with an address of their own."""
    from tests.intake.writing import Writer  # noqa: PLC0415 - Django has to be set up first

    address = f"10.1.{number // 200}.{number % 200}"
    return Writer(client=Client(REMOTE_ADDR=address)).begin().until()


def requests_of(staff: Client, public: Client, auditor: Client) -> dict[str, Any]:
    """Each measured request, as something that can be sent again and again."""
    from complaints.models import Complaint  # noqa: PLC0415 - Django has to be set up first

    waiting = list(
        Complaint.objects.filter(stage="received", body="ccmc").order_by("docket")[: ROUNDS + 5]
    )
    numbers = list(
        Complaint.objects.filter(stage="investigation").values_list("pk", flat=True)[:ROUNDS]
    )
    turn = {"case": 0, "step": 0, "export": 0}

    def following(what: str, rows: list[Any]) -> Any:
        turn[what] += 1
        return rows[turn[what] % len(rows)]

    ready = [prepared(number) for number in range(ROUNDS + 3)]

    def file() -> Any:
        writer = ready.pop()
        return writer.client.post(writer.at("sign"), writer.answers["sign"])

    return {
        "filing": (file, 302),
        "docket": (lambda: staff.get("/cases/"), 200),
        "case page": (lambda: staff.get(f"/cases/{following('case', numbers)}/"), 200),
        "one step": (
            lambda: staff.post(f"/cases/{waiting.pop().pk}/steps/begin_intake/"),
            302,
        ),
        "export": (
            lambda: auditor.post(f"/audit/{following('export', numbers)}/export/"),
            200,
        ),
    }


def measure() -> dict[str, Any]:
    """Every figure of one database: milliseconds, statements, memory, ratio to the floor."""
    from people.models import User  # noqa: PLC0415 - Django has to be set up first

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.ROOT_URLCONF = "bench.urls"
    staff, public, auditor = Client(), Client(), Client()
    staff.force_login(User.objects.get(username="ccmc-staff"))
    auditor.force_login(User.objects.get(username="ccmc-auditor"))
    figures = {}
    for name, (call, expected) in requests_of(staff, public, auditor).items():
        ask(call, expected)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            ask(call, expected)
            queries = len(seen)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        ours, floor = [], []
        for _ in range(ROUNDS):
            ours.append(ask(call, expected))
            floor.append(ask(lambda: public.get("/floor/"), 200))
        figures[name] = {
            "median": statistics.median(ours),
            "p95": statistics.quantiles(ours, n=20)[18],
            "queries": queries,
            "grew": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
            "ratio": statistics.median(ours) / statistics.median(floor),
            "floor": statistics.median(floor),
        }
    figures["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures


if __name__ == "__main__":
    django.setup()
    from bench.seeding import seed

    started_at = time.perf_counter()
    seed(int(sys.argv[1]))
    seeded = time.perf_counter() - started_at
    print(json.dumps(measure() | {"seeded": seeded}))
