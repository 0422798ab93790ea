"""The code browser: finding a rule, following a line, comparing two editions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from codes.models import Code
from codes.publishing import publish
from codes.reading import MOST, likely
from codes.records import Heading, ProvisionRecord
from people.models import Body
from tests.codes.amended import COMPARE, KINDS, TRY
from tests.codes.reader import data, shown

LINE = ProvisionRecord("R-1", "rule", text="Members keep their word.", enforceable=True)

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("editions")
def test_two_editions_are_compared_line_by_line(client: Client) -> None:
    found = data(client, f"{COMPARE}?from=first&to=second-corrected")

    assert found["counts"] == KINDS
    assert [
        [row["kind"], *([line["number"] for line in row[side]] for side in ("before", "after"))]
        for row in found["rows"]
    ] == [
        ["reworded", ["R-2"], ["R-2"]],
        ["recast", ["R-3"], ["R-3"]],
        ["split", ["R-4"], ["R-4", "R-4a"]],
        ["merged", ["R-5", "R-6"], ["R-5"]],
        ["repealed", ["R-7"], []],
        ["moved", ["R-8"], ["R-6"]],
        ["new", [], ["R-9"]],
    ]
    assert found["rows"][0]["after"][0]["text"] == [
        {"kind": "same", "text": "Members keep what clients "},
        {"kind": "added", "text": "or their families "},
        {"kind": "same", "text": "told them to themselves."},
    ]
    assert found["rows"][1]["sentences"] == ["Can now be charged"]
    assert len(data(client, f"{COMPARE}?show=all&from=first")["rows"]) == sum(KINDS.values())


@pytest.mark.usefixtures("editions")
def test_the_page_marks_words_and_tells_a_screen_reader(client: Client) -> None:
    page = client.get(f"{COMPARE}?from=first&to=second-corrected").content.decode()

    assert '<ins><span class="vh">Added: </span>or their families </ins>' in page
    assert '<del><span class="vh">Removed: </span>Members wear the badge.</del>' in page
    assert f'href="{TRY}first/R-8/"' in page
    assert f'href="{TRY}second-corrected/R-6/"' in page


@pytest.mark.usefixtures("editions")
def test_without_a_choice_the_newest_is_compared_with_what_was_in_force_before(
    client: Client,
) -> None:
    chosen = data(client, COMPARE)

    assert (chosen["from"]["slug"], chosen["to"]["slug"]) == ("first", "second-corrected")
    assert "You are reading backwards" in shown(client, f"{COMPARE}?from=second-corrected&to=first")


def test_a_code_with_less_than_two_editions_says_so(client: Client, ccmc: Body) -> None:
    code = Code.objects.create(body=ccmc, slug="try", title="Trial Code")
    assert "No edition is published yet" in shown(client, COMPARE)

    publish(code, Heading("First", "Ours"), [LINE], by=None)
    assert "nothing to compare it with yet" in shown(client, COMPARE)


@pytest.mark.usefixtures("editions")
def test_an_edition_leads_to_the_comparison_and_says_when_it_was_never_in_force(
    client: Client,
) -> None:
    page = client.get(f"{TRY}second-corrected/").content.decode()
    assert f'href="{COMPARE}?from=first&amp;to=second-corrected"' in page
    assert "Never in force: replaced" not in page

    wrong = shown(client, f"{TRY}second/")
    assert "Never in force: replaced by a correction. Second, corrected took its place" in wrong


@pytest.mark.usefixtures("editions")
def test_a_provision_tells_its_line_through_all_editions(client: Client) -> None:
    def history(number: str) -> list[list]:
        found = data(client, f"{TRY}second-corrected/{number}/")["history"]
        return [[row["edition"], row["numbers"], row["change"]] for row in found]

    assert history("R-5") == [
        ["second-corrected", ["R-5"], "Merged"],
        ["second", ["R-5", "R-6"], "Same words"],
        ["first", ["R-5", "R-6"], "In the first edition that we hold"],
    ]
    assert history("R-6")[0] == ["second-corrected", ["R-6"], "Same words"]
    assert history("R-9")[1:] == [["second", [], "Not in it"], ["first", [], "Not in it"]]
    page = client.get(f"{TRY}first/R-4/").content.decode()
    assert f'<a class="num" href="{TRY}second-corrected/R-4a/">R-4a</a>' in page
    assert f'href="{COMPARE}?from=first&amp;to=second-corrected"' in page


def test_a_provision_is_cited_in_three_ways(client: Client, namss: Body) -> None:
    address = "/namss/code/certificant-code/undated-edition/NCC-3/"

    assert data(client, address)["citations"] == {
        "In a sentence": ("Certificant Code of Ethics, provision NCC-3 (Undated edition), NAMSS"),
        "In short": "NAMSS NCC-3 (Undated edition)",
        "Permanent address": f"http://testserver{address}",
    }


@pytest.mark.usefixtures("editions")
def test_a_body_is_searched_as_it_stood_on_a_day(client: Client) -> None:
    def numbers(query: str) -> list[str]:
        return [line["address"] for line in data(client, f"/ccmc/code/?q={query}")["provisions"]]

    assert numbers("badge") == []
    assert numbers("badge&on=2025-01-01") == [f"{TRY}first/R-7/"]
    assert numbers("families+clients") == [f"{TRY}second-corrected/R-2/"]
    assert "1 provision in force found for “families”" in shown(client, "/ccmc/code/?q=families")


def test_a_search_shows_a_part_and_says_that_there_is_more(client: Client, ccmc: Body) -> None:
    code = Code.objects.create(body=ccmc, slug="try", title="Trial Code")
    lines = [replace(LINE, number=f"R-{n}", text="Quillfeathers.") for n in range(MOST + 1)]
    publish(code, Heading("First", "Ours"), lines, by=None)

    page = shown(client, "/ccmc/code/?q=quillfeathers")
    found = data(client, "/ccmc/code/?q=quillfeathers")

    assert "51 provisions in force found" in page
    assert "These are the first 50 of them." in page
    assert (found["found"], len(found["provisions"])) == (51, 50)


@pytest.mark.usefixtures("editions")
def test_an_account_in_plain_words_finds_what_may_be_about_it(client: Client) -> None:
    body = Body.objects.get(pk="ccmc")
    provisions = list(body.codes.get(slug="try").editions.first().provisions.all())

    def found(account: str) -> list[str]:
        return [line.number for line in likely(provisions, account)]

    assert found("She told my family about my record") == ["R-2"]
    assert found("they PAID for referrals, and told clients") == ["R-2", "R-4", "R-4a"]
    assert found("pineapple, with her and them") == []
    assert found("") == []


def told(client: Client, **words: str) -> str:
    """What a person's own words lead to: posted, so that they stand in no address."""
    response = client.post("/ccmc/code/what-happened/", words)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.usefixtures("editions")
