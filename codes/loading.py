"""Read codes and procedures from TOML files; the same file twice changes nothing."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from codes.days import in_words
from codes.documents import Faulty, fits
from codes.models import Code, Edition, Procedure, ProcedureEdition
from codes.positions import Positions
from codes.provisions import read_provisions
from codes.publishing import publish, publish_procedure
from codes.records import TAKEN, Heading, ProvisionRecord
from codes.rules import Rules
from people.closing_days import keep_holidays, known
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
WORKS = {"holidays": str, "weekend": str, "email": str}
SAID = {"in_force_from": dt.date, "ends_on": dt.date, "correction": bool}


@dataclass(frozen=True)
class Loaded:
    """What became of one file."""

    file: str
    edition: Edition | ProcedureEdition
    new: bool

    @property
    def told(self) -> str:
        """Which edition it is, and from when it is in force."""
        of = self.edition.code if isinstance(self.edition, Edition) else self.edition.procedure
        begins = self.edition.in_force_from
        since = f"from {in_words(begins)}" if begins else "since before our records"
        return f"“{self.edition.label}” of the {of}, in force {since}"


class File:
    """One TOML file, and every fault found in it: file, line, key, sentence."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[str] = []
        try:
            self.text = path.read_bytes().decode()
            self.content = tomllib.loads(self.text)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise Faulty([f"{path.name}: {error}"]) from error
        except OSError as error:
            raise Faulty([f"{path.name}: cannot be read: {error.strerror}."]) from error
        self.positions = Positions(self.text)

    def fault(self, key: str, sentence: str) -> None:
        self.faults.append(f"{self.path.name}:{self.positions.of(key)}: {key}: {sentence}.")

    def add(self, faulty: Faulty, under: str = "") -> None:
        """Take over the faults that somebody else found under a key."""
        for fault in faulty.faults:
            key, _, sentence = fault.partition(": ")
            self.fault(f"{under}{key}", sentence.rstrip("."))

    def table(
        self, name: str, wanted: Mapping[str, Any], optional: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Read the table of that name, each of its keys known and of its type."""
        found = self.content.get(name)
        if not isinstance(found, dict):
            self.fault(name, "is missing")
            return dict.fromkeys(wanted, "")
        known = {**wanted, **(optional or {})}
        for key in sorted(wanted.keys() - found.keys()):
            self.fault(f"{name}.{key}", "is missing")
        for key, value in found.items():
            if key not in known:
                self.fault(f"{name}.{key}", "is not a word this program knows")
            elif not fits(value, known[key]):
                self.fault(f"{name}.{key}", f"cannot be {value!r}")
        return {key: found.get(key) for key in known}

    def provisions(self) -> list[ProvisionRecord]:
        found, defaults = self.content.get("provisions", []), self.content.get("defaults", {})
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            self.fault("provisions", "needs a table for each provision")
            return []
        try:
            return read_provisions(found, defaults if isinstance(defaults, dict) else {})
        except Faulty as faulty:
            self.add(faulty)
            return []

    def only(self, *names: str) -> None:
        for name in sorted(self.content.keys() - set(names)):
            self.fault(name, "is not a table this program knows")

    def close(self) -> None:
        if self.faults:
            raise Faulty(sorted(self.faults, key=_by_line))


def _by_line(fault: str) -> tuple[int, str]:
    return int(fault.split(":", 2)[1]), fault


def load_shipped(*, by: User | None = None) -> list[Loaded]:
    """Everything that the program ships: procedures first, for they name the bodies."""
    return [
        *(load_procedure(path, by=by) for path in sorted(SHIPPED.glob("procedures/*.toml"))),
        *(load_code(path, by=by) for path in sorted(SHIPPED.glob("editions/*.toml"))),
    ]


def load(path: Path, *, by: User | None = None) -> Loaded:
    """Load one file, whichever it holds: an edition of a code or of a procedure."""
    loader = load_procedure if "procedure" in File(path).content else load_code
    return loader(path, by=by)


@transaction.atomic
def load_procedure(path: Path, *, by: User | None = None) -> Loaded:
    """Load a body and an edition of its procedure from one file."""
    file = File(path)
    file.only("body", "procedure", "edition", "document")
    body, procedure = file.table("body", BODY, WORKS), file.table("procedure", PROCEDURE)
    heading = _heading(file)
    document = _as_json(file.content.get("document", {}))
    try:
        Rules.from_document(document)
    except Faulty as faulty:
        file.add(faulty, "document.")
    if body["holidays"] and not known(body["holidays"]):
        file.fault("body.holidays", "names a place whose holidays are not known")
    file.close()
    owner = _body(body)
    kept = Procedure.objects.get_or_create(
        body=owner, slug=procedure["slug"], defaults={"title": procedure["title"]}
    )[0]
    digest = heading.digest_with(document=document)
    found = kept.editions.filter(slug=slugify(heading.label)).first()
    if found:
        return _unchanged(file, found, digest)
    edition = publish_procedure(kept, heading, document, by=by, source=file.text)
    return Loaded(path.name, edition, new=True)


def _body(said: dict[str, Any]) -> Body:
    """Find the body, or make it; one that has no holidays yet gets those that its file names."""
    given = {key: value for key, value in said.items() if value is not None}
    owner = Body.objects.get_or_create(slug=given.pop("slug"), defaults=given)[0]
    kept = given.get("holidays", "")
    if kept and (not owner.holidays or not owner.calendar_days.exists()):
        keep_holidays(owner, kept, by=None)
    return owner


@transaction.atomic
def load_code(path: Path, *, by: User | None = None) -> Loaded:
    """Load an edition of a code from one file; its body must be known already."""
    file = File(path)
    file.only("code", "edition", "defaults", "provisions")
    code, heading = file.table("code", CODE), _heading(file)
    records = file.provisions()
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
    edition = publish(kept, heading, records, by=by, source=file.text)
    return Loaded(path.name, edition, new=True)


def _heading(file: File) -> Heading:
    given = file.table("edition", EDITION, SAID)
    slug = slugify(str(given["label"] or ""))
    if not slug:
        file.fault("edition.label", "says nothing")
    if slug in TAKEN:
        file.fault("edition.label", f"leads elsewhere in addresses: {given['label']}")
    return Heading(
        given["label"] or "",
        given["provenance"] or "",
        given.get("in_force_from"),
        given.get("ends_on"),
        bool(given.get("correction")),
    )


def _unchanged(file: File, edition: Edition | ProcedureEdition, digest: str) -> Loaded:
    if edition.digest != digest:
        file.fault(
            "edition.label",
            f"“{edition.label}” is published with other words; give the new text a new label",
        )
    file.close()
    return Loaded(file.path.name, edition, new=False)


def _as_json(value: Any) -> Any:
    """TOML has dates, JSON has not."""
    if isinstance(value, dict):
        return {key: _as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_json(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value
