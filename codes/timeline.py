"""The editions of one text along time, and what they say of a stretch of conduct.

Pure: no query, no clock. A stretch is given by its first and its last day, both included; an
edition is in force from its first day until the day before it is superseded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from codes.days import in_words, span_in_words
from codes.models.published import DatedEdition

ONE_DAY = dt.timedelta(days=1)

E = TypeVar("E", bound=DatedEdition)


class When(StrEnum):
    """What is known of the time of conduct."""

    DATED = "dated"
    CONTINUING = "continuing"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Text:
    """What the editions are editions of, and the day on which it is told, where its body is."""

    title: str
    today: dt.date
    day_of: Callable[[dt.datetime], dt.date]


@dataclass(frozen=True)
class Part(Generic[E]):
    """Days of the conduct that one edition judges, or that none does; and why."""

    first: dt.date
    last: dt.date
    edition: E | None
    explanation: str


def parts(editions: Iterable[E], text: Text, first: dt.date, last: dt.date) -> list[Part[E]]:
    """Divide the days from ``first`` to ``last`` by the edition in force on each.

    ``editions`` are those of one text, in the order in which they came into force; no day
    has two. Days without an edition make a part of their own.
    """
    if last < first:
        raise ValueError("The last day of the conduct is before its first day.")
    known = [edition for edition in editions if not edition.never_in_force]
    found: list[Part[E]] = []
    day = first
    for edition in known:
        begins, ends = edition.in_force_from, edition.superseded_on
        if (begins and begins > last) or (ends and ends <= day):
            continue
        if begins and begins > day:
            found.append(_bare(known, text, day, begins - ONE_DAY))
            day = begins
        until = min(last, ends - ONE_DAY) if ends else last
        found.append(Part(day, until, edition, _why(edition, text, day, until)))
        if until == last:
            return found
        day = until + ONE_DAY
    found.append(_bare(known, text, day, last))
    return found


def explain(edition: DatedEdition, text: Text, on: dt.date) -> str:
    """Why this edition is the one for a single day."""
    return _why(edition, text, on, on)


def _why(edition: DatedEdition, text: Text, first: dt.date, last: dt.date) -> str:
    when = f"On {in_words(first)}" if first == last else f"From {span_in_words(first, last)}"
    throughout = "" if first == last else " throughout"
    was = "was" if first <= text.today else "will be"
    return (
        f"{when} the edition “{edition.label}” of the {text.title} {was} in force{throughout}:"
        f" it {_beginning(edition, text.today)} and {_end(edition, text.today)}"
        f"{_lateness(edition, text, first)}."
    )


def _beginning(edition: DatedEdition, today: dt.date) -> str:
    begins, ends = edition.in_force_from, edition.superseded_on
    if begins is None:
        has = "had" if ends and ends <= today else "has"
        return f"{has} been in force since before our records"
    instead = " in place of an edition published in error" if edition.correction else ""
    return f"{_comes(begins, today)} into force on {in_words(begins)}{instead}"


def _comes(begins: dt.date, today: dt.date) -> str:
    return "came" if begins <= today else "comes"


def _end(edition: DatedEdition, today: dt.date) -> str:
    ends = edition.superseded_on
    if ends is None:
        return "has not been superseded"
    if ends != edition.ends_on:
        was = "was" if ends <= today else "will be"
        return f"{was} superseded on {in_words(ends)}"
    was, had = ("was", "had") if ends <= today else ("is", "has")
    return f"{was} last in force on {in_words(ends - ONE_DAY)}, as it {had} itself declared"


def _lateness(edition: DatedEdition, text: Text, first: dt.date) -> str:
    """Say so when a text was published only after the conduct, with an earlier date."""
    published = text.day_of(edition.published_at)
    if edition.in_force_from is None or published <= first:
        return ""
    return f"; it was published late, on {in_words(published)}"


def _bare(editions: Sequence[DatedEdition], text: Text, first: dt.date, last: dt.date) -> Part[E]:
    when = f"on {in_words(first)}" if first == last else f"from {span_in_words(first, last)}"
    was = "was" if first <= text.today else "will be"
    told = f"No edition of the {text.title} {was} in force {when}"
    return Part(first, last, None, f"{told}: {_lack(editions, first, text.today)}.")


def _lack(editions: Sequence[DatedEdition], day: dt.date, today: dt.date) -> str:
    if not editions:
        return "none has been published"
    ended = [e for e in editions if e.superseded_on and e.superseded_on <= day]
    coming = [e for e in editions if e.in_force_from and e.in_force_from > day]
    if not ended:
        return (
            f"the first of which we have a record, {_coming(coming[0], today)}, and nobody is"
            " judged by a later text"
        )
    told = f"“{ended[-1].label}” {_end(ended[-1], today)}"
    if coming:
        return f"{told}, and {_coming(coming[0], today, only='only ')}"
    since = "has come into force since" if day <= today else "has been published to follow it"
    return f"{told}, and nothing {since}"


def _coming(edition: DatedEdition, today: dt.date, only: str = "") -> str:
    begins = edition.in_force_from
    assert begins  # noqa: S101 - what is coming has a first day
    comma = "" if only else ","
    return (
        f"“{edition.label}”{comma} {_comes(begins, today)} into force {only}on {in_words(begins)}"
    )
