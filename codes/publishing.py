"""Publish an edition: whole, once, closing the one before it on the day it comes into force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify

from codes.models import Code, Edition, Procedure, ProcedureEdition, Provision
from codes.records import Heading, ProvisionRecord
from codes.rules import Rules
from ledger.models import Docket
from ledger.refusals import Blocked
from people.models import User


@transaction.atomic
def publish(
    code: Code, heading: Heading, provisions: Sequence[ProvisionRecord], *, by: User | None
) -> Edition:
    """Publish an edition of a code. ``by`` is None for what the program ships."""
    Code.objects.select_for_update().get(pk=code.pk)
    _close(code.editions.filter(superseded_on=None).first(), heading, by)
    edition = Edition.objects.create(
        code=code,
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
    procedure: Procedure, heading: Heading, document: Mapping[str, Any], *, by: User | None
) -> ProcedureEdition:
    """Publish an edition of a procedure; ``Faulty`` when its document cannot be read."""
    unconfirmed = len(Rules.from_document(document).unconfirmed)
    Procedure.objects.select_for_update().get(pk=procedure.pk)
    _close(procedure.editions.filter(superseded_on=None).first(), heading, by)
    edition = ProcedureEdition.objects.create(
        procedure=procedure,
        slug=slugify(heading.label),
        digest=heading.digest_with(document=document),
        document=dict(document),
        **vars(heading),
    )
    _enter("procedure.published", edition, procedure, by, unconfirmed=unconfirmed)
    return edition


def _close(
    open_edition: Edition | ProcedureEdition | None, heading: Heading, by: User | None
) -> None:
    """Close the predecessor on the very day, so that editions neither overlap nor leave a gap."""
    if open_edition is None:
        return
    begins, on = open_edition.in_force_from, heading.in_force_from
    if on is None or (begins is not None and on <= begins):
        raise Blocked(
            f"“{heading.label}” must come into force after “{open_edition}”, which it replaces."
        )
    type(open_edition).objects.filter(pk=open_edition.pk).supersede(on)
    Docket.system("codes").enter(
        "edition.superseded", open_edition, by=by, superseded_on=on, successor=heading.label
    )


def _insert(edition: Edition, records: Sequence[ProvisionRecord]) -> None:
    """Insert the provisions; a parent or a bridge stands before what refers to it."""
    inserted: dict[str, Provision] = {}
    for position, record in enumerate(records, start=1):
        plain = record.as_json()
        plain["parent"] = inserted[record.parent] if record.parent else None
        plain["bridge"] = inserted[record.bridge] if record.bridge else None
        plain["lineage"] = record.lineage or record.number
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
