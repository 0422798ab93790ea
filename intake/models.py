from __future__ import annotations

import datetime as dt
import json
import uuid
from functools import cached_property
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints.evidence import Taken
from complaints.models import Complaint
from complaints.models.record import OfCase
from complaints.stages import Scan
from people.models import Body
from vault import keys
from vault.fields import SealedTextField
from vault.files import Stored

Answers = dict[str, Any]
# What the writer reads below a file of theirs.
SCANNED = {
    Scan.NOT_SCANNED: _("It was not scanned for viruses, so we open it with care."),
    Scan.PENDING: _("Its virus scan has not finished."),
    Scan.CLEAN: _("Scanned for viruses: none found."),
    Scan.ERROR: _("Its virus scan failed."),
    Scan.INFECTED: _("The virus scan found it harmful. Remove it."),
}


class Draft(models.Model):
    """A complaint that is being written. Only its writer can open it; staff cannot see it.

    Everything in it is sealed under a key of its own, which is thrown away when the draft
    ends: what it held can then never be read again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="drafts")
    key_epoch = models.PositiveSmallIntegerField()
    wrapped_key = models.BinaryField()
    sealed_answers = SealedTextField(help_text="What was typed, page by page, as JSON.")
    sealed_key = SealedTextField(help_text="The one-use key that makes its codes.")
    resume_tag = models.CharField(max_length=64, unique=True)
    begun_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField()
    sent_at = models.DateTimeField(null=True, blank=True)
    kept_at = models.DateTimeField(
        null=True, blank=True, help_text="When the filer said that they have the receipt code."
    )

    class Meta:
        indexes = [models.Index(fields=["expires_on"], name="draft_by_its_end")]

    def __str__(self) -> str:
        return f"Draft {self.pk}"

    @cached_property
    def sealing_key(self) -> keys.DataKey:
        return keys.unwrap(bytes(self.wrapped_key), f"draft {self.pk}", self.key_epoch)

    @property
    def answers(self) -> Answers:
        """What was typed: for each page its fields, each with a list of values."""
        found: Answers = json.loads(self.sealed_answers or "{}")
        return found

    @answers.setter
    def answers(self, given: Answers) -> None:
        self.sealed_answers = json.dumps(given)

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None

    def is_over(self, today: dt.date) -> bool:
        return today > self.expires_on


class DraftFile(models.Model):
    """A file of a draft: sealed on arrival under the draft's key."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    number = models.PositiveSmallIntegerField()
    filename = SealedTextField()
    description = SealedTextField()
    health = models.CharField(
        max_length=8, blank=True, help_text="Whose health it tells of: mine, another's, nobody's."
    )
    held_back = models.BooleanField(default=False, help_text="Not to be sent to the respondent.")
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    active = models.BooleanField(
        default=False, help_text="It would run or carry something when it is opened."
    )
    # The copy without what the file says of its maker; empty where none can be made.
    derivative_address = models.CharField(max_length=64, blank=True)
    derivative_sha256 = models.CharField(max_length=64, blank=True)
    derivative_size = models.PositiveBigIntegerField(default=0)

    scan = models.CharField(max_length=12, choices=Scan, default=Scan.NOT_SCANNED, db_index=True)
    scanned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="draft_file_numbered_once")
        ]

    def __str__(self) -> str:
        return f"File {self.number} of draft {self.draft_id}"

    @property
    def scan_words(self) -> str:
        return str(SCANNED[Scan(self.scan)])

    @property
    def addresses(self) -> set[str]:
        """Where it and its copy lie."""
        return {self.address, self.derivative_address} - {""}

    @property
    def taken(self) -> Taken:
        """The file as it was taken into the draft, under the draft's key."""
        copy = Stored(self.derivative_address, self.derivative_sha256, self.derivative_size)
        return Taken(
            Stored(self.address, self.sha256, self.size),
            self.media_type,
            self.active,
            copy if self.derivative_address else None,
        )

    @property
    def sealing_key(self) -> keys.DataKey:
        return self.draft.sealing_key


class SigningKey(models.Model):
    """A key that signed receipts, and since when: who holds an old one can look its key up."""

    epoch = models.PositiveSmallIntegerField(primary_key=True)
    public_key = models.CharField(max_length=64)
    first_used_on = models.DateField()

    class Meta:
        ordering = ["-epoch"]

    def __str__(self) -> str:
        return f"{self.epoch} {self.public_key}"


class Filing(OfCase):
    """What was filed, word for word, as its filer saw it before sending."""

    case = models.OneToOneField(Complaint, models.PROTECT, primary_key=True, related_name="filing")
    draft = models.UUIDField(db_index=True, help_text="The draft it came from, long gone.")
    sealed_copy = SealedTextField(help_text="Each part with its questions and answers, as JSON.")
    sealed_statement = SealedTextField(help_text="The signed statement of the receipt.")
    sha256 = models.CharField(max_length=64, help_text="Digest of the copy.")

    def __str__(self) -> str:
        return f"Filing of {self.case_id}"

    @property
    def copy(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.sealed_copy)
        return found
