"""The database's own refusal to change what is published, on SQLite and on PostgreSQL.

SQLite needs the guard before INSERT as well: INSERT OR REPLACE deletes the old row without
firing its DELETE trigger.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper

PREFIX = "codes_published"


class Guarded(NamedTuple):
    """A table of published rows; ``owner`` is set where its rows are in force between dates."""

    table: str
    keys: tuple[tuple[str, ...], ...]
    owner: str = ""


TABLES = (
    Guarded("codes_edition", (("id",), ("code_id", "slug")), "code_id"),
    Guarded("codes_procedureedition", (("id",), ("procedure_id", "slug")), "procedure_id"),
    Guarded("codes_provision", (("id",), ("edition_id", "number"), ("edition_id", "position"))),
)

# A null start is earlier, a null end later, than every day. An edition whose end is its first
# day was replaced by a correction before it was ever in force: nothing overlaps it.
OVERLAPS = """EXISTS (SELECT 1 FROM {table} e WHERE e.{owner} = NEW.{owner}
    AND (e.superseded_on IS NULL OR NEW.in_force_from IS NULL
         OR e.superseded_on > NEW.in_force_from)
    AND (NEW.superseded_on IS NULL OR e.in_force_from IS NULL
         OR e.in_force_from < NEW.superseded_on)
    AND (e.superseded_on IS NULL OR e.in_force_from IS NULL
         OR e.superseded_on > e.in_force_from))"""
# What is open may be closed, and what is closed may be closed earlier; never the other way.
CLOSING = """(NEW.superseded_on IS NOT NULL
    AND (OLD.superseded_on IS NULL OR NEW.superseded_on < OLD.superseded_on))"""
FULL = """(SELECT count(*) FROM codes_provision p WHERE p.edition_id = NEW.edition_id)
    >= (SELECT e.provision_count FROM codes_edition e WHERE e.id = NEW.edition_id)"""


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in place, freshly drawn from the tables as they now are."""
    drop(connection)
    present = set(connection.introspection.table_names())
    for guarded in TABLES:
        if guarded.table in present:
            _run(connection, *_creating(connection, guarded))


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take the guards away, for a migration or a test that must empty the tables."""
    present = set(connection.introspection.table_names())
    for table, *_ in TABLES:
        on = f" ON {table}" if connection.vendor == "postgresql" else ""
        if table in present:
            _run(
                connection,
                *(
                    f"DROP TRIGGER IF EXISTS {PREFIX}_{act}_{table}{on}"
                    for act in ("insert", "update", "delete", "truncate")
                ),
            )


def installed(connection: BaseDatabaseWrapper) -> bool:
    """Whether each guarded table still has its guards, and none of them is switched off."""
    postgres = connection.vendor == "postgresql"
    names = (
        "tgname FROM pg_trigger WHERE tgenabled = 'A'" if postgres else "name FROM sqlite_master"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names}")
        found = {row[0] for row in cursor.fetchall()}
    acts = ("insert", "update", "delete", *(("truncate",) if postgres else ()))
    return found >= {f"{PREFIX}_{act}_{t.table}" for act in acts for t in TABLES}


def _run(connection: BaseDatabaseWrapper, *statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _creating(connection: BaseDatabaseWrapper, guarded: Guarded) -> list[str]:
    refused = OVERLAPS.format(table=guarded.table, owner=guarded.owner) if guarded.owner else FULL
    if connection.vendor == "postgresql":
        return _on_postgresql(guarded, refused)
    with connection.cursor() as cursor:
        columns = [
            c.name for c in connection.introspection.get_table_description(cursor, guarded.table)
        ]
    return _on_sqlite(guarded, refused, columns)


def _on_sqlite(guarded: Guarded, refused: str, columns: list[str]) -> list[str]:
    table = guarded.table
    same = [" AND ".join(f"was.{column} = NEW.{column}" for column in key) for key in guarded.keys]
    taken = " OR ".join(f"({match})" for match in same)
    kept = " AND ".join(
        f"OLD.{column} IS NEW.{column}" for column in columns if column != "superseded_on"
    )
    # SQLite would also keep what is no date, and compare it letter by letter.
    closing = f"{CLOSING} AND NEW.superseded_on IS date(NEW.superseded_on)"
    whens = {
        # Every word of these statements stands in this file.
        "insert": f"WHEN EXISTS (SELECT 1 FROM {table} was WHERE {taken}) OR {refused}",  # noqa: S608
        "update": f"WHEN NOT ({closing} AND {kept})" if guarded.owner else "",
        "delete": "",
    }
    return [
        f"CREATE TRIGGER {PREFIX}_{act}_{table} BEFORE {act.upper()} ON {table}"
        f" {when} BEGIN SELECT RAISE(ABORT, 'published: {act} is refused'); END"
        for act, when in whens.items()
    ]


def _on_postgresql(guarded: Guarded, refused: str) -> list[str]:
    table = guarded.table
    closing = (
        f"{CLOSING} AND to_jsonb(OLD) - 'superseded_on' = to_jsonb(NEW) - 'superseded_on'"
        if guarded.owner
        else "false"
    )
    refuse = "RAISE EXCEPTION 'published: % is refused', lower(TG_OP) USING ERRCODE = '42501'"
    function = (
        "CREATE OR REPLACE FUNCTION {} RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {} END $$"
    )
    insert, change = f"{PREFIX}_insert_{table}()", f"{PREFIX}_change_{table}()"
    events = {"insert": "ROW", "update": "ROW", "delete": "ROW", "truncate": "STATEMENT"}
    return [
        function.format(
            insert,
            f"IF {refused} THEN {refuse}; END IF; RETURN NEW;",
        ),
        function.format(
            change,
            f"IF TG_OP = 'UPDATE' THEN IF {closing} THEN RETURN NEW; END IF; END IF; {refuse};",
        ),
        *(
            f"CREATE TRIGGER {PREFIX}_{act}_{table} BEFORE {act.upper()} ON {table}"
            f" FOR EACH {each} EXECUTE FUNCTION {insert if act == 'insert' else change}"
            for act, each in events.items()
        ),
        # Also when a session poses as a replica.
        *(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {PREFIX}_{act}_{table}" for act in events),
    ]
