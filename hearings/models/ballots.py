from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.db.models import Q

from complaints.models import Allegation, Complaint
from complaints.models.record import OfCase
from hearings.stages import Answer, BallotKind, Forum, Motion
from people.models import User
from vault.fields import SealedTextField
from vault.keys import DataKey


class Ballot(OfCase):
    """One vote of one forum: its questions and its rules are frozen when it opens.

    ``moved`` is what a motion or a sanction ballot proposes. The result is sealed: a party
    never sees more of it than the decision says.
    """

    case = models.ForeignKey(Complaint, models.PROTECT, related_name="ballots")
    forum = models.CharField(max_length=12, choices=Forum)
    kind = models.CharField(max_length=12, choices=BallotKind)
    motion = models.CharField(max_length=16, choices=Motion, blank=True)
    moved = SealedTextField()
    rule = models.JSONField(help_text="The voting rule as it stood when the ballot opened.")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    result = SealedTextField()
    used = models.BooleanField(default=False, help_text="Its result has been carried out.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(closed_at=None), name="one_open_ballot_a_case"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ballot of the {self.get_forum_display().lower()}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def proposal(self) -> dict[str, Any]:
        """What was moved: a sanction with its months and terms, or a motion's particulars."""
        found: dict[str, Any] = json.loads(self.moved or "{}")
        return found

    @property
    def moved_words(self) -> str:
        """What is put to the vote, in words: the sanction with its length, or the motion."""
        moved = self.proposal
        if "code" in moved:
            length = f" for {moved['months']} months" if moved.get("months") else ""
            return f"{self.case.rules.sanctions[moved['code']].title}{length}"
        return str(self.get_motion_display()) if self.motion else ""

    @property
    def outcomes(self) -> dict[str, dict[str, Any]]:
        """The result of each question by number, once the ballot is closed."""
        found: dict[str, dict[str, Any]] = json.loads(self.result or "{}")
        return found

    def outcome(self, number: int = 1) -> str:
        return str(self.outcomes.get(str(number), {}).get("outcome", ""))

    @property
    def carried(self) -> bool:
        return self.outcome() == Answer.AYE


class Question(models.Model):
    """One question of a ballot; on findings, one for each allegation and its provision."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField()
    allegation = models.ForeignKey(
        Allegation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answers = models.JSONField(help_text="The answers that can be given, in order.")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "number"], name="question_numbered_once")
        ]

    def __str__(self) -> str:
        return f"Question {self.number} of {self.ballot}"

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(answer, Answer(answer).label) for answer in self.answers]


class Vote(models.Model):
    """One person's sealed ballot paper. A later one replaces it until the ballot closes."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="votes")
    voter = models.ForeignKey(User, models.PROTECT, related_name="+")
    revision = models.PositiveSmallIntegerField()
    paper = SealedTextField()
    receipt = models.CharField(max_length=64)
    cast_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "voter", "revision"], name="one_paper_a_voter_and_revision"
            )
        ]

    def __str__(self) -> str:
        return f"A paper in {self.ballot}"

    @property
    def sealing_key(self) -> DataKey:
        return self.ballot.sealing_key

    @property
    def answers(self) -> dict[str, dict[str, str]]:
        """The answer and the reasons to each question by number."""
        found: dict[str, dict[str, str]] = json.loads(self.paper)
        return found
