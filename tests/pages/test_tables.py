"""On a phone each value of a table says what it is: the heading of its column, word for word."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from tests.pages.test_queries import client_of, cost_of
from tests.walk.shared import Roads


@dataclass
class Tables(HTMLParser):
    """Each row of a page's tables beside the headings of its columns."""

    html: str
    found: list[list[tuple[str, str | None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.headings: list[str] = []
        self.column = 0
        self.in_heading = False
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "table":
            self.headings = []
        if tag == "tr":
            self.column = 0
            self.found.append([])
        if given.get("role") == "columnheader":
            self.in_heading = True
            self.headings.append("")
        elif tag in ("td", "th"):
            if tag == "td" and given.get("class") != "id" and "colspan" not in given:
                self.found[-1].append((self.headings[self.column], given.get("data-th")))
            self.column += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "th":
            self.in_heading = False

    def handle_data(self, data: str) -> None:
        if self.in_heading:
            self.headings[-1] += data


@pytest.mark.parametrize(
    ("who", "name", "of", "columns"),
    [
        (
            "staff",
            "letter_catalogue",
            ["ccmc"],
            {"To", "What it has to say", "What delivery starts", "Approved by"},
        ),
        (
            "administrator",
            "office_health",
            [],
            {"Waiting", "Longest wait", "Needs a person", "Last run", "By", "State"},
        ),
        ("administrator", "calendar", ["ccmc"], {"Why", "The office is", "From"}),
        ("staff", "outbox", [], {"Case", "To", "State"}),
        ("staff", "section", ["CASE", "letters"], {"To", "State"}),
    ],
)
def test_each_value_carries_the_heading_of_its_column(
    roads: Roads, who: str, name: str, of: list[str], columns: set[str]
) -> None:
    with roads.at("response") as walk:
        person = walk.staff if who == "staff" else walk.user(who)
        address = reverse(name, args=[walk.number if one == "CASE" else one for one in of])
        _, page = cost_of(client_of(person), address)

    cells = [cell for row in Tables(page).found for cell in row]
    assert {heading for heading, _ in cells} == columns
    assert [said for _, said in cells] == [heading for heading, _ in cells]
