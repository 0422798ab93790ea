"""A procedure edition as typed values: what the program asks of a body's own rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, Self, TypeVar

from codes.clauses import (
    PANELS,
    WINDOWS,
    Aftermath,
    Gate,
    Limitation,
    PanelRule,
    SanctionType,
    Window,
)
from codes.coherence import check
from codes.documents import Document, Sourced, hints_of
from codes.lettering import Wording, letters_in
from codes.voting import QUESTIONS, VotingRule

Record = TypeVar("Record")

# What documents published before these values existed did not say, and what was done then.
SUPPLIED: dict[str, Any] = {
    "settings.investigation": True,
    "settings.hearing_forms": ["in_person", "video"],
    "settings.mail_days": 3,
    "settings.letters_not_sent": [],
    "settings.draft_days": 30,
    "settings.extension_days": 30,
    "settings.extension_times": 2,
    "settings.hold_days": 90,
    "limitation": {"months": 0},
}


@dataclass(frozen=True)
class Rules:
    """What one procedure edition says. ``values`` keeps each value with its source."""

    organs: Mapping[str, str]
    windows: Mapping[str, Window]
    gate: Gate
    panels: Mapping[str, PanelRule]
    votes: Mapping[str, VotingRule]
    sanctions: Mapping[str, SanctionType]
    grounds: Mapping[str, str]
    close_codes: Mapping[str, str]
    limitation: Limitation
    aftermath: Mapping[str, Aftermath]
    # Who approves which letter, and the body's own words by letter, recipient and language.
    approvers: Mapping[str, str]
    wordings: Mapping[tuple[str, str, str], Wording]
    values: tuple[Sourced, ...]

    covers: tuple[str, ...]
    reviews: str
    decides: str
    preliminary_disposition: bool
    investigation: bool
    hearing_on_request: bool
    hearing_forms: tuple[str, ...]
    hearing_own_initiative: bool
    consent: bool
    anonymous: Literal["refuse", "accept"]
    name_withheld: bool
    mail_days: int
    letters_not_sent: tuple[str, ...]
    draft_days: int
    extension_days: int
    extension_times: int
    hold_days: int
    complainant_gets_response: bool
    complainant_gets_outcome_detail: bool
    second_signature_on_gate_close: bool
    standard_of_proof: str
    tally_disclosed: bool
    harsher_on_appeal: bool
    stay_on_appeal: bool
    complaint_address: tuple[str, ...]

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """Read a document whole, or raise ``Faulty`` with each fault and its key."""
        read = Document(document)
        for key, value in SUPPLIED.items():
            read.supply(key, value)
        hints = hints_of(cls)
        parts: dict[str, Any] = {
            "organs": read.words("organs"),
            "windows": _records(read, Window, "windows", "kind", WINDOWS),
            "gate": read.record(Gate, "gate"),
            "panels": _records(read, PanelRule, "panels", None, PANELS),
            "votes": _records(read, VotingRule, "votes", "question", QUESTIONS),
            "sanctions": _records(read, SanctionType, "sanctions", "code"),
            "grounds": read.words("grounds"),
            "close_codes": read.words("close_codes"),
            "limitation": read.record(Limitation, "limitation"),
            "aftermath": _records(read, Aftermath, "aftermath", "close_code"),
        }
        parts["approvers"], parts["wordings"] = letters_in(read)
        for name in hints.keys() - parts.keys() - {"values"}:
            parts[name] = read.value(f"settings.{name}", hints[name])
        check(read, parts)
        read.close()
        ranked = sorted(parts["sanctions"].items(), key=lambda item: item[1].severity)
        parts["sanctions"] = dict(ranked)
        frozen: dict[str, Any] = {
            name: MappingProxyType(part) if isinstance(part, dict) else part
            for name, part in parts.items()
        }
        return cls(**frozen, values=tuple(read.values.values()))

    def as_document(self) -> dict[str, Any]:
        """Every value with its source as a document; what was supplied is said in it."""
        document: dict[str, Any] = {}
        for value in self.values:
            *path, name = value.key.split(".")
            table = document
            for step in path:
                table = table.setdefault(step, {})
            table[name] = value.as_json()
        return document

    @property
    def unconfirmed(self) -> list[tuple[str, Any, str]]:
        """Each value that is a proposal until the body confirms it: key, value, source."""
        return [(v.key, v.value, v.source) for v in self.values if not v.confirmed]

    @property
    def is_confirmed(self) -> bool:
        return not self.unconfirmed

    @property
    def stages(self) -> list[str]:
        """The stages a body may do without, as far as this one uses them."""
        used = {
            "investigation": self.investigation,
            "proposed": self.preliminary_disposition,
            "hearing": self.hearing_on_request or self.hearing_own_initiative,
        }
        return [stage for stage, is_used in used.items() if is_used]

    def kept_years(self, close_code: str) -> int:
        """How many years a case closed so is kept; by default those of the retention window."""
        found = self.aftermath.get(close_code)
        return found.keep_years if found else self.windows["retain"].days // 365

    def chair_of(self, organ: str) -> Gate:
        """Who chairs an organ: its chair, then the vice chair, then the last chair."""
        return Gate(
            organ,
            "chair",
            ("vice_chair", "past_chair"),
            f"Chair, {self.organs[organ]}",
            self.gate.source,
            self.gate.confirmed,
        )

    def setting(self, name: str) -> Sourced:
        """Find a plain setting with its source, such as ``standard_of_proof``."""
        return next(v for v in self.values if v.key == f"settings.{name}")


def _records(
    read: Document,
    cls: Callable[..., Record],
    prefix: str,
    name_field: str | None,
    wanted: tuple[str, ...] | None = None,
) -> dict[str, Record | None]:
    """One record for each name under a prefix, in the order the program lists them."""
    given = read.under(prefix)
    for name in given if wanted is not None else ():
        if name not in (wanted or ()):
            read.fault(f"{prefix}.{name}", "is not one of " + ", ".join(wanted or ()))
    return {
        name: read.record(
            cls,  # type: ignore[arg-type]  # a dataclass is the callable that makes it
            f"{prefix}.{name}",
            **({name_field: name} if name_field else {}),
        )
        for name in (wanted or given)
    }
