from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from ledger.models import Docket
from people.models.bodies import Body
from people.models.users import User
from people.names import plain, sound
from people.roles import Permission
from vault.fields import SealedTextField
from vault.keys import DataKey


class CertificantQuerySet(models.QuerySet["Certificant"]):
    def visible_to(self, user: User) -> CertificantQuerySet:
        """People in the registers of the bodies where this user works on cases or register."""
        return self.filter(
            body__in={
                *user.bodies_where(Permission.SEE_BODY_CASES),
                *user.bodies_where(Permission.EDIT_REGISTER),
            }
        )

    def named(self, words: str) -> CertificantQuerySet:
        """Those of whom each word is in the name, the number or the place, and not all the place.

        Accents and marks count for nothing (``people.names``).
        """
        return self._each(words, lambda word: Q(plain_name__contains=plain(word)))

    def sounding(self, words: str) -> CertificantQuerySet:
        """The same, where a word need only sound like one of the name."""

        def in_name(word: str) -> Q:
            heard = sound(plain(word))
            return (
                Q(sounds__contains=f" {heard} ") if heard else Q(plain_name__contains=plain(word))
            )

        return self._each(words, in_name)

    def _each(self, words: str, in_name: Callable[[str], Q]) -> CertificantQuerySet:
        found, known = self, Q()
        for word in re.findall(r"[^\s,-]+", words):
            itself = Q(number__icontains=word)
            if plain(word):
                itself |= in_name(word)
            known |= itself
            found = found.filter(itself | Q(city__icontains=word) | Q(state__icontains=word))
        return found.filter(known)


class Certificant(models.Model):
    """A person in a body's register: holder, former holder or member."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="certificants")
    number = models.CharField(max_length=24, help_text="As on the card, such as 00482913.")
    name = models.CharField(max_length=150)
    sort_name = models.CharField(max_length=150, editable=False)
    # The name as it is looked for; ``people.register`` writes all three.
    plain_name = models.TextField(editable=False, default="")
    sounds = models.TextField(editable=False, default="")
    city = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    user = models.OneToOneField(
        User, models.PROTECT, null=True, blank=True, related_name="certificant"
    )

    objects = CertificantQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="certificant_numbered_once")
        ]
        indexes = [models.Index(fields=["body", "sort_name", "id"], name="certificant_by_name")]

    def __str__(self) -> str:
        return self.name

    def credentials_on(self, day: dt.date) -> list[str]:
        """Each credential with its status on ``day``, such as ``CCM: active``."""
        return [f"{c.kind}: {c.status_on(day)}" for c in self.credentials.all()]


class PostalAddress(models.Model):
    """Where a person gets post, from a moment on. Rows are added, never changed."""

    certificant = models.ForeignKey(Certificant, models.PROTECT, related_name="addresses")
    text = SealedTextField(help_text="As on an envelope, without the name.")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "postal addresses"

    def __str__(self) -> str:
        return f"Address of {self.certificant}"

    @cached_property
    def record(self) -> Docket:
        """The record under whose key it is sealed; who reads many finds it once for all."""
        return Docket.system("people")

    @property
    def sealing_key(self) -> DataKey:
        return self.record.data_key


class Credential(models.Model):
    """One credential (or membership) of one certificant; its status changes on dates."""

    certificant = models.ForeignKey(Certificant, models.PROTECT, related_name="credentials")
    kind = models.CharField(
        max_length=16,
        validators=[RegexValidator(r"^[A-Z][A-Z0-9-]*$", "Write it in capitals, such as CCM.")],
        help_text="The letters by which the body's procedure names it, such as CCM.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["certificant", "kind"], name="credential_held_once")
        ]

    def __str__(self) -> str:
        return f"{self.certificant}, {self.kind}"

    def status_on(self, day: dt.date) -> str:
        """Say the status in force on ``day``; ``never held`` before the first."""
        current = "never held"
        for status in sorted(self.statuses.all(), key=lambda s: (s.from_day, s.pk)):
            if status.from_day <= day:
                current = status.status
        return current


class CredentialStatus(models.Model):
    """What a credential's status became on a day. Rows are added, never changed."""

    class Status(models.TextChoices):
        ACTIVE = "active", "Active"
        PROBATION = "probation", "Certified, on probation"
        SUSPENDED = "suspended", "Suspended"
        LAPSED = "lapsed", "Lapsed"
        RETIRED = "retired", "Retired"
        REVOKED = "revoked", "Revoked"

    credential = models.ForeignKey(Credential, models.PROTECT, related_name="statuses")
    status = models.CharField(max_length=12, choices=Status)
    from_day = models.DateField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["from_day", "pk"]

    def __str__(self) -> str:
        return f"{self.status} from {self.from_day}"
