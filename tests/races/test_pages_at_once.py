"""Eight people at once, on the pages: nothing is lost and nobody sees a 5xx."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from complaints.stages import Stage
from hearings import ballots
from hearings.stages import BallotKind
from people.models import User
from tests.office import Office
from tests.walk import walk_to

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(calls: list[Callable[[], Any]]) -> list[Any]:
    """Make every call in a thread of its own, all let go at the same moment."""
    gate, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        try:
            gate.wait()
            answers[place] = call()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def test_eight_posts_of_one_step_have_one_winner(office: Office) -> None:
    walk = walk_to(Stage.RECEIVED)
    clients = [signed_in(walk.ready(walk.user(f"staff{n}"))) for n in ("", "-2") * 4]
    address = f"/cases/{walk.number}/steps/begin_intake/"

    answers = at_once([lambda client=client: client.post(address) for client in clients])

    assert sorted(answer.status_code for answer in answers) == [302] + [409] * 7
    steps = [e.verb for e in walk.case.docket.entries.all() if e.moved]
    assert steps == ["complaint.taken_in"]
    assert walk.case.docket.first_fault() is None


def test_ballots_and_steps_at_once_are_all_kept(office: Office) -> None:
    walk = walk_to(Stage.COMMITTEE_REVIEW)
    chair = walk.chair
    held = walk.case.assignments.filter(capacity__startswith="committee", ended_on=None)
    members = [walk.ready(row.user) for row in held.order_by("pk")]
    ballot = ballots.open_ballot(walk.case, by=chair, kind=BallotKind.FINDINGS)
    paper = {"ballot": ballot.pk, "answer_1": "violation", "reasons_1": "As the e-mail shows."}
    cast = f"/cases/{walk.number}/steps/cast_ballot/"
    others = [signed_in(walk.ready(walk.user(name))) for name in ("staff", "staff-2")]
    death = f"/cases/{walk.number}/steps/close_on_death/"
    exhibit = walk.case.exhibits.first()

    voters = [signed_in(member) for member in [*members, chair]]

    answers = at_once(
        [lambda c=client: c.post(cast, paper) for client in voters]
        + [lambda c=client: c.post(death, {"exhibit": exhibit.pk}) for client in others]
    )

    codes = [answer.status_code for answer in answers]
    assert codes == [302] * len(voters) + [409] * 2
    assert len(ballots.counted(ballot)) == len(members)
    assert ballot.votes.count() == len(voters)
    assert walk.case.docket.first_fault() is None
