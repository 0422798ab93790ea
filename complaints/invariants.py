"""What has to be true of all rows together, looked at each night and whenever somebody asks.

Each check is a few queries over sets, however many cases there are. What it finds becomes an
errand; an errand whose finding is gone is settled by itself. That a record is whole is looked
at elsewhere: ``verify_ledger`` reads every entry.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import CharField, Exists, F, Min, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone
from django.utils.formats import date_format

from complaints import errands, mail
from complaints.backlog import mails_since
from complaints.models import (
    Alarm,
    Complaint,
    Deadline,
    Errand,
    ErrandKind,
    Mail,
    Notice,
    Party,
    Reminder,
)
from complaints.models.errands import ADMINISTRATOR
from complaints.reckoning import reckon, term_of
from complaints.stages import Channel, ServiceState, Stage
from ledger.models import Entry
from people.models import Body, CalendarDay, User

logger = logging.getLogger(__name__)

# A binding date may pass for so many days before somebody has to have said something about it.
GRACE = dt.timedelta(days=14)
LONGEST_WAIT = dt.timedelta(hours=24)
# Two machines of one office may differ by so much.
SKEW = dt.timedelta(minutes=5)
# How long a letter may stay as it is before somebody is told, and in which words.
LINGERING = (
    (ServiceState.DRAFTED, dt.timedelta(days=7), "has waited for its approval for over a week"),
    (ServiceState.SENT_BACK, dt.timedelta(days=7), "was sent back over a week ago"),
    (ServiceState.TO_POST, dt.timedelta(days=7), "has waited for over a week to be posted"),
    (ServiceState.RETURNED, dt.timedelta(days=14), "came back and was not served again"),
    (
        ServiceState.SERVED,
        dt.timedelta(days=14),
        "starts a time and has no proof of delivery after two weeks. Post it too, or record one",
    ),
)
# Reminders older than this were looked at on the nights before.
REMEMBERED = dt.timedelta(days=7)


@dataclass(frozen=True)
class Finding:
    """One thing that does not add up: in which case, in words, and by what name it is known."""

    case: str
    words: str
    key: str


Check = Callable[[dt.datetime], Iterable[Finding]]
CHECKS: dict[str, Check] = {}


def check(function: Check) -> Check:
    """Have this looked at each night. Its name leads the keys of what it finds."""
    CHECKS[function.__name__] = function
    return function


@dataclass(frozen=True)
class Look:
    """What was found, and the names of the checks that could not be made."""

    findings: list[Finding]
    broken: list[str]


def look() -> Look:
    """Everything that does not add up now. Changes nothing; a check that fails stops no other."""
    now, findings, broken = timezone.now(), [], []
    for name, function in CHECKS.items():
        try:
            found = list(function(now))
        except Exception as fault:  # noqa: BLE001 - the others are still worth their answer
            logger.warning("Check %s failed: %s", name, type(fault).__name__)
            broken.append(name)
        else:
            findings += [Finding(one.case, one.words, f"{name} {one.key}") for one in found]
    return Look(findings, broken)


def look_and_tell() -> int:
    """Raise an errand for each finding that has none open, settle those found mended.

    A finding that a person settled and that is still there is raised anew the next night.
    """
    seen = look()
    findings = {finding.key: finding for finding in seen.findings}
    today = timezone.localdate()
    _tell_of_broken(seen.broken, today)
    known = set()
    for errand in Errand.objects.open().filter(kind=ErrandKind.INVARIANT).select_related("case"):
        name = errand.key.rpartition("@")[0]
        if name in findings:
            known.add(name)
        elif name.partition(" ")[0] not in seen.broken:
            errands.settle(errand, by=None, how=f"Found mended on {date_format(today, 'j F Y')}.")
    new = [finding for key, finding in findings.items() if key not in known]
    cases = Complaint.objects.select_related("docket", "body").in_bulk({f.case for f in new})
    for finding in new:
        errands.raise_errand(
            ErrandKind.INVARIANT,
            finding.words,
            key=f"{finding.key}@{today.isoformat()}",
            case=cases[finding.case],
        )
    return len(findings)


def _tell_of_broken(names: list[str], today: dt.date) -> None:
    for name in names:
        for body in Body.objects.all():
            errands.raise_errand(
                ErrandKind.JOB_FAILING,
                f"Tonight nobody could look whether “{name.replace('_', ' ')}”; the log of the"
                " server says why.",
                key=f"check {name} of {body.pk} {today.isoformat()}",
                body=body,
                owed_to=ADMINISTRATOR,
            )


@check
def no_clock_runs_in_a_closed_case(now: dt.datetime) -> Iterator[Finding]:
    for clock in Deadline.objects.filter(stopped_on=None, case__stage=Stage.CLOSED):
        words = f"{clock.case_id} is closed, and its clock “{clock.kind}” still runs."
        yield Finding(clock.case_id, words, f"{clock.pk}")


@check
def no_binding_date_passes_in_silence(now: dt.datetime) -> Iterator[Finding]:
    """A binding window that is long over was closed, or somebody was told that it is not."""
    number = Cast(OuterRef("pk"), CharField())
    revision = Cast(OuterRef("revision"), CharField())
    key = Concat(Value("missed "), number, Value(" "), revision)
    told = Errand.objects.filter(kind=ErrandKind.DATE_MISSED, key=key)
    over = Deadline.objects.open_until(timezone.localdate(now) - GRACE).filter(hard=True)
    for clock in over.filter(~Exists(told)):
        words = f"In {clock.case_id} the binding date of “{clock.kind}” passed long ago."
        yield Finding(clock.case_id, words, f"{clock.pk} {clock.revision}")


@check
def every_letter_is_served_in_a_day(now: dt.datetime) -> Iterator[Finding]:
    """A parked one has an errand of its own."""
    late = Notice.objects.owed().filter(parked_at=None, entry__at__lt=now - LONGEST_WAIT)
    for notice in late:
        words = f"Letter {notice.letter} of {notice.case_id} has waited longer than a day."
        yield Finding(notice.case_id, words, f"{notice.pk}")


@check
def every_letter_comes_to_an_end(now: dt.datetime) -> Iterator[Finding]:
    """No letter lies with its approver or beside the printer, none waits unread for ever."""
    for state, longest, what in LINGERING:
        since = now - longest
        late = Notice.objects.filter(state=state, entry__at__lt=since)
        late = late.exclude(made_at__gte=since).exclude(case__stage=Stage.CLOSED)
        if state == ServiceState.SERVED:
            late = late.filter(clocks__stopped_on=None, clocks__isnull=False)
        for notice in late.distinct():
            words = f"Letter {notice.letter} of {notice.case_id} {what}."
            yield Finding(notice.case_id, words, f"{notice.pk} {state}")


@check
def no_last_day_is_a_day_off(now: dt.datetime) -> Iterator[Finding]:
    """A calendar changed after a date was told: the date stays, and somebody may need more time."""
    ahead = Deadline.objects.filter(stopped_on=None, due_on__gte=timezone.localdate(now))
    rolled = ahead.filter(basis__roll="next_business_day")
    off = CalendarDay.objects.filter(body=OuterRef("case__body"), day=OuterRef("due_on"))
    for clock in rolled.filter(Exists(off.filter(closed=True))):
        day = date_format(clock.due_on, "j F Y") if clock.due_on else ""
        words = f"In {clock.case_id} a last day, {day}, has become a day off. It does not move."
        yield Finding(clock.case_id, words, f"{clock.pk} {clock.revision}")


@check
def every_mail_goes_out_in_a_day(now: dt.datetime) -> Iterator[Finding]:
    """One for each case: when the mail server is away, all of them wait."""
    if settings.SANDBOX:
        return
    late = mails_since(now).filter(since__lt=now - LONGEST_WAIT)
    for case in late.order_by("case").values_list("case", flat=True).distinct():
        words = f"An e-mail about {case} has waited longer than a day to be sent."
        yield Finding(case, words, case)


@check
def the_next_date_is_that_of_the_clocks(now: dt.datetime) -> Iterator[Finding]:
    running = Deadline.objects.filter(case=OuterRef("pk"), stopped_on=None).order_by()
    first = running.values("case").annotate(first=Min("due_on")).values("first")
    counted = Complaint.objects.annotate(first=Coalesce(Subquery(first), dt.date.max))
    for number in counted.exclude(next_due_on=F("first")).values_list("pk", flat=True):
        words = f"The date shown for {number} is not that of its clocks."
        yield Finding(number, words, number)


@check
def every_date_can_be_counted_again(now: dt.datetime) -> Iterator[Finding]:
    """What a date was counted from leads to that date, and a date that runs has its alarms."""
    running = Deadline.objects.filter(stopped_on=None, due_on__isnull=False)
    for number, case, kind, due, basis in running.exclude(basis={}).values_list(
        "pk", "case", "kind", "due_on", "basis"
    ):
        if reckon(term_of(basis)).due != due:
            words = f"In {case} the date of “{kind}” is not the one that is counted."
            yield Finding(case, words, f"{number}")
    ahead = Alarm.objects.filter(deadline=OuterRef("pk"), revision=OuterRef("revision"))
    for clock in running.filter(~Exists(ahead), due_on__gt=timezone.localdate(now)):
        words = f"In {clock.case_id} nobody would be reminded of “{clock.kind}”."
        yield Finding(clock.case_id, words, f"alarms {clock.pk}")


@check
def no_entry_lies_ahead_of_the_clock(now: dt.datetime) -> Iterator[Finding]:
    """The clock of a machine went back, or was ahead when somebody acted: once for all cases."""
    ahead = Entry.objects.filter(at__gt=now + SKEW, docket__complaint__isnull=False)
    for number in ahead.order_by("-pk").values_list("docket", flat=True)[:1]:
        words = f"The clock of a machine is wrong: an entry of {number} lies in the future."
        yield Finding(number, words, number)


@check
def every_reminder_left_a_mail(now: dt.datetime) -> Iterator[Finding]:
    """By e-mail it did, or there is no address any more; by post it is an errand of its own."""
    lately = Reminder.objects.filter(
        superseded=False, channel=Channel.MAIL, at__gte=now - REMEMBERED
    )
    rows = list(lately.values_list("pk", "deadline__case", "recipient"))
    keys = {mail.key_of(f"reminder {pk}"): (pk, case, who) for pk, case, who in rows}
    planned = Mail.objects.filter(case__in={case for _, case, _ in rows}).values_list("key")
    missing = [keys[key] for key in keys.keys() - {key for (key,) in planned}]
    reached = _reached({who for _, _, who in missing})
    for pk, case, who in sorted(missing):
        if who in reached:
            words = f"A reminder in {case} is entered, and no e-mail went with it."
            yield Finding(case, words, f"{pk}")


def _reached(names: set[str]) -> set[str]:
    """Those of ``user:7`` and ``party:3`` who have an address."""
    numbers: dict[str, set[str]] = {"user": set(), "party": set()}
    for name in names:
        kind, _, number = name.partition(":")
        numbers.setdefault(kind, set()).add(number)
    users = {f"user:{one.pk}": one for one in User.objects.filter(pk__in=numbers["user"])}
    rows = Party.objects.filter(pk__in=numbers["party"]).select_related("user", "case__docket")
    people: dict[str, User | Party] = {**users, **{f"party:{one.pk}": one for one in rows}}
    return {name for name, person in people.items() if mail.address_of(person)}
