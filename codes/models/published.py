from __future__ import annotations

import datetime as dt
from typing import Any, NoReturn, Self, TypeVar

from django.db import models
from django.db.models import F, Q

REFUSAL = "What is published is never changed: publish a new edition."

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class PublishedQuerySet(models.QuerySet[Row_co]):
    """Rows that are inserted once. The database triggers say the same to everyone else."""

    def update(self, **changes: Any) -> NoReturn:
        raise TypeError(REFUSAL)

    def delete(self) -> NoReturn:
        raise TypeError(REFUSAL)

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        raise TypeError(REFUSAL)


class EditionQuerySet(PublishedQuerySet[Row_co]):
    """Editions without the file they were read from: only giving it out again needs that."""

    def __init__(self, model: Any = None, query: Any = None, **options: Any) -> None:
        super().__init__(model, query, **options)
        if query is None:
            self.query.add_deferred_loading(["source"])

    def in_force_on(self, day: dt.date) -> Self:
        """Editions in force on ``day``; the day an edition is superseded belongs to the next."""
        return self.filter(
            Q(in_force_from=None) | Q(in_force_from__lte=day),
            Q(superseded_on=None) | Q(superseded_on__gt=day),
        )

    def in_order(self) -> Self:
        """As they came into force; a text from before our records first."""
        return self.order_by(F("in_force_from").asc(nulls_first=True), "pk")

    def supersede(self, on: dt.date) -> int:
        """Close an edition, or close it earlier: the one change that what is published takes."""
        later = Q(superseded_on=None) | Q(superseded_on__gt=on)
        return models.QuerySet.update(self.filter(later), superseded_on=on)


class Published(models.Model):
    """Inserted whole, then neither changed nor deleted."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise TypeError(REFUSAL)
        options["force_insert"] = True
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise TypeError(REFUSAL)


class DatedEdition(Published):
    """A text in force from one day until another takes its place."""

    label = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80, help_text="The label as it stands in addresses.")
    in_force_from = models.DateField(
        null=True, blank=True, help_text="Empty: since before our records."
    )
    superseded_on = models.DateField(
        null=True, blank=True, help_text="The first day on which it is not in force any more."
    )
    ends_on = models.DateField(
        null=True, blank=True, help_text="The end that it declared itself when it was published."
    )
    correction = models.BooleanField(
        default=False, help_text="It takes the place of an edition published in error."
    )
    provenance = models.TextField(help_text="Where the text was taken from, and by whom.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of what was published.")
    source = models.TextField(blank=True, help_text="The file it was read from, letter for letter.")
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def never_in_force(self) -> bool:
        """Whether a correction took its place from its very first day."""
        return self.superseded_on is not None and self.superseded_on == self.in_force_from
