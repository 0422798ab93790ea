from __future__ import annotations

import datetime as dt
from functools import cached_property

from django.db import models
from django.db.models import Q

from codes.clauses import SanctionType
from complaints.models import Allegation, Complaint
from complaints.models.record import OfCase
from hearings.models.ballots import Ballot
from hearings.stages import Answer, Forum, Outcome
from hearings.workflow import AppealSteps, SanctionSteps, TermSteps
from people.models import User
from vault.fields import SealedTextField


class Decision(OfCase):
    """What a committee proposed or a panel decided: findings, reasons, one sanction.

    It is checked by counsel and signed by somebody else; a credential is changed only by
    the certifier's signature.
    """

    case = models.ForeignKey(Complaint, models.PROTECT, related_name="decisions")
    forum = models.CharField(max_length=12, choices=Forum)
    reasons = SealedTextField()
    sanction_code = models.CharField(max_length=8)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    terms = SealedTextField()
    factors = SealedTextField()
    findings_ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="+")
    sanction_ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(auto_now_add=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signed_on = models.DateField(null=True, blank=True)
    superseded = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_by=None)
                | (Q(checked_by__isnull=False) & ~Q(checked_by=models.F("signed_by"))),
                name="two_people_stand_behind_a_decision",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(superseded=False), name="one_standing_decision"
            ),
        ]

    def __str__(self) -> str:
        return f"Decision in {self.case_id}"

    @property
    def sanction_type(self) -> SanctionType:
        return self.case.rules.sanctions[self.sanction_code]

    @property
    def sanction_words(self) -> str:
        length = f" for {self.months} months" if self.months else ""
        return f"{self.sanction_type.title}{length}"

    @property
    def terms_list(self) -> list[str]:
        return [line.strip() for line in self.terms.splitlines() if line.strip()]


class Finding(models.Model):
    """What was found on one allegation. Nobody retypes it: it comes from the closed ballot."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="findings")
    allegation = models.ForeignKey(Allegation, models.PROTECT, related_name="findings")
    violation = models.BooleanField()

    class Meta:
        ordering = ["allegation__number"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "allegation"], name="found_once")
        ]

    def __str__(self) -> str:
        return f"{Answer.VIOLATION.label if self.violation else Answer.NO_VIOLATION.label}"


class Sanction(SanctionSteps):
    """A sanction of a signed decision, from the list of the procedure."""

    case = models.ForeignKey(Complaint, models.PROTECT, related_name="sanctions")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="sanctions")
    code = models.CharField(max_length=8)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    in_force_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.words} in {self.case_id}"

    @property
    def type(self) -> SanctionType:
        return self.case.rules.sanctions[self.code]

    @property
    def words(self) -> str:
        return f"{self.type.title}{f' for {self.months} months' if self.months else ''}"


class Term(TermSteps):
    """One thing a sanctioned person has to do by a date, and prove."""

    sanction = models.ForeignKey(Sanction, models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)
    due_on = models.DateField()

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.words


class Appeal(OfCase, AppealSteps):
    """The one appeal of a decision, on the record as it was frozen."""

    case = models.ForeignKey(Complaint, models.PROTECT, related_name="appeals")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="appeals")
    grounds = models.JSONField()
    statement = SealedTextField()
    filed_on = models.DateField()
    cure_asked_on = models.DateField(null=True, blank=True)
    cured = models.BooleanField(default=False)
    frozen_length = models.PositiveIntegerField(null=True, blank=True)
    frozen_head = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    outcome_reasons = SealedTextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision"], name="one_appeal_for_each_decision")
        ]

    def __str__(self) -> str:
        return f"Appeal in {self.case_id}"

    @cached_property
    def ground_words(self) -> list[str]:
        return [self.case.rules.grounds[code] for code in self.grounds]

    @property
    def today(self) -> dt.date:
        return self.case.today
