"""The guards in the database: an entry is never changed, a docket only moves forward.

They are a seat belt against code that goes round the models; what proves the record is the
chain. SQLite drops the triggers of a table it rebuilds, and does not fire them for the
deletion inside ``INSERT OR REPLACE``; hence the guard before insert, and ``install`` after
every migration. PostgreSQL's are ``ENABLE ALWAYS``, or a replica role would silence them.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

SQLITE = {
    "ledger_entry_no_replace": """CREATE TRIGGER {name} BEFORE INSERT ON ledger_entry
        WHEN EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.id OR digest = NEW.digest
            OR (docket_id = NEW.docket_id AND number = NEW.number))
        BEGIN SELECT RAISE(ABORT, 'append-only: replace'); END""",
    "ledger_entry_no_update": """CREATE TRIGGER {name} BEFORE UPDATE ON ledger_entry
        BEGIN SELECT RAISE(ABORT, 'append-only: update'); END""",
    "ledger_entry_no_delete": """CREATE TRIGGER {name} BEFORE DELETE ON ledger_entry
        BEGIN SELECT RAISE(ABORT, 'append-only: delete'); END""",
    "ledger_docket_begins_empty": """CREATE TRIGGER {name} BEFORE INSERT ON ledger_docket
        WHEN NEW.length <> 0 OR NEW.head <> ''
            OR EXISTS (SELECT 1 FROM ledger_docket WHERE number = NEW.number)
        BEGIN SELECT RAISE(ABORT, 'append-only: docket replace'); END""",
    "ledger_docket_moves_forward": """CREATE TRIGGER {name} BEFORE UPDATE ON ledger_docket
        WHEN NEW.number IS NOT OLD.number OR NOT (
            (NEW.length = OLD.length AND NEW.head = OLD.head) OR
            (NEW.length = OLD.length + 1 AND NEW.head IS (SELECT digest FROM ledger_entry
                WHERE docket_id = NEW.number AND number = NEW.length)))
        BEGIN SELECT RAISE(ABORT, 'append-only: the head must follow the last entry'); END""",
    "ledger_docket_no_delete": """CREATE TRIGGER {name} BEFORE DELETE ON ledger_docket
        BEGIN SELECT RAISE(ABORT, 'append-only: docket delete'); END""",
}

POSTGRES_FUNCTIONS = """
CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: % of %', TG_OP, TG_TABLE_NAME USING ERRCODE = '42501';
END $$;
CREATE OR REPLACE FUNCTION ledger_docket_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.length <> 0 OR NEW.head <> '' THEN
            RAISE EXCEPTION 'append-only: a docket begins empty' USING ERRCODE = '42501';
        END IF;
    ELSIF NEW.number IS DISTINCT FROM OLD.number OR NOT (
        (NEW.length = OLD.length AND NEW.head = OLD.head) OR
        (NEW.length = OLD.length + 1 AND NEW.head IS NOT DISTINCT FROM (
            SELECT digest FROM ledger_entry
            WHERE docket_id = NEW.number AND number = NEW.length))) THEN
        RAISE EXCEPTION 'append-only: the head must follow the last entry'
            USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
"""

POSTGRES = {
    "ledger_entry_no_change": """CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON ledger_entry
        FOR EACH ROW EXECUTE FUNCTION ledger_refuse()""",
    "ledger_entry_no_truncate": """CREATE TRIGGER {name} BEFORE TRUNCATE ON ledger_entry
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()""",
    "ledger_docket_moves_forward": """CREATE TRIGGER {name} BEFORE INSERT OR UPDATE
        ON ledger_docket FOR EACH ROW EXECUTE FUNCTION ledger_docket_guard()""",
    "ledger_docket_no_delete": """CREATE TRIGGER {name} BEFORE DELETE ON ledger_docket
        FOR EACH ROW EXECUTE FUNCTION ledger_refuse()""",
    "ledger_docket_no_truncate": """CREATE TRIGGER {name} BEFORE TRUNCATE ON ledger_docket
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()""",
}


def _table(sql: str) -> str:
    return "ledger_entry" if " ON ledger_entry" in " ".join(sql.split()) else "ledger_docket"


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take the guards away: for a flush in tests and for bulk loading by the owner only."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name, sql in POSTGRES.items():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {_table(sql)}")
        else:
            for name in SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in place, whether or not it was there."""
    drop(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTIONS)
            for name, sql in POSTGRES.items():
                cursor.execute(sql.format(name=name))
                cursor.execute(f"ALTER TABLE {_table(sql)} ENABLE ALWAYS TRIGGER {name}")
        else:
            for name, sql in SQLITE.items():
                cursor.execute(sql.format(name=name))
