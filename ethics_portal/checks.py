"""What must hold before this office is opened, asked by ``manage.py check`` and at every start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import global_settings, settings
from django.core import checks
from django.core.checks import Error, Tags, register
from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.apps import AppConfig
    from django.core.checks import CheckMessage

DJANGO_DEFAULT_ZONE = global_settings.TIME_ZONE


@register(Tags.compatibility)
def time_zone_is_chosen(
    app_configs: Sequence[AppConfig] | None, **options: Any
) -> list[CheckMessage]:
    chosen = settings.is_overridden("TIME_ZONE")  # type: ignore[misc] # unknown to the stubs
    if chosen and settings.USE_TZ:
        return []
    return [
        Error(
            f"TIME_ZONE is left at {DJANGO_DEFAULT_ZONE}: every deadline would be counted there.",
            id="ethics_portal.E001",
        )
    ]


@register(Tags.security)
def secrets_are_our_own(
    app_configs: Sequence[AppConfig] | None, **options: Any
) -> list[CheckMessage]:
    if settings.DEBUG:
        return []
    return [
        Error(
            f"{name} is not set, so a published example would be used.",
            hint=f"Set {name} or {name}_FILE. `make run` writes one of its own under var/secrets.",
            id="ethics_portal.E002",
        )
        for name in settings.EXAMPLES_IN_USE
    ]


@register(Tags.security, deploy=True)
def secret_files_are_ours_alone(
    app_configs: Sequence[AppConfig] | None, **options: Any
) -> list[CheckMessage]:
    kept = settings.DATA_DIR / "secrets"
    return [
        checks.Warning(
            f"Others on this machine may read the file of {path.name}.",
            hint=f"chmod 600 {path}",
            id="ethics_portal.W003",
        )
        for path in (sorted(kept.iterdir()) if kept.is_dir() else [])
        if path.stat().st_mode & 0o077
    ]


@register(Tags.database, deploy=True)
def serving_role_cannot_alter_the_record(
    app_configs: Sequence[AppConfig] | None,
    databases: Sequence[str] | None = None,
    **options: Any,
) -> list[CheckMessage]:
    """The owner of a table may switch its triggers off, so whoever serves may not own it."""
    if "default" not in (databases or ()) or connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(current_user, relowner, 'MEMBER') FROM pg_class"
            " WHERE oid = to_regclass('ledger_entry')"
        )
        row = cursor.fetchone()
    if row is None or not row[0]:
        return []
    return [
        Error(
            "The database role that serves owns the ledger, so it could switch its guards off.",
            hint="Migrate as an owner role and serve as another: docs/decisions/0005.",
            id="ethics_portal.E004",
        )
    ]
