from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from codes.days import in_words
from codes.models import Edition, Provision
from codes.timeline import When
from complaints.stages import PartyRole, Scan, Sharing, SubmissionKind
from people.models import Certificant, User
from vault.fields import SealedTextField
from vault.keys import DataKey

WHEN = [
    (When.DATED, "On these days"),
    (When.CONTINUING, "It went on, and had not ended when the complaint was filed"),
    (When.UNKNOWN, "Not known exactly, between these two"),
]


class OfCase(models.Model):
    """A row that belongs to one case and is sealed under its docket's key."""

    class Meta:
        abstract = True

    @property
    def sealing_key(self) -> DataKey:
        key: DataKey = self.case.docket.data_key  # type: ignore[attr-defined]
        return key


def as_contact(email: str, telephone: str, post: str) -> str:
    """Contact data as one text that can be sealed: a line each, the postal address last."""
    return f"{email}\n{telephone}\n{post}".rstrip("\n")


def parts_of(contact: str) -> dict[str, str]:
    """Such a text taken apart again, each part by its name."""
    email, telephone, post = (*contact.split("\n", 2), "", "", "")[:3]
    return {"email": email, "telephone": telephone, "post": post}


class Party(OfCase):
    """The complainant or the respondent of one case. What identifies a filer is sealed."""

    case = models.ForeignKey("Complaint", models.PROTECT, related_name="parties")
    role = models.CharField(max_length=12, choices=PartyRole)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="parties")
    certificant = models.ForeignKey(
        Certificant, models.PROTECT, null=True, blank=True, related_name="parties"
    )
    described = models.CharField(
        max_length=200, blank=True, help_text="A respondent as the filer named them."
    )
    identity = SealedTextField(help_text="The filer's name.")
    contact = SealedTextField(help_text="The filer's e-mail address, telephone, post.")
    safe_hours = SealedTextField(
        null=True, help_text="When it is safe to call; null where that was not kept here."
    )
    needs = SealedTextField(null=True, help_text="What would help the filer to take part.")
    language = SealedTextField(null=True, help_text="In which language, in words.")
    relation = models.CharField(max_length=40, blank=True)
    sharing = models.CharField(max_length=12, choices=Sharing, default=Sharing.NAMED)
    named_on = models.DateField(
        null=True, blank=True, help_text="When the respondent was told who complained."
    )
    receipt_tag = models.CharField(max_length=64, blank=True, db_index=True)
    opened_on = models.DateField(
        null=True, blank=True, help_text="From when the party may see the case."
    )

    # Who acts for the party now; read together with the parties of a case.
    representative_id: int | None = None

    class Meta:
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(
                fields=["receipt_tag"], condition=~Q(receipt_tag=""), name="one_receipt_one_party"
            )
        ]
        indexes = [models.Index(fields=["user", "case"], name="party_of_person")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} of {self.case_id}"

    @property
    def reached_by(self) -> dict[str, str]:
        """The filer's contact data, each by its name."""
        return parts_of(self.contact)

    @property
    def asked_for_post(self) -> bool:
        """Whether the filer said “by post” when asked how to write to them.

        Only the address of the way that they chose is kept (``complaints.forms.contact``).
        """
        if self.role != PartyRole.COMPLAINANT:
            return False
        reached = self.reached_by
        return bool(reached["post"]) and not reached["email"]

    @property
    def actor_name(self) -> str:
        """How a party who acts by receipt code stands in a header."""
        return f"party:{self.pk}"

    def acts_through(self, user: int) -> bool:
        """Whether the user with this key is the party, or acts for it now."""
        return bool(user) and user in (self.user_id, self.representative_id)

    def can(self, permission: object, body: str | None = None) -> bool:
        """Whether a power is held: a party acting by receipt code holds no office."""
        return False

    @property
    def public_name(self) -> str:
        """A respondent's name; for a complainant only the role, which identifies nobody."""
        if self.role == PartyRole.COMPLAINANT:
            return "The complainant"
        return str(self.certificant) if self.certificant else self.described


