from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, NoReturn

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from ledger import chain
from vault import keys

SYSTEM = "system"
SALTED = chain.SALT_BYTES


class Plain(DjangoJSONEncoder):
    """Writes a row as its name and key; everything else as Django does."""

    def default(self, o: Any) -> Any:
        if isinstance(o, models.Model):
            return name_of(o)
        return super().default(o)


def name_of(row: models.Model) -> str:
    return f"{type(row).__name__}:{row.pk}"


def actor_name(by: Any) -> str:
    """How an actor stands in a header: opaque, and the same in every docket."""
    if by is None:
        return SYSTEM
    if isinstance(by, str):
        return by
    return str(getattr(by, "actor_name", f"user:{by.pk}"))


# Ask for whom somebody acts in a docket: given its number and who acts, each names a principal.
PRINCIPALS: list[Callable[[str, Any], str]] = []


class Docket(models.Model):
    """A numbered record. Its row is locked while anything about it changes.

    The lock makes entries follow one another, and makes every check inside it true until
    the transaction ends: one lock for each case, always taken first.
    """

    number = models.CharField(max_length=40, primary_key=True)
    length = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)
    key_epoch = models.PositiveSmallIntegerField()
    wrapped_key = models.BinaryField()
    opened_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.number

    @classmethod
    def open(cls, number: str) -> Docket:
        """Open a new docket with a data key of its own."""
        epoch, wrapped = keys.new_data_key(number)
        return cls.objects.create(number=number, key_epoch=epoch, wrapped_key=wrapped)

    @classmethod
    def system(cls, name: str) -> Docket:
        """The record of what belongs to no case: ``codes``, ``people``, ``auth``."""
        return cls._found_or_opened(f"sys/{name}")

    @property
    def reads(self) -> Docket:
        """The twin record of who read what: apart, so that readers never wait for actors."""
        return self._found_or_opened(f"{self.number}/reads")

    @classmethod
    def _found_or_opened(cls, number: str) -> Docket:
        found = cls.objects.filter(pk=number).first()
        if found:
            return found
        epoch, wrapped = keys.new_data_key(number)
        sealed = {"key_epoch": epoch, "wrapped_key": wrapped}
        return cls.objects.get_or_create(number=number, defaults=sealed)[0]

    @cached_property
    def data_key(self) -> keys.DataKey:
        return keys.unwrap(bytes(self.wrapped_key), self.number, self.key_epoch)

    def lock(self) -> None:
        """Wait for, and keep until the transaction ends, the right to change this docket."""
        fresh = Docket.objects.select_for_update().only("length", "head").get(pk=self.pk)
        self.length, self.head = fresh.length, fresh.head

    @transaction.atomic
    def enter(
        self,
        verb: str,
        subject: models.Model,
        *,
        by: Any,
        on_behalf_of: str = "",
        stage: tuple[str, str] | None = None,
        **details: Any,
    ) -> Entry:
        """Append one entry, in the transaction of the change it records.

        ``by`` is a user, None for the system, or the word for a party without an account.
        ``details`` are sealed and kept for as long as the docket's key.
        """
        self.lock()
        entry = self.next_entry(
            verb,
            name_of(subject),
            actor=actor_name(by),
            offices=list(getattr(by, "office_slugs", ())),
            on_behalf_of=on_behalf_of or self._principal_of(by),
            stage=stage,
            details=details,
        )
        entry.save(force_insert=True)
        self.save(update_fields=["length", "head"])
        return entry

    def _principal_of(self, by: Any) -> str:
        """For whom somebody acts in this docket, as far as a higher app knows; mostly nobody."""
        return next((who for find in PRINCIPALS if (who := find(self.number, by))), "")

    def next_entry(
        self,
        verb: str,
        subject: str,
        *,
        actor: str,
        details: dict[str, Any],
        offices: list[str] | None = None,
        on_behalf_of: str = "",
        stage: tuple[str, str] | None = None,
        at: dt.datetime | None = None,
    ) -> Entry:
        """Make the entry that follows the last, and move on in memory; it saves nothing.

        For ``enter``, and for a bulk load that keeps the chain whole.
        """
        salt = os.urandom(SALTED)
        payload = chain.canonical(json.loads(json.dumps(details, cls=Plain)))
        at = at or timezone.now()
        header = chain.canonical(
            {
                "v": 1,
                "docket": self.number,
                "number": self.length + 1,
                "prev": self.head or chain.GENESIS,
                "verb": verb,
                "subject": subject,
                "actor": actor,
                "offices": offices or [],
                "for": on_behalf_of,
                "stage": list(stage or ()),
                "at": at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
                "commit": chain.commitment(salt, payload),
            }
        )
        entry = Entry(
            docket=self,
            number=self.length + 1,
            verb=verb,
            subject=subject,
            actor=actor,
            at=at,
            header=header,
            digest=chain.digest(header),
        )
        entry.sealed_payload = self.data_key.seal(salt + payload, entry.purpose)
        self.length, self.head = entry.number, entry.digest
        return entry

    def first_fault(self) -> chain.Fault | None:
        """Walk the chain and compare each entry's columns with its header."""
        fault = chain.walk(self._links(), docket=self.number, length=self.length, head=self.head)
        return fault or next(self._column_faults(), None)

    def _links(self) -> Iterator[chain.Link]:
        for entry in self.entries.order_by("number").iterator(chunk_size=1000):
            yield chain.Link(entry.number, bytes(entry.header), entry.digest)

    def _column_faults(self) -> Iterator[chain.Fault]:
        for entry in self.entries.order_by("number").iterator(chunk_size=1000):
            told = entry.told
            shown = {"verb": entry.verb, "subject": entry.subject, "actor": entry.actor}
            shown["at"] = entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
            if any(told.get(name) != value for name, value in shown.items()):
                yield chain.Fault(entry.number, "its columns differ from its header")
            elif not entry.payload_matches():
                yield chain.Fault(entry.number, "its payload is not the one committed to")


