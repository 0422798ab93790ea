"""Anybody does anything they are offered, in any order: what must always hold, holds.

``HYPOTHESIS_PROFILE=long`` walks many more lives than the suite has time for.
"""

from __future__ import annotations

import datetime as dt
import os
from random import Random
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from complaints import notices, recusals, tasks
from complaints.doors import Door, Offer, offers, take
from complaints.models import Assignment, Complaint, Declaration
from complaints.stages import ConflictAnswer, Stage
from ledger.refusals import Refusal
from people.models import User
from tests.hearings.any_answers import NothingToChoose, answers_to
from tests.office import Office
from tests.walk import Walk, expanded
from tests.walk.shared import START

COMMON = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "print_blob": True,
}
PROFILES = {
    "quick": settings(max_examples=3, stateful_step_count=20, derandomize=True, **COMMON),
    "long": settings(max_examples=150, stateful_step_count=60, **COMMON),
}
ROADS = [
    "file",
    "chair_review",
    "response",
    "investigation",
    "committee_review",
    "proposed",
    "hearing",
    "hearing seat_panel schedule +40 hold",
    "decision",
    "decided",
    "appeal",
    "appeal seat_appeal",
    "under_terms final",
]
OFFICE = ["staff", "staff-2", "investigator", "hearing-1", "appeal-1", "auditor"]


SEEDS = st.integers(0, 2**32)
ENDLESS = {
    "add_evidence",
    "appoint_substitute",
    "record_delivery",
    "record_posting",
    "record_return",
    "rewrite_allegation",
    "serve_again",
    "write_allegation",
}


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - it guards nothing


def weight_of(door: Door) -> float:
    if door.grave or door.name in ENDLESS:
        return 0.2
    if door.name == "cast_ballot":  # for it there are as many voters as paths elsewhere
        return 1.5
    return 5 if door.forward else 2


