"""An edition as a TOML file: the one it was read from, or one that reads to the same."""

from __future__ import annotations

from typing import Any

import tomli_w

from codes.drafting import as_record, plain_record
from codes.models import Edition, ProcedureEdition


def as_toml(edition: Edition | ProcedureEdition) -> str:
    """Give the file letter for letter where there was one; loading the result changes nothing."""
    if edition.source:
        return edition.source
    return tomli_w.dumps(
        _of_code(edition) if isinstance(edition, Edition) else _of_procedure(edition),
        multiline_strings=True,
    )


def _heading(edition: Edition | ProcedureEdition) -> dict[str, Any]:
    said = {
        "label": edition.label,
        "in_force_from": edition.in_force_from,
        "ends_on": edition.ends_on,
        "correction": edition.correction or None,
        "provenance": edition.provenance,
    }
    return {name: value for name, value in said.items() if value is not None}


def _of_code(edition: Edition) -> dict[str, Any]:
    code = edition.code
    lines = edition.provisions.select_related("parent", "bridge").order_by("position")
    return {
        "code": {
            "body": code.body_id,
            "slug": code.slug,
            "title": code.title,
            "applies_to": code.applies_to,
        },
        "edition": _heading(edition),
        "provisions": [plain_record(as_record(line)) for line in lines],
    }


def _of_procedure(edition: ProcedureEdition) -> dict[str, Any]:
    procedure, body = edition.procedure, edition.procedure.body
    return {
        "body": {
            "slug": body.slug,
            "acronym": body.acronym,
            "name": body.name,
            "time_zone": body.time_zone,
            "address": body.address,
            "telephone": body.telephone,
            "email": body.email,
            "holidays": body.holidays,
            "weekend": body.weekend,
        },
        "procedure": {"slug": procedure.slug, "title": procedure.title},
        "edition": _heading(edition),
        "document": edition.document,
    }
