"""Whether this process could do its work now: asked by whoever runs the containers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import kombu
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from kombu.exceptions import OperationalError

if TYPE_CHECKING:
    from django.http import HttpRequest


@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """Say for each part whether it is well; 503 when one is not. No version, no name, no path."""
    parts = {
        "database": database_answers(),
        "migrations": migrations_are_applied(),
        "broker": broker_answers(),
    }
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def migrations_are_applied() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def broker_answers() -> bool:
    if settings.REDIS is None:
        return bool((settings.BROKER_DIR / "messages").is_dir())
    try:
        with kombu.Connection(settings.CELERY_BROKER_URL, connect_timeout=2) as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    except (OSError, OperationalError):
        return False
    return True
