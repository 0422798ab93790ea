"""Eight people act on one case at the same moment: one wins, nothing is lost, nothing breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from complaints import assignments, reminders
from complaints.doors import DOORS, take
from complaints.filing import Filed, Filer, file_complaint
from complaints.models import Complaint, Mail, Reminder
from complaints.stages import Capacity, Stage
from hearings import ballots
from hearings.models import Vote
from hearings.stages import Answer, BallotKind
from ledger.models import Docket, Entry
from ledger.refusals import Blocked, Overtaken
from people.models import Body, Certificant, User
from tests.office import Office
from tests.races.at_once import all_at_once
from tests.walk import Walk, provision_of, short_road_to

pytestmark = pytest.mark.django_db(transaction=True)

EIGHT = 8
MOVED_ON = (
    "Someone else has moved this on since you opened it. It is now: Awaiting response. "
    "Nothing you entered has been carried out."
)
Go = Callable[[], Any]


def test_of_eight_who_take_the_same_step_one_wins(office: Office) -> None:
    walk = Walk("ccmc").along(short_road_to(Stage.CHAIR_REVIEW))
    gatekeeper, length = walk.gatekeeper, walk.case.docket.length

    def elevate(go: Go) -> Any:
        case, by = walk.case, User.objects.get(pk=gatekeeper.pk)
        go()
        return assignments.elevate(case, by=by, reason="If true, a breach.")

    results = all_at_once([elevate] * EIGHT)

    assert Counter(type(result) for result in results) == {Entry: 1, Overtaken: EIGHT - 1}
    refusals = {str(result) for result in results if isinstance(result, Overtaken)}
    assert refusals == {MOVED_ON}
    assert walk.case.stage == Stage.RESPONSE
    assert walk.case.notices.filter(letter="L09").count() == 1
    moved = [entry for entry in walk.case.docket.entries.filter(number__gt=length) if entry.moved]
    assert len(moved) == 1
    assert walk.case.docket.first_fault() is None


def test_of_eight_posts_of_the_same_page_one_is_carried_out(office: Office) -> None:
    walk = Walk("ccmc").along(short_road_to(Stage.CHAIR_REVIEW))
    clients = []
    for _ in range(EIGHT):
        client = Client(raise_request_exception=False)
        client.force_login(walk.gatekeeper)
        clients.append(client)
    path = f"/cases/{walk.number}/steps/elevate/"

    def post(client: Client) -> Callable[[Go], int]:
        def act(go: Go) -> int:
            go()
            return client.post(path, {"reason": "If true, a breach."}).status_code

        return act

    statuses = Counter(all_at_once([post(client) for client in clients]))

    assert statuses[302] == 1
    assert statuses[409] + statuses[403] == EIGHT - 1
    assert walk.case.stage == Stage.RESPONSE
    assert walk.case.docket.first_fault() is None


def test_eight_different_steps_leave_one_whole_record(office: Office) -> None:
    """Staff write allegations, add evidence and move the case on, all at once."""
    walk = Walk("ccmc").along("file take_in")
    staff, length = walk.staff, walk.case.docket.length

    def act(step: str) -> Callable[[Go], Any]:
        def taken(go: Go) -> Any:
            mine = Walk("ccmc")
            mine.number = walk.number
            go()
            return getattr(mine, step)()

        return taken

    steps = ["write_allegation", "add_evidence"] * 3 + ["send_to_chair", "propose_refusal"]
    results = all_at_once([act(step) for step in steps])

    refused = [result for result in results if isinstance(result, Exception)]
    assert all(isinstance(result, Blocked) for result in refused), refused
    case = walk.case
    assert case.docket.length > length
    assert case.docket.first_fault() is None
    kept = [s for s, r in zip(steps, results, strict=True) if not isinstance(r, Exception)]
    assert case.exhibits.count() == kept.count("add_evidence")
    numbers = list(case.allegations.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert staff.pk in case.answers


def test_papers_cast_at_once_are_all_counted(office: Office) -> None:
    walk = Walk("ccmc").along(short_road_to(Stage.COMMITTEE_REVIEW))
    people = walk.seated(walk.COMMITTEE)
    ballot = walk.open_ballot(BallotKind.FINDINGS, walk.COMMITTEE)
    answers = {"1": {"answer": Answer.VIOLATION, "reasons": "As the record shows."}}

    def cast(person: User) -> Callable[[Go], Any]:
        def act(go: Go) -> Any:
            case, by = walk.case, User.objects.get(pk=person.pk)
            go()
            return ballots.cast(case, by=by, answers=answers, ballot=ballot.pk)

        return act

    voting = [people[place % len(people)] for place in range(EIGHT)]
    results = all_at_once([cast(person) for person in voting])

    assert [type(result) for result in results] == [Vote] * EIGHT
    assert ballot.votes.count() == EIGHT
    assert walk.case.docket.entries.filter(verb="ballot.cast").count() == EIGHT
    closed = take(DOORS["close_ballot"], walk.case, walk.chair, {})
    assert closed.outcomes["1"]["tally"][Answer.VIOLATION] == len(people)
    assert walk.case.docket.first_fault() is None


def test_a_paper_that_meets_the_closing_is_counted_or_refused(office: Office) -> None:
    walk = Walk("ccmc").along(short_road_to(Stage.COMMITTEE_REVIEW))
    people = walk.seated(walk.COMMITTEE)
    ballot = walk.open_ballot(BallotKind.FINDINGS, walk.COMMITTEE)
    answers = {"1": {"answer": Answer.VIOLATION, "reasons": "As the record shows."}}
    chair = walk.holder(Capacity.COMMITTEE_CHAIR)
    for person in people[:3]:
        walk.act(ballots.cast, person, answers=answers, ballot=ballot.pk)

    def cast(go: Go) -> Any:
        case, by = walk.case, User.objects.get(pk=people[3].pk)
        go()
        return ballots.cast(case, by=by, answers=answers, ballot=ballot.pk)

    def close(go: Go) -> Any:
        case, by = walk.case, User.objects.get(pk=chair.pk)
        go()
        return ballots.close_ballot(case, by=by)

    late, closed = all_at_once([cast, close])

    assert isinstance(late, Vote | Blocked), late
    counted = closed.outcomes["1"]["tally"][Answer.VIOLATION]
    assert counted == (4 if isinstance(late, Vote) else 3)
    assert walk.case.docket.first_fault() is None


def filing_of(key: str) -> dict[str, Any]:
    day = timezone.localdate()
    return {
        "by": None,
        "key": key,
        "filer": Filer(name="Ana Delgado", email="ana@example.org"),
        "about": Certificant.objects.get(user__username="ccmc-respondent"),
        "what_happened": "She told my employer my diagnosis.",
        "in_short": "Told the employer the diagnosis",
        "conduct_from": day,
        "conduct_until": day,
        "provisions": [provision_of("ccmc")],
    }


def file_with(key: str) -> Callable[[Go], Any]:
    def act(go: Go) -> Any:
        body, given = Body.objects.get(pk="ccmc"), filing_of(key)
        go()
        return file_complaint(body, **given)

    return act


def test_eight_filings_get_eight_numbers(office: Office) -> None:
    results = all_at_once([file_with(f"{place:032x}") for place in range(EIGHT)])

    assert [type(result) for result in results] == [Filed] * EIGHT, results
    year = timezone.localdate().year
    assert sorted(result.case.pk for result in results) == [
        f"CCMC-{year}-{number:04}" for number in range(1, EIGHT + 1)
    ]
    assert len({result.receipt for result in results}) == EIGHT
    assert all(result.case.docket.first_fault() is None for result in results)


def test_the_same_form_sent_eight_times_at_once_files_one_complaint(office: Office) -> None:
    results = all_at_once([file_with("a" * 32)] * EIGHT)

    assert [type(result) for result in results] == [Filed] * EIGHT, results
    assert Complaint.objects.count() == 1
    assert len({result.receipt for result in results}) == 1
    assert Docket.objects.filter(pk__startswith="CCMC-").count() == 1


def test_two_beats_at_once_remind_once(office: Office) -> None:
    walk = Walk("ccmc").along(short_road_to(Stage.COMMITTEE_REVIEW))
    due = walk.case.open_clocks["review"].due_on
    assert due is not None
    before = Mail.objects.count()

    def remind(go: Go) -> int:
        go()
        return reminders.remind(on=due)

    planned = all_at_once([remind] * 4)

    rows = Reminder.objects.filter(superseded=False)
    assert sum(planned) == rows.count() == rows.values("recipient").distinct().count() > 1
    assert walk.case.docket.entries.filter(verb="reminder.sent").count() == rows.count()
    assert Mail.objects.count() - before == rows.count()
    assert walk.case.docket.first_fault() is None
