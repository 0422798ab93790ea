"""The published law as plain dicts: what a page shows, for programs to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from codes.comparison import Comparison, Side, Span
from codes.lines import Chapter
from codes.models import Code, Edition, Provision
from codes.models.published import DatedEdition
from codes.rules import Rules
from people.models import Body

Plain = dict[str, Any]


def plain_body(body: Body) -> Plain:
    return {"slug": body.pk, "acronym": body.acronym, "name": body.name}


def plain_code(code: Code) -> Plain:
    return {"slug": code.slug, "title": code.title, "applies_to": code.applies_to}


def plain_edition(edition: Edition) -> Plain:
    return {"address": edition.get_absolute_url()} | plain_dates(edition)


def plain_dates(edition: DatedEdition) -> Plain:
    """Give what an edition of a code or of a procedure says of itself."""
    return {
        "label": edition.label,
        "slug": edition.slug,
        "in_force_from": edition.in_force_from,
        "superseded_on": edition.superseded_on,
        "ends_on": edition.ends_on,
        "correction": edition.correction,
        "never_in_force": edition.never_in_force,
        "published_at": edition.published_at,
        "provenance": edition.provenance,
        "digest": edition.digest,
    }


def plain_provisions(
    provisions: Iterable[Provision], all_of_it: Iterable[Provision]
) -> list[Plain]:
    """Give some provisions of an edition; all of it is asked for the numbers they refer to."""
    numbers = {provision.pk: provision.number for provision in all_of_it}
    return [plain_provision(provision, numbers) for provision in provisions]


def plain_provision(provision: Provision, numbers: Mapping[int, str]) -> Plain:
    return {
        "number": provision.number,
        "address": provision.get_absolute_url(),
        "lineage": provision.lineage,
        "kind": provision.kind,
        "title": provision.title,
        "text": provision.text,
        "enforceable": provision.enforceable,
        "parent": numbers.get(provision.parent_id or 0),
        "bridge": numbers.get(provision.bridge_id or 0),
        "summary_only": provision.summary_only,
        "external_code_required": provision.external_code_required,
        "applies_to": provision.applies_to,
        "continues": provision.continues,
        "plain_title": provision.plain_title,
        "plain_hint": provision.plain_hint,
        "provenance": provision.provenance,
    }


def plain_history(chapters: Iterable[Chapter]) -> list[Plain]:
    return [
        {
            "edition": chapter.edition.slug,
            "numbers": [provision.number for provision in chapter.provisions],
            "change": chapter.change,
            "measured_against": chapter.before and chapter.before.slug,
        }
        for chapter in chapters
    ]


def plain_comparison(comparison: Comparison, *, changes_only: bool) -> Plain:
    rows = [row for row in comparison.rows if row.changed or not changes_only]
    return {
        "from": plain_edition(comparison.before),
        "to": plain_edition(comparison.after),
        "counts": {str(kind): count for kind, count in comparison.counts.items()},
        "changes_only": changes_only,
        "rows": [
            {
                "kind": str(row.kind),
                "before": [_plain_side(side) for side in row.sides[0]],
                "after": [_plain_side(side) for side in row.sides[1]],
                "sentences": row.sentences,
            }
            for row in rows
        ],
    }


def plain_rules(rules: Rules) -> list[Plain]:
    """Give every value of a procedure by its key, each with its source."""
    return [
        {
            "key": value.key,
            "value": value.value,
            "source": value.source,
            "note": value.note,
            "confirmed": value.confirmed,
            "confirmed_by": value.confirmed_by,
            "confirmed_on": value.confirmed_on,
        }
        for value in rules.values
    ]


def _plain_side(side: Side) -> Plain:
    return {
        "number": side.provision.number,
        "title": _plain_spans(side.title),
        "text": _plain_spans(side.text),
    }


def _plain_spans(spans: Iterable[Span]) -> list[Plain]:
    return [span._asdict() for span in spans]