class Allegation(OfCase):
    """One thing said to have been done, pinned to the provision in force when it was done."""

    case = models.ForeignKey("Complaint", models.PROTECT, related_name="allegations")
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)
    conduct_from = models.DateField()
    conduct_until = models.DateField()
    when = models.CharField(
        max_length=12,
        choices=WHEN,
        default=When.DATED,
        help_text="What is known of the days between the first and the last.",
    )
    provision = models.ForeignKey(
        Provision, models.PROTECT, null=True, blank=True, related_name="allegations"
    )
    pin_explained = models.TextField(blank=True)
    pinned_at = models.DateTimeField(null=True, blank=True)
    served_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="allegation_numbered_once"),
            models.CheckConstraint(
                condition=Q(conduct_until__gte=F("conduct_from")), name="conduct_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.words}"

    @property
    def days(self) -> str:
        """When it happened, in words."""
        first, last = in_words(self.conduct_from), in_words(self.conduct_until)
        if self.when == When.CONTINUING:
            return f"{first}, going on when filed on {last}"
        if self.when == When.UNKNOWN:
            return f"not known exactly, between {first} and {last}"
        return first if first == last else f"{first} to {last}"

    @property
    def is_under_law(self) -> bool:
        """Whether its edition was in force on the days of the conduct, as the law stood then.

        An edition published later with an earlier date changes no charge that was pinned.
        """
        if self.provision is None:
            return False
        edition = self.provision.edition
        begins, ends = edition.in_force_from, edition.superseded_on
        if self.when == When.UNKNOWN:
            early = bool(begins and begins > self.conduct_until)
            late = bool(ends and ends <= self.conduct_from)
        else:
            early = bool(begins and begins > self.conduct_from)
            late = bool(ends and ends <= self.conduct_until)
        if not late or early or self.pinned_at is None:
            return not (early or late)
        later = Edition.objects.filter(code=edition.code_id, published_at__gt=self.pinned_at)
        return later.filter(in_force_from__lte=self.conduct_until).exists()


class ExhibitQuerySet(models.QuerySet["Exhibit"]):
    def relied_on(self) -> ExhibitQuerySet:
        """What the respondent brought or was shown: all that anybody decides on."""
        shown = Q(party=PartyRole.RESPONDENT) | Q(disclosed_on__isnull=False)
        return self.filter(shown, withdrawn_on=None)

    def unsettled(self) -> ExhibitQuerySet:
        """What was neither shown to the respondent nor set aside, and could be read."""
        rows = self.exclude(party=PartyRole.RESPONDENT).exclude(scan=Scan.INFECTED)
        return rows.filter(disclosed_on=None, set_aside_on=None, withdrawn_on=None)


class Exhibit(OfCase):
    """One piece of evidence: sealed on arrival, known by its hash, never changed."""

    case = models.ForeignKey("Complaint", models.PROTECT, related_name="exhibits")
    number = models.PositiveSmallIntegerField()
    party = models.CharField(max_length=12, choices=[*PartyRole.choices, ("body", "The body")])
    filename = SealedTextField()
    description = SealedTextField()
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    held_back = models.BooleanField(
        default=False, help_text="The filer asked that the respondent not be shown it."
    )
    withdrawn_on = models.DateField(null=True, blank=True, help_text="By the side that filed it.")
    active = models.BooleanField(
        default=False, help_text="It would run or carry something when it is opened."
    )
    # The copy without what the file says of its maker; empty where none can be made.
    derivative_address = models.CharField(max_length=64, blank=True)
    derivative_sha256 = models.CharField(max_length=64, blank=True)
    derivative_size = models.PositiveBigIntegerField(default=0)
    scan = models.CharField(max_length=12, choices=Scan, default=Scan.NOT_SCANNED, db_index=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)
    disclosed_on = models.DateField(
        null=True, blank=True, help_text="From when the respondent may see it."
    )
    set_aside_on = models.DateField(
        null=True, blank=True, help_text="From when nobody relies on it."
    )
    disclosed_whole = models.BooleanField(
        default=False,
        help_text="The file itself was disclosed: somebody checked that it names nobody.",
    )
    ruling = models.CharField(
        max_length=12,
        blank=True,
        choices=[("admitted", "Admitted"), ("excluded", "Excluded")],
    )
    # Under what name the person looking sees the file, what of it they are given, or why it is
    # withheld, and what to beware of; set by what shows it.
    name_shown = ""
    words_shown = ""
    given: Any = None
    withheld = ""
    cautions: tuple[str, ...] = ()

    objects = ExhibitQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="exhibit_numbered_once")
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The neutral name it has everywhere, such as ``E-04``: it identifies nobody."""
        return f"E-{self.number:02}"

    @property
    def is_relied_on(self) -> bool:
        """Whether the respondent brought it or was shown it."""
        return self.party == PartyRole.RESPONDENT or self.disclosed_on is not None

    @property
    def is_unsettled(self) -> bool:
        """Whether it was neither shown to the respondent nor set aside, and could be read."""
        gone = self.set_aside_on or self.withdrawn_on or self.scan == Scan.INFECTED
        return not (self.is_relied_on or gone)


class Submission(OfCase):
    """A text somebody filed in a case. It enters the ledger as a hash and is never changed."""

    case = models.ForeignKey("Complaint", models.PROTECT, related_name="submissions")
    kind = models.CharField(max_length=16, choices=SubmissionKind)
    by_role = models.CharField(max_length=16)
    text = SealedTextField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} in {self.case_id}"
