"""More than twenty ways to change a published provision or edition, and what comes of each.

The list is in ``attacks.py``. What no trigger can refuse, the owner of the tables or of the
file, is at the end here: that shows in the digest, and in the guards that are missing.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from codes import triggers
from codes.drafting import as_record
from codes.models import Code, Edition, Procedure, ProcedureEdition, Provision
from codes.publishing import publish
from codes.records import Heading, ProvisionRecord
from ledger.models import Docket
from people.models import Body
from tests.codes.attackers import Published, each_column, run
from tests.codes.attacks import ATTACKS, GUARD, Attack
from tests.codes.painted import digest_now, rows_of

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 1)
LINES = [
    ProvisionRecord("R", "rule", title="Rules of conduct"),
    ProvisionRecord("R-1", "rule", text="Members keep their word.", enforceable=True, parent="R"),
]
VALUES = {"response": "30 days"}


@pytest.fixture
def law(db: None, tmp_path: Path) -> Published:
    body = Body.objects.create(slug="try", acronym="TRY", name="Trial Body")
    code = Code.objects.create(body=body, slug="try", title="Trial Code", applies_to=["CCM"])
    first = publish(code, Heading("First", "Ours"), LINES, by=None)
    second = publish(code, Heading("Second", "Ours", DAY), LINES, by=None)
    procedure = ProcedureEdition.objects.create(
        procedure=Procedure.objects.create(body=body, slug="try", title="Trial Procedure"),
        label="First",
        slug="first",
        provenance="Ours",
        digest=Heading("First", "Ours").digest_with(document=VALUES),
        document=VALUES,
    )
    first.refresh_from_db()
    other, line = first.provisions.order_by("position")
    # What changes a table later must not find foreign keys that wait to be checked.
    if connection.vendor == "postgresql":
        run("SET CONSTRAINTS ALL IMMEDIATE")
    return Published(code, first, second, line, other, procedure, tmp_path)


def everything(law: Published) -> tuple[Any, ...]:
    """What is published, row by row, and the digests of what the rows now say."""
    procedure = ProcedureEdition.objects.get(pk=law.procedure.pk)
    digests = [digest_now(law.first), digest_now(law.second)]
    digests.append(Heading("First", "Ours").digest_with(document=procedure.document))
    return (
        rows_of(law.code),
        ProcedureEdition.objects.filter(pk=law.procedure.pk).values().get(),
        digests,
    )


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_it_is_refused_and_nothing_is_changed(law: Published, attack: Attack) -> None:
    if connection.vendor not in attack.databases:
        pytest.skip(f"only on {attack.databases[0]}")
    before = everything(law)
    assert before[2] == [law.first.digest, law.second.digest, law.procedure.digest]

    with pytest.raises((DatabaseError, TypeError), match=attack.refused), transaction.atomic():
        attack.act(law)

    assert everything(law) == before
    assert triggers.installed(connection)


def test_no_column_can_be_changed(law: Published) -> None:
    before, tried = everything(law), 0
    for statement, asked in each_column(law):
        with pytest.raises(DatabaseError, match=GUARD), transaction.atomic():
            run(statement, *asked)
        tried += 1

    assert everything(law) == before
    assert tried > 50


def test_there_are_enough_of_them() -> None:
    assert len({attack.words for attack in ATTACKS}) == len(ATTACKS) > 35


def test_whoever_takes_the_guards_away_is_shown_by_the_digest(law: Published) -> None:
    """Only an owner may: the role that serves owns nothing.

    A digest put right tells on itself, for the record of the codes holds what was published.
    """
    table = "codes_provision"
    if connection.vendor == "postgresql":
        run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    else:
        run(f"DROP TRIGGER {triggers.PREFIX}_update_{table}")
    run(f"UPDATE {table} SET text = 'Forged.' WHERE id = %s", law.line.pk)  # noqa: S608 - ours

    assert not triggers.installed(connection)
    forged = digest_now(law.first)
    assert forged != law.first.digest

    if connection.vendor == "postgresql":
        run("ALTER TABLE codes_edition DISABLE TRIGGER USER")
    else:
        run(f"DROP TRIGGER {triggers.PREFIX}_update_codes_edition")
    run("UPDATE codes_edition SET digest = %s WHERE id = %s", forged, law.first.pk)
    entries = Docket.system("codes").entries.filter(subject=f"Edition:{law.first.pk}")
    assert entries.get(verb="code.published").details["digest"] == law.first.digest != forged

    triggers.install(connection)
    assert triggers.installed(connection)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite rewrites no table in place")
def test_a_table_rewritten_in_place_fires_nothing_and_is_shown_by_the_digest(
    law: Published,
) -> None:
    run("ALTER TABLE codes_provision ALTER COLUMN text TYPE text USING 'Forged.'")

    assert triggers.installed(connection)
    assert digest_now(law.first) != law.first.digest


def test_the_digest_is_that_of_the_whole_edition(law: Published) -> None:
    records = [as_record(line) for line in Provision.objects.filter(edition=law.second)]

    assert [record.as_json() for record in records] == [record.as_json() for record in LINES]
    assert Edition.objects.get(pk=law.second.pk).digest == digest_now(law.second)
