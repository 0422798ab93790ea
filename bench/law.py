"""Measures the law of one code with many editions, and prints figures as JSON.

    python -m bench.law EDITIONS

Fifty provisions an edition, each edition published as any other is.
"""

from __future__ import annotations

import datetime as dt
import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.measuring import ask

ROUNDS = 25
# Of a question that takes less than a millisecond many more have to be asked.
QUESTIONS = 500
FIRST = dt.date(2000, 1, 1)
TERM = dt.timedelta(days=45)
PROVISIONS = 50
TRY = "/ccmc/code/bench/"
WORDS = (
    "A member keeps what a client tells in confidence, discloses no more of it than the law asks,"
    " and says beforehand what would have to be disclosed and to whom."
)


def seed(editions: int) -> None:
    """Publish the law that is shipped, and one code with so many editions."""
    from codes.models import Code  # noqa: PLC0415 - Django has to be set up first
    from codes.publishing import publish  # noqa: PLC0415
    from codes.records import Heading  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("load_law", verbosity=0)
    code = Code.objects.create(body_id="ccmc", slug="bench", title="Code of the Bench")
    for number in range(1, editions + 1):
        lines = lines_of(number)
        heading = Heading(f"E{number}", "Written for the bench.", FIRST + TERM * number)
        source = "\n".join(line.text for line in lines)
        publish(code, heading, lines, by=None, source=source)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def lines_of(edition: int) -> list[Any]:
    """Fifty lines under five headings; each edition has five that read otherwise."""
    from codes.records import ProvisionRecord  # noqa: PLC0415 - Django has to be set up first

    found = []
    for place in range(PROVISIONS):
        if place % 10 == 0:
            heading = f"P-{place}"
            found.append(ProvisionRecord(heading, "principle", title=f"Principle {place}"))
            continue
        last = edition - (edition - place) % 10
        text = f"{WORDS} So it stands since edition {max(last, 0)}, under line {place}. {WORDS}"
        found.append(ProvisionRecord(f"P-{place}", "rule", "", text, True, heading))
    return found


def pages(editions: int) -> dict[str, str]:
    middle = f"e{editions // 2 + 1}"
    return {
        "code browser": "/ccmc/code/",
        "browser on a day": "/ccmc/code/?on=2000-06-01",
        "edition": f"{TRY}{middle}/",
        "provision": f"{TRY}{middle}/P-7/",
        "first with last": f"{TRY}compare/?from=e1&to=e{editions}",
        "neighbours": f"{TRY}compare/?from=e1&to=e2",
        "search": "/ccmc/code/?q=confidence+disclosed",
        "what happened": "/ccmc/code/what-happened/?happened=told+a+secret+in+confidence",
    }


def questions() -> dict[str, Callable[[], object]]:
    """What is asked for every charge and every complaint."""
    from codes.lookup import (  # noqa: PLC0415 - Django has to be set up first
        Conduct,
        edition_in_force,
        procedure_in_force,
        resolve,
    )
    from codes.models import Code  # noqa: PLC0415

    code = Code.objects.select_related("body").get(slug="bench")
    day = FIRST + TERM * 2 + dt.timedelta(days=5)
    stretch = Conduct(day - TERM, day + TERM)
    return {
        "edition in force": lambda: edition_in_force(code, day),
        "resolve, 2 changes": lambda: resolve(code, stretch),
        "resolve, 5 changes": lambda: resolve(code, Conduct(day, day + TERM * 5)),
        "resolve, a gap": lambda: resolve(code, Conduct(FIRST, day)),
        "procedure in force": lambda: procedure_in_force(code.body, day),
    }


def measure(editions: int) -> dict[str, Any]:
    settings.ALLOWED_HOSTS = ["testserver"]
    client, figures = Client(), {}
    for name, address in pages(editions).items():
        call = lambda address=address: client.get(address)  # noqa: E731
        figures[name] = timed(lambda call=call: ask(call, 200), ROUNDS, call)
    for name, question in questions().items():
        figures[name] = timed(lambda one=question: took(one), QUESTIONS, question)
    return figures


def took(question: Callable[[], object]) -> float:
    started = time.perf_counter()
    question()
    return (time.perf_counter() - started) * 1000


def timed(one: Callable[[], float], rounds: int, call: Callable[[], object]) -> dict[str, Any]:
    one()
    with CaptureQueriesContext(connection) as seen:
        call()
        # Counted before the next request, which empties the log.
        queries = len(seen)
    every = [one() for _ in range(rounds)]
    return {
        "median": statistics.median(every),
        "p95": statistics.quantiles(every, n=20)[18],
        "queries": queries,
    }


if __name__ == "__main__":
    django.setup()
    started_at = time.perf_counter()
    seed(int(sys.argv[1]))
    seeded = time.perf_counter() - started_at
    print(json.dumps(measure(int(sys.argv[1])) | {"seeded": seeded}))