def test_the_help_page_shows_what_is_close_and_then_all_the_others(client: Client) -> None:
    page = told(client, happened="paid for a referral")

    assert "that may be about this" in page
    assert page.index("Take and pay nothing for referrals") < page.index("The other ")
    assert page.index("The other ") < page.index("Members learn and teach.")
    assert "Members wear the badge." not in page
    assert 'href="/ccmc/complaint/"' in client.get("/ccmc/code/what-happened/").content.decode()


def test_the_help_page_shows_everything_where_nothing_is_close(client: Client, ccmc: Body) -> None:
    everything = shown(client, "/ccmc/code/what-happened/")
    nothing = told(client, happened="pineapple", on="2026-01-31")

    assert "The rules that a complaint can name" in everything
    assert "No rule shares words with yours: here are all of them" in nothing
    assert "In force on 31 January 2026." in nothing
    assert nothing.count("Read the rule") == everything.count("Read the rule") == 20


def test_the_help_page_of_a_body_without_a_code_still_leads_to_a_complaint(client: Client) -> None:
    Body.objects.create(slug="new", acronym="NEW", name="New Body")
    page = shown(client, "/new/code/what-happened/")

    assert "NEW had no code in force" in page
    assert "Send a complaint" in page


@pytest.mark.usefixtures("editions")
def test_an_edition_of_another_code_is_none_to_choose(client: Client) -> None:
    page = shown(client, f"{COMPARE}?from=2015-summary", 422)

    assert "Choose one of the editions of this code." in page
    assert client.get("/ccmc/code/nothing/compare/").status_code == 404
    assert client.get("/nobody/code/what-happened/").status_code == 404
