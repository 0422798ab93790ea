"""Writing the next edition: begun from the last one, changed line by line, then published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction

from codes.checks import has_no_faults, may_draft
from codes.documents import Document
from codes.models import (
    Code,
    CodeDraft,
    Edition,
    Procedure,
    ProcedureDraft,
    ProcedureEdition,
    Provision,
)
from codes.models.drafts import Draft
from codes.publishing import publish, publish_procedure
from codes.records import ProvisionRecord
from codes.stages import OPEN, DraftStage
from ledger.models import Docket, Entry
from ledger.refusals import Blocked, Overtaken
from ledger.steps import act
from people.models import User

SEEN = (
    "Somebody else has changed this draft since you opened it. What you wrote is below and is"
    " not saved yet: look at the draft in another window, then save again."
)


@transaction.atomic
def begin_code_draft(code: Code, *, by: User) -> CodeDraft:
    """Begin the next edition of a code from the words of the last one."""
    Code.objects.select_for_update().get(pk=code.pk)
    last = code.editions.order_by("pk").last()
    draft: CodeDraft = CodeDraft(code=code, based_on=last, body_id=code.body_id, begun_by=by)
    # What a line took up in the last edition, it does not take up again.
    draft.content = [
        plain_record(replace(as_record(line), continues=())) for line in _lines_of(last)
    ]
    _begin(draft, code.drafts, by)
    return draft


@transaction.atomic
def begin_procedure_draft(procedure: Procedure, *, by: User) -> ProcedureDraft:
    """Begin the next edition of a procedure from the values of the last one."""
    Procedure.objects.select_for_update().get(pk=procedure.pk)
    last = procedure.editions.order_by("pk").last()
    draft: ProcedureDraft = ProcedureDraft(
        procedure=procedure, based_on=last, body_id=procedure.body_id, begun_by=by
    )
    draft.content = last.rules.as_document() if last else {}
    _begin(draft, procedure.drafts, by)
    return draft


def _begin(draft: Draft, others: Any, by: User) -> None:
    may_draft(draft, by)
    if others.filter(stage__in=OPEN).exists():
        raise Blocked(f"The next edition of the {draft.of} is being drafted already.")
    draft.save()
    Docket.system("codes").enter(
        "draft.begun", draft, by=by, of=draft.of, based_on=str(draft.based_on or "")
    )


def _lines_of(edition: Edition | None) -> Iterable[Provision]:
    if edition is None:
        return []
    return edition.provisions.select_related("parent", "bridge").order_by("position")


def as_record(line: Provision) -> ProvisionRecord:
    """A published provision as it would stand in a file."""
    return ProvisionRecord(
        number=line.number,
        kind=line.kind,
        title=line.title,
        text=line.text,
        enforceable=line.enforceable,
        parent=line.parent.number if line.parent else "",
        lineage=line.lineage,
        provenance=line.provenance,
        summary_only=line.summary_only,
        external_code_required=line.external_code_required,
        bridge=line.bridge.number if line.bridge else "",
        plain_title=line.plain_title,
        plain_hint=line.plain_hint,
        applies_to=tuple(line.applies_to),
        continues=tuple(line.continues),
    )


def plain_record(record: ProvisionRecord) -> dict[str, Any]:
    """A record as it stands in a draft: only what says something."""
    said = {name: value for name, value in record.as_json().items() if value not in ("", (), False)}
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in said.items()
    }


def _changed(draft: Draft, by: User, revision: int, verb: str, **details: Any) -> Entry:
    """Keep a change of the draft, unless it was made over words its writer has not seen."""
    if draft.revision != revision:
        raise Overtaken(SEEN)
    draft.revision += 1
    if by.pk not in draft.hands:
        draft.hands = [*draft.hands, by.pk]
    draft.__dict__.pop("faults", None)
    draft.save()
    return draft.docket.enter(verb, draft, by=by, revision=draft.revision, **details)


@act(stages=[DraftStage.DRAFTING], checks=[may_draft])
def write_heading(
    draft: Draft,
    *,
    by: User,
    revision: int,
    label: str,
    provenance: str,
    in_force_from: dt.date | None,
    ends_on: dt.date | None,
    correction: bool,
) -> Entry:
    """Say what the edition is called, where it comes from and from when it is in force."""
    draft.label, draft.provenance = label, provenance
    draft.in_force_from, draft.ends_on, draft.correction = in_force_from, ends_on, correction
    return _changed(
        draft,
        by,
        revision,
        "draft.heading_written",
        label=label,
        in_force_from=in_force_from,
        ends_on=ends_on,
        correction=correction,
    )


@act(stages=[DraftStage.DRAFTING], checks=[may_draft])
def write_provision(
    draft: CodeDraft, *, by: User, revision: int, was: str, after: str, record: ProvisionRecord
) -> Entry:
    """Write a provision: a new one, or in place of the one numbered ``was``.

    It stands after the provision numbered ``after``, or first. What refers to it by its old
    number follows it to the new one.
    """
    if any(line["number"] == record.number != was for line in draft.content):
        raise Blocked(f"Another provision has the number {record.number}.")
    tried(draft, was=was, after=after, record=record)
    return _changed(draft, by, revision, "draft.provision_written", number=record.number, was=was)


def tried(draft: CodeDraft, *, was: str, after: str, record: ProvisionRecord) -> CodeDraft:
    """Put a provision into a draft without saving it."""
    content = [dict(line) for line in draft.content]
    kept = [line for line in content if line["number"] != was]
    place = next((at + 1 for at, line in enumerate(kept) if line["number"] == after), 0)
    kept.insert(place, plain_record(record))
    if was and was != record.number:
        for line in kept:
            for name in ("parent", "bridge"):
                if line.get(name) == was:
                    line[name] = record.number
    draft.content = kept
    return draft


@act(stages=[DraftStage.DRAFTING], checks=[may_draft])
def remove_provision(draft: CodeDraft, *, by: User, revision: int, number: str) -> Entry:
    """Leave a provision out of the edition: it is repealed when that comes into force."""
    under = [line["number"] for line in draft.content if number in _references(line)]
    if under:
        raise Blocked(f"{under[0]} refers to {number}; change or remove it first.")
    draft.content = [line for line in draft.content if line["number"] != number]
    return _changed(draft, by, revision, "draft.provision_removed", number=number)


def _references(line: Mapping[str, Any]) -> tuple[Any, Any]:
    return line.get("parent"), line.get("bridge")


@act(stages=[DraftStage.APPROVED], checks=[may_draft, has_no_faults])
def publish_draft(draft: Draft, *, by: User) -> Edition | ProcedureEdition:
    """Publish what was approved; its predecessor ends on the day it comes into force."""
    edition: Edition | ProcedureEdition
    if isinstance(draft, CodeDraft):
        edition = publish(draft.code, draft.heading, draft.records, by=by)
    elif isinstance(draft, ProcedureDraft):
        edition = publish_procedure(draft.procedure, draft.heading, draft.content, by=by)
    else:
        raise TypeError(draft)
    draft.become_law(by=by, digest=edition.digest)
    return edition


@act(stages=[DraftStage.DRAFTING], checks=[may_draft])
def write_value(
    draft: ProcedureDraft, *, by: User, revision: int, key: str, about: Mapping[str, Any]
) -> Entry:
    """Write one value of a procedure with its source."""
    draft.content = _with(draft.content, key, dict(about))
    return _changed(draft, by, revision, "draft.value_written", key=key, about=about)


@act(stages=[DraftStage.DRAFTING], checks=[may_draft])
def remove_value(draft: ProcedureDraft, *, by: User, revision: int, key: str) -> Entry:
    """Take a line out of one of the tables that a body fills itself."""
    table, _, name = key.partition(".")
    kept = {one: about for one, about in draft.content.get(table, {}).items() if one != name}
    draft.content = {**draft.content, table: kept}
    return _changed(draft, by, revision, "draft.value_removed", key=key)


@act(stages=[DraftStage.DRAFTING], checks=[may_draft])
def confirm_values(
    draft: ProcedureDraft,
    *,
    by: User,
    revision: int,
    keys: Sequence[str],
    confirmed_by: str,
    confirmed_on: dt.date,
) -> Entry:
    """Write down that the body confirmed these values, as they stand."""
    values, day = Document(draft.content).values, confirmed_on.isoformat()
    content = draft.content
    for key in keys:
        about = values[key].as_json() | {"confirmed_by": confirmed_by, "confirmed_on": day}
        content = _with(content, key, about)
    draft.content = content
    return _changed(
        draft,
        by,
        revision,
        "draft.values_confirmed",
        keys=list(keys),
        confirmed_by=confirmed_by,
        confirmed_on=day,
    )


def _with(document: Mapping[str, Any], key: str, about: dict[str, Any]) -> dict[str, Any]:
    """The document with another value at a dotted key."""
    name, _, rest = key.partition(".")
    return {**document, name: _with(document.get(name, {}), rest, about) if rest else about}
