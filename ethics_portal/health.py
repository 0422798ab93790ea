"""Whether this office does its work now: for machines in few words, for the office on a page."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import kombu
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from kombu.exceptions import OperationalError

from complaints import backlog
from complaints.jobs import JOBS, is_fresh
from complaints.models import Pulse, Ran
from ledger.refusals import Forbidden
from people.roles import Permission
from vault import scanning

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from people.http import UserRequest

FRESH = dt.timedelta(minutes=2)


@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """Say for each part whether it is well. No version, no name, no path.

    503 when the database cannot be worked with, or when work is overdue and nobody tends it.
    A broker that is away costs seconds only, and taking the site down for it would cost more.
    """
    parts = {
        "database": database_answers(),
        "migrations": migrations_are_applied(),
        "broker": broker_answers(),
    }
    whole = parts["database"] and parts["migrations"]
    parts |= {who.value: whole and is_fresh(who.value, FRESH) for who in Ran}
    tended = parts[Ran.WORKER] or parts[Ran.POLLER]
    parts["tended"] = whole and (tended or not backlog.is_overdue())
    return JsonResponse(parts, status=200 if whole and parts["tended"] else 503)


def office_health(request: UserRequest) -> HttpResponse:
    """For staff and administrators: each job's last run, what waits, what is parked."""
    powers = (Permission.MANAGE_CASES, Permission.EDIT_OFFICES)
    if not any(request.user.can(power) for power in powers):
        raise Forbidden("Only case staff and administrators see how the portal is doing.")
    bodies = {body for power in powers for body in request.user.bodies_where(power)}
    now = timezone.now()
    pulses = {pulse.name: pulse for pulse in Pulse.objects.all()}
    words = {
        "processes": [(who.label, pulses.get(who.value), is_recent(pulses, who)) for who in Ran],
        "jobs": [
            (job, pulse, pulse is None or now - pulse.began_at >= 2 * job.late_after)
            for job in JOBS.values()
            for pulse in [pulses.get(job.name)]
        ],
        "queues": backlog.queues(now, bodies),
        "scanner": scanner_state(),
        "broker": broker_answers(),
        "sandbox": settings.SANDBOX,
    }
    return render(request, "health.html", words)


def is_recent(pulses: dict[str, Pulse], who: Ran) -> bool:
    pulse = pulses.get(who.value)
    return pulse is not None and timezone.now() - pulse.began_at <= FRESH


def scanner_state() -> str:
    if settings.CLAMD is None:
        return "not set up: files are marked as not scanned"
    return "answers" if scanning.answers(settings.CLAMD) else "does not answer: files wait for it"


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
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    try:
        with kombu.Connection(
            settings.CELERY_BROKER_URL, connect_timeout=settings.SOON, transport_options=options
        ) as broker:
            broker.ensure_connection(max_retries=1, timeout=settings.SOON)
    except (OSError, OperationalError):
        return False
    return True
