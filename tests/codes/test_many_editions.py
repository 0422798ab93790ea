"""What the pages of the law and its questions cost, however many editions there have been."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from codes.lookup import Conduct, edition_in_force, procedure_in_force, resolve
from codes.models import Code, Edition
from codes.publishing import publish
from codes.records import Heading, ProvisionRecord
from codes.timeline import ONE_DAY, When
from ledger.refusals import Blocked
from people.models import Body

pytestmark = pytest.mark.django_db

FIRST = dt.date(2000, 1, 1)
TRY = "/ccmc/code/try/"
LINES = [
    ProvisionRecord("R-1", "rule", text="Members keep their word.", enforceable=True),
    ProvisionRecord("R-2", "rule", text="Members pay for nothing.", enforceable=True),
]


def grow(code: Code, editions: int) -> None:
    """Publish until there are so many, a new one each month."""
    for number in range(code.editions.count() + 1, editions + 1):
        begins = FIRST + dt.timedelta(days=30 * number)
        publish(code, Heading(f"E{number}", "Ours", begins), LINES, by=None, source="# A file")


def refused(ask: Callable[[], Any]) -> Callable[[], None]:
    def asked() -> None:
        with pytest.raises(Blocked):
            ask()

    return asked


def questions(code: Code, client: Client) -> dict[str, Callable[[], Any]]:
    """Every page and every question, by name; each is about the first three editions."""
    second = FIRST + dt.timedelta(days=75)
    stretch = Conduct(second - dt.timedelta(days=30), second + dt.timedelta(days=30))
    unknown = Conduct(stretch.first, stretch.last, When.UNKNOWN)
    pages = {
        "browser": "/ccmc/code/",
        "browser on a day": f"/ccmc/code/?on={second}",
        "search": "/ccmc/code/?q=word",
        "edition": f"{TRY}e2/",
        "edition as data": f"{TRY}e2/?format=json",
        "provision": f"{TRY}e2/R-1/",
        "comparison": f"{TRY}compare/?from=e1&to=e3",
        "what happened": "/ccmc/code/what-happened/?happened=broke+their+word",
    }
    return {
        **{name: lambda address=address: client.get(address) for name, address in pages.items()},
        "in force": lambda: edition_in_force(code, second),
        "none in force": refused(lambda: edition_in_force(code, FIRST - ONE_DAY)),
        "resolve": lambda: resolve(code, stretch),
        "resolve a line": lambda: resolve(code, unknown, lineage="R-1"),
        "resolve with a gap": lambda: resolve(code, Conduct(FIRST, second)),
        "procedure": lambda: procedure_in_force(code.body, second),
    }


def asked_of(code: Code, client: Client) -> dict[str, list[str]]:
    found = {}
    for name, ask in questions(code, client).items():
        with CaptureQueriesContext(connection) as seen:
            ask()
        found[name] = [query["sql"] for query in seen]
    return found


def test_sixty_editions_cost_as_many_queries_as_three(ccmc: Body, client: Client) -> None:
    code = Code.objects.create(body=ccmc, slug="try", title="Trial Code")
    grow(code, 3)
    few = asked_of(code, client)
    grow(code, 60)
    many = asked_of(code, client)

    costs = {name: len(queries) for name, queries in few.items()}
    assert {name: len(queries) for name, queries in many.items()} == costs
    assert {name: costs[name] for name in ("in force", "none in force", "resolve")} == {
        "in force": 1,
        "none in force": 2,
        "resolve": 1,
    }
    assert (costs["resolve a line"], costs["resolve with a gap"], costs["procedure"]) == (2, 2, 1)


def test_no_list_loads_what_it_does_not_show(ccmc: Body, client: Client) -> None:
    """Not the file an edition was read from; and a list of editions not one provision."""
    code = Code.objects.create(body=ccmc, slug="try", title="Trial Code")
    grow(code, 3)

    found = asked_of(code, client)

    lists = [sql for queries in found.values() for sql in queries if listing(sql)]
    assert lists
    assert [sql for sql in lists if re.search(r"\bsource\b", sql)] == []
    assert not any("codes_provision" in sql for sql in found["browser"] + found["browser on a day"])
    assert not Edition.objects.filter(code=code).exclude(source="# A file").exists()


def listing(sql: str) -> bool:
    """Whether it reads editions for themselves, not one beside a provision."""
    return bool(re.search(r'FROM "?codes_edition', sql))
