"""A last day in words that let a stranger count it again, and as a small calendar."""

from __future__ import annotations

import datetime as dt
from calendar import Calendar as Weeks
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop, ngettext, override

from complaints.reckoning import DAY, More, Reckoning, Term, days_between
from people.calendars import WEEKDAYS

# A window of years is shown by its first and its last months.
MOST_MONTHS = 6
EVERY = (
    *(gettext_noop("every Monday"), gettext_noop("every Tuesday"), gettext_noop("every Wednesday")),
    *(gettext_noop("every Thursday"), gettext_noop("every Friday"), gettext_noop("every Saturday")),
    gettext_noop("every Sunday"),
)


def in_words(day: dt.date) -> str:
    return date_format(day, gettext("j F Y"))


def with_weekday(day: dt.date) -> str:
    return date_format(day, gettext("l j F Y"))


def sentence(reckoning: Reckoning, why: str) -> str:
    """Say in one paragraph how a day was found; ``why`` is the event that it is counted from."""
    return " ".join(part for _, part in steps(reckoning, why))


def for_the_record(reckoning: Reckoning, why: str) -> str:
    """The paragraph in the language of the record, whoever looks at the portal in which."""
    with override("en"):
        return sentence(reckoning, why)


def steps(reckoning: Reckoning, why: str) -> Iterator[tuple[str, str]]:
    """Each step of counting by hand: its heading, and a sentence."""
    term = reckoning.term
    yield gettext("From"), from_in_words(term, why)
    if term.length:
        first = (
            gettext("The day before, %(day)s, is the first that can count.")
            if term.back
            else gettext("The day after, %(day)s, is the first that can count.")
        )
        yield gettext("First day"), first % {"day": in_words(term.start + term.step)}
    yield from ((gettext("Granted"), granted_in_words(one, term.count)) for one in term.more)
    left_out = left_out_in_words(reckoning)
    if left_out:
        yield (
            gettext("Not counted"),
            gettext("Not counted: %(days)s.") % {"days": "; ".join(left_out)},
        )
    if reckoning.due is None:
        yield gettext("Stands still"), stands_still(reckoning)
        return
    if reckoning.full and reckoning.rolled:
        why_not = "; ".join(f"{days} ({reason})" for days, reason in spans(reckoning.rolled))
        full = gettext("The count is full on %(day)s.")
        yield gettext("Full"), full % {"day": with_weekday(reckoning.full)}
        moved = (
            gettext("The last day moves back over %(days)s.")
            if term.back
            else gettext("The last day moves over %(days)s.")
        )
        yield gettext("Moved on"), moved % {"days": why_not}
    last = gettext("The last day is %(day)s; the whole of it is in time.")
    yield gettext("Last day"), last % {"day": with_weekday(reckoning.due)}


def from_in_words(term: Term, event: str) -> str:
    words = {"length": length_in_words(term), "day": in_words(term.start), "event": event}
    if term.back:
        return gettext("%(length)s back from %(day)s (%(event)s).") % words
    return gettext("%(length)s from %(day)s (%(event)s).") % words


def granted_in_words(one: More, count: str) -> str:
    words = {"days": days_in_words(one.days, count), "by": one.by, "day": in_words(one.granted_on)}
    if one.withdrawn_on is None:
        return gettext("%(days)s more, granted by %(by)s on %(day)s.") % words
    return gettext(
        "%(days)s more, granted by %(by)s on %(day)s, withdrawn on %(end)s: they do not count."
    ) % {**words, "end": in_words(one.withdrawn_on)}


def stands_still(reckoning: Reckoning) -> str:
    """Since when a term that has no last day now stands still, why, and what is left of it."""
    term = reckoning.term
    begun = min((one for one in term.pauses if one.last is None), key=lambda one: one.first)
    since = gettext("The time stands still from %(day)s (%(why)s).") % {
        "day": in_words(begun.first),
        "why": gettext(begun.why),
    }
    if reckoning.full:
        rest = gettext("The count is full, and its last day waits until the time runs again.")
    else:
        left = days_in_words(reckoning.remaining, term.count)
        rest = gettext("Left, and counted when it runs again: %(days)s.") % {"days": left}
    return f"{since} {rest}"


