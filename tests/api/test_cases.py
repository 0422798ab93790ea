"""The API: read what you may see, take steps, and the page's own sentence when refused."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from complaints.recusals import declare
from complaints.stages import Stage
from people.models import Office as OfficeHeld
from people.models import User
from tests.office import Office
from tests.walk import Walk, walk_to


def client_of(user: User) -> APIClient:
    client = APIClient()
    client.force_login(user)
    return client


@pytest.fixture
def walk(office: Office) -> Walk:
    return walk_to(Stage.RECEIVED)


def test_a_case_is_read_as_its_viewer_may_see_it(walk: Walk) -> None:
    case = walk.case
    told = client_of(walk.staff).get(f"/api/cases/{case.pk}/").json()

    assert told == {
        "docket": case.pk,
        "body": "ccmc",
        "matter": "complaint",
        "stage": "received",
        "stage_label": "Received",
        "filed_on": case.filed_on.isoformat(),
        "close_code": "",
        "next_step": {
            "who": "Case staff",
            "what": "Take the complaint in",
            "due_on": case.open_clocks["ack"].due_on.isoformat(),
            "yours": "begin_intake",
        },
        "respondent": "Elena Vasquez",
        "allegations": [
            {
                "number": 1,
                "words": "Told the employer the diagnosis",
                "conduct_from": case.live_allegations[0].conduct_from.isoformat(),
                "conduct_until": case.live_allegations[0].conduct_until.isoformat(),
                "when": "dated",
                "provision": case.live_allegations[0].provision.number,
                "edition": str(case.live_allegations[0].provision.edition),
            }
        ],
    }


def test_an_auditor_reads_no_names(walk: Walk) -> None:
    told = client_of(walk.user("auditor")).get(f"/api/cases/{walk.number}/").json()
    assert (told["respondent"], told["allegations"]) == ("", [])


def test_a_step_is_taken(walk: Walk) -> None:
    answer = client_of(walk.staff).post(f"/api/cases/{walk.number}/steps/begin_intake/", {})
    case = walk.case
    assert (answer.status_code, answer.json()) == (
        200,
        {"docket": case.pk, "stage": "intake", "entry": case.docket.length},
    )


@pytest.mark.parametrize(
    ("who", "step", "status", "sentence"),
    [
        ("staff", "elevate", 409, "This is not possible at the stage “Received”."),
        ("respondent", "begin_intake", 404, "There is nothing here."),
        ("staff", "no_such_step", 404, "There is nothing here."),
        ("complainant", "begin_intake", 404, "There is nothing here."),
    ],
)
def test_a_refusal_is_a_problem_with_the_pages_sentence(
    walk: Walk, who: str, step: str, status: int, sentence: str
) -> None:
    client = client_of(walk.ready(walk.user(who)) if who == "staff" else walk.user(who))
    answer = client.post(f"/api/cases/{walk.number}/steps/{step}/", {"reason": "So."})
    told: dict[str, Any] = answer.json()
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.status_code, told["status"], told["detail"]) == (status, status, sentence)


def test_a_form_with_a_fault_names_the_field(walk: Walk) -> None:
    walk.take_in()
    answer = client_of(walk.staff).post(f"/api/cases/{walk.number}/steps/send_to_chair/", {})
    assert (answer.status_code, answer.json()["errors"]) == (
        400,
        {"synopsis": ["“The case in one line” needs an answer."]},
    )


def test_a_recused_person_finds_nothing(walk: Walk) -> None:
    staff = walk.user("staff")
    declare(walk.case, by=staff, answer="recused", words="A cousin.")
    answers = [
        client_of(staff).get(f"/api/cases/{walk.number}/"),
        client_of(staff).get("/api/cases/CCMC-2026-9999/"),
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    bodies = [{k: v for k, v in a.json().items() if k != "instance"} for a in answers]
    assert bodies[0] == bodies[1]


def test_nothing_is_changed_but_by_steps(walk: Walk) -> None:
    client = client_of(walk.staff)
    address = f"/api/cases/{walk.number}/"
    assert [client.generic(m, address).status_code for m in ("PUT", "PATCH", "DELETE")] == [405] * 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    office: Office, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        walk_to(Stage.RECEIVED)
    client = client_of(office["ccmc-staff"])
    with django_assert_num_queries(4):
        assert len(client.get("/api/cases/").json()["results"]) == count


def test_the_schema_and_its_page_are_offline(walk: Walk) -> None:
    client = client_of(walk.staff)
    assert client.get("/api/schema/").status_code == 200
    page = client.get("/api/docs/").content.decode()
    assert "https://" not in page.replace("https://127.0.0.1", "")


def test_a_respondent_who_holds_an_office_sees_the_case_only_as_respondent(walk: Walk) -> None:
    staff = walk.user("staff")
    respondent = walk.respondent
    OfficeHeld.objects.create(
        user=respondent, body=walk.body, organ="office", role="staff", from_day=walk.case.filed_on
    )
    address = f"/api/cases/{walk.number}/"
    assert client_of(staff).get(address).status_code == 200
    assert client_of(respondent).get(address).status_code == 404
