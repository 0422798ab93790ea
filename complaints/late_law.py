"""Editions published after the day they came into force, and the cases they came too late for.

A pinned allegation keeps the edition it cites and a case its procedure, whatever is published
later with an earlier date (domain.md, section 0, line 1). The office has to know which they
are: it may have to explain them, or to write an allegation anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.db.models import F, QuerySet

from codes.models import Edition, ProcedureEdition
from complaints.models import Complaint

MOST = 20


def late_editions(bodies: Iterable[str]) -> list[Edition | ProcedureEdition]:
    """The last twenty such editions of these bodies, the newest publication first."""
    late = {"published_at__date__gt": F("in_force_from")}
    codes = Edition.objects.filter(code__body__in=list(bodies), **late)
    procedures = ProcedureEdition.objects.filter(procedure__body__in=list(bodies), **late)
    found: Iterable[Any] = chain(
        codes.select_related("code__body").defer("source").order_by("-published_at")[:MOST],
        procedures.select_related("procedure__body")
        .defer("source", "document")
        .order_by("-published_at")[:MOST],
    )
    newest = sorted(found, key=lambda edition: edition.published_at, reverse=True)
    return newest[:MOST]


def too_late_for(edition: Edition | ProcedureEdition, cases: QuerySet[Complaint]) -> Any:
    """Those of ``cases`` that would have had this edition, had it been published in time."""
    begins, ends, at = edition.in_force_from, edition.superseded_on, edition.published_at
    if isinstance(edition, Edition):
        ended = {"allegations__conduct_from__lt": ends} if ends else {}
        return cases.filter(
            allegations__provision__edition__code=edition.code_id,
            allegations__pinned_at__lt=at,
            allegations__conduct_until__gte=begins,
            **ended,
        ).distinct()
    filed = {"filed_on__lt": ends} if ends else {}
    return cases.filter(
        procedure__procedure=edition.procedure_id, docket__opened_at__lt=at, filed_on__gte=begins
    ).filter(**filed)
