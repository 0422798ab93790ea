"""E-mail: planned as rows, sent by a task, and never about anything.

A mail says that there is news in the portal. It names no person, no allegation and no case
beyond its docket number, and it holds no code (security: mail is read by others).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import logging
import smtplib
from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from complaints.errands import raise_errand
from complaints.models import Complaint, ErrandKind, Mail, Party, Representative
from complaints.stages import PartyRole
from people.models import User

logger = logging.getLogger(__name__)

LONGEST_PAUSE = dt.timedelta(hours=6)
# The pauses between so many tries add up to three days.
MOST_TRIES = 21
# What no mail server ever saw fails the same way each time.
MOST_TRIES_OF_POISON = 5
MOST_SILENCES = 3
FOOT = "This message holds no details on purpose. Sign in or use your receipt code to read them."


def plan(
    case: Complaint,
    *,
    to: str,
    subject: str,
    text: str,
    key: str,
    not_before: dt.datetime | None = None,
) -> None:
    """Leave a mail waiting; doing it twice with one key leaves one mail."""
    Mail.objects.get_or_create(
        key=key_of(key),
        defaults={
            "case": case,
            "to": to,
            "subject": subject,
            "text": f"{text}\n\n{settings.SITE_URL}\n\n{FOOT}\n\n{case.body.name}",
            "not_before": not_before,
        },
    )


def key_of(words: str) -> str:
    """What a mail is known by, in our rows and in its Message-ID: it tells nobody anything."""
    return hashlib.sha256(words.encode()).hexdigest()[:48]


def tell(case: Complaint, people: Iterable[User], *, subject: str, text: str, key: str) -> None:
    """Leave each of these people a mail that something waits for them in a case."""
    for user in people:
        to = address_of(user)
        if to:
            plan(case, to=to, subject=subject, text=text, key=f"{key} to user {user.pk}")


def tell_party(case: Complaint, party: Party, *, subject: str, text: str, key: str) -> bool:
    """Leave a party a mail, and whoever acts for them; say whether the party has an address."""
    to = address_of(party)
    if to:
        plan(case, to=to, subject=subject, text=text, key=key)
    for row in Representative.objects.joined(party):
        if row.user and row.user.email:
            named = f"{key} to representative {row.pk}"
            plan(case, to=row.user.email, subject=subject, text=text, key=named)
    return bool(to)


def address_of(recipient: User | Party) -> str:
    """Where this person gets mail; empty when nowhere.

    Whoever filed said in the case how to write to them, whatever their account holds.
    """
    if isinstance(recipient, User):
        return recipient.email
    if recipient.user and recipient.role != PartyRole.COMPLAINANT:
        return recipient.user.email
    first = recipient.contact.split("\n", 1)[0].strip()
    return first if "@" in first else ""


def readdress(case: Complaint, before: str, now: str) -> bool:
    """Send what still waits for one address to another; say no when some is dropped for want of it.

    Who changes an address may fear whoever reads the one before.
    """
    waiting = [row for row in case.mails.filter(sent_at=None) if _goes_to(row, case, before)]
    for row in waiting:
        if now:
            row.to = now
            row.save(update_fields=["to"])
        else:
            row.delete()
    return bool(now) or not waiting


def _goes_to(row: Mail, case: Complaint, address: str) -> bool:
    row.case = case
    return bool(row.to == address)


def send_waiting(limit: int = 100) -> int:
    """Send what waits. In the sandbox nothing leaves: the outbox page shows it instead.

    Each mail is claimed first, sent, then recorded. A worker that dies in between leaves a
    claim that runs out; the next one repeats the mail under the same Message-ID. One mail that
    fails holds back no other; a server that does not answer ends the batch and costs no try.
    """
    if settings.SANDBOX:
        return 0
    sent = silences = 0
    with Line() as line:
        due = Mail.objects.due(timezone.now()).values_list("pk", flat=True)
        for pk in list(due[:limit]):
            mail = _claimed(pk)
            if mail is None:
                continue
            try:
                line.send(mail)
            except Unreachable as fault:
                _release(mail)
                logger.warning("The mail server was not reached: %s", fault)
                break
            except OSError as fault:
                _put_off(mail, fault)
                silences = 0 if is_an_answer(fault) else silences + 1
                if silences == MOST_SILENCES:
                    break
            except Exception as fault:  # noqa: BLE001 - whatever is wrong with it, others go on
                _put_off(mail, fault)
            else:
                _record(mail)
                sent, silences = sent + 1, 0
    return sent


class Unreachable(Exception):
    """The mail server took no connection, or not ours: no fault of any mail."""


class Line:
    """One connection to the mail server for many mails, opened again after a failure."""

    def __init__(self) -> None:
        self.backend: Any = get_connection()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        with contextlib.suppress(OSError):
            self.backend.close()

    def send(self, mail: Mail) -> None:
        message = EmailMessage(mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.to])
        message.extra_headers["Message-ID"] = f"<{mail.key}@{settings.SITE_URL.split('/')[2]}>"
        try:
            self.backend.open()
        except OSError as fault:
            self.drop()
            raise Unreachable(type(fault).__name__) from fault
        try:
            self.backend.send_messages([message])
        except BaseException:
            self.drop()
            raise

    def drop(self) -> None:
        """Hang up without a word: a server that fell silent would keep us waiting once more."""
        socket = getattr(self.backend, "connection", None)
        if socket is not None:
            socket.close()
        self.backend = get_connection()


def is_an_answer(fault: OSError) -> bool:
    """Whether the server said something, and so goes on listening."""
    return isinstance(fault, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused)


def is_final(fault: Exception) -> bool:
    """Whether trying again is of no use: the server refused this recipient or these words.

    A refused sender is our own configuration, and must not kill every mail of the office.
    """
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in fault.recipients.values())
    if isinstance(fault, smtplib.SMTPDataError):
        return fault.smtp_code >= 500
    return isinstance(fault, smtplib.SMTPNotSupportedError)


def pause_after(tries: int) -> dt.timedelta:
    """A minute after the first try, then twice as long each time, at most six hours."""
    seconds: float = settings.FIRST_PAUSE * 2 ** min(max(tries, 1) - 1, 16)
    return min(dt.timedelta(seconds=seconds), LONGEST_PAUSE)


def _claimed(pk: int) -> Mail | None:
    """Take one mail for as long as the lease; None when somebody else was quicker."""
    now = timezone.now()
    until = now + dt.timedelta(seconds=settings.LEASE)
    if not Mail.objects.due(now).filter(pk=pk).update(claimed_until=until, tries=F("tries") + 1):
        return None
    mail = Mail.objects.select_related("case__docket", "case__body").get(pk=pk)
    if mail.tries > MOST_TRIES:
        # It was begun so often and never failed: whoever sends it dies of it.
        _park(mail, undeliverable=False)
        return None
    return mail


def _mine(mail: Mail) -> QuerySet[Mail]:
    """The row, as long as the claim on it is ours."""
    return Mail.objects.filter(pk=mail.pk, claimed_until=mail.claimed_until, sent_at=None)


def _record(mail: Mail) -> None:
    """It went out, whatever another worker made of it while this one was slow."""
    sent = {"sent_at": timezone.now(), "parked_at": None, "undeliverable": False}
    Mail.objects.filter(pk=mail.pk).update(claimed_until=None, **sent)


def _release(mail: Mail) -> None:
    _mine(mail).update(claimed_until=None, tries=F("tries") - 1)


def _put_off(mail: Mail, fault: Exception) -> None:
    """Try it again later; or not, when it is refused for good or was tried often enough."""
    # Never the words of the fault: they hold the address.
    logger.warning("Mail %s was not sent: %s", mail.pk, type(fault).__name__)
    most = MOST_TRIES if isinstance(fault, OSError) else MOST_TRIES_OF_POISON
    if is_final(fault) or mail.tries >= most:
        _park(mail, undeliverable=is_final(fault))
    else:
        later = timezone.now() + pause_after(mail.tries)
        _mine(mail).update(claimed_until=None, next_try_at=later)


@transaction.atomic
def _park(mail: Mail, *, undeliverable: bool) -> None:
    """Leave it to a person: an errand, and an entry when nobody will ever take it."""
    case, now = mail.case, timezone.now()
    case.docket.lock()
    parked = {"parked_at": now, "undeliverable": undeliverable, "claimed_until": None}
    if not _mine(mail).update(**parked):
        return
    if undeliverable:
        case.docket.enter("notice.undeliverable", mail, by=None)
        kind, words = ErrandKind.UNDELIVERABLE, "was refused by the mail server for good"
        advice = "The outbox shows to whom it was; reach them another way."
    else:
        kind, words = ErrandKind.MAIL_PARKED, "could not be sent, however often it was tried"
        advice = "The outbox shows it."
    raise_errand(
        kind,
        f"An e-mail about {case.pk} {words}. {advice}",
        key=f"mail {mail.pk} parked {now.isoformat()}",
        case=case,
    )
