"""An edition as it stands in a file, before it is published."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


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

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Heading:
    """What an edition says of itself. No first day means: since before our records."""

    label: str
    provenance: str
    in_force_from: dt.date | None = None

    def digest_with(self, **content: Any) -> str:
        day = self.in_force_from.isoformat() if self.in_force_from else None
        return digest_of(asdict(self) | {"in_force_from": day} | content)


def digest_of(content: Mapping[str, Any]) -> str:
    """Take the digest of what is published, whatever the order of its keys."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
