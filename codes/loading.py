"""Read codes and procedures from TOML files; the same file twice changes nothing."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_type_hints

from django.db import transaction
from django.utils.text import slugify

from codes.documents import Faulty, fits
from codes.models import Code, Edition, Procedure, ProcedureEdition, Provision
from codes.publishing import publish, publish_procedure
from codes.records import Heading, ProvisionRecord
from codes.rules import Rules
from people.models import Body, User

SHIPPED = Path(__file__).parent
BODY = {
    "slug": str,
    "acronym": str,
    "name": str,
    "time_zone": str,
    "address": str,
    "telephone": str,
}
CODE = {"body": str, "slug": str, "title": str, "applies_to": tuple[str, ...]}
PROCEDURE = {"slug": str, "title": str}
EDITION = {"label": str, "provenance": str}
IN_FORCE = {"in_force_from": dt.date}


@dataclass(frozen=True)
class Loaded:
    """What became of one file."""

    file: str
    edition: Edition | ProcedureEdition
    new: bool


class File:
    """One TOML file, and every fault found in it: file, key, sentence."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[str] = []
        try:
            self.content = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise Faulty([f"{path.name}: {error}"]) from error

    def fault(self, key: str, sentence: str) -> None:
        self.faults.append(f"{self.path.name}: {key}: {sentence}.")

    def table(
        self, name: str, wanted: Mapping[str, Any], optional: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Read the table of that name, each of its keys known and of its type."""
        found = self.content.get(name)
        if not isinstance(found, dict):
            self.fault(name, "is missing")
            return dict.fromkeys(wanted, "")
        known = {**wanted, **(optional or {})}
        for key in wanted.keys() - found.keys():
            self.fault(f"{name}.{key}", "is missing")
        for key, value in found.items():
            if key not in known:
                self.fault(f"{name}.{key}", "is not a word this program knows")
            elif not fits(value, known[key]):
                self.fault(f"{name}.{key}", f"cannot be {value!r}")
        return {key: found.get(key) for key in known}

    def only(self, *names: str) -> None:
        for name in self.content.keys() - set(names):
            self.fault(name, "is not a table this program knows")

    def close(self) -> None:
        if self.faults:
            raise Faulty(sorted(self.faults))


def load_shipped(*, by: User | None = None) -> list[Loaded]:
    """Everything that the program ships: procedures first, for they name the bodies."""
    return [
        *(load_procedure(path, by=by) for path in sorted(SHIPPED.glob("procedures/*.toml"))),
        *(load_code(path, by=by) for path in sorted(SHIPPED.glob("editions/*.toml"))),
    ]


@transaction.atomic
def load_procedure(path: Path, *, by: User | None = None) -> Loaded:
    """Load a body and an edition of its procedure from one file."""
    file = File(path)
    file.only("body", "procedure", "edition", "document")
    body, procedure = file.table("body", BODY), file.table("procedure", PROCEDURE)
    heading = _heading(file)
    document = _as_json(file.content.get("document", {}))
    try:
        Rules.from_document(document)
    except Faulty as faulty:
        file.faults += [f"{path.name}: document.{fault}" for fault in faulty.faults]
    file.close()
    owner = Body.objects.get_or_create(slug=body.pop("slug"), defaults=body)[0]
    kept = Procedure.objects.get_or_create(
        body=owner, slug=procedure["slug"], defaults={"title": procedure["title"]}
    )[0]
    digest = heading.digest_with(document=document)
    found = kept.editions.filter(slug=slugify(heading.label)).first()
    if found:
        return _unchanged(file, found, digest)
    edition = publish_procedure(kept, heading, document, by=by)
    return Loaded(path.name, edition, new=True)


@transaction.atomic
def load_code(path: Path, *, by: User | None = None) -> Loaded:
    """Load an edition of a code from one file; its body must be known already."""
    file = File(path)
    file.only("code", "edition", "defaults", "provisions")
    code, heading = file.table("code", CODE), _heading(file)
    records = list(_records(file))
    body = Body.objects.filter(slug=code["body"]).first()
    if body is None:
        file.fault("code.body", f"names a body that is not known: {code['body']}")
    file.close()
    kept = Code.objects.get_or_create(
        body=body,
        slug=code["slug"],
        defaults={"title": code["title"], "applies_to": code["applies_to"]},
    )[0]
    digest = heading.digest_with(provisions=[record.as_json() for record in records])
    found = kept.editions.filter(slug=slugify(heading.label)).first()
    if found:
        return _unchanged(file, found, digest)
    edition = publish(kept, heading, records, by=by)
    return Loaded(path.name, edition, new=True)


def _heading(file: File) -> Heading:
    given = file.table("edition", EDITION, IN_FORCE)
    return Heading(given["label"] or "", given["provenance"] or "", given.get("in_force_from"))


def _unchanged(file: File, edition: Edition | ProcedureEdition, digest: str) -> Loaded:
    if edition.digest != digest:
        file.fault(
            "edition.label",
            f"“{edition.label}” is published with other words; give the new text a new label",
        )
    file.close()
    return Loaded(file.path.name, edition, new=False)


def _records(file: File) -> Iterable[ProvisionRecord]:
    """Each provision of the file, with the faults of those that cannot stand."""
    hints = get_type_hints(ProvisionRecord)
    needed = {"number", "kind"}
    seen: set[str] = set()
    defaults = file.content.get("defaults", {})
    found = file.content.get("provisions", [])
    if not found:
        file.fault("provisions", "lists nothing")
    for place, given in enumerate(found, start=1):
        key = f"provisions[{given.get('number', place)}]"
        plain = {**defaults, **given}
        before = len(file.faults)
        for name in needed - plain.keys():
            file.fault(f"{key}.{name}", "is missing")
        for name, value in plain.items():
            if name not in hints:
                file.fault(f"{key}.{name}", "is not a word this program knows")
            elif not fits(value, hints[name]):
                file.fault(f"{key}.{name}", f"cannot be {value!r}")
        if len(file.faults) > before:
            continue
        record = ProvisionRecord(**plain)
        _check(file, key, record, seen)
        seen.add(record.number)
        yield record


def _check(file: File, key: str, record: ProvisionRecord, seen: set[str]) -> None:
    if record.number in seen:
        file.fault(f"{key}.number", "stands twice")
    if record.kind not in Provision.Kind.values:
        file.fault(f"{key}.kind", f"cannot be {record.kind!r}")
    if not record.title and not record.text:
        file.fault(key, "has neither a title nor a text")
    for name, number in (("parent", record.parent), ("bridge", record.bridge)):
        if number and number not in seen:
            file.fault(f"{key}.{name}", f"names a provision that does not stand above: {number}")


def _as_json(value: Any) -> Any:
    """TOML has dates, JSON has not."""
    if isinstance(value, dict):
        return {key: _as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_json(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value
