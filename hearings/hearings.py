"""A hearing is requested or ordered, set down, held, and its record closed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from complaints.checks import (
    in_words,
    is_respondent,
    is_staff,
    rules_on_requests,
    window_is_open_or_leave_given,
    withdrawal_is_asked,
)
from complaints.models import Complaint, Exhibit
from complaints.models.consequences import count_back, keep_next_due, set_date, start
from complaints.reckoning import last_day, rolled
from complaints.stages import BEFORE_DECISION, OPEN, Stage, SubmissionKind
from complaints.submissions import lodge
from hearings.checks import (
    challenge_window_is_over,
    earliest_hearing,
    is_a_meeting,
    is_on_paper,
    is_panel_chair,
    panel_has_quorum,
    panel_is_seated,
    staff_act,
    the_day_has_come,
)
from hearings.models import Hearing
from hearings.stages import HearingStage
from ledger.models import Entry
from ledger.refusals import Blocked, Forbidden
from ledger.steps import act
from people.models import User

RUNNING = (HearingStage.ORDERED, HearingStage.SCHEDULED, HearingStage.CONVENED)


def hearing_can_be_asked(case: Complaint, user: Any) -> None:
    if not case.rules.hearing_on_request:
        raise Forbidden("This procedure has no hearing on request.")


@act(
    stages=[Stage.PROPOSED],
    checks=[is_respondent, hearing_can_be_asked, window_is_open_or_leave_given("hearing_request")],
)
def request_hearing(case: Complaint, *, by: Any, statement: str, form: str = "") -> Entry:
    """T22. Ask for a hearing on the proposed outcome; the proposal falls away.

    ``form`` is one of the forms that the procedure offers; without a choice it is the first.
    """
    if form and form not in case.rules.hearing_forms:
        raise Blocked("This procedure has no hearing of that form.")
    filed = lodge(case, SubmissionKind.HEARING_REQUEST, statement, by_role="respondent")
    case.decisions.filter(superseded=False).update(superseded=True)
    entry = case.request_hearing(by=by, sha256=filed.sha256)
    open_hearing(case, requested=True, form=form)
    return entry


def open_hearing(case: Complaint, *, requested: bool, form: str = "") -> Hearing:
    hearing: Hearing = Hearing.objects.create(
        case=case, requested=requested, form=form or case.rules.hearing_forms[0]
    )
    return hearing


def _set_dates(hearing: Hearing, entry: Entry) -> None:
    """The day of the hearing, and the day the parties exchange exhibits before it."""
    if hearing.opens_at is None:
        return
    case, day = hearing.case, hearing.case.body.day_of(hearing.opens_at)
    set_date(case, entry, "hearing", day, awaits="panel", why="the day the hearing is set for")
    count_back(case, entry, "exchange", day, "the day of the hearing")


def next_working_day(case: Complaint, day: dt.date) -> dt.date:
    """The day itself where the body works on it, else the next one on which it does."""
    return rolled(day, "next_business_day", case.body.calendar)


def _leaves_notice(hearing: Hearing, opens_at: dt.datetime) -> None:
    days = hearing.case.rules.windows["hearing_notice"].days
    first = next_working_day(hearing.case, earliest_hearing(hearing.case.today, days))
    if hearing.case.body.day_of(opens_at) < first:
        raise Blocked(
            f"The notice of hearing needs {days} days. The first possible day is {in_words(first)}."
        )


@act(
    stages=[HearingStage.ORDERED],
    checks=[staff_act, is_a_meeting, panel_is_seated, challenge_window_is_over],
)
def schedule_hearing(hearing: Hearing, *, by: User, opens_at: dt.datetime, place: str) -> Entry:
    """T26. Set the hearing down."""
    _leaves_notice(hearing, opens_at)
    entry = hearing.schedule(by=by, opens_at=opens_at, place=place)
    _set_dates(hearing, entry)
    return entry


@act(
    stages=[HearingStage.ORDERED],
    checks=[staff_act, is_on_paper, panel_is_seated, challenge_window_is_over],
)
def open_on_paper(hearing: Hearing, *, by: User) -> Entry:
    """T28. Open a hearing on paper: both sides write until the day of the exchange."""
    case, rule = hearing.case, hearing.case.rules.windows["exchange"]
    last = last_day(
        case.today, rule.days, count=rule.count, roll=rule.roll, calendar=case.body.calendar
    )
    entry = hearing.take_on_paper(by=by, written_until=last)
    start(case, entry, "exchange")
    keep_next_due(case)
    case.forget()
    return entry


@act(stages=[HearingStage.SCHEDULED], checks=[is_panel_chair])
def continue_hearing(hearing: Hearing, *, by: User, opens_at: dt.datetime, reason: str) -> Entry:
    """T27. Move the hearing for cause; it never moves to an earlier day."""
    if hearing.opens_at and opens_at <= hearing.opens_at:
        raise Blocked("A continuance moves the hearing to a later time.")
    entry = hearing.continue_to(by=by, opens_at=opens_at, reason=reason)
    _set_dates(hearing, entry)
    return entry


@act(stages=[HearingStage.SCHEDULED], checks=[is_panel_chair, the_day_has_come, panel_has_quorum])
def convene_hearing(
    hearing: Hearing, *, by: User, recording: str, respondent_present: bool
) -> Entry:
    """T28. Open the hearing. Without the respondent only when notice of it is proven."""
    if not respondent_present:
        letters = hearing.case.notices.filter(letter__in=["L20", "L21"], role="respondent")
        if not letters.filter(state="delivered").exists():
            raise Blocked(
                "The respondent is absent and delivery of the notice of hearing is not proven."
            )
    return hearing.convene(by=by, recording=recording, respondent_absent=not respondent_present)


def exhibits_wait(hearing: Hearing, user: Any) -> None:
    if not hearing.case.exhibits.relied_on().filter(ruling="").exists():
        raise Blocked("Every exhibit has been ruled on.")


@act(stages=[HearingStage.CONVENED], checks=[is_panel_chair, exhibits_wait])
def rule_on_exhibit(
    hearing: Hearing, *, by: User, exhibit: Exhibit, ruling: str, reason: str
) -> Entry:
    """Admit or exclude an exhibit; the ruling is part of the record."""
    exhibit = hearing.case.exhibits.relied_on().get(pk=exhibit.pk)
    exhibit.ruling = ruling
    exhibit.save(update_fields=["ruling"])
    return hearing.docket.enter(
        "exhibit.ruled_on", exhibit, by=by, exhibit=exhibit.label, ruling=ruling, reason=reason
    )


def _end_what_runs(case: Complaint, *, by: User, reason: str) -> None:
    for hearing in case.hearings.filter(stage__in=RUNNING):
        hearing.case = case
        hearing.cancel(by=by, reason=reason)
    if case.ballots.filter(closed_at=None).exists():
        raise Blocked("Close the open ballot first.")


def record_is_not_closed(case: Complaint, user: Any) -> None:
    if case.hearings.filter(stage=HearingStage.DELIBERATING).exists():
        raise Blocked("The hearing's record is closed; the complaint can no longer be withdrawn.")


@act(
    stages=BEFORE_DECISION,
    checks=[rules_on_requests, withdrawal_is_asked, record_is_not_closed],
)
def allow_withdrawal(case: Complaint, *, by: User, reason: str) -> Entry:
    """T47. Allow the withdrawal; whatever runs is cancelled."""
    _end_what_runs(case, by=by, reason="The complaint was withdrawn.")
    return case.withdraw(by=by, reason=reason)


@act(stages=OPEN, checks=[is_staff])
def close_on_death(case: Complaint, *, by: User, exhibit: Exhibit) -> Entry:
    """T48. Close on proof of the respondent's death."""
    proof = case.exhibits.get(pk=exhibit.pk)
    _end_what_runs(case, by=by, reason="The respondent died.")
    for sanction in case.sanctions.filter(stage__in=["pending", "stayed"]):
        sanction.case = case
        sanction.vacate(by=by, reason="The respondent died.")
    return case.close_on_death(by=by, proof=proof.label)