class LifeOfACase(RuleBasedStateMachine):
    body = "ccmc"

    def __init__(self) -> None:
        super().__init__()
        self.travel = time_machine.travel(START)
        self.traveller: Any = self.travel.start()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.walk = Walk(self.body, traveller=self.traveller)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)
        self.travel.stop()

    @initialize(seed=SEEDS)
    def a_case_has_come_so_far(self, seed: int) -> None:
        self.walk.along(expanded(seeded(seed).choice(ROADS)))

    @rule(seed=SEEDS)
    def something_happens(self, seed: int) -> None:
        """One rule for all of it: Hypothesis would leave whole rules out of a life."""
        chance = seeded(seed)
        happens = [
            self.somebody_takes_a_step,
            self.days_pass,
            self.letters_are_served_and_read,
            self.somebody_steps_aside,
        ]
        chance.choices(happens, [20, 3, 4, 0.3])[0](chance)

    def people(self) -> list[Any]:
        """Everybody with a part in the case, and some of the office without one."""
        assigned = User.objects.filter(
            assignments__case=self.walk.number, assignments__ended_on=None
        )
        return [
            self.walk.filer,
            self.walk.respondent,
            *(self.walk.user(name) for name in OFFICE),
            *assigned.distinct().order_by("pk"),
        ]

    def offered(self, chance: Random) -> list[tuple[Any, Offer]]:
        """Each step that one of some people may take now, with who may take it."""
        people = self.people()
        some = chance.sample(people, min(5, len(people)))
        for who in some:
            if isinstance(who, User):
                self.answer_for(who)
        case = self.walk.case
        open_now = [(who, offer) for who in some for offer in offers(case, who)]
        return [
            (who, offer)
            for who, offer in open_now
            if not offer.blocked and offer.door.name != "declare"
        ]

    def somebody_takes_a_step(self, chance: Random) -> None:
        """Ways forward are likelier than others, and closing the case early is rare."""
        open_now = self.offered(chance)
        if open_now:
            weights = [weight_of(offer.door) for _, offer in open_now]
            who, offer = chance.choices(open_now, weights)[0]
            self.go_through(offer.door, who, chance)

    def go_through(self, door: Door, who: Any, chance: Random) -> None:
        """Fill in the form and take the step; a refusal leaves nothing behind."""
        case = self.walk.case
        try:
            posted, uploads = answers_to(door.form(case=case, user=who), chance)
        except NothingToChoose:
            return
        form = door.form(posted, uploads, case=case, user=who)
        if not form.is_valid():
            return
        length = case.docket.length
        try:
            take(door, case, who, form.details)
        except Refusal:
            assert self.walk.case.docket.length == length

    def answer_for(self, who: User) -> None:
        """Answer the conflict question where it is asked of them."""
        case = self.walk.case
        if who.pk not in case.answers and case.capacities.get(who.pk):
            recusals.declare(case, by=who, answer="none")

    def days_pass(self, chance: Random) -> None:
        self.traveller.shift(dt.timedelta(days=chance.choice([1, 6, 15, 40])))
        tasks.remind_of_deadlines()

    def letters_are_served_and_read(self, chance: Random) -> None:
        tasks.serve_waiting_notices()
        for notice in self.walk.case.notices.filter(state="served").exclude(party=None):
            by = self.walk.respondent if notice.role == "respondent" else self.walk.filer
            notices.acknowledge(notice, by=by)

    def somebody_steps_aside(self, chance: Random) -> None:
        held = self.walk.case.assignments.filter(ended_on=None).order_by("pk")
        if held:
            who = chance.choice([row.user for row in held.select_related("user")])
            recusals.declare(self.walk.case, by=who, answer="recused", words="My cousin.")

    # What must hold after everything that anybody does

    @invariant()
    def the_record_is_intact(self) -> None:
        if self.walk.number:
            assert self.walk.case.docket.first_fault() is None

    @invariant()
    def the_stage_is_what_the_last_entry_says(self) -> None:
        if self.walk.number:
            case = self.walk.case
            entries = case.docket.entries.filter(subject=f"Complaint:{case.pk}")
            moves = [entry.moved for entry in entries.order_by("number") if entry.moved]
            assert case.stage == (moves[-1][1] if moves else Stage.RECEIVED)

    @invariant()
    def the_docket_sorts_by_the_earliest_open_date(self) -> None:
        if self.walk.number:
            running = self.walk.case.deadlines.filter(stopped_on=None).exclude(due_on=None)
            dates = running.values_list("due_on", flat=True)
            assert self.walk.case.next_due_on == min(dates, default=dt.date.max)

    @invariant()
    def no_clock_runs_in_a_closed_case(self) -> None:
        if self.walk.number and self.walk.case.stage == Stage.CLOSED:
            running = self.walk.case.deadlines.filter(stopped_on=None)
            assert list(running.values_list("kind", flat=True)) == []

    @invariant()
    def whoever_is_recused_sees_nothing(self) -> None:
        if self.walk.number:
            rows = Declaration.objects.filter(case=self.walk.number, answer=ConflictAnswer.RECUSED)
            for row in rows.select_related("user"):
                assert not Complaint.objects.visible_to(row.user).filter(pk=row.case_id).exists()
                assert not list(offers(self.walk.case, row.user))

    @invariant()
    def nobody_on_appeal_acted_below(self) -> None:
        if self.walk.number:
            seats = Assignment.objects.filter(
                case=self.walk.number, capacity__in=["appeal_chair", "appeal"]
            )
            below = Assignment.objects.filter(case=self.walk.number).exclude(
                capacity__in=["appeal_chair", "appeal"]
            )
            on_appeal = set(seats.values_list("user", flat=True))
            assert not on_appeal & set(below.values_list("user", flat=True))

    @invariant()
    def at_most_one_ballot_is_open(self) -> None:
        if self.walk.number:
            assert self.walk.case.ballots.filter(closed_at=None).count() <= 1


@pytest.mark.parametrize("body", ["namss", "ccmc"])
def test_whatever_anybody_does_what_must_hold_holds(office: Office, body: str) -> None:
    machine = type("LifeUnder" + body.upper(), (LifeOfACase,), {"body": body})
    profile = PROFILES[os.environ.get("HYPOTHESIS_PROFILE", "quick")]

    run_state_machine_as_test(machine, settings=profile)
