from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from complaints.models.record import OfCase, Party
from complaints.stages import Outcome, Proof, ServiceState, Way
from ledger.models import Entry
from people.models import User
from vault.fields import SealedTextField

# Written to those a respondent left behind: nobody reads them in an account of the dead.
TO_THE_ESTATE = ("L41",)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def owed(self) -> NoticeQuerySet:
        """Letters nobody has served yet, oldest first."""
        return self.filter(state=ServiceState.OWED).order_by("pk")

    def readable_in_portal(self) -> NoticeQuerySet:
        """Letters that a party may read here, once they are served."""
        return self.exclude(letter__in=TO_THE_ESTATE)

    def due(self, now: dt.datetime) -> NoticeQuerySet:
        """Those of them to be served now: not parked, and not tried a moment ago."""
        rested = Q(next_try_at=None) | Q(next_try_at__lte=now)
        return self.owed().filter(rested, parked_at=None)


class Notice(OfCase):
    """A letter owed to someone because of one ledger entry. The row is the queue."""

    case = models.ForeignKey("Complaint", models.PROTECT, related_name="notices")
    letter = models.CharField(max_length=8)
    role = models.CharField(max_length=16)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="notices")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=ServiceState, default=ServiceState.OWED)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    sent_back = SealedTextField(null=True, help_text="Why its approver sent the draft back.")
    # Made together, once, and never changed (``complaints.triggers``).
    text = SealedTextField()
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the text.")
    data = SealedTextField(null=True, help_text="The merge fields it was made from, as JSON.")
    title = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=8, default="en")
    template = models.CharField(max_length=80, blank=True, help_text="Whose words, and which.")
    template_sha256 = models.CharField(max_length=64, blank=True)
    pdf_address = models.CharField(max_length=64, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    pdf_size = models.PositiveIntegerField(default=0)

    made_at = models.DateTimeField(null=True, blank=True)
    served_at = models.DateTimeField(null=True, blank=True)
    proof = models.CharField(max_length=12, choices=Proof, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    # How serving it went; a parked letter waits for a person (complaints/queues.py).
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    parked_at = models.DateTimeField(null=True, blank=True)
    # The code that the letter brings to somebody without an account; known while it is made.
    code = ""
    # Why it waits for a person, in the words of its errand; set by what shows it.
    held = ""
    code_until: dt.date | None = None

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "letter", "role"], name="one_letter_for_each_entry"
            ),
            models.CheckConstraint(
                condition=Q(party=None, user__isnull=False) | Q(party__isnull=False, user=None),
                name="a_letter_has_one_recipient",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="an_approval_has_its_moment",
            ),
            models.CheckConstraint(
                condition=(Q(state="delivered") & Q(delivered_on__isnull=False) & ~Q(proof=""))
                | (~Q(state="delivered") & Q(delivered_on=None) & Q(proof="")),
                name="delivered_exactly_with_proof",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(state="owed"), name="notices_owed")]

    def __str__(self) -> str:
        return f"{self.letter} to the {self.role} of {self.case_id}"

    @property
    def for_estate(self) -> bool:
        """Whether it is written to the estate of its party."""
        return self.letter in TO_THE_ESTATE

    @property
    def by_post(self) -> bool:
        """Whether paper carries it: to an estate, or who cannot read here or asked for the post."""
        party = self.party
        return party is not None and (not self.can_be_read_here or party.asked_for_post)

    @property
    def can_be_read_here(self) -> bool:
        """Whether its party can open it in the portal, by account or by receipt."""
        party = self.party
        return not self.for_estate and bool(party and (party.user_id or party.receipt_tag))


class Service(OfCase):
    """One attempt to bring a letter to its recipient, what came of it, and what proves that.

    A proof that fell away keeps its words here, with the day on which it was voided.
    """

    case = models.ForeignKey("Complaint", models.PROTECT, related_name="services")
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="services")
    channel = models.CharField(max_length=8, choices=Way)
    at = models.DateTimeField(auto_now_add=True)
    on = models.DateField(help_text="The day of the attempt where the body is.")
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reference = SealedTextField(help_text="Tracking number, carrier's receipt or witness.")
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.MADE)
    proof = models.CharField(max_length=12, choices=Proof, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    voided_on = models.DateField(null=True, blank=True)
    note = SealedTextField(help_text="Why it came back.")
    address = SealedTextField(
        null=True, help_text="Where it was posted to: name and address as on the envelope."
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(proof="", delivered_on=None)
                | (~Q(proof="") & Q(delivered_on__isnull=False)),
                name="a_proof_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="proven") | (~Q(proof="") & Q(voided_on=None)),
                name="proven_exactly_with_proof",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} of {self.notice}"


class MailQuerySet(models.QuerySet["Mail"]):
    def waiting(self) -> MailQuerySet:
        """Mails that are still to go out, the oldest first."""
        return self.filter(sent_at=None, parked_at=None).order_by("pk")

    def due(self, now: dt.datetime) -> MailQuerySet:
        """Those of them that may be sent now and that nobody else has in hand."""
        free = Q(claimed_until=None) | Q(claimed_until__lt=now)
        rested = Q(next_try_at=None) | Q(next_try_at__lte=now)
        allowed = Q(not_before=None) | Q(not_before__lte=now)
        return self.waiting().filter(free, rested, allowed)


class Mail(OfCase):
    """One e-mail to go out: it says that there is news, and never what the news is.

    The row is the queue. ``key`` names the effect, so planning it twice makes one row; it is
    also the Message-ID, so a mail repeated after a crash is recognised by its reader. The
    address is sealed: beside the number of the case it would say who filed it.
    """

    case = models.ForeignKey("Complaint", models.PROTECT, related_name="mails")
    key = models.CharField(max_length=64, unique=True)
    to = SealedTextField()
    subject = models.CharField(max_length=120)
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    parked_at = models.DateTimeField(null=True, blank=True)
    undeliverable = models.BooleanField(
        default=False, help_text="The mail server refused it for good."
    )

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parked_at=None) | Q(sent_at=None), name="a_sent_mail_is_not_parked"
            )
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(sent_at=None, parked_at=None), name="mails_waiting"
            )
        ]

    def __str__(self) -> str:
        return self.key
