"""E-mail: planned as rows, sent by a task, and never about anything.

A mail says that there is news in the portal. It names no person, no allegation and no case
beyond its docket number, and it holds no code (security: mail is read by others).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q
from django.utils import timezone

from complaints.models import Complaint, Mail, Party
from people.models import User

LEASE = dt.timedelta(minutes=1)
MOST_TRIES = 12
FOOT = "This message holds no details on purpose. Sign in or use your receipt code to read them."


def plan(case: Complaint, *, to: str, subject: str, text: str, key: str) -> None:
    """Leave a mail waiting; doing it twice with one key leaves one mail."""
    Mail.objects.get_or_create(
        key=hashlib.sha256(key.encode()).hexdigest()[:48],
        defaults={
            "case": case,
            "to": to,
            "subject": subject,
            "text": f"{text}\n\n{settings.SITE_URL}\n\n{FOOT}\n\n{case.body.name}",
        },
    )


def tell(case: Complaint, people: Iterable[User], *, subject: str, text: str, key: str) -> None:
    """Leave each of these people a mail that something waits for them in a case."""
    for user in people:
        to = address_of(user)
        if to:
            plan(case, to=to, subject=subject, text=text, key=f"{key} to user {user.pk}")


def address_of(recipient: User | Party) -> str:
    """Where this person gets mail; empty when nowhere."""
    if isinstance(recipient, User):
        return recipient.email
    if recipient.user:
        return recipient.user.email
    first = recipient.contact.split("\n", 1)[0].strip()
    return first if "@" in first else ""


def send_waiting(limit: int = 100) -> int:
    """Send what waits. In the sandbox nothing leaves: the outbox page shows it instead.

    Each mail is claimed first, sent, then recorded. A worker that dies in between leaves a
    claim that runs out; the next one repeats the mail under the same Message-ID.
    """
    if settings.SANDBOX:
        return 0
    now, sent = timezone.now(), 0
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    waiting = Mail.objects.filter(free, sent_at=None, tries__lt=MOST_TRIES)
    for mail in waiting.select_related("case__docket").order_by("pk")[:limit]:
        claim = Mail.objects.filter(free, pk=mail.pk, sent_at=None)
        if not claim.update(claimed_until=now + LEASE * 2**mail.tries, tries=F("tries") + 1):
            continue
        message = EmailMessage(mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.to])
        message.extra_headers["Message-ID"] = f"<{mail.key}@{settings.SITE_URL.split('/')[2]}>"
        message.send()
        Mail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())
        sent += 1
    return sent
