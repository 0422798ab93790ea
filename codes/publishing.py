"""Publish an edition: whole, once, closing the one before it on the day it comes into force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify

from codes.models import Code, Edition, Procedure, ProcedureEdition, Provision
from codes.models.published import EditionQuerySet
from codes.placing import displaced
from codes.records import Heading, ProvisionRecord
from codes.rules import Rules
from ledger.models import Docket
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
    """Close what the new edition takes the place of; return the end it will have."""
    for earlier, on in displaced(editions.in_order(), heading):
        type(earlier).objects.filter(pk=earlier.pk).supersede(on)
        Docket.system("codes").enter(
            "edition.superseded", earlier, by=by, superseded_on=on, successor=heading.label
        )
    return heading.ends_on


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
