"""The time to complain: when it ends, and the days on which it does not run.

ACHE lets three years pause while the person is not an active affiliate (domain.md, section 0,
line 8): a procedure names the credential statuses during which its own time is tolled.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from codes.rules import Rules
from complaints.calendars import months_after
from complaints.checks import in_words
from complaints.models import Allegation, Complaint
from ledger.refusals import Blocked

Days = tuple[dt.date, dt.date | None]


def ends_on(begins: dt.date, months: int, tolled: Iterable[Days]) -> dt.date | None:
    """Find the last day to complain, or None while the time stands still.

    ``tolled`` are stretches in order, without overlap: the first day, and the first day on
    which the time runs again, if there is one.
    """
    last = months_after(begins, months)
    for first, again in tolled:
        start = max(first, begins + dt.timedelta(days=1))
        if start > last:
            break
        if again is None:
            return None
        last += max(again - start, dt.timedelta())
    return last


def tolled_days(case: Complaint, rules: Rules) -> list[Days]:
    """When no covered credential of the respondent let the time run."""
    rule, respondent = rules.limitation, case.respondent
    if not rule.tolled_while or respondent is None or respondent.certificant is None:
        return []
    held = respondent.certificant.credentials.filter(kind__in=rules.covers)
    lives = [list(one.statuses.all()) for one in held.prefetch_related("statuses")]
    changes = sorted({status.from_day for life in lives for status in life})
    found: list[Days] = []
    for day, following in zip(changes, [*changes[1:], None], strict=True):
        current = [next((s for s in reversed(life) if s.from_day <= day), None) for life in lives]
        standing = [status.status for status in current if status]
        if standing and all(status in rule.tolled_while for status in standing):
            if found and found[-1][1] == day:
                found[-1] = (found[-1][0], following)
            else:
                found.append((day, following))
    return found


def last_day_to_complain(
    case: Complaint, allegation: Allegation, rules: Rules | None = None
) -> dt.date | None:
    """Find the last day on which this could be complained of; None where there is no limit.

    ``rules`` are those of the case, unless others are tried out.
    """
    rules = rules or case.rules
    rule = rules.limitation
    if not rule.months:
        return None
    begins = (
        allegation.conduct_from if rule.counts_from == "first_day" else allegation.conduct_until
    )
    return ends_on(begins, rule.months, tolled_days(case, rules))


def each_allegation_is_in_time(case: Complaint, user: Any) -> None:
    """T07: in time, by the procedure the case was filed under."""
    for allegation in case.live_allegations if case.rules.limitation.months else ():
        last = last_day_to_complain(case, allegation)
        if last and case.filed_on > last:
            raise Blocked(
                f"Allegation {allegation.number} was filed out of time: the last day to complain"
                f" of it was {in_words(last)}. Propose to refuse the complaint as out of time, or"
                " correct the dates."
            )
