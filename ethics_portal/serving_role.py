"""What the database role that serves may do: everything but alter the record.

Whoever owns a table may switch its triggers off, so migrations run as the owner and the office
is served as a role that owns nothing (docs/decisions/0005-two-database-roles.md).
"""

from __future__ import annotations

from django.db import connection
from psycopg2 import sql

KEPT_FOR_EVER = ["ledger_entry"]


def grant_to(role: str) -> None:
    if connection.vendor != "postgresql":
        return
    tables = [sql.Identifier(name) for name in connection.introspection.table_names()]
    who = sql.Identifier(role)
    kept = [sql.Identifier(name) for name in KEPT_FOR_EVER]
    with connection.cursor() as cursor:
        for statement, names in [
            ("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {}", tables),
            ("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}", kept),
        ]:
            cursor.execute(sql.SQL(statement).format(sql.SQL(", ").join(names), who))
        cursor.execute(
            sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(who)
        )
