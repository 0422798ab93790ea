"""The editions of one text along time, and what they say of a stretch of conduct.

Pure: no query, no clock. A stretch is given by its first and its last day, both included; an
edition is in force from its first day until the day before it is superseded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from django.utils.formats import date_format

from codes.models.published import DatedEdition

ONE_DAY = dt.timedelta(days=1)


E = TypeVar("E", bound=DatedEdition)


class When(StrEnum):
    """What is known of the time of conduct."""

    DATED = "dated"
    CONTINUING = "continuing"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Part(Generic[E]):
    """Days of the conduct that one edition judges, or that none does; and why."""

    first: dt.date
    last: dt.date
    edition: E | None
    explanation: str


def holds_on(edition: DatedEdition, day: dt.date) -> bool:
    begins, ends = edition.in_force_from, edition.superseded_on
    return (begins is None or begins <= day) and (ends is None or day < ends)


def parts(editions: Iterable[E], title: str, first: dt.date, last: dt.date) -> list[Part[E]]:
    """Divide the days from ``first`` to ``last`` by the edition in force on each.

    ``editions`` are those of one text, in the order in which they came into force; no day
    has two. Days without an edition make a part of their own.
    """
    if last < first:
        raise ValueError("The last day of the conduct is before its first day.")
    known = list(editions)
    found: list[Part[E]] = []
    day = first
    for edition in known:
        begins, ends = edition.in_force_from, edition.superseded_on
        if (begins and begins > last) or (ends and ends <= day) or edition.never_in_force:
            continue
        if begins and begins > day:
            found.append(_bare(known, title, day, begins - ONE_DAY))
            day = begins
        until = min(last, ends - ONE_DAY) if ends else last
        found.append(Part(day, until, edition, _why(edition, title, day, until)))
        day = until + ONE_DAY
        if day > last:
            return found
    found.append(_bare(known, title, day, last))
    return found


def explain(edition: DatedEdition, title: str, on: dt.date) -> str:
    """Why this edition is the one for a single day."""
    return _why(edition, title, on, on)


def _why(edition: DatedEdition, title: str, first: dt.date, last: dt.date) -> str:
    when = f"On {in_words(first)}" if first == last else f"From {span_in_words(first, last)}"
    throughout = "" if first == last else " throughout"
    begins = (
        f"it came into force on {in_words(edition.in_force_from)}"
        if edition.in_force_from
        else "it has been in force since before our records"
    )
    if edition.correction:
        begins += " in place of an edition published in error"
    return (
        f"{when} the edition “{edition.label}” of the {title} was in force{throughout}:"
        f" {begins} and {_end(edition)}{_lateness(edition, first)}."
    )


def _end(edition: DatedEdition) -> str:
    if edition.superseded_on is None:
        return "has not been superseded"
    if edition.superseded_on == edition.ends_on:
        return f"ended on {in_words(edition.superseded_on)}, as it declared itself"
    return f"was superseded on {in_words(edition.superseded_on)}"


def _lateness(edition: DatedEdition, first: dt.date) -> str:
    """Say so when a text was published only after the conduct, with an earlier date."""
    published = edition.published_at.date()
    if edition.in_force_from is None or published <= first:
        return ""
    return f"; it was published late, on {in_words(published)}"


def _bare(editions: Sequence[DatedEdition], title: str, first: dt.date, last: dt.date) -> Part[E]:
    when = f"on {in_words(first)}" if first == last else f"from {span_in_words(first, last)}"
    return Part(
        first,
        last,
        None,
        f"No edition of the {title} was in force {when}: "
        + _lack([edition for edition in editions if not edition.never_in_force], first),
    )


def _lack(editions: Sequence[DatedEdition], day: dt.date) -> str:
    if not editions:
        return "none has been published."
    ended = [e for e in editions if e.superseded_on and e.superseded_on <= day]
    coming = [e for e in editions if e.in_force_from and e.in_force_from > day]
    if not ended:
        first = coming[0]
        assert first.in_force_from  # noqa: S101 - what is coming has a first day
        return (
            f"the first of which we have a record, “{first.label}”, came into force on"
            f" {in_words(first.in_force_from)}, and nobody is judged by a later text."
        )
    last = ended[-1]
    assert last.superseded_on  # noqa: S101 - what ended has an end
    told = f"“{last.label}” ended on {in_words(last.superseded_on)}, as it declared itself"
    if not coming:
        return f"{told}, and nothing has come into force since."
    after = coming[0].in_force_from
    assert after  # noqa: S101 - what is coming has a first day
    return f"{told}, and “{coming[0].label}” came into force only on {in_words(after)}."


def in_words(day: dt.date) -> str:
    return date_format(day, "j F Y")


def span_in_words(first: dt.date, last: dt.date) -> str:
    return f"{in_words(first)} to {in_words(last)}"
