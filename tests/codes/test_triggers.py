"""Published law, attacked through the models and through the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from codes import triggers
from codes.loading import Loaded
from codes.models import Edition, ProcedureEdition, Provision

pytestmark = pytest.mark.django_db

ROWS = [Edition, ProcedureEdition, Provision]


@pytest.fixture
def settled(law: list[Loaded]) -> None:
    """Foreign keys checked now: PostgreSQL alters no table that still waits for that."""
    if connection.vendor == "postgresql":
        attack("SET CONSTRAINTS ALL IMMEDIATE")


def attack(statement: str, *parameters: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


@pytest.mark.parametrize("model", ROWS)
@pytest.mark.parametrize(
    "change",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: type(row).objects.filter(pk=row.pk).update(pk=row.pk),
        lambda row: type(row).objects.all().delete(),
        lambda row: type(row).objects.bulk_update([row], ["pk"]),
    ],
)
def test_the_models_refuse(
    law: list[Loaded], model: type[Any], change: Callable[[Any], object]
) -> None:
    with pytest.raises(TypeError, match="What is published is never changed"):
        change(model.objects.first())


@pytest.mark.parametrize("table", [guarded.table for guarded in triggers.TABLES])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET {column} = 'forged'",
        "DELETE FROM {table}",
        "INSERT INTO {table} SELECT * FROM {table}",
    ],
)
def test_the_database_refuses(law: list[Loaded], table: str, statement: str) -> None:
    column = "text" if table == "codes_provision" else "provenance"

    with pytest.raises(DatabaseError):
        attack(statement.format(table=table, column=column))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite can replace a row so")
@pytest.mark.parametrize("table", [guarded.table for guarded in triggers.TABLES])
def test_a_row_cannot_be_replaced(law: list[Loaded], table: str) -> None:
    # Switched off, as it is on every connection but ours: a replaced row fires no DELETE.
    attack("PRAGMA recursive_triggers = OFF")
    with pytest.raises(DatabaseError, match="published"):
        attack(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")  # noqa: S608 - ours
    attack("PRAGMA recursive_triggers = ON")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", [guarded.table for guarded in triggers.TABLES])
def test_a_table_cannot_be_truncated(settled: None, table: str) -> None:
    with pytest.raises(DatabaseError, match="published"):
        attack(f"TRUNCATE {table} CASCADE")


def test_an_edition_may_be_closed_once(law: list[Loaded]) -> None:
    attack("UPDATE codes_edition SET superseded_on = '2027-01-01'")

    with pytest.raises(DatabaseError, match="published"):
        attack("UPDATE codes_edition SET superseded_on = '2028-01-01'")
    with pytest.raises(DatabaseError, match="published"):
        attack("UPDATE codes_edition SET superseded_on = NULL")


def test_closing_changes_nothing_else(law: list[Loaded]) -> None:
    with pytest.raises(DatabaseError, match="published"):
        attack("UPDATE codes_edition SET superseded_on = '2027-01-01', label = 'Forged'")


def test_a_published_edition_takes_no_more_provisions(law: list[Loaded]) -> None:
    edition = Edition.objects.get(code__slug="member-code")

    with pytest.raises(DatabaseError, match="published"), transaction.atomic():
        Provision.objects.create(
            edition=edition,
            number="NPC-9",
            lineage="NPC-9",
            kind="rule",
            text="Forged",
            enforceable=True,
            position=99,
        )


def test_an_edition_cannot_overlap_another(law: list[Loaded]) -> None:
    edition = Edition.objects.get(code__slug="member-code")

    with pytest.raises(DatabaseError, match="published"), transaction.atomic():
        Edition.objects.create(
            code=edition.code,
            label="Forged",
            slug="forged",
            in_force_from="2020-01-01",
            superseded_on="2021-01-01",
            provenance="None",
            digest="",
            provision_count=0,
        )


def test_the_guards_are_drawn_again_when_they_are_gone(settled: None) -> None:
    triggers.drop(connection)
    gone = triggers.installed(connection)

    triggers.install(connection)

    assert (gone, triggers.installed(connection)) == (False, True)
