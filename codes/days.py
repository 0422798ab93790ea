"""Days in words, for the sentences that say why."""

from __future__ import annotations

import datetime as dt

# Not from the locale: a sentence of the record reads the same whoever it is shown to.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def in_words(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def span_in_words(first: dt.date, last: dt.date) -> str:
    return f"{in_words(first)} to {in_words(last)}"
