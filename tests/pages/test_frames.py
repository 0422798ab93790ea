"""The frames that all pages share, and who is shown what in them."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import Client

from tests.office import Office
from tests.pages.reading import Page
from tests.walk import Walk

PUBLIC = ["/", "/ccmc/", "/ccmc/how-to-complain/", "/ccmc/complaint/", "/ccmc/follow/", "/sign-in/"]


def page_at(client: Client, path: str, status: int = 200) -> Page:
    response = client.get(path)
    assert response.status_code == status
    return Page(response.content.decode())


def nav_of(page: Page) -> list[str]:
    here = [str(a["href"]) for a in page.all("a")]
    return [href for href in here if href in NAV]


NAV = ["/desk/", "/cases/", "/register/", "/offices/", "/audit/", "/outbox/", "/ccmc/code/"]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_has_one_heading_and_no_htmx(office: Office, client: Client, path: str):
    page = page_at(client, path)

    assert len(page.all("h1")) == 1
    assert not [a for a in page.all("script") if "htmx" in str(a.get("src"))]
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize(
    ("name", "entries"),
    [
        ("ccmc-staff", {"/desk/", "/cases/", "/register/", "/outbox/", "/ccmc/code/"}),
        ("ccmc-auditor", {"/desk/", "/cases/", "/register/", "/audit/", "/ccmc/code/"}),
        ("ccmc-administrator", {"/desk/", "/cases/", "/register/", "/offices/", "/ccmc/code/"}),
        ("ccmc-member-1", {"/desk/", "/cases/", "/ccmc/code/"}),
        ("ccmc-respondent", {"/desk/", "/cases/"}),
    ],
)
def test_the_bar_leads_only_where_one_may_go(
    office: Office, client: Client, name: str, entries: set[str]
):
    client.force_login(office[name])

    assert set(nav_of(page_at(client, "/cases/"))) == entries


def test_every_entry_of_the_bar_opens(office: Office, client: Client):
    for name in ("ccmc-staff", "ccmc-auditor", "ccmc-administrator", "ccmc-respondent"):
        client.force_login(office[name])
        for address in set(nav_of(page_at(client, "/desk/"))):
            assert (name, address, client.get(address).status_code) == (name, address, 200)


def test_an_auditor_reads_the_docket_without_names(office: Office, client: Client):
    walk = Walk("ccmc").along("file")
    client.force_login(office["ccmc-auditor"])

    shown = client.get("/cases/").content.decode()
    found = client.get("/cases/?q=Vasquez").content.decode()

    assert (walk.number in shown, walk.number in found) == (True, False)
    assert "Vasquez" not in shown
    assert "diagnosis" not in shown


def test_a_filter_gets_the_rows_alone_and_says_how_many(office: Office, client: Client):
    walk = Walk("ccmc").along("file")
    client.force_login(office["ccmc-staff"])

    response = client.get("/cases/?stage=received", headers={"HX-Request": "true"})

    part = Page(response.content.decode())
    assert (part.all("html"), part.all("h1")) == ([], [])
    assert part.texts[0] == ("p", "1 case shown")
    assert walk.number in response.content.decode()
    assert response.headers["Vary"].startswith("HX-Request")


def test_a_filter_in_use_can_be_taken_away(office: Office, client: Client):
    client.force_login(office["ccmc-staff"])

    page = page_at(client, "/cases/?q=a%26b&stage=received&after=x")

    assert "/cases/?q=a%26b" in [a["href"] for a in page.all("a")]
    assert "/cases/?stage=received" in [a["href"] for a in page.all("a")]


@pytest.mark.parametrize("theme", ["dark", "light", "sepia<script>"])
def test_the_theme_of_the_cookie_is_rendered_or_ignored(client: Client, db: None, theme: str):
    client.cookies["theme"] = theme

    [html] = page_at(client, "/").all("html")

    assert html.get("data-theme") == (theme if theme in ("dark", "light") else None)


def test_a_refusal_says_why_and_leads_back(office: Office, client: Client):
    walk = Walk("ccmc").along("file")
    client.force_login(walk.staff)

    page = page_at(client, f"/cases/{walk.number}/steps/send_to_chair/", 409)

    assert "This is not possible at the stage “Received”." in page.text_of("p")
    assert f"/cases/{walk.number}/" in [a.get("href") for a in page.all("a")]


def test_what_does_not_exist_has_a_page(client: Client, db: None):
    assert page_at(client, "/cases/CCMC-2026-0001/x/y/z/", 404).text_of("h1") == [
        "There is no such page"
    ]


def test_the_pages_of_a_fault_need_nothing():
    for name in ("400.html", "500.html"):
        assert len(Page(render_to_string(name)).all("h1")) == 1
