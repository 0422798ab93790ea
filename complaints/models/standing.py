from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from complaints.models.notices import Notice
from complaints.models.record import OfCase, Party
from complaints.stages import RepresentativeKind
from people.models import User
from vault.fields import SealedTextField


class RepresentativeQuerySet(models.QuerySet["Representative"]):
    def acting(self, user: User) -> RepresentativeQuerySet:
        """Where this person may act for a party now, and so see its case."""
        return self.filter(user=user, ended_on=None).exclude(party__opened_on=None)

    def joined(self, party: Party) -> RepresentativeQuerySet:
        """Who acts for this party now and has an account, so can be told of what comes."""
        rows = self.filter(party=party, ended_on=None, user__isnull=False)
        return rows.select_related("user")


class Representative(OfCase):
    """Who acts for a party in one case, by the party's signed word, until it is taken back."""

    case = models.ForeignKey("Complaint", models.PROTECT, related_name="representatives")
    party = models.ForeignKey(Party, models.PROTECT, related_name="representatives")
    kind = models.CharField(max_length=12, choices=RepresentativeKind)
    name = SealedTextField()
    authorisation = SealedTextField(help_text="What the party signed.")
    sha256 = models.CharField(max_length=64, help_text="Of the authorisation.")
    accepts_service = models.BooleanField(
        help_text="Whether a letter they read counts as delivered to the party."
    )
    code = SealedTextField(help_text="For the party to hand on; emptied when it is used.")
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="representations"
    )
    appointed_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party"], condition=Q(ended_on=None), name="one_representative_at_a_time"
            )
        ]
        indexes = [
            models.Index(fields=["user", "ended_on", "case"], name="representative_of_person")
        ]

    def __str__(self) -> str:
        return f"Representative in {self.case_id}"


class Invitation(OfCase):
    """A one-use code by which somebody opens an account and comes into one case.

    The code itself stands only in the sealed letter, or was shown once; here is its keyed hash.
    """

    case = models.ForeignKey("Complaint", models.PROTECT, related_name="invitations")
    party = models.ForeignKey(Party, models.PROTECT, related_name="invitations")
    notice = models.ForeignKey(
        Notice, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    representative = models.ForeignKey(
        Representative, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    tag = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()
    last_day = models.DateField(help_text="The whole of this day is still in time.")
    used_on = models.DateField(null=True, blank=True)
    voided_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(used_on=None) | Q(voided_on=None), name="used_or_voided_never_both"
            ),
            models.UniqueConstraint(
                fields=["party"],
                condition=Q(used_on=None, voided_on=None, representative=None),
                name="one_open_invitation_of_a_party",
            ),
        ]

    def __str__(self) -> str:
        return f"Invitation to {self.case_id}"

    @property
    def name(self) -> str:
        """The full name of whoever it invites, as the account will have it."""
        return self.representative.name if self.representative else self.party.public_name

    @property
    def role(self) -> str:
        return "representative" if self.representative_id else self.party.role

    def is_open_on(self, day: dt.date) -> bool:
        return self.used_on is None and self.voided_on is None and day <= self.last_day
