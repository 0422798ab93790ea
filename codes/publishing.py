"""Publish an edition: whole, once, closing the one before it on the day it comes into force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify

from codes.models import Code, Edition, Procedure, ProcedureEdition, Provision
from codes.models.published import EditionQuerySet
from codes.records import Heading, ProvisionRecord
from codes.rules import Rules
from codes.timeline import in_words
from ledger.models import Docket
from ledger.refusals import Blocked
from people.models import User


@transaction.atomic
def publish(
    code: Code,
    heading: Heading,
    provisions: Sequence[ProvisionRecord],
    *,
    by: User | None,
    source: str = "",
) -> Edition:
    """Publish an edition of a code. ``by`` is None for what the program ships.

    ``source`` is the file it was read from, kept letter for letter to be given out again.
    """
    Docket.system("codes").lock()
    end = _make_room(code.editions.all(), heading, by)
    edition = Edition.objects.create(
        code=code,
        superseded_on=end,
        source=source,
        slug=slugify(heading.label),
        digest=heading.digest_with(provisions=[record.as_json() for record in provisions]),
        provision_count=len(provisions),
        **vars(heading),
    )
    _insert(edition, provisions)
    _enter("code.published", edition, code, by, provisions=len(provisions))
    return edition


@transaction.atomic
def publish_procedure(
    procedure: Procedure,
    heading: Heading,
    document: Mapping[str, Any],
    *,
    by: User | None,
    source: str = "",
) -> ProcedureEdition:
    """Publish an edition of a procedure; ``Faulty`` when its document cannot be read."""
    Rules.from_document(document)
    Docket.system("codes").lock()
    end = _make_room(procedure.editions.all(), heading, by)
    edition = ProcedureEdition.objects.create(
        procedure=procedure,
        superseded_on=end,
        source=source,
        slug=slugify(heading.label),
        digest=heading.digest_with(document=document),
        document=dict(document),
        **vars(heading),
    )
    # Read here and kept: whoever asks this process for the rules need not fetch the document.
    unconfirmed = len(edition.rules.unconfirmed)
    _enter("procedure.published", edition, procedure, by, unconfirmed=unconfirmed)
    return edition


def _make_room(editions: EditionQuerySet[Any], heading: Heading, by: User | None) -> dt.date | None:
    """Close what the new edition takes the place of; return the end it will have.

    From its first day until the end it declares, if it declares one, the new edition holds;
    what held before holds until that day. So editions never overlap, and a day without one
    lies only behind an end that an edition declared.
    """
    first, end = heading.in_force_from, heading.ends_on
    if first and end and end <= first:
        raise Blocked(f"“{heading.label}” must end after it comes into force.")
    slug = slugify(heading.label)
    for earlier in editions.in_order():
        if earlier.slug == slug:
            raise Blocked(f"An edition labelled “{earlier}” is published already.")
        over = first and earlier.superseded_on and earlier.superseded_on <= first
        later = end and earlier.in_force_from and earlier.in_force_from >= end
        if not (over or later or earlier.never_in_force):
            _close(earlier, heading, by)
    return end


def _close(earlier: Edition | ProcedureEdition, heading: Heading, by: User | None) -> None:
    """Close one edition on the day the new one comes into force, or from its first day on."""
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
    on = begins if voided and begins else first
    type(earlier).objects.filter(pk=earlier.pk).supersede(on)
    Docket.system("codes").enter(
        "edition.superseded", earlier, by=by, superseded_on=on, successor=heading.label
    )


def _insert(edition: Edition, records: Sequence[ProvisionRecord]) -> None:
    """Insert the provisions; a parent or a bridge stands before what refers to it."""
    inserted: dict[str, Provision] = {}
    for position, record in enumerate(records, start=1):
        plain = record.as_json()
        plain["parent"] = inserted[record.parent] if record.parent else None
        plain["bridge"] = inserted[record.bridge] if record.bridge else None
        plain["lineage"] = record.lineage or record.number
        plain["applies_to"] = list(record.applies_to)
        plain["continues"] = list(record.continues)
        inserted[record.number] = Provision.objects.create(
            edition=edition, position=position, **plain
        )


def _enter(
    verb: str,
    edition: Edition | ProcedureEdition,
    of: models.Model,
    by: User | None,
    **counts: Any,
) -> None:
    Docket.system("codes").enter(
        verb,
        edition,
        by=by,
        of=of,
        label=edition.label,
        in_force_from=edition.in_force_from,
        digest=edition.digest,
        **counts,
    )
