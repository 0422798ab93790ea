"""Which law was in force on a day, and the sentence that says why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.formats import date_format

from codes.models import Code, Edition, ProcedureEdition
from ledger.refusals import Blocked
from people.models import Body

E = TypeVar("E", Edition, ProcedureEdition)


@dataclass(frozen=True)
class InForce(Generic[E]):
    edition: E
    explanation: str


def edition_in_force(code: Code, on: dt.date) -> InForce[Edition]:
    """Find the edition that judges conduct of day ``on``; ``Blocked`` when there was none."""
    edition = Edition.objects.select_related("code").in_force_on(on).filter(code=code).first()
    if edition is None:
        raise Blocked(f"No edition of the {code} was in force on {in_words(on)}.")
    return InForce(edition, explain(edition, code.title, on))


def editions_in_force(body: Body, on: dt.date) -> list[InForce[Edition]]:
    """Find one edition for each code of the body that had one; ``Blocked`` when none had."""
    found = (
        Edition.objects.select_related("code")
        .in_force_on(on)
        .filter(code__body=body)
        .order_by("code_id")
    )
    in_force = [InForce(edition, explain(edition, edition.code.title, on)) for edition in found]
    if not in_force:
        raise Blocked(f"{body} had no code in force on {in_words(on)}.")
    return in_force


def procedure_in_force(body: Body, on: dt.date) -> InForce[ProcedureEdition]:
    """Find the procedure for a complaint filed on day ``on``; ``Blocked`` without one."""
    found = list(
        ProcedureEdition.objects.select_related("procedure")
        .in_force_on(on)
        .filter(procedure__body=body)
        .order_by("pk")[:2]
    )
    if not found:
        raise Blocked(f"{body} had no procedure in force on {in_words(on)}.")
    if len(found) > 1:
        raise Blocked(f"{body} had two procedures in force on {in_words(on)}; only one may be.")
    edition = found[0]
    return InForce(edition, explain(edition, f"{body} procedure", on))


def explain(edition: Edition | ProcedureEdition, title: str, on: dt.date) -> str:
    begins = (
        f"it came into force on {in_words(edition.in_force_from)}"
        if edition.in_force_from
        else "it has been in force since before our records"
    )
    ends = (
        f"was superseded on {in_words(edition.superseded_on)}"
        if edition.superseded_on
        else "has not been superseded"
    )
    return (
        f"On {in_words(on)} the edition “{edition.label}” of the {title} was in force:"
        f" {begins} and {ends}."
    )


def in_words(day: dt.date) -> str:
    return date_format(day, "j F Y")