class EntryQuerySet(models.QuerySet["Entry"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("The ledger is append-only.")

    def delete(self) -> NoReturn:
        raise TypeError("The ledger is append-only.")


class Entry(models.Model):
    """One line of a record. It names its subject without a foreign key, so it outlives it."""

    docket = models.ForeignKey(Docket, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=64)
    subject = models.CharField(max_length=96)
    actor = models.CharField(max_length=40)
    at = models.DateTimeField()
    header = models.BinaryField()
    digest = models.CharField(max_length=64, unique=True)
    sealed_payload = models.BinaryField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["docket", "number"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["docket", "number"], name="ledger_entry_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.docket_id} #{self.number} {self.verb}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("The ledger is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("The ledger is append-only.")

    @property
    def purpose(self) -> str:
        return f"entry {self.number} of {self.docket_id}"

    @cached_property
    def told(self) -> dict[str, Any]:
        """What the header says."""
        header: dict[str, Any] = json.loads(bytes(self.header))
        return header

    @property
    def moved(self) -> tuple[str, str] | None:
        """From which stage to which, for an entry that is a step."""
        stage = self.told["stage"]
        return (stage[0], stage[1]) if stage else None

    def opened(self) -> tuple[bytes, bytes]:
        """The salt and the payload. Raises ``SealBroken`` when the key is gone."""
        plain = self.docket.data_key.open(bytes(self.sealed_payload), self.purpose)
        return plain[:SALTED], plain[SALTED:]

    @cached_property
    def details(self) -> dict[str, Any]:
        details: dict[str, Any] = json.loads(self.opened()[1])
        return details

    def payload_matches(self) -> bool:
        """Whether the payload is the one the header commits to, unless its key was destroyed."""
        if not self.docket.wrapped_key:
            return True
        try:
            salt, payload = self.opened()
        except keys.SealBroken:
            return False
        return bool(chain.commitment(salt, payload) == self.told.get("commit"))


class Series(models.Model):
    """The last number given out in one series, such as ``CCMC-2026``."""

    name = models.CharField(max_length=24, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"
