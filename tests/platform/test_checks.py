from __future__ import annotations

import pytest
from django.conf import settings as configured
from django.db import connection

from ethics_portal import checks, serving_role


def test_an_example_secret_is_refused_outside_debugging(settings):
    settings.EXAMPLES_IN_USE = ("SECRET_KEY",)

    settings.DEBUG = False
    assert [fault.id for fault in checks.secrets_are_our_own(None)] == ["ethics_portal.E002"]

    settings.DEBUG = True
    assert checks.secrets_are_our_own(None) == []


def test_a_secret_others_may_read_is_named(settings, data_dir):
    kept = data_dir / "secrets" / "SECRET_KEY"
    kept.parent.mkdir()
    kept.write_text("mine")

    kept.chmod(0o644)
    assert [fault.id for fault in checks.secret_files_are_ours_alone(None)] == [
        "ethics_portal.W003"
    ]

    kept.chmod(0o600)
    assert checks.secret_files_are_ours_alone(None) == []


def test_the_time_zone_is_chosen():
    assert checks.time_zone_is_chosen(None) == []


@pytest.mark.django_db
def test_sqlite_keeps_what_the_ledger_was_promised():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no pragmas.")
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "recursive_triggers": 1,
    }
    with connection.cursor() as cursor:
        kept = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert kept == wanted
    assert configured.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.services
@pytest.mark.django_db
class TestServingRole:
    """On PostgreSQL the role that serves may write the record and may not alter it."""

    @pytest.fixture(autouse=True)
    def serving(self):
        if connection.vendor != "postgresql":
            pytest.skip("SQLite has no roles.")
        with connection.cursor() as cursor:
            cursor.execute("CREATE ROLE serving_in_a_test")
            serving_role.grant_to("serving_in_a_test")
            cursor.execute("SET LOCAL ROLE serving_in_a_test")
            yield cursor
            cursor.execute("RESET ROLE")

    def test_it_passes_the_check_that_its_owner_fails(self, serving):
        ask = checks.serving_role_cannot_alter_the_record
        assert ask(None, databases=["default"]) == []
        serving.execute("RESET ROLE")
        assert [fault.id for fault in ask(None, databases=["default"])] == ["ethics_portal.E004"]

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE ledger_entry SET verb = 'x'",
            "DELETE FROM ledger_entry",
            "TRUNCATE ledger_entry",
            "ALTER TABLE ledger_entry DISABLE TRIGGER ALL",
            "DROP TABLE ledger_entry",
        ],
    )
    def test_it_may_not_alter_the_record(self, serving, statement):
        serving.execute(
            "SELECT has_table_privilege('ledger_entry', 'SELECT')"
            " AND has_table_privilege('ledger_entry', 'INSERT')"
        )
        assert serving.fetchone() == (True,)
        serving.execute("SAVEPOINT before")
        with pytest.raises(Exception, match=r"permission denied|must be owner"):
            serving.execute(statement)
        serving.execute("ROLLBACK TO SAVEPOINT before")
