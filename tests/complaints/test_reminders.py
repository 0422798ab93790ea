"""A deadline is reminded of 7, 1 and 0 days ahead, each once, whatever happens in between."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection

from complaints.doors import DOORS, take
from complaints.errands import settle
from complaints.models import Alarm, Deadline, Errand, ErrandKind, Mail, Party, Reminder
from complaints.queues import try_again
from complaints.reminders import after_quiet_hours, remind
from complaints.stages import Capacity
from people.models import User
from tests.walk import Walk
from tests.walk.shared import Roads


def clock_of(walk: Walk, kind: str) -> Deadline:
    clock: Deadline = walk.case.open_clocks[kind]
    return clock


def sent(walk: Walk, kind: str) -> list[tuple[int, int]]:
    """The revision and the days ahead of each reminder that went out, in order."""
    rows = Reminder.objects.filter(deadline__case=walk.case, deadline__kind=kind)
    return list(rows.filter(superseded=False).order_by("pk").values_list("revision", "days_before"))


def overtaken(walk: Walk, kind: str) -> list[int]:
    rows = Reminder.objects.filter(deadline__case=walk.case, deadline__kind=kind, superseded=True)
    return sorted(rows.values_list("days_before", flat=True), reverse=True)


def days_before(clock: Deadline, number: int) -> dt.date:
    assert clock.due_on is not None
    return clock.due_on - dt.timedelta(days=number)


def test_each_reminder_goes_out_once_on_its_day(roads: Roads) -> None:
    with roads.at("response") as walk:
        clock, mails = clock_of(walk, "response"), Mail.objects.filter(case=walk.case)
        mails.all().delete()
        seen = []
        for number in range(10, -3, -1):
            for _ in range(2):
                remind(on=days_before(clock, number))
            seen.append((number, len(sent(walk, "response"))))

        assert seen == [
            *[(number, 0) for number in (10, 9, 8)],
            *[(number, 1) for number in (7, 6, 5, 4, 3, 2)],
            *[(number, 2) for number in (1,)],
            *[(number, 3) for number in (0, -1, -2)],
        ]
        assert sent(walk, "response") == [(1, 7), (1, 1), (1, 0)]
        assert overtaken(walk, "response") == []
        entries = walk.case.docket.entries.filter(verb="reminder.sent")
        assert [entry.details["days_before"] for entry in entries] == [7, 1, 0]
        to = [mail.to for mail in mails.order_by("pk")]
        assert to == [*[walk.respondent.email] * 3, walk.case.lead.email]
        assert walk.case.docket.first_fault() is None


@pytest.mark.parametrize(
    ("looked", "went_out", "passed_over"),
    [
        ([7, 0], [7, 0], [1]),
        ([6, 0], [7, 0], [1]),
        ([1, 0], [1, 0], [7]),
        ([0], [0], [7, 1]),
        ([3], [7], []),
        ([-5], [0], [7, 1]),
        ([7, -5, -6], [7, 0], [1]),
    ],
)
def test_after_a_gap_only_the_latest_goes_out(
    roads: Roads, looked: list[int], went_out: list[int], passed_over: list[int]
) -> None:
    with roads.at("response") as walk:
        clock = clock_of(walk, "response")
        for number in looked:
            remind(on=days_before(clock, number))

        assert sent(walk, "response") == [(1, number) for number in went_out]
        assert overtaken(walk, "response") == passed_over


def test_a_clock_that_cannot_be_rung_keeps_back_no_other(roads: Roads, settings: Any) -> None:
    """The case of the first is broken so that no reminder of it can be made out."""
    with roads.at("response") as walk:
        other = Walk("ccmc", traveller=walk.traveller).along("file take_in send_to_chair elevate")
        settings.FIRST_PAUSE = 0
        day = days_before(clock_of(walk, "response"), 7)
        bad = Deadline.objects.filter(case=walk.number, kind="response")
        party = Party.objects.filter(case=walk.number, role="respondent")
        party.update(user=None)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE complaints_party SET contact = %s WHERE case_id = %s AND role = %s",
                [b"no seal", walk.number, "respondent"],
            )
        for _ in range(5):
            remind(on=day)

        assert sent(other, "response") == [(1, 7)]
        assert sent(walk, "response") == []
        errand = Errand.objects.get(kind=ErrandKind.REMINDER_PARKED)
        assert errand.words.startswith(f"Nobody could be reminded of a date in {walk.number}")
        assert Alarm.objects.filter(deadline__in=bad).exclude(parked_at=None).count() == 1
        Party.objects.filter(case=walk.number, role="respondent").update(user=walk.respondent)
        settle(errand, by=walk.staff, how="Mended.", then=try_again)
        remind(on=day)
        assert sent(walk, "response") == [(1, 7)]


def test_a_target_of_the_office_that_was_missed_by_a_month_is_told_once(roads: Roads) -> None:
    with roads.at("chair_review +75") as walk:
        for _ in range(2):
            walk.remind()
        errand = Errand.objects.get(case=walk.number, kind=ErrandKind.DATE_MISSED)
        assert errand.words == (
            f"A target has been missed by a month in {walk.number}. Act, or say here why not."
        )


def test_a_date_that_passes_while_more_time_is_asked_for_is_told_as_that(roads: Roads) -> None:
    with roads.at("response ask_extension") as walk:
        walk.pass_by("response").remind()
        errand = Errand.objects.get(kind=ErrandKind.DATE_MISSED)
        assert errand.words == (
            f"A date has passed in {walk.number} while a request for more time waits for its"
            " ruling. Rule on it."
        )


def test_the_latest_goes_out_alone_however_few_are_looked_at_together(roads: Roads) -> None:
    with roads.at("response") as walk:
        remind(on=days_before(clock_of(walk, "response"), 0), batch=1)

        assert sent(walk, "response") == [(1, 0)]
        assert overtaken(walk, "response") == [7, 1]


def test_a_window_that_passed_while_nothing_ran_can_still_be_closed(roads: Roads) -> None:
    with roads.at("response +60") as walk:
        walk.remind()
        take(DOORS["close_response"], walk.case, walk.staff, {})

        assert walk.case.stage == "responded"


def test_a_clock_that_was_paused_is_reminded_of_afresh(roads: Roads) -> None:
    with roads.at("investigation") as walk:
        first = clock_of(walk, "investigation")
        remind(on=days_before(first, 7))
        walk.days(10).along("add_allegation")
        paused = clock_of(walk, "investigation")
        assert (paused.due_on, paused.remaining_days) == (None, 51)
        remind(on=days_before(first, 0))

        walk.days(5).along("respond investigate")
        again = clock_of(walk, "investigation")
        assert again.due_on == walk.case.today + dt.timedelta(days=51)
        for number in (8, 7, 1, 1):
            remind(on=days_before(again, number))

        assert sent(walk, "investigation") == [(1, 7), (2, 7), (2, 1)]


def test_a_hearing_that_was_moved_is_reminded_of_afresh(roads: Roads) -> None:
    with roads.at("hearing seat_panel schedule") as walk:
        remind(on=days_before(clock_of(walk, "hearing"), 7))
        walk.along("continue_hearing")
        remind(on=days_before(clock_of(walk, "hearing"), 7))

        assert sorted(set(sent(walk, "hearing"))) == [(1, 7), (2, 7)]


def test_everybody_a_clock_waits_for_is_reminded(roads: Roads) -> None:
    with roads.at("committee_review") as walk:
        remind(on=days_before(clock_of(walk, "review"), 1))
        held = walk.case.assignments.filter(ended_on=None)
        voters = held.filter(capacity__in=[Capacity.COMMITTEE_CHAIR, Capacity.COMMITTEE])
        rows = Reminder.objects.filter(deadline__case=walk.case, superseded=False)

        assert sorted(rows.values_list("recipient", flat=True)) == sorted(
            f"user:{user}" for user in voters.values_list("user", flat=True)
        )


def test_a_stopped_clock_is_not_reminded_of(roads: Roads) -> None:
    with roads.at("response") as walk:
        clock = clock_of(walk, "response")
        walk.respond()
        remind(on=days_before(clock, 0))

        assert sent(walk, "response") == []


def test_a_binding_date_that_was_missed_goes_to_the_next_office_once(roads: Roads) -> None:
    with roads.at("response") as walk:
        clock = clock_of(walk, "response")
        for number in (0, -1, -2):
            remind(on=days_before(clock, number))

        errands = Errand.objects.filter(case=walk.case, kind=ErrandKind.DATE_MISSED)
        assert [(one.owed_to, one.key) for one in errands] == [("staff", f"missed {clock.pk} 1")]
        assert walk.case.stage == "response"


def test_a_target_of_the_office_is_not_escalated(roads: Roads) -> None:
    with roads.at("investigation") as walk:
        remind(on=days_before(clock_of(walk, "investigation"), -3))

        assert not Errand.objects.filter(case=walk.case, kind=ErrandKind.DATE_MISSED).exists()


def test_whom_no_mail_reaches_is_reminded_by_post(roads: Roads) -> None:
    with roads.at("response") as walk:
        User.objects.filter(pk=walk.respondent.pk).update(email="")
        clock, mails = clock_of(walk, "response"), Mail.objects.filter(case=walk.case)
        before = mails.count()
        remind(on=days_before(clock, 7))

        assert [row.channel for row in clock.reminders.all()] == ["post"]
        words = Errand.objects.get(case=walk.case).words
        assert words == (
            f"Remind a party of {walk.number} by post: no e-mail reaches them. Their last day is"
            " Wednesday 1 April 2026."
        )
        assert mails.count() == before


def test_who_chose_one_mail_a_day_gets_one(roads: Roads) -> None:
    with roads.at("committee_review") as walk:
        members = walk.case.assignments.filter(ended_on=None, capacity__startswith="committee")
        User.objects.filter(assignments__in=members).update(digest=True)
        clock = clock_of(walk, "review")
        Mail.objects.all().delete()
        remind(on=days_before(clock, 7))
        remind(on=days_before(clock, 1))

        # One for all cases of a person, whichever of them it was planned for.
        digests = Mail.objects.filter(subject="Dates are near in your cases")
        reminded = {row.recipient for row in clock.reminders.all()}
        people = {user.email for user in User.objects.filter(assignments__in=members)}
        assert len(reminded) == len(people)
        assert sorted(mail.to for mail in digests if mail.to in people) == sorted(people)
        assert {row.channel for row in clock.reminders.all()} == {"digest"}


def test_where_nobody_is_assigned_staff_are_told_that_nobody_was_reminded(roads: Roads) -> None:
    with roads.at("investigation") as walk:
        clock = clock_of(walk, "investigation")
        walk.case.assignments.update(ended_on=walk.case.today)
        remind(on=days_before(clock, 7))

        assert Errand.objects.get(case=walk.case).words == (
            f"Nobody could be reminded of a date in {walk.number}: nobody is assigned to it."
        )


@pytest.mark.parametrize(
    ("moment", "begin", "end", "until"),
    [
        ("2026-03-03T15:00", "20:00", "08:00", None),  # ten in the morning in New York
        ("2026-03-03T04:30", "20:00", "08:00", "2026-03-03T13:00"),  # half past eleven at night
        ("2026-03-04T02:00", "20:00", "08:00", "2026-03-04T13:00"),  # nine in the evening
        ("2026-03-03T12:59", "20:00", "08:00", "2026-03-03T13:00"),
        ("2026-03-03T13:00", "20:00", "08:00", None),
        ("2026-03-08T05:30", "20:00", "08:00", "2026-03-08T12:00"),  # the clocks go forward
        ("2026-11-01T04:30", "20:00", "08:00", "2026-11-01T13:00"),  # the clocks go back
        ("2026-03-03T18:00", "12:00", "14:00", "2026-03-03T19:00"),  # a rest at noon
        ("2026-03-03T18:00", "08:00", "08:00", None),  # none at all
    ],
)
def test_nobody_is_reminded_in_their_quiet_hours(
    moment: str, begin: str, end: str, until: str | None
) -> None:
    at = dt.datetime.fromisoformat(f"{moment}+00:00")
    hours = (dt.time.fromisoformat(begin), dt.time.fromisoformat(end))
    found = after_quiet_hours(at, "America/New_York", *hours)

    assert found == (dt.datetime.fromisoformat(f"{until}+00:00") if until else None)


def test_a_mail_about_a_date_waits_for_the_morning(roads: Roads) -> None:
    with roads.at("response") as walk:
        clock, mails = clock_of(walk, "response"), Mail.objects.filter(case=walk.case)
        mails.all().delete()
        night = dt.datetime(2026, 3, 25, 3, tzinfo=dt.UTC)
        walk.traveller.move_to(night)
        remind(on=days_before(clock, 7))

        assert [mail.not_before for mail in mails] == [dt.datetime(2026, 3, 25, 12, tzinfo=dt.UTC)]
