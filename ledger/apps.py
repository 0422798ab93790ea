from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def reinstall_guards(using: str, **kwargs: Any) -> None:
    """Put the triggers back: SQLite drops those of a table that a migration rebuilt."""
    from ledger import triggers  # noqa: PLC0415 - models are not loaded when this module is

    connection = connections[using]
    if "ledger_entry" in connection.introspection.table_names():
        triggers.install(connection)


class LedgerConfig(AppConfig):
    name = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(reinstall_guards, sender=self)
