"""What each list costs, in literal numbers: three rows ask the database no more than one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from complaints import notices
from complaints.models import Notice
from complaints.stages import Stage, SubmissionKind
from complaints.submissions import lodge
from hearings.stages import Answer, BallotKind
from people import register
from people.models import Body, Certificant
from tests.walk import Walk, short_road_to
from tests.walk.shared import START, Roads, undone

COMMITTEE = Walk.COMMITTEE


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def cost_of(client: Client, address: str) -> tuple[int, str]:
    """How many queries a page takes, and what it shows."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(asked), answer.content.decode()


@pytest.fixture(scope="module", params=[1, 3])
def cases(request: pytest.FixtureRequest, roads: Roads) -> Iterator[list[Walk]]:
    """One case before the committee, then three, each with letters sent and one to post."""
    roads.traveller.move_to(START)
    with undone():
        walks = []
        for _ in range(request.param):
            walk = Walk("ccmc", traveller=roads.traveller)
            walks.append(walk.along(short_road_to(Stage.COMMITTEE_REVIEW)).serve())
            Notice.objects.filter(case=walk.number, letter="L10").update(state="to_post")
        yield walks


LISTS = {
    ("docket", "staff"): 6,
    ("docket", "member-1"): 6,
    ("docket", "auditor"): 6,
    ("desk", "staff"): 15,
    ("desk", "member-1"): 5,
    ("desk", "respondent"): 5,
    ("audit", "auditor"): 4,
    ("outbox", "staff"): 5,
    ("api_case-list", "staff"): 4,
}


@pytest.mark.parametrize(("page", "who"), LISTS)
def test_a_list_of_cases_costs_the_same_however_long(
    cases: list[Walk], page: str, who: str
) -> None:
    queries, shown = cost_of(client_of(cases[0].user(who)), reverse(page))

    assert [walk.number in shown for walk in cases] == [True] * len(cases)
    assert queries == LISTS[page, who]


def test_the_new_complaints_of_the_desk_cost_the_same_however_many(
    cases: list[Walk],
) -> None:
    """What is new, what is due and what has to be posted, all on one desk."""
    with undone():
        for walk in list(cases):
            Walk("ccmc", traveller=walk.traveller).along("file").serve()
        queries, shown = cost_of(client_of(cases[0].user("staff")), reverse("desk"))

    assert shown.count(">Received. ") >= len(cases)
    assert shown.count("Your complaint goes on") == len(cases)
    assert queries == 19


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_costs_the_same_however_many_are_in_it(roads: Roads, count: int) -> None:
    with undone():
        body, today = Body.objects.get(pk="ccmc"), timezone.localdate()
        for number in range(count):
            row = Certificant(body=body, number=f"9900{number}", name=f"Ada Quillfeather {number}")
            person = register.add_certificant(row, by=None)
            for kind in ("CCM", "MEMBER"):
                register.add_credential(person, kind, from_day=today, reason="Passed.", by=None)
        reader = client_of(Walk("ccmc").user("administrator"))
        queries, shown = cost_of(reader, reverse("register") + "?q=9900")

    assert shown.count("Ada Quillfeather") == count
    assert queries == 6


def more_letters(walk: Walk, count: int) -> None:
    """The filer has ``count`` letters: the receipt that every case begins with, and others."""
    for _ in range(count - 1):
        case = walk.case
        entry = case.docket.enter("complaint.elevated", case, by=walk.user("chair"))
        row = Notice.objects.create(
            case=case, letter="L10", role="complainant", party=walk.filer, entry=entry
        )
        notices.serve(row)


@pytest.mark.parametrize("count", [1, 3])
def test_a_filers_status_page_costs_the_same_however_many_letters(roads: Roads, count: int) -> None:
    with roads.at(Stage.RECEIVED) as walk:
        walk.serve()
        more_letters(walk, count)
        reader = Client()
        given = {"docket": walk.number, "code": walk.receipt}
        assert reader.post(reverse("follow", args=["ccmc"]), given).status_code == 302
        queries, shown = cost_of(reader, reverse("status", args=["ccmc"]))

    assert shown.count("Not opened yet") == count
    assert queries == 16


def add_evidence(walk: Walk, count: int) -> None:
    for _ in range(count):
        walk.add_evidence()
    walk.case.exhibits.update(disclosed_on=walk.case.today)


def add_entries(walk: Walk, count: int) -> None:
    for number in range(count):
        by = walk.user(f"hearing-{number + 1}")
        walk.case.docket.enter("letter.returned", walk.case, by=by, reason="Moved away.")


def add_letters(walk: Walk, count: int) -> None:
    more_letters(walk.serve(), count + 1)


def add_papers(walk: Walk, count: int) -> None:
    for _ in range(count):
        lodge(walk.case, SubmissionKind.REPORT, "What I found.", by_role="investigator")


def add_allegations(walk: Walk, count: int) -> None:
    for number in range(count):
        first = walk.case.live_allegations[0]
        first.pk, first.number, first.words = None, 10 + number, "Told a neighbour"
        first.save(force_insert=True)


def add_ballots(walk: Walk, count: int) -> None:
    for _ in range(count):
        walk.vote(BallotKind.FINDINGS, Answer.NO_VIOLATION, COMMITTEE)


SECTIONS: dict[str, tuple[Callable[[Walk, int], None], str, int]] = {
    "evidence": (add_evidence, "Interview", 14),
    "history": (add_entries, "Moved away.", 16),
    "letters": (add_letters, "Your complaint goes on", 15),
    "papers": (add_papers, "What I found.", 16),
    "allegations": (add_allegations, "Told a neighbour", 15),
    "votes": (add_ballots, "No violation: ", 19),
}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_of_a_case_costs_the_same_however_many_rows(
    roads: Roads, section: str, count: int
) -> None:
    add, words, expected = SECTIONS[section]
    with roads.at(Stage.COMMITTEE_REVIEW) as walk:
        reader = client_of(walk.chair)
        before = reader.get(reverse("section", args=[walk.number, section])).content.decode()
        add(walk, count)
        queries, shown = cost_of(reader, reverse("section", args=[walk.number, section]))

    assert shown.count(words) - before.count(words) == count
    assert queries == expected


@pytest.mark.parametrize("count", [1, 3])
def test_the_history_for_audit_costs_the_same_however_long(roads: Roads, count: int) -> None:
    with roads.at(Stage.COMMITTEE_REVIEW) as walk:
        reader = client_of(walk.user("auditor"))
        address = reverse("audit_case", args=[walk.number])
        before = reader.get(address).content.decode()
        add_entries(walk, count)
        queries, shown = cost_of(reader, address)

    assert shown.count("Letter came back") - before.count("Letter came back") == count
    assert queries == 10


@pytest.mark.parametrize(
    ("road", "who", "expected"),
    [
        ("chair_review", "gatekeeper", 20),
        ("committee_review", "committee_chair", 18),
        ("hearing seat_panel schedule +40 hold", "panel_chair", 18),
        ("appeal seat_appeal", "appeal_chair", 17),
    ],
)
def test_what_a_person_may_do_is_worked_out_in_few_queries(
    roads: Roads, road: str, who: str, expected: int
) -> None:
    """Dozens of doors ask after the same ballot, hearing or appeal; it is read once."""
    with roads.at(road) as walk:
        person = walk.ready(walk.holder(who))
        queries, _ = cost_of(client_of(person), reverse("case", args=[walk.number]))

    assert queries == expected
