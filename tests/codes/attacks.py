"""Every way we know to change what is published, numbered, each with what refuses it.

An attack is tried on whatever database the tests run on, if that database has it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models

from codes.models import Provision
from tests.codes.attackers import (
    Published,
    add_to,
    around_the_models,
    as_a_replica,
    delete_unchecked,
    hand_over,
    insert_over,
    load_fixture,
    moved_later,
    replace,
    replace_quietly,
    reworded,
    sql,
    through_a_view,
    upsert,
)

BOTH = ("sqlite", "postgresql")
SQLITE, POSTGRESQL = ("sqlite",), ("postgresql",)
GUARD = r"published: \w+ is refused"
MODEL = "What is published is never changed"


@dataclass(frozen=True)
class Attack:
    words: str
    act: Callable[[Published], object]
    refused: str = GUARD
    databases: tuple[str, ...] = BOTH

    def __str__(self) -> str:
        return f"{ATTACKS.index(self) + 1:02} {self.words}"


ATTACKS = [
    # Through the models
    Attack("save a changed row", lambda law: [reworded(row).save() for row in law.rows], MODEL),
    Attack("save one field", lambda law: reworded(law.line).save(update_fields=["text"]), MODEL),
    Attack("save by force", lambda law: reworded(law.line).save(force_update=True), MODEL),
    Attack("save as a fixture is saved", lambda law: reworded(law.line).save_base(raw=True)),
    Attack("update a queryset", lambda law: law.first.provisions.update(text="Forged."), MODEL),
    Attack(
        "update a queryset around our own",
        lambda law: around_the_models(law.first.provisions.all(), text="Forged."),
    ),
    Attack(
        "update in bulk",
        lambda law: Provision.objects.bulk_update([reworded(law.line)], ["text"]),
        MODEL,
    ),
    Attack(
        "update or create",
        lambda law: Provision.objects.update_or_create(
            pk=law.line.pk, defaults={"text": "Forged."}
        ),
        MODEL,
    ),
    Attack("delete a row", lambda law: law.line.delete(), MODEL),
    Attack("delete a queryset", lambda law: law.second.provisions.all().delete(), MODEL),
    Attack(
        "delete a queryset around our own",
        lambda law: models.QuerySet.delete(Provision.objects.filter(pk=law.line.pk)),
    ),
    Attack("create in bulk over what is there", upsert),
    Attack(
        "move a provision to another edition",
        lambda law: around_the_models(
            Provision.objects.filter(pk=law.line.pk), edition=law.second, number="R-77", position=77
        ),
    ),
    Attack("hand an edition to another code", hand_over),
    Attack("add a provision to a published edition", lambda law: add_to(law.first)),
    Attack("load a fixture", load_fixture),
    Attack(
        "move an end later through the one change there is",
        moved_later,
        "the end is as it was",
    ),
    # Through the database
    Attack("update a text", sql("UPDATE codes_provision SET text = 'Forged.' WHERE id = {line}")),
    Attack(
        "update where a table says so",
        sql(
            "UPDATE codes_provision SET text = e.label FROM codes_edition e"
            " WHERE e.id = codes_provision.edition_id"
        ),
    ),
    Attack(
        "update behind a WITH",
        sql(
            "WITH wanted AS (SELECT id FROM codes_provision WHERE id = {line})"
            " UPDATE codes_provision SET text = 'Forged.' WHERE id IN (SELECT id FROM wanted)"
        ),
    ),
    Attack(
        "update inside a WITH",
        sql(
            "WITH forged AS (UPDATE codes_provision SET text = 'Forged.' RETURNING id)"
            " SELECT * FROM forged"
        ),
        databases=POSTGRESQL,
    ),
    Attack("update through a view", through_a_view),
    Attack("swap the key", sql("UPDATE codes_provision SET id = -1 WHERE id = {line}")),
    Attack(
        "swap the parent",
        sql("UPDATE codes_provision SET parent_id = {other} WHERE id = {line}"),
    ),
    Attack(
        "reopen an edition", sql("UPDATE codes_edition SET superseded_on = NULL WHERE id = {first}")
    ),
    Attack(
        "move an end later",
        sql("UPDATE codes_edition SET superseded_on = '2099-01-01' WHERE id = {first}"),
    ),
    Attack(
        "close an edition and change its label at once",
        sql("UPDATE codes_edition SET superseded_on = '2027-01-01', label = 'x' WHERE id={second}"),
    ),
    Attack(
        "end an edition on a day that is none",
        sql("UPDATE codes_edition SET superseded_on = '2020-01-0x' WHERE id = {second}"),
        databases=SQLITE,
    ),
    Attack(
        "update or ignore what refuses it",
        sql("UPDATE OR IGNORE codes_provision SET text = 'Forged.' WHERE id = {line}"),
        databases=SQLITE,
    ),
    Attack(
        "update or replace what is in the way",
        sql("UPDATE OR REPLACE codes_provision SET position = 2 WHERE id = {line}"),
        databases=SQLITE,
    ),
    Attack("delete the provisions", sql("DELETE FROM codes_provision")),
    Attack("delete an edition under its provisions", delete_unchecked),
    Attack("delete a procedure", sql("DELETE FROM codes_procedureedition")),
    Attack("insert or replace", replace, GUARD, SQLITE),
    Attack("replace with foreign recursion off", replace_quietly, GUARD, SQLITE),
    Attack("insert, and on conflict update", insert_over),
    Attack(
        "merge",
        sql(
            "MERGE INTO codes_provision p USING (SELECT 1) one ON p.id = {line}"
            " WHEN MATCHED THEN UPDATE SET text = 'Forged.'"
        ),
        databases=POSTGRESQL,
    ),
    Attack("truncate the provisions", sql("TRUNCATE codes_provision CASCADE"), GUARD, POSTGRESQL),
    Attack("truncate the bodies", sql("TRUNCATE people_body CASCADE"), GUARD, POSTGRESQL),
    Attack("pose as a replica", as_a_replica, GUARD, POSTGRESQL),
]
