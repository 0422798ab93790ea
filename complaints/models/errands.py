from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from complaints.models.assignments import Assignment
from complaints.models.cases import Complaint
from complaints.models.record import Party
from complaints.models.standing import Representative
from ledger.models import Docket
from people.models import Body, User
from people.roles import Permission
from vault.fields import SealedTextField
from vault.keys import DataKey

STAFF, ADMINISTRATOR = "staff", "administrator"


class ErrandKind(models.TextChoices):
    """What the office has to see to that no step of the workflow is."""

    UNDELIVERABLE = "undeliverable", "E-mail undeliverable"
    LETTER_RETURNED = "letter_returned", "Letter came back"
    LETTER_PARKED = "letter_parked", "Letter could not be served"
    MAIL_PARKED = "mail_parked", "E-mail could not be sent"
    REMINDER_PARKED = "reminder_parked", "Reminder could not be made"
    JOB_FAILING = "job_failing", "Work in the background fails"
    INVARIANT = "invariant", "Something does not add up"
    DATE_MISSED = "date_missed", "Date missed"
    OTHER = "other", "Other"


# What is about a row that waits for a person, and can be tried again.
PARKED = (ErrandKind.LETTER_PARKED, ErrandKind.MAIL_PARKED, ErrandKind.REMINDER_PARKED)


class ErrandQuerySet(models.QuerySet["Errand"]):
    def open(self) -> ErrandQuerySet:
        return self.filter(settled_at=None)

    def visible_to(self, user: User) -> ErrandQuerySet:
        """Errands of the bodies whose cases this user manages, and what they are owed themselves.

        An errand of a case is seen only with the case, and never by somebody who is, or acts
        or acted for, a party to it: those see the case as that party.
        """
        case = OuterRef("case")
        staffed = Q(body__in=user.bodies_where(Permission.MANAGE_CASES))
        administered = Q(
            body__in=user.bodies_where(Permission.EDIT_OFFICES), owed_to=ADMINISTRATOR, case=None
        )
        held = Assignment.objects.filter(
            case=case, user=user, ended_on=None, capacity=OuterRef("owed_to")
        )
        own = Q(user=user) | Q(Exists(held))
        seen = Q(case=None) | Q(case__in=Complaint.objects.visible_to(user).values("pk"))
        side = Q(Exists(Party.objects.filter(case=case, user=user)))
        side |= Q(Exists(Representative.objects.filter(case=case, user=user)))
        return self.filter(staffed | administered | own, seen, ~side)


class Errand(models.Model):
    """Something the office has to see to, raised once for what its key names, until settled.

    ``words`` hold no more of a case than its number; what was done about it is sealed.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="errands")
    case = models.ForeignKey(
        Complaint, models.PROTECT, null=True, blank=True, related_name="errands"
    )
    kind = models.CharField(max_length=16, choices=ErrandKind)
    words = models.CharField(max_length=300)
    key = models.CharField(max_length=120, unique=True)
    owed_to = models.CharField(max_length=24, default=STAFF, help_text="A role or a capacity.")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    raised_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    settlement = SealedTextField(help_text="What was done about it.")

    objects = ErrandQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_by=None) | Q(settled_at__isnull=False),
                name="an_errand_is_settled_at_a_time",
            )
        ]
        indexes = [
            models.Index(
                fields=["body", "id"], condition=Q(settled_at=None), name="errands_open_of_body"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.case_id or self.body})"

    @property
    def docket(self) -> Docket:
        """The record it is entered in: its case's, or that of the office."""
        return self.case.docket if self.case else Docket.system("errands")

    @property
    def sealing_key(self) -> DataKey:
        return self.docket.data_key
