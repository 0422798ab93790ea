from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from codes.kinds import ProvisionKind
from codes.models.json_text import JSONTextField
from codes.models.published import DatedEdition, EditionQuerySet, Published, PublishedQuerySet
from people.models import Body


class Code(models.Model):
    """A code of ethics of one body; its words are in its editions."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="codes")
    slug = models.SlugField(max_length=48)
    title = models.CharField(max_length=160)
    applies_to = JSONTextField(
        default=list, help_text="Kinds of credential whose holders it binds, such as CCM."
    )

    class Meta:
        ordering = ["body", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "slug"], name="code_named_once_in_a_body")
        ]

    def __str__(self) -> str:
        return self.title


class Edition(DatedEdition):
    """A code as it stood between two dates: provisions that nobody can change any more."""

    code = models.ForeignKey(Code, models.PROTECT, related_name="editions")
    provision_count = models.PositiveSmallIntegerField(
        help_text="How many provisions it was published with; the database takes no more."
    )

    kind = "code"

    objects = EditionQuerySet["Edition"].as_manager()

    class Meta:
        ordering = ["code", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["code", "slug"], name="edition_labelled_once"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(superseded_on=None), name="one_open_edition_of_a_code"
            ),
            models.CheckConstraint(
                condition=Q(in_force_from=None)
                | Q(superseded_on=None)
                | Q(superseded_on__gte=F("in_force_from")),
                name="edition_ends_no_earlier_than_it_begins",
            ),
        ]

    @property
    def of(self) -> Code:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("code_edition", args=[self.code.body_id, self.code.slug, self.slug])


class Provision(Published):
    """One line of one edition, word for word; an allegation cites the lowest that it claims."""

    Kind = ProvisionKind

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="provisions")
    number = models.CharField(max_length=24)
    lineage = models.CharField(
        max_length=48, help_text="The same in every edition, whatever its number there."
    )
    kind = models.CharField(max_length=16, choices=ProvisionKind)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    enforceable = models.BooleanField(help_text="Whether a complaint can charge it.")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    position = models.PositiveSmallIntegerField()
    provenance = models.TextField(blank=True)
    summary_only = models.BooleanField(
        default=False, help_text="We hold a summary of this line, not the text of the edition."
    )
    external_code_required = models.BooleanField(
        default=False, help_text="A charge names the code of another body, and its section."
    )
    bridge = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bridged",
        help_text="The rule that a breach of this provision also breaks.",
    )
    applies_to = JSONTextField(
        default=list, help_text="Kinds of credential it binds; empty: all that the code binds."
    )
    continues = JSONTextField(
        default=list,
        help_text="Lineages of the edition before that it takes up; empty: its own alone.",
    )
    plain_title = models.CharField(max_length=120, blank=True)
    plain_hint = models.CharField(max_length=300, blank=True)

    objects = PublishedQuerySet["Provision"].as_manager()

    class Meta:
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="provision_numbered_once"),
            models.UniqueConstraint(fields=["edition", "position"], name="provision_placed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}".rstrip()

    @property
    def name(self) -> str:
        """What to call it in a list: its own title, else ours in plain words."""
        return self.title or self.plain_title

    def get_absolute_url(self) -> str:
        code = self.edition.code
        return reverse("provision", args=[code.body_id, code.slug, self.edition.slug, self.number])
