"""Each invariant broken by hand is found as exactly that, becomes one errand, and is let go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from complaints import deadlines, invariants, triggers
from complaints.errands import raise_errand, settle
from complaints.models import (
    Complaint,
    Deadline,
    Errand,
    ErrandKind,
    Mail,
    Notice,
    Reminder,
)
from complaints.stages import ServiceState
from hearings.invariants import owed
from ledger.models import Entry
from people.closing_days import set_day
from tests.walk import Walk
from tests.walk.shared import Roads

DAY = dt.timedelta(days=1)


def served(walk: Walk) -> Walk:
    """The case with everything done that was owed."""
    walk.serve()
    Mail.objects.update(sent_at=timezone.now())
    return walk


def run_a_clock(walk: Walk) -> None:
    clock = walk.case.deadlines.first()
    assert clock is not None
    Deadline.objects.filter(pk=clock.pk).update(stopped_on=None, stop_reason="", due_on=None)


def pass_in_silence(walk: Walk) -> None:
    day = timezone.localdate() - 15 * DAY
    Deadline.objects.filter(case=walk.number, kind="response").update(
        due_on=day, hard=True, basis={}
    )
    Complaint.objects.filter(pk=walk.number).update(next_due_on=day)


def owe_a_letter(walk: Walk) -> None:
    first = Notice.objects.filter(case=walk.number).order_by("pk")[:1].values("pk")
    Notice.objects.filter(pk__in=list(first.values_list("pk", flat=True))).update(
        state=ServiceState.OWED, delivered_on=None, proof=""
    )


def keep_a_mail(walk: Walk) -> None:
    Mail.objects.filter(case=walk.number).update(sent_at=None, at=timezone.now() - 2 * DAY)


def move_the_date(walk: Walk) -> None:
    Complaint.objects.filter(pk=walk.number).update(next_due_on=timezone.localdate())


def count_another_date(walk: Walk) -> None:
    """Earlier by a day, as a hand in the database would make it, everywhere it is shown."""
    day = walk.case.next_due_on - DAY
    Deadline.objects.filter(case=walk.number, kind="response").update(due_on=day)
    Complaint.objects.filter(pk=walk.number).update(next_due_on=day)


def turn_the_clock_back(walk: Walk) -> None:
    walk.traveller.shift(-DAY)


def lose_a_reminder(walk: Walk) -> None:
    walk.days(25)
    walk.remind()
    reminder = Reminder.objects.filter(deadline__case=walk.number, superseded=False).first()
    assert reminder is not None
    Mail.objects.filter(key=invariants.mail.key_of(f"reminder {reminder.pk}")).delete()
    Mail.objects.update(sent_at=timezone.now())


def forget_the_respondent(walk: Walk) -> None:
    entry = Entry.objects.get(docket=walk.number, verb="decision.issued")
    # A letter that was made does not change; somebody with the keys of the database lifts that.
    triggers.drop(connection)
    Notice.objects.filter(entry=entry, role="respondent").update(role="monitor")
    connection.check_constraints()  # PostgreSQL changes no table that still owes a check
    triggers.install(connection)


def leave_it_unread(walk: Walk) -> None:
    """Two weeks ago the notice was put in the portal, and nobody has opened it."""
    notice = walk.case.notices.get(letter="L09")
    deadlines.unbegin(notice, "for the test")
    Notice.objects.filter(pk=notice.pk).update(state="served", proof="", delivered_on=None)
    walk.days(15)


def close_the_office_on_the_last_day(walk: Walk) -> None:
    day = walk.case.open_clocks["response"].due_on
    set_day(walk.body, day, name="Founders’ Day", closed=True, by=None)


BROKEN: dict[str, tuple[str, Callable[[Walk], None]]] = {
    "no_clock_runs_in_a_closed_case": ("closed", run_a_clock),
    "no_binding_date_passes_in_silence": ("response", pass_in_silence),
    "every_letter_is_served_in_a_day": ("response +2", owe_a_letter),
    "every_letter_comes_to_an_end": ("response", leave_it_unread),
    "no_last_day_is_a_day_off": ("response", close_the_office_on_the_last_day),
    "every_mail_goes_out_in_a_day": ("response", keep_a_mail),
    "the_next_date_is_that_of_the_clocks": ("response", move_the_date),
    "every_date_can_be_counted_again": ("response", count_another_date),
    "no_entry_lies_ahead_of_the_clock": ("response", turn_the_clock_back),
    "every_reminder_left_a_mail": ("response", lose_a_reminder),
    "every_step_left_its_letters": ("decided", forget_the_respondent),
}


def found() -> list[str]:
    return [finding.key.split()[0] for finding in invariants.look().findings]


def test_every_check_is_broken_below() -> None:
    assert set(invariants.CHECKS) == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_found_and_nothing_else(roads: Roads, settings: Any, name: str) -> None:
    road, break_it = BROKEN[name]
    with roads.at(road) as walk:
        served(walk)
        settings.SANDBOX = False
        assert found() == []
        break_it(walk)
        assert found() == [name]

        assert (invariants.look_and_tell(), invariants.look_and_tell()) == (1, 1)
        errand = Errand.objects.get()
        assert (errand.kind, errand.case) == (ErrandKind.INVARIANT, walk.case)
        assert walk.case.docket.first_fault() is None


@pytest.mark.parametrize(
    "road", ["received", "chair_review", "committee_review", "hearing", "appeal", "closed"]
)
def test_a_case_that_went_its_way_breaks_none(roads: Roads, road: str) -> None:
    with roads.at(road) as walk:
        served(walk)
        walk.remind()
        assert found() == []


def test_what_is_found_mended_is_settled_and_what_comes_back_is_raised_anew(roads: Roads) -> None:
    with roads.at("response") as walk:
        served(walk)
        before = Complaint.objects.get(pk=walk.number).next_due_on
        move_the_date(walk)
        invariants.look_and_tell()
        Complaint.objects.filter(pk=walk.number).update(next_due_on=before)
        assert invariants.look_and_tell() == 0
        errand = Errand.objects.get()
        assert errand.settlement.startswith("Found mended on ")
        assert errand.settled_by is None

        roads.traveller.shift(DAY)
        move_the_date(walk)
        invariants.look_and_tell()
        settle(Errand.objects.open().get(), by=walk.staff, how="I do not mind.")
        roads.traveller.shift(DAY)
        invariants.look_and_tell()
        assert (Errand.objects.count(), Errand.objects.open().count()) == (3, 1)


def test_a_binding_date_that_somebody_was_told_of_is_no_finding(roads: Roads) -> None:
    with roads.at("response") as walk:
        served(walk)
        pass_in_silence(walk)
        clock = walk.case.open_clocks["response"]
        told = {"words": "A date passed.", "case": walk.case}
        raise_errand(ErrandKind.DATE_MISSED, key=f"missed {clock.pk} 99", **told)
        assert found() == ["no_binding_date_passes_in_silence"]
        raise_errand(ErrandKind.DATE_MISSED, key=f"missed {clock.pk} {clock.revision}", **told)
        assert found() == []


def test_a_check_that_fails_is_told_and_hides_no_other(roads: Roads) -> None:
    """A basis that is no basis breaks one check; what the others know is still found."""
    with roads.at("response") as walk:
        served(walk)
        move_the_date(walk)
        invariants.look_and_tell()
        Deadline.objects.filter(case=walk.number, kind="response").update(basis={"start": "soon"})
        seen = invariants.look()
        assert seen.broken == ["every_date_can_be_counted_again"]
        assert [one.key.split()[0] for one in seen.findings] == [
            "the_next_date_is_that_of_the_clocks"
        ]
        invariants.look_and_tell()
        told = Errand.objects.filter(kind=ErrandKind.JOB_FAILING, body=walk.body).get()
        assert told.words == (
            "Tonight nobody could look whether “every date can be counted again”; the log of the"
            " server says why."
        )
        assert Errand.objects.open().filter(kind=ErrandKind.INVARIANT).count() == 1


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("drafted", "has waited for its approval for over a week"),
        ("sent_back", "was sent back over a week ago"),
        ("to_post", "has waited for over a week to be posted"),
        ("returned", "came back and was not served again"),
    ],
)
def test_no_letter_lies_about_for_ever(roads: Roads, state: str, words: str) -> None:
    with roads.at("received") as walk:
        served(walk)
        first = walk.case.notices.filter(letter="L01")
        first.update(state=state, proof="", delivered_on=None)
        assert found() == []
        walk.days(15)
        seen = [one.words for one in invariants.look().findings if one.case == walk.number]
        assert f"Letter L01 of {walk.number} {words}." in seen


def test_the_command_says_what_it_found_and_ends_with_one(
    roads: Roads, capsys: pytest.CaptureFixture[str]
) -> None:
    with roads.at("response") as walk:
        served(walk)
        call_command("check_invariants")
        assert capsys.readouterr().out == (f"{len(BROKEN)} checks, 0 findings, 0 not made.\n")
        move_the_date(walk)
        with pytest.raises(SystemExit, match="1"):
            call_command("check_invariants")
        said = capsys.readouterr().out
        assert walk.number in said.splitlines()[0]
        assert not Errand.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_however_many_cases(roads: Roads, settings: Any, count: int) -> None:
    with roads.at("response") as walk:
        for _ in range(count - 1):
            Walk("ccmc", traveller=walk.traveller).along("file")
        served(walk)
        settings.SANDBOX = False
        with CaptureQueriesContext(connection) as asked:
            assert invariants.look().findings == []
        # One for each letter that a step declares, and fourteen.
        assert len(asked) == len(owed()) + 14
