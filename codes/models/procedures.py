from __future__ import annotations

from functools import cached_property

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from codes.models.json_text import JSONTextField
from codes.models.published import DatedEdition, EditionQuerySet
from codes.rules import Rules
from people.models import Body

_READ: dict[str, Rules] = {}


class Procedure(models.Model):
    """How one body hears complaints; its rules are in its editions."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="procedures")
    slug = models.SlugField(max_length=48)
    title = models.CharField(max_length=160)

    class Meta:
        ordering = ["body", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "slug"], name="procedure_named_once_in_a_body")
        ]

    def __str__(self) -> str:
        return self.title


class ProcedureEdition(DatedEdition):
    """A procedure as it stood between two dates. A case keeps the one it was filed under."""

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="editions")
    document = JSONTextField(help_text="Every value with its source, as it was loaded.")

    kind = "procedure"

    objects = EditionQuerySet["ProcedureEdition"].as_manager()

    class Meta:
        ordering = ["procedure", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "slug"], name="procedure_edition_labelled_once"
            ),
            models.UniqueConstraint(
                fields=["procedure"],
                condition=Q(superseded_on=None),
                name="one_open_edition_of_a_procedure",
            ),
            models.CheckConstraint(
                condition=Q(in_force_from=None)
                | Q(superseded_on=None)
                | Q(superseded_on__gte=F("in_force_from")),
                name="procedure_edition_ends_no_earlier_than_it_begins",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("procedure_edition", args=[self.procedure.body_id, self.slug])

    @property
    def of(self) -> Procedure:
        return self.procedure

    @cached_property
    def rules(self) -> Rules:
        """The document as typed values; read once, because what is published never changes."""
        if self.digest not in _READ:
            _READ[self.digest] = Rules.from_document(self.document)
        return _READ[self.digest]
