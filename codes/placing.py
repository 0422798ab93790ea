"""Where an edition stands among those that are published: what it closes, and on which day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TypeVar

from django.utils.text import slugify

from codes.days import in_words
from codes.models.published import DatedEdition
from codes.records import TAKEN, Heading
from ledger.refusals import Blocked

E = TypeVar("E", bound=DatedEdition)


def displaced(editions: Iterable[E], heading: Heading) -> list[tuple[E, dt.date]]:
    """List what ends when this edition comes into force, each with its last day's morrow.

    ``editions`` are those of the same text. From its first day until the end it declares, if
    it declares one, the new edition holds; what held before holds until that day. So editions
    never overlap, and a day without one lies only behind an end that an edition declared.
    Raises ``Blocked`` with the sentence that says why there is no such place.
    """
    first, end, slug = heading.in_force_from, heading.ends_on, slugify(heading.label)
    if not slug or slug in TAKEN:
        raise Blocked("The edition needs a label of its own, such as “2027”.")
    if first and end and end <= first:
        raise Blocked(f"“{heading.label}” must end after it comes into force.")
    found = []
    for earlier in editions:
        if earlier.slug == slug:
            raise Blocked(f"An edition labelled “{earlier}” is published already.")
        over = first and earlier.superseded_on and earlier.superseded_on <= first
        later = end and earlier.in_force_from and earlier.in_force_from >= end
        if not (over or later or earlier.never_in_force):
            found.append((earlier, _end_of(earlier, heading)))
    return found


def _end_of(earlier: DatedEdition, heading: Heading) -> dt.date:
    """The day on which the new one comes into force, or the earlier one's own first day."""
    begins, ends, first = earlier.in_force_from, earlier.superseded_on, heading.in_force_from
    if first is None:
        raise Blocked(
            f"“{heading.label}” needs the day it comes into force: “{earlier}” is there before it."
        )
    voided = begins is not None and first <= begins
    if heading.ends_on and (voided or ends) and (ends is None or ends > heading.ends_on):
        raise Blocked(
            f"“{earlier}” is in force after {in_words(heading.ends_on)}, when “{heading.label}”"
            " would end. Give it no end, or an end when the other comes into force."
        )
    if begins and voided and not heading.correction:
        raise Blocked(
            f"“{heading.label}” would take the place of “{earlier}” from its first day,"
            f" {in_words(begins)}. Publish it as a correction, or let it come into force later."
        )
    return begins if begins and voided else first
