"""Read a document of sourced values strictly: each fault is kept with its key, all at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")

# A case reads its rules for each request, and the hints of a class never change.
hints_of: Callable[[Any], dict[str, Any]] = cache(get_type_hints)
NOT_SAID = "The edition does not say; this is what the program does then."
ABOUT = {"value", "source", "note", "confirmed_by", "confirmed_on"}


class Faulty(ValueError):
    """A document that cannot be used; each fault is one line that begins with its key."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Sourced:
    """One value of a procedure, where it comes from, and who of the body confirmed it."""

    key: str
    value: Any
    source: str
    note: str = ""
    confirmed_by: str = ""
    confirmed_on: dt.date | None = None

    def as_json(self) -> dict[str, Any]:
        """As it stands in a document; nothing that says nothing."""
        said = {"value": self.value, "source": self.source, "note": self.note}
        if self.confirmed_by and self.confirmed_on:
            said["confirmed_by"] = self.confirmed_by
            said["confirmed_on"] = self.confirmed_on.isoformat()
        return {name: given for name, given in said.items() if name != "note" or given}

    @property
    def published(self) -> bool:
        """Whether all of the value was read in published texts; ``V source; P`` is a mixture."""
        return all(mark.strip().startswith("V") for mark in self.source.split(";"))

    @property
    def confirmed(self) -> bool:
        """Whether letters may rest on it: the body published it or has confirmed it."""
        return self.published or bool(self.confirmed_by and self.confirmed_on)


def fits(value: object, hint: Any) -> bool:
    """Whether a TOML value is of the type that a field declares; true is not a number."""
    origin, of = get_origin(hint), get_args(hint)
    if origin is Literal:
        return value in of
    if origin in (Union, UnionType):
        return any(fits(value, one) for one in of)
    if origin is tuple:
        return isinstance(value, list | tuple) and all(fits(item, of[0]) for item in value)
    return type(value) is hint


class Document:
    """The sourced values of one document by dotted key, and the faults met so far."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.faults: list[str] = []
        self.values = {found.key: found for found in self._walk(document, "")}
        self._unread = dict.fromkeys(self.values)

    def _walk(self, table: Mapping[str, Any], path: str) -> Iterator[Sourced]:
        # Sorted, because PostgreSQL does not keep the order of keys in JSON.
        for name, item in sorted(table.items()):
            key = f"{path}{name}"
            if not isinstance(item, Mapping):
                self.fault(key, "needs a table with a value and its source")
            elif "value" in item:
                yield self._sourced(key, item)
            else:
                yield from self._walk(item, f"{key}.")

    def _sourced(self, key: str, item: Mapping[str, Any]) -> Sourced:
        for name in sorted(item.keys() - ABOUT):
            self.fault(f"{key}.{name}", "is not a word this program knows")
        source = item.get("source")
        if not source or not isinstance(source, str):
            self.fault(key, "does not say its source")
        if ("confirmed_by" in item) != ("confirmed_on" in item):
            self.fault(key, "needs confirmed_by and confirmed_on together")
        return Sourced(
            key,
            item["value"],
            str(source),
            str(item.get("note", "")),
            str(item.get("confirmed_by", "")),
            self._day(key, item.get("confirmed_on")),
        )

    def _day(self, key: str, day: object) -> dt.date | None:
        if day is None or isinstance(day, dt.date):
            return day
        try:
            return dt.date.fromisoformat(str(day))
        except ValueError:
            self.fault(f"{key}.confirmed_on", f"is not a date: {day}")
            return None

    def fault(self, key: str, sentence: str) -> None:
        self.faults.append(f"{key}: {sentence}.")

    def under(self, prefix: str) -> list[str]:
        """List the names directly under a key."""
        start = f"{prefix}."
        return [key.removeprefix(start) for key in self.values if key.startswith(start)]

    def supply(self, key: str, value: Any) -> None:
        """Put the program's own value where an older document says nothing, and say so."""
        if key not in self.values:
            self.values[key] = Sourced(key, value, "P", NOT_SAID)

    def value(self, key: str, hint: Any) -> Any:
        """Read the value at ``key``; None, with a fault, when it is missing or of another type."""
        self._unread.pop(key, None)
        if key not in self.values:
            self.fault(key, "is missing")
            return None
        value = self.values[key].value
        if not fits(value, hint):
            self.fault(key, f"cannot be {value!r}")
            return None
        return tuple(value) if isinstance(value, list) else value

    def words(self, prefix: str) -> dict[str, str]:
        return {name: self.value(f"{prefix}.{name}", str) or "" for name in self.under(prefix)}

    def record(self, cls: type[Record], key: str, **known: object) -> Record | None:
        """Make a dataclass of the table at ``key``; None, with its faults, when it cannot be."""
        self._unread.pop(key, None)
        found = self.values.get(key)
        if found is None:
            self.fault(key, "is missing")
            return None
        if not isinstance(found.value, Mapping):
            self.fault(key, "needs a table as its value")
            return None
        before = len(self.faults)
        known |= {"source": found.source, "confirmed": found.confirmed}
        hints, given = hints_of(cls), dict(found.value)
        for field in fields(cls):  # type: ignore[arg-type]  # only dataclasses are asked for
            if field.name in known:
                continue
            if field.name not in given:
                if field.default is MISSING:
                    self.fault(f"{key}.{field.name}", "is missing")
                continue
            value = given.pop(field.name)
            if not fits(value, hints[field.name]):
                self.fault(f"{key}.{field.name}", f"cannot be {value!r}")
            known[field.name] = tuple(value) if isinstance(value, list) else value
        for name in given:
            self.fault(f"{key}.{name}", "is not a word this program knows")
        return cls(**known) if len(self.faults) == before else None

    def close(self) -> None:
        """Raise every fault, with a fault for each value that nothing has asked for."""
        for key in self._unread:
            self.fault(key, "is not a value this program knows")
        if self.faults:
            raise Faulty(self.faults)
