"""The working days of a body: its week, the days it is closed, the days it opens all the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKEND = frozenset({5, 6})


@dataclass(frozen=True)
class Calendar:
    """Which days are working days. Weekdays are numbered from Monday, 0, as Python does.

    ``closed`` names the days off and ``opened`` the days that a body works although its week
    or its holidays say otherwise; a day in both is open.
    """

    weekend: frozenset[int] = WEEKEND
    closed: Mapping[dt.date, str] = field(default_factory=dict)
    opened: frozenset[dt.date] = frozenset()

    def __post_init__(self) -> None:
        if not self.weekend < frozenset(range(7)):
            raise ValueError("A week needs at least one working day.")

    def why_closed(self, day: dt.date) -> str:
        """Why a day is no working day, such as Saturday or Thanksgiving Day; empty if it is."""
        if day in self.opened:
            return ""
        if day in self.closed:
            return self.closed[day]
        return WEEKDAYS[day.weekday()] if day.weekday() in self.weekend else ""

    def is_working(self, day: dt.date) -> bool:
        return not self.why_closed(day)


MONDAY_TO_FRIDAY = Calendar()
