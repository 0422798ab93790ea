"""The code browser as data, and what it costs and bears, whatever it is asked."""

from __future__ import annotations

import datetime as dt
from urllib.parse import unquote

import pytest
from django.test import Client

from codes.models import Code, Edition
from codes.publishing import publish
from codes.records import Heading, ProvisionRecord
from people.models import Body
from tests.codes.amended import COMPARE, NEW, TRY
from tests.codes.reader import data

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("editions")
def test_programs_read_the_same_as_people(client: Client) -> None:
    edition = data(client, f"{TRY}second-corrected/")
    row = Edition.objects.get(slug="second-corrected")

    assert (edition["edition"]["digest"], edition["edition"]["in_force_from"]) == (
        row.digest,
        "2026-03-01",
    )
    assert [line["number"] for line in edition["provisions"]] == [line.number for line in NEW]
    assert edition["provisions"][5] == {
        "number": "R-4a",
        "address": f"{TRY}second-corrected/R-4a/",
        "lineage": "R-4a",
        "kind": "rule",
        "title": "",
        "text": "Members pay nobody for a referral.",
        "enforceable": True,
        "parent": "R",
        "bridge": None,
        "summary_only": False,
        "external_code_required": False,
        "applies_to": [],
        "continues": ["R-4"],
        "plain_title": "",
        "plain_hint": "",
        "provenance": "",
    }
    assert edition["code"] == {"slug": "try", "title": "Trial Code", "applies_to": ["CCM"]}
    line = data(client, f"{TRY}second-corrected/R-4a/")["provision"]
    assert line == edition["provisions"][5]


def test_the_procedure_is_read_as_data(client: Client, ccmc: Body) -> None:
    found = data(client, "/ccmc/procedure/")
    rules = {rule["key"]: rule for rule in found["rules"]}

    assert len(found["edition"]["digest"]) == 64
    assert found["unconfirmed"] == sum(not rule["confirmed"] for rule in found["rules"])
    assert rules["windows.response"]["value"]["days"] == 30


def test_a_browser_gets_pages_and_may_ask_for_data(client: Client, ccmc: Body) -> None:
    accept = {"accept": "text/html,application/json;q=0.9,*/*;q=0.8"}

    assert client.get("/ccmc/code/", headers=accept)["Content-Type"].startswith("text/html")
    assert client.get("/ccmc/code/")["Content-Type"].startswith("text/html")
    asked = client.get("/ccmc/code/?format=json", headers=accept)
    assert asked["Content-Type"] == "application/json"
    assert [code["slug"] for code in asked.json()["codes"]] == ["professional-conduct"]
    assert data(client, "/ccmc/code/?on=soon", 422) == {"errors": {"on": ["Enter a valid date."]}}


HOSTILE = [
    "%00",
    "%FF%FE",
    "'%20OR%201=1--",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "9999-12-31",
    "0001-01-01",
    "x" * 3000,
    "%F0%9F%92%A5",
    "..%2F..%2Fetc%2Fpasswd",
    "",
]


@pytest.mark.usefixtures("editions")
@pytest.mark.parametrize("value", HOSTILE)
def test_whatever_is_asked_is_answered_or_refused(client: Client, value: str) -> None:
    for address in (
        f"/ccmc/code/?q={value}",
        f"/ccmc/code/?on={value}&q=members",
        f"{TRY}first/?q={value}",
        f"{TRY}first/?on={value}",
        f"{COMPARE}?from={value}",
        f"{COMPARE}?to={value}&show={value}",
        f"/ccmc/code/what-happened/?on={value}",
        f"/ccmc/procedure/?on={value}&format={value}",
        f"{TRY}first/{value}x/",
        f"/ccmc/code/{value}x/compare/",
    ):
        response = client.get(address, follow=True)
        assert response.status_code in (200, 404, 422), address
        assert b"<script>alert(1)" not in response.content
    words = {"happened": unquote(value), "on": unquote(value)}
    response = client.post("/ccmc/code/what-happened/", words)
    assert response.status_code in (200, 422)
    assert b"<script>alert(1)" not in response.content


def year_of(year: int, lines: int) -> list[ProvisionRecord]:
    """An edition with a heading; its lines have other numbers and other words each year."""
    top = ProvisionRecord(f"{year}", "rule", title="Rules", lineage="top")
    return [
        top,
        *(
            ProvisionRecord(
                f"{year}-{place}",
                "rule",
                text=f"Members keep records of {year}.",
                enforceable=True,
                parent=top.number,
                lineage=f"line-{place}",
                continues=(f"line-{place}",) if year else (),
            )
            for place in range(lines)
        ),
    ]


@pytest.mark.parametrize(("lines", "count"), [(1, 3), (40, 3), (1, 30)])
def test_the_pages_cost_the_same_however_much_there_is(
    client: Client, ccmc: Body, lines: int, count: int, django_assert_num_queries: object
) -> None:
    code = Code.objects.create(body=ccmc, slug="try", title="Trial Code")
    for year in range(count):
        first = dt.date(1980 + year, 1, 1) if year else None
        publish(code, Heading(f"Edition {year}", "Ours", first), year_of(year, lines), by=None)
    costs = {
        "/ccmc/code/?q=members": 5,
        f"{TRY}edition-1/": 3,
        f"{TRY}edition-1/?on=1981-06-01": 4,
        f"{TRY}edition-1/1-0/": 5,
        f"{COMPARE}?from=edition-0&to=edition-{count - 1}&show=all": 4,
        "/ccmc/code/what-happened/": 3,
    }
    for address, queries in costs.items():
        for accept in ("text/html", "application/json"):
            with django_assert_num_queries(queries):  # type: ignore[operator]  # a fixture
                response = client.get(address, headers={"accept": accept})
            assert response.status_code == 200, address
