"""The record, attacked through the models and through the database itself."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from ledger import triggers
from ledger.models import Docket, Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def docket() -> Docket:
    """A docket with three entries."""
    found = Docket.open("TEST-2026-0001")
    for number in range(3):
        found.enter("thing.noted", found, by=None, number=number)
    return found


def attack(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


ATTACKS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "attacks.toml").read_text())


@pytest.mark.parametrize(
    "statement", [*ATTACKS["both"], *ATTACKS[connection.vendor]], ids=lambda value: value[:60]
)
def test_the_database_refuses(docket: Docket, statement: str) -> None:
    settle()
    with pytest.raises(DatabaseError):
        attack(statement)
    is_whole(docket)


def settle() -> None:
    """Check foreign keys now: PostgreSQL truncates no table that still waits for that."""
    if connection.vendor == "postgresql":
        attack("SET CONSTRAINTS ALL IMMEDIATE")


def is_whole(docket: Docket) -> None:
    kept = Docket.objects.get(pk=docket.pk)
    assert (kept.length, kept.head) == (3, docket.head)
    assert kept.entries.count() == 3
    assert kept.first_fault() is None


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: Entry.objects.filter(pk=entry.pk).update(verb="forged"),
        lambda entry: Entry.objects.all().delete(),
        lambda entry: Entry.objects.bulk_update([entry], ["verb"]),
    ],
    ids=["save", "delete", "update", "delete all", "bulk update"],
)
def test_the_models_refuse(docket: Docket, change: Callable[[Entry], object]) -> None:
    with pytest.raises((TypeError, DatabaseError)), transaction.atomic():
        change(docket.entries.get(number=2))
    is_whole(docket)


def test_the_next_entry_is_still_taken(docket: Docket) -> None:
    docket.enter("thing.noted", docket, by=None)

    assert Docket.objects.get(pk=docket.pk).length == 4
    assert docket.first_fault() is None


def test_a_data_key_can_be_wrapped_afresh(docket: Docket) -> None:
    """The guard lets the key of a docket change: a new epoch wraps every key again."""
    Docket.objects.filter(pk=docket.pk).update(key_epoch=docket.key_epoch)


def test_the_guards_stand_after_they_were_installed_again(docket: Docket) -> None:
    settle()
    triggers.install(connection)

    with pytest.raises(DatabaseError):
        attack("DELETE FROM ledger_entry")
