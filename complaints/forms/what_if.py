"""What a last day would be: on a clock of a case, or for anybody who wants to count one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from codes.rules import Rules
from complaints.explaining import in_words
from complaints.models import Deadline
from complaints.reckoning import DAY, More, Pause, Term, reckon
from people.closing_days import calendar_over
from people.forms import DayInput, Dressed
from people.models import Body

EARLIEST, LATEST = dt.date(1990, 1, 1), dt.date(2100, 12, 31)
# Nobody counts longer, and a longer list of days would help nobody.
MOST_DAYS = 4000
OTHER = "other"


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput, **options)


class WhatIfForm(Dressed, forms.Form):
    """What bears on a term: the event, days granted, a time in which it stands still."""

    start = _day(_("Day of the event"))
    more = forms.IntegerField(
        label=_("Days granted on top"), required=False, min_value=0, max_value=MOST_DAYS
    )
    still_from = _day(_("Stands still from"), required=False)
    still_until = _day(_("Stands still until"), required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for name in ("start", "still_from", "still_until"):
            day = given.get(name)
            if day and not EARLIEST <= day <= LATEST:
                words = gettext("Give a day between 1990 and 2100.")
                self.add_error(name, ValidationError(words))
        first, last = given.get("still_from"), given.get("still_until")
        if first and last and last < first:
            words = gettext("The time cannot run again before it stood still.")
            self.add_error("still_until", ValidationError(words))
        if last and not first:
            words = gettext("Say also from when the time stands still.")
            self.add_error("still_from", ValidationError(words))
        return given

    def changed(self, term: Term) -> Term:
        """The term with what was given here. A pause that lasts ends where this one does."""
        given, pauses = self.cleaned_data, list(term.pauses)
        first, last = given["still_from"], given["still_until"]
        if first:
            said = gettext("the time stands still")
            pauses = [p for p in pauses if p.last is not None or p.first < first]
            pauses = [replace(p, last=last) if p.last is None else p for p in pauses]
            pauses.append(Pause(first, last, said))
        more = list(term.more)
        if given["more"]:
            more.append(More(given["more"], given["start"], gettext("way of trial")))
        return replace(term, start=given["start"], pauses=tuple(pauses), more=tuple(more))


def by_calendar_of(body: Body, term: Term) -> Term:
    """The term by the working days of a body, for as many years as it takes to count it."""
    last = term.start
    while True:
        first, last = sorted((term.start, last))
        known = calendar_over(body, range(first.year - 1, last.year + 2))
        term = replace(term, calendar=known)
        due = reckon(term).due
        if due is None or first.year - 1 <= due.year <= last.year + 1:
            return term
        last = due


class ClockForm(WhatIfForm):
    """What if, on one clock: it begins with how things are."""

    def __init__(self, *posted: Any, clock: Deadline, **options: Any) -> None:
        super().__init__(*posted, **options)
        self.clock = clock
        case = clock.case
        self.initial["start"] = clock.started_on or case.today
        still = [pause for pause in clock.pauses.all() if pause.last_day is None]
        if still:
            self.initial["still_from"] = still[0].first_day
            self.initial["still_until"] = case.today + 30 * DAY


class Windows(forms.Select):
    """Time limits by the titles that the law gives them, which are in its language."""

    def create_option(self, name: str, value: Any, *shown: Any, **options: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *shown, **options)
        if value != OTHER:
            option["attrs"]["lang"] = "en"
        return option


class DatesForm(WhatIfForm):
    """A last day for anybody: a time limit of the procedure, or any number of days."""

    window = forms.ChoiceField(label=_("Time limit"), widget=Windows)
    days = forms.IntegerField(
        label=_("Number of days"),
        required=False,
        min_value=0,
        max_value=MOST_DAYS,
        help_text=_("Only with “Another number of days”."),
    )
    count = forms.ChoiceField(
        label=_("Which days count"),
        choices=[("calendar", _("Every day")), ("business", _("Working days only"))],
        initial="calendar",
        required=False,
    )
    posted = forms.BooleanField(
        label=_("The letter came by post: add the days for the post"), required=False
    )

    field_order = ["window", "days", "count", "start", "posted", "more"]

    def __init__(self, *given: Any, body: Body, rules: Rules, **options: Any) -> None:
        super().__init__(*given, **options)
        self.body, self.rules = body, rules
        choices = [
            (kind, rule.title)
            for kind, rule in rules.windows.items()
            if rule.starts != "hearing" and rule.days <= MOST_DAYS
        ]
        field: Any = self.fields["window"]
        field.choices = [*choices, (OTHER, _("Another number of days"))]
        self.initial = {**self.initial, "window": "response", "start": body.today}
        post = gettext("%(days)s days after posting a letter counts as delivered.")
        self.fields["posted"].help_text = post % {"days": rules.mail_days}

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("window") == OTHER and given.get("days") is None:
            self.add_error("days", ValidationError(gettext("Give the number of days.")))
        elif given.get("window") != OTHER and given.get("days") is not None:
            words = gettext("Choose “Another number of days” above, or leave this empty.")
            self.add_error("days", ValidationError(words))
        return given

    def term(self) -> Term:
        """The term that was asked for, by the working days of the body."""
        given = self.cleaned_data
        kind = given["window"]
        if kind == OTHER:
            count, days, roll = given["count"] or "calendar", given["days"], "next_business_day"
        else:
            rule = self.rules.windows[kind]
            count, days, roll = rule.count, rule.days, rule.roll
        term = self.changed(Term(given["start"], days, count, roll))
        if given["posted"]:
            term = replace(term, start=given["start"] + self.rules.mail_days * DAY)
        return by_calendar_of(self.body, term)

    def event(self) -> str:
        """The event in words, with the days for the post where there are any."""
        if not self.cleaned_data["posted"]:
            return gettext("the day of the event")
        words = gettext("posted on %(day)s, and %(days)s days for the post")
        day = self.cleaned_data["start"]
        return words % {"day": in_words(day), "days": self.rules.mail_days}
