from __future__ import annotations

import copy
import datetime as dt

import pytest
from django.test import Client

from codes.models import Code, ProcedureEdition
from codes.publishing import publish, publish_procedure
from codes.records import Heading, ProvisionRecord
from people.models import Body

SUMMARY = "/ccmc/code/professional-conduct/2015-summary/"

pytestmark = pytest.mark.django_db


def shown(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return " ".join(response.content.decode().split())


def test_the_browser_names_each_code_of_the_body(client: Client, namss: Body) -> None:
    page = shown(client, "/namss/code/")

    assert "NAMSS Code of Professional Conduct" in page
    assert "NAMSS Certificant Code of Ethics" in page
    assert "Case Managers" not in page


def test_a_day_finds_the_edition_in_force_and_says_why(client: Client, namss: Body) -> None:
    page = shown(client, "/namss/code/?on=2026-05-04")

    assert (
        "On 4 May 2026 the edition “Undated edition” of the NAMSS Certificant Code of Ethics"
        " was in force: it has been in force since before our records"
    ) in page


def test_a_day_that_is_none_is_told(client: Client, namss: Body) -> None:
    assert "Enter a valid date." in shown(client, "/namss/code/?on=soon", 422)


def test_an_edition_is_shown_whole_with_what_can_be_charged(client: Client, ccmc: Body) -> None:
    page = shown(client, SUMMARY)

    assert page.count("Can be charged") == 20
    assert page.count("Cannot be charged") == 20
    assert "We hold a summary of the lines so marked" in page
    assert "compliance wit state and federal laws" in page


def test_a_search_finds_words_in_text_and_in_plain_words(client: Client, ccmc: Body) -> None:
    page = shown(client, f"{SUMMARY}?q=dual+roles")

    assert "1 provision found for “dual roles”" in page
    assert "S-13" in page


def test_a_search_that_finds_nothing_says_what_to_do(client: Client, ccmc: Body) -> None:
    assert "Try fewer words" in shown(client, f"{SUMMARY}?q=pineapple")


def test_the_day_leads_to_the_edition_in_force(client: Client, ccmc: Body) -> None:
    code = Code.objects.create(body=ccmc, slug="try", title="Trial Code")
    line = ProvisionRecord("R-1", "rule", text="Members keep their word.", enforceable=True)
    first = publish(code, Heading("First", "Ours"), [line], by=None)
    heading = Heading("Second", "Ours", first.published_at.date().replace(year=2020))
    publish(code, heading, [line], by=None)

    response = client.get("/ccmc/code/try/second/?on=2019-01-01")

    assert (response.status_code, response.headers["Location"]) == (
        302,
        "/ccmc/code/try/first/?on=2019-01-01",
    )
    assert "First" in shown(client, "/ccmc/code/try/second/R-1/")


def test_a_provision_has_a_permanent_address(client: Client, ccmc: Body) -> None:
    page = shown(client, f"{SUMMARY}S-2/")

    assert "A complaint can charge a breach of this line." in page
    assert "R-4 Breach of the Standards" in page
    assert "(sic)" in page


@pytest.mark.parametrize(
    "address",
    [
        "/nobody/code/",
        "/namss/code/professional-conduct/2015-summary/",
        "/ccmc/code/professional-conduct/1996/",
        f"{SUMMARY}S-99/",
        "/nobody/procedure/",
    ],
)
def test_what_does_not_exist_is_not_found(client: Client, ccmc: Body, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_procedure_shows_what_is_not_confirmed(client: Client, ccmc: Body) -> None:
    page = shown(client, "/ccmc/procedure/")

    assert "86 values on this page are not confirmed by CCMC." in page
    assert page.count('<span class="chip soon">unconfirmed</span>') == 86
    assert "30 calendar days from proven delivery; waits for: respondent" in page
    assert "Carried by at least two thirds of all seated members" in page


def test_a_body_without_a_procedure_says_so(client: Client) -> None:
    Body.objects.create(slug="new", acronym="NEW", name="New Body")

    assert "NEW had no procedure in force" in shown(client, "/new/procedure/")
    assert "NEW had no code in force" in shown(client, "/new/code/?on=2026-01-01")


def test_each_edition_of_a_procedure_stays_readable_and_shows_what_changed(
    client: Client, namss: Body
) -> None:
    first = ProcedureEdition.objects.get(procedure__body=namss)
    document = copy.deepcopy(first.rules.as_document())
    document["windows"]["appeal"]["value"]["days"] = 15
    heading = Heading("2027", "The board", dt.date(2027, 1, 1))
    publish_procedure(first.procedure, heading, document, by=None)

    old = shown(client, "/namss/procedure/undated-with-proposals/")
    assert "until it was superseded on 1 January 2027" in old
    assert "what changed between the two" in old
    page = shown(client, "/namss/procedure/2027/?against=undated-with-proposals")
    assert page.count('<tr role="row"><th role="rowheader"') == 1
    assert '<del><span class="vh">Removed: </span>30</del>' in page
    assert '<ins><span class="vh">Added: </span>15</ins>' in page
    for address in ("/namss/procedure/1999/", "/ccmc/procedure/2027/", "/namss/procedure/2027/x/"):
        assert client.get(address).status_code == 404
    assert client.get("/namss/procedure/2027/?against=%00").status_code == 200
    assert client.get("/namss/procedure/2027/?format=json").json()["edition"]["label"] == "2027"


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_however_much_there_is(
    client: Client, ccmc: Body, count: int, django_assert_num_queries: object
) -> None:
    code = Code.objects.create(body=ccmc, slug="try", title="Trial Code")
    lines = [
        ProvisionRecord(f"R-{number}", "rule", text="Words", enforceable=True)
        for number in range(count)
    ]
    publish(code, Heading("First", "Ours"), lines, by=None)
    costs = {
        "/ccmc/code/": 3,
        "/ccmc/code/?on=2026-01-01": 4,
        "/ccmc/code/try/first/": 3,
        "/ccmc/code/try/first/?q=words": 3,
        "/ccmc/code/try/first/R-0/": 5,
        "/ccmc/procedure/": 3,
        "/ccmc/procedure/2015-summary-with-proposals/": 2,
    }
    for address, queries in costs.items():
        with django_assert_num_queries(queries):  # type: ignore[operator]  # a fixture
            client.get(address)
