"""What somebody does who would change what is published."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core import serializers
from django.core.management import call_command
from django.db import connection, models

from codes.models import Code, Edition, ProcedureEdition, Provision


@dataclass
class Published:
    """What is attacked: a code with a closed edition and an open one, and a procedure."""

    code: Code
    first: Edition
    second: Edition
    line: Provision
    other: Provision
    procedure: ProcedureEdition
    folder: Path

    @property
    def rows(self) -> list[Any]:
        return [self.first, self.second, self.procedure, self.line]


def run(statement: str, *asked: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)


def sql(statement: str) -> Callable[[Published], None]:
    """Run a statement; ``{line}`` and the like stand for the keys of rows."""

    def act(law: Published) -> None:
        keys = {"line": law.line.pk, "other": law.other.pk, "procedure": law.procedure.pk}
        run(statement.format(first=law.first.pk, second=law.second.pk, code=law.code.pk, **keys))

    return act


def reworded(row: Any) -> Any:
    """Change the words of a row in memory: its text, or where it is said to be from."""
    name = "text" if isinstance(row, Provision) else "provenance"
    setattr(row, name, "Forged.")
    return row


def around_the_models(rows: Any, **changes: Any) -> None:
    models.QuerySet.update(rows, **changes)


def upsert(law: Published) -> None:
    Provision.objects.bulk_create(
        [reworded(law.line)],
        update_conflicts=True,
        unique_fields=["edition", "number"],
        update_fields=["text"],
    )


def load_fixture(law: Published) -> None:
    rows = json.loads(serializers.serialize("json", [law.line]))
    rows[0]["fields"]["text"] = "Forged."
    path = law.folder / "forged.json"
    path.write_text(json.dumps(rows), "utf-8")
    call_command("loaddata", str(path), verbosity=0)


def add_to(edition: Edition) -> None:
    Provision.objects.create(
        edition=edition, number="R-99", lineage="R-99", kind="rule", enforceable=True, position=99
    )


def other_value(row: Any, column: models.Field[Any, Any]) -> Any:
    """Give a value that the column does not hold, and could."""
    held = getattr(row, column.attname)
    match column:
        case models.BooleanField():
            return not held
        case models.DateTimeField() | models.DateField():
            return dt.date(1999, 1, 1)
        case models.IntegerField() | models.ForeignKey():
            return (held or 0) + 1
    return '["CCM"]' if isinstance(held, list | dict) else "forged"


def each_column(law: Published) -> Iterator[tuple[str, list[Any]]]:
    """Give an UPDATE for each column of each table; only an open end may be closed."""
    for row in law.rows:
        for column in row._meta.concrete_fields:
            if column.column == "superseded_on" and row.superseded_on is None:
                continue
            value = other_value(row, column) if column.column != "superseded_on" else None
            statement = f"UPDATE {row._meta.db_table} SET {column.column} = %s WHERE id = %s"  # noqa: S608
            yield statement, [value, row.pk]


def hand_over(law: Published) -> None:
    other = Code.objects.create(body=law.code.body, slug="other", title="Another Code")
    around_the_models(Edition.objects.filter(pk=law.second.pk), code=other)


def moved_later(law: Published) -> None:
    """It finds nothing to close, and says so by a count of none."""
    if not Edition.objects.filter(pk=law.first.pk).supersede(dt.date(2099, 1, 1)):
        raise TypeError("the end is as it was")


def through_a_view(law: Published) -> None:
    """On SQLite a view takes an update where a trigger carries it out; on PostgreSQL by itself."""
    run("CREATE TEMPORARY VIEW reading AS SELECT id, text FROM codes_provision")
    if connection.vendor == "sqlite":
        run(
            "CREATE TEMPORARY TRIGGER writing INSTEAD OF UPDATE ON reading BEGIN"
            " UPDATE codes_provision SET text = NEW.text WHERE id = NEW.id; END"
        )
    run("UPDATE reading SET text = 'Forged.' WHERE id = %s", law.line.pk)


def delete_unchecked(law: Published) -> None:
    if connection.vendor == "sqlite":
        run("PRAGMA defer_foreign_keys = ON")
    run("DELETE FROM codes_edition WHERE id = %s", law.first.pk)


def replace_quietly(law: Published) -> None:
    """As on every connection but ours: what is replaced then fires no DELETE."""
    run("PRAGMA recursive_triggers = OFF")
    try:
        replace(law)
    finally:
        run("PRAGMA recursive_triggers = ON")


def as_a_replica(law: Published) -> None:
    """Only a superuser may; whoever copies a database does so without its ordinary triggers."""
    run("SET LOCAL session_replication_role = replica")
    run("UPDATE codes_provision SET text = 'Forged.' WHERE id = %s", law.line.pk)


def copied() -> str:
    """Every column of a provision as it is, but for its text."""
    columns = [column.column for column in Provision._meta.concrete_fields]
    taken = ", ".join("'Forged.'" if one == "text" else one for one in columns)
    return f"({', '.join(columns)}) SELECT {taken} FROM codes_provision WHERE id = %s"  # noqa: S608


def replace(law: Published) -> None:
    run(f"INSERT OR REPLACE INTO codes_provision {copied()}", law.line.pk)


def insert_over(law: Published) -> None:
    also = "ON CONFLICT (id) DO UPDATE SET text = excluded.text"
    run(f"INSERT INTO codes_provision {copied()} {also}", law.line.pk)
