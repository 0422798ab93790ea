"""Read the provisions of an edition strictly: each fault with its key, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from codes.documents import Faulty, fits, hints_of
from codes.kinds import ProvisionKind
from codes.records import ProvisionRecord

NEEDED = ("number", "kind")
LONGEST = {"number": 24, "lineage": 48, "title": 200, "plain_title": 120, "plain_hint": 300}
# What a later edition is compared with word by word, while somebody types.
LONGEST_TEXT = 20_000


def read_provisions(
    found: Iterable[Mapping[str, Any]], defaults: Mapping[str, Any] | None = None
) -> list[ProvisionRecord]:
    """Make a record of each, or raise ``Faulty``; the third's kind is ``provisions[3].kind``."""
    faults: list[str] = []
    records: list[ProvisionRecord] = []
    seen: set[str] = set()
    for place, given in enumerate(found, start=1):
        key = f"provisions[{place}]"
        plain = {**(defaults or {}), **given}
        wrong = list(_of_wrong_type(key, plain))
        faults += wrong
        if wrong:
            continue
        listed: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in plain.items()
        }
        record = ProvisionRecord(**listed)
        faults += _unfit(key, record, seen)
        seen.add(record.number)
        records.append(record)
    if not records and not faults:
        faults.append("provisions: lists nothing.")
    faults += _without_lineage(records)
    if faults:
        raise Faulty(faults)
    return records


def _of_wrong_type(key: str, plain: Mapping[str, Any]) -> Iterable[str]:
    hints = hints_of(ProvisionRecord)
    for name in NEEDED:
        if name not in plain:
            yield f"{key}.{name}: is missing."
    for name, value in plain.items():
        if name not in hints:
            yield f"{key}.{name}: is not a word this program knows."
        elif not fits(value, hints[name]):
            yield f"{key}.{name}: cannot be {value!r}."


def _unfit(key: str, record: ProvisionRecord, seen: set[str]) -> Iterable[str]:
    if not record.number.strip() or "/" in record.number:
        yield f"{key}.number: needs at least one letter or figure, and no slash."
    if record.number in seen:
        yield f"{key}.number: stands twice."
    if record.kind not in ProvisionKind.values:
        yield f"{key}.kind: cannot be {record.kind!r}."
    if not record.title and not record.text:
        yield f"{key}: has neither a title nor a text."
    for name, most in LONGEST.items():
        if len(getattr(record, name)) > most:
            yield f"{key}.{name}: is longer than {most} characters."
    if len(record.text) > LONGEST_TEXT:
        yield f"{key}.text: is longer than {LONGEST_TEXT} characters."
    for name, number in (("parent", record.parent), ("bridge", record.bridge)):
        if number and number not in seen:
            yield f"{key}.{name}: names a provision that does not stand above: {number}."


def _without_lineage(records: Iterable[ProvisionRecord]) -> Iterable[str]:
    """A lineage is one line's own: whoever splits a line lets the new one continue it."""
    seen: set[str] = set()
    for place, record in enumerate(records, start=1):
        lineage = record.lineage or record.number
        if lineage in seen:
            yield f"provisions[{place}].lineage: is another provision's: {lineage}."
        seen.add(lineage)
