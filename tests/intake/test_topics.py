"""Many topics stand under the headings of their code; few stand in one list."""

from __future__ import annotations

import re

from django.test import Client

from tests.intake.writing import Writer
from tests.office import Office
from tests.walk import provision_of

HEADINGS = [
    "Applications, convictions and examinations",
    "Advocacy and professional responsibility",
    "Services and relationships with clients",
    "Confidentiality, records and security",
    "Testimony, relationships, behavior and fees",
]
HEADING = re.compile(r'<details class="topics"( open)?><summary lang="(..)">(.*?)</summary>')
TOPIC = re.compile(r'name="topics" value="(\d+)"')


def headings_of(page: str) -> list[tuple[str, bool, int]]:
    """Each heading, whether it is unfolded, and how many topics stand under it."""
    parts = re.split(r'(?=<details class="topics")', page)[1:]
    found = [(HEADING.match(part), len(TOPIC.findall(part))) for part in parts]
    return [(one[3], bool(one[1]), topics) for one, topics in found if one]


def test_twenty_topics_are_folded_under_five_headings(office: Office) -> None:
    page = Writer().begin().until("topics").text
    assert headings_of(page) == list(zip(HEADINGS, [False] * 5, [5, 2, 3, 6, 4], strict=True))


def test_a_heading_with_a_chosen_topic_is_unfolded(office: Office) -> None:
    line = provision_of("ccmc")
    writer = Writer(topics={"topics": [str(line.pk)]}).begin().until("story").open("topics")
    unfolded = [name for name, is_open, _ in headings_of(writer.text) if is_open]
    assert unfolded == [line.parent.plain_title]
    assert f'value="{line.pk}" id="id_topics_' in writer.text


def test_eleven_topics_stand_in_one_list(office: Office) -> None:
    page = (
        Writer("namss", find={"q": "Amara Okafor", "person": "none"}).begin().until("topics").text
    )
    assert headings_of(page) == []
    assert len(TOPIC.findall(page)) == 11


def test_the_headings_are_in_the_language_of_the_page(office: Office) -> None:
    client = Client()
    client.cookies["language"] = "es"
    page = Writer(client=client).begin().until("topics").text
    assert [found[1:] for found in HEADING.findall(page)] == [
        ("es", "Solicitudes, condenas y exámenes"),
        ("es", "Defensa del cliente y responsabilidad profesional"),
        ("es", "Servicios y relaciones con los clientes"),
        ("es", "Confidencialidad, expedientes y seguridad"),
        ("es", "Testimonio, relaciones, conducta y honorarios"),
    ]
