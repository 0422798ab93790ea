"""An edition as it stands in a file, before it is published."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

# Words that lead elsewhere where the label of an edition stands in an address.
TAKEN = ("compare",)


@dataclass(frozen=True)
class ProvisionRecord:
    number: str
    kind: str
    title: str = ""
    text: str = ""
    enforceable: bool = False
    parent: str = ""
    lineage: str = ""
    provenance: str = ""
    summary_only: bool = False
    external_code_required: bool = False
    bridge: str = ""
    plain_title: str = ""
    plain_hint: str = ""
    applies_to: tuple[str, ...] = ()
    continues: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Give every value; those that came later only where they say something.

        So the digest of what was published before they came is still the same. A lineage that
        is only the number again says nothing.
        """
        found = asdict(self)
        if self.lineage == self.number:
            found["lineage"] = ""
        for name in ("applies_to", "continues"):
            if not found[name]:
                del found[name]
        return found


@dataclass(frozen=True)
class Heading:
    """What an edition says of itself. No first day means: since before our records.

    ``ends_on`` declares the first day on which it is no longer in force; ``correction`` says
    that it takes the place, from their first day, of editions published in error.
    """

    label: str
    provenance: str
    in_force_from: dt.date | None = None
    ends_on: dt.date | None = None
    correction: bool = False

    def digest_with(self, **content: Any) -> str:
        said: dict[str, Any] = {"label": self.label, "provenance": self.provenance}
        said["in_force_from"] = self.in_force_from.isoformat() if self.in_force_from else None
        if self.ends_on:
            said["ends_on"] = self.ends_on.isoformat()
        if self.correction:
            said["correction"] = True
        return digest_of(said | content)


def digest_of(content: Mapping[str, Any]) -> str:
    """Take the digest of what is published, whatever the order of its keys."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