def days_in_words(days: int, count: str) -> str:
    words = (
        ngettext("%(n)d business day", "%(n)d business days", days)
        if count == "business"
        else ngettext("%(n)d day", "%(n)d days", days)
    )
    return words % {"n": days}


def length_in_words(term: Term) -> str:
    """30 calendar days; 10 business days; 30 calendar days and 7 more, 37 together."""
    words = (
        ngettext("%(n)d business day", "%(n)d business days", term.days)
        if term.count == "business"
        else ngettext("%(n)d calendar day", "%(n)d calendar days", term.days)
    )
    length = words % {"n": term.days}
    if term.length == term.days:
        return length
    return gettext("%(length)s and %(more)d more, %(all)d together,") % {
        "length": length,
        "more": term.length - term.days,
        "all": term.length,
    }


def left_out_in_words(reckoning: Reckoning) -> list[str]:
    """The days that did not count: weekends as weekends, everything else by its dates."""
    weekly = {reason for _, reason in reckoning.skipped} & set(WEEKDAYS)
    others = [(day, reason) for day, reason in reckoning.skipped if reason not in weekly]
    names = [gettext(EVERY[n]) for n, name in enumerate(WEEKDAYS) if name in weekly]
    return names + [f"{days} ({reason})" for days, reason in spans(others)]


def spans(days: Iterable[tuple[dt.date, str]]) -> Iterator[tuple[str, str]]:
    """Put days that follow one another for one reason together: 3 to 9 March 2026, the reason."""
    rows = list(days)
    for (reason, _), found in groupby(
        enumerate(rows), key=lambda row: (row[1][1], row[1][0].toordinal() - row[0])
    ):
        run = [day for _, (day, _) in found]
        words = in_words(run[0])
        if len(run) > 1:
            words = gettext("%(first)s to %(last)s") % {"first": words, "last": in_words(run[-1])}
        yield words, gettext(reason)


@dataclass(frozen=True)
class Cell:
    """A day of the picture: what it is to the count (``kind``) and why."""

    day: dt.date
    kind: str
    said: str


@dataclass(frozen=True)
class Month:
    """A month of the picture: weeks from Monday, None where a week reaches out of the month."""

    title: str
    weeks: tuple[tuple[Cell | None, ...], ...]
    gap_before: bool = False


def months(reckoning: Reckoning) -> list[Month]:
    """The months from the start to the last day; of very many, the first and the last ones."""
    first, end = sorted((reckoning.term.start, _end_of(reckoning)))
    starts = [first.replace(day=1)]
    while starts[-1] < end.replace(day=1):
        starts.append((starts[-1] + 31 * DAY).replace(day=1))
    gap = len(starts) > MOST_MONTHS
    half = MOST_MONTHS // 2
    shown = starts[:half] + starts[-half:] if gap else starts
    kinds = _kinds(reckoning)
    return [
        _month(start, kinds, gap_before=gap and number == half)
        for number, start in enumerate(shown)
    ]


def _end_of(reckoning: Reckoning) -> dt.date:
    if reckoning.due:
        return reckoning.due
    return max([reckoning.term.start, *(day for day, _ in reckoning.skipped)])


def _kinds(reckoning: Reckoning) -> dict[dt.date, tuple[str, str]]:
    """What each day is to the count; days that are not named here count."""
    term = reckoning.term
    found = {
        day: ("still" if term.pause_on(day) else "off", gettext(why))
        for day, why in (*reckoning.skipped, *reckoning.rolled)
    }
    found[term.start] = ("start", gettext("the day of the event, not counted"))
    if reckoning.due:
        found[reckoning.due] = ("due", gettext("the last day"))
        between = days_between(*sorted((term.start, reckoning.due)))
        counted = sorted((day for day in between if day not in found), reverse=term.back)
        for number, day in enumerate(counted, start=1):
            found[day] = ("in", gettext("day %(n)d") % {"n": number})
    return found


def _month(start: dt.date, kinds: dict[dt.date, tuple[str, str]], *, gap_before: bool) -> Month:
    weeks = tuple(
        tuple(
            Cell(day, *kinds.get(day, ("", ""))) if day.month == start.month else None
            for day in week
        )
        for week in Weeks().monthdatescalendar(start.year, start.month)
    )
    title = date_format(start, "F Y")
    return Month(title, weeks, gap_before)
