"""A closed case run again under a draft procedure: what would have gone otherwise.

Nothing is written. Dates are counted from the days on which the clocks really began; what a
rule would have changed earlier is not carried on to later steps, so each line stands alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from codes.clauses import FORMS, in_days
from codes.rules import Rules
from complaints.checks import in_words
from complaints.limitations import last_day_to_complain
from complaints.models import Complaint
from complaints.reckoning import last_day
from complaints.stages import Capacity, Proof, Stage, StopReason
from hearings.models import Decision
from hearings.recounts import recounted
from ledger.models import Entry
from people.models import Body

LATE, REFUSED, MAJORITY = "late", "refused", "decided otherwise"
VERBS = (
    "hearing.scheduled",
    "ballot.closed",
    "investigation.opened",
    "outcome.proposed",
    "committee.decided",
    "hearing.ordered",
)


@dataclass(frozen=True)
class Difference:
    """One step of a case that the draft would have treated otherwise."""

    kind: str
    step: str
    words: str


@dataclass(frozen=True)
class Rehearsed:
    case: Complaint
    differences: list[Difference]


def closed_cases(cases: Any, body: Body | str) -> Any:
    """The closed cases of a body among those given, with all that a rehearsal reads."""
    return (
        cases.filter(body=body, stage=Stage.CLOSED)
        .select_related("docket", "body", "procedure", "respondent__certificant")
        .prefetch_related(
            "deadlines__notice",
            "allegations",
            "assignments__user",
            "ballots__votes",
            "ballots__questions",
            "hearings",
            "appeals",
            Prefetch("decisions", queryset=Decision.objects.order_by("pk")),
            Prefetch("docket__entries", queryset=Entry.objects.filter(verb__in=VERBS)),
        )
        .order_by("-docket")
    )


def rehearse(case: Complaint, rules: Rules, *, votes: bool) -> Rehearsed:
    """Compare what happened with what the draft says; ballots only where ``votes`` may be read."""
    for rows in (case.hearings, case.appeals, case.decisions, case.ballots):
        for row in rows.all():
            row.case = case
    entries: dict[str, list[Entry]] = {}
    for entry in sorted(case.docket.entries.all(), key=lambda one: one.number):
        entry.docket = case.docket
        entries.setdefault(entry.verb, []).append(entry)
    found = [
        *_limitation(case, rules),
        *_clocks(case, rules),
        *_stages(entries, rules),
        *_hearings(case, rules, entries),
        *_outcomes(case, rules),
    ]
    if votes:
        found += _ballots(case, rules, entries)
    return Rehearsed(case, found)


def _limitation(case: Complaint, rules: Rules) -> Iterator[Difference]:
    for allegation in case.allegations.all() if rules.limitation.months else ():
        last = last_day_to_complain(case, allegation, rules)
        if last and case.filed_on > last:
            yield Difference(
                REFUSED,
                f"Allegation {allegation.number}",
                f"Filed on {in_words(case.filed_on)}, out of time: the last day to complain would"
                f" have been {in_words(last)}.",
            )


def _clocks(case: Complaint, rules: Rules) -> Iterator[Difference]:
    """Clocks that were paused or moved are left alone: nobody knows how they would have run."""
    for clock in case.deadlines.all():
        rule, was = rules.windows.get(clock.window), clock.rule
        stopped, began = clock.stopped_on, clock.started_on
        if not (rule and was and stopped and began) or clock.back or clock.revision > 1:
            continue
        if clock.notice and clock.notice.proof == Proof.MAILED:
            began += dt.timedelta(days=rules.mail_days - case.rules.mail_days)
        due = last_day(
            began, rule.days, count=rule.count, roll=rule.roll, calendar=case.body.calendar
        )
        if clock.due_on is None or due == clock.due_on:
            continue
        counted = f"{in_days(rule.days, rule.count)} from {in_words(began)}"
        if clock.stop_reason == StopReason.MET and clock.due_on >= stopped > due:
            yield Difference(
                LATE,
                rule.title,
                f"Done in time on {in_words(stopped)}; {counted} would have ended on"
                f" {in_words(due)}.",
            )
        elif clock.stop_reason == StopReason.LAPSED and stopped <= due:
            yield Difference(
                REFUSED,
                rule.title,
                f"Closed on {in_words(stopped)} as not used; {counted} would have run until"
                f" {in_words(due)}.",
            )


def _stages(entries: dict[str, list[Entry]], rules: Rules) -> Iterator[Difference]:
    """Steps into stages that the draft does not have."""
    wanting = (
        ("investigation.opened", rules.investigation, "has no investigation"),
        ("outcome.proposed", rules.preliminary_disposition, "proposes no outcome before"),
        ("committee.decided", not rules.preliminary_disposition, "has the outcome proposed first"),
        ("hearing.ordered", rules.hearing_own_initiative, "has no hearing of its own motion"),
    )
    for verb, allowed, words in wanting:
        if verb in entries and not allowed:
            step = verb.replace(".", " ").capitalize()
            yield Difference(REFUSED, step, f"The draft {words}.")


def _hearings(
    case: Complaint, rules: Rules, entries: dict[str, list[Entry]]
) -> Iterator[Difference]:
    panel, days = rules.panels["hearing"], rules.windows["hearing_notice"].days
    for hearing in case.hearings.all():
        if hearing.requested and not rules.hearing_on_request:
            yield Difference(REFUSED, "Hearing", "The draft has no hearing on request.")
        if hearing.form not in rules.hearing_forms:
            words = f"The draft has no hearing of this form: {FORMS[hearing.form].lower()}."
            yield Difference(REFUSED, "Hearing", words)
    for entry in entries.get("hearing.scheduled", []):
        opens = dt.datetime.fromisoformat(entry.details["opens_at"])
        notice = (case.body.day_of(opens) - case.body.day_of(entry.at)).days
        if notice < days:
            words = f"It was set {notice} days ahead; the draft asks for {days}."
            yield Difference(REFUSED, "Notice of hearing", words)
    seats = {Capacity.PANEL_CHAIR.value, Capacity.PANEL.value}
    seated = {row.user_id for row in case.assignments.all() if row.capacity in seats}
    if seated and len(seated) < panel.size:
        words = f"{len(seated)} members sat; the draft asks for {panel.size}."
        yield Difference(REFUSED, "Hearing panel", words)


def _outcomes(case: Complaint, rules: Rules) -> Iterator[Difference]:
    for decision in case.decisions.all():
        kind, title = rules.sanctions.get(decision.sanction_code), decision.sanction_words
        if kind is None:
            yield Difference(REFUSED, title, "It is not in the draft's list of outcomes.")
            continue
        months = decision.months or 0
        if kind.needs_months and not kind.min_months <= months <= kind.max_months:
            words = f"The draft allows {kind.min_months} to {kind.max_months} months."
            yield Difference(REFUSED, title, words)
        elif months and not kind.needs_months:
            yield Difference(REFUSED, title, "In the draft it has no length in months.")
        if kind.needs_terms and not decision.terms_list:
            yield Difference(REFUSED, title, "The draft asks for at least one term.")
        if decision.terms_list and not kind.allows_terms:
            yield Difference(REFUSED, title, "In the draft it takes no terms.")
    for appeal in case.appeals.all():
        if not set(appeal.grounds) & rules.grounds.keys():
            yield Difference(REFUSED, "Appeal", "None of its grounds is permitted by the draft.")
    if case.close_code not in rules.close_codes:
        yield Difference(REFUSED, "Closing", "The draft does not close a case on this ground.")


def _ballots(
    case: Complaint, rules: Rules, entries: dict[str, list[Entry]]
) -> Iterator[Difference]:
    closed = {entry.subject: entry.details for entry in entries.get("ballot.closed", [])}
    for ballot in case.ballots.all():
        told = closed.get(f"Ballot:{ballot.pk}")
        if told is None:
            continue
        for one in recounted(ballot, rules, seated=told["seated"], papers=told["papers"]):
            step = f"{ballot}, question {one.number}"
            yield Difference(MAJORITY, step, f"Was {one.was}, would have been {one.would_be}.")
