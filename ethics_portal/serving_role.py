"""What the database role that serves may do: everything but alter the record or the law.

Whoever owns a table may switch its triggers off, so migrations run as the owner and the office
is served as a role that owns nothing (docs/decisions/0005-two-database-roles.md).
"""

from __future__ import annotations

from django.db import connection

KEPT_FOR_EVER = ["ledger_entry", "codes_provision"]


def grant_to(role: str) -> None:
    if connection.vendor != "postgresql":
        return
    quote = connection.ops.quote_name
    who = quote(role)
    every = ", ".join(map(quote, connection.introspection.table_names()))
    kept = ", ".join(map(quote, KEPT_FOR_EVER))
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {every} TO {who}")
        cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {kept} FROM {who}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {who}")
