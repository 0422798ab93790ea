"""The database's own refusal to change a letter that was served, on SQLite and on PostgreSQL."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "complaints_notice"
NAME = "complaints_frozen_letter"
# What may still change is how far the letter has come, and what proves it.
FROZEN = (
    "case_id",
    "letter",
    "role",
    "party_id",
    "user_id",
    "entry_id",
    "text",
    "sha256",
    "data",
    "title",
    "language",
    "template",
    "template_sha256",
    "pdf_address",
    "pdf_sha256",
    "pdf_size",
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the guard in place, afresh."""
    drop(connection)
    postgres = connection.vendor == "postgresql"
    differs = "IS DISTINCT FROM" if postgres else "IS NOT"
    changed = " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in FROZEN)
    when = f"WHEN (OLD.sha256 <> '' AND ({changed}))"
    on = f"BEFORE UPDATE ON {TABLE} FOR EACH ROW {when}"
    words = "frozen: a letter that was made does not change"
    with connection.cursor() as cursor:
        if postgres:
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ "
                f"BEGIN RAISE EXCEPTION '{words}' USING ERRCODE = '42501'; END $$"
            )
            cursor.execute(f"CREATE TRIGGER {NAME} {on} EXECUTE FUNCTION {NAME}()")
            cursor.execute(f"ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER {NAME}")
        else:
            cursor.execute(f"CREATE TRIGGER {NAME} {on} BEGIN SELECT RAISE(ABORT, '{words}'); END")


def drop(connection: BaseDatabaseWrapper) -> None:
    on = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS {NAME}{on}")
