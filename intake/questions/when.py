"""When it happened: as exactly as somebody knows it, and no more."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from codes.lookup import Conduct
from codes.timeline import When
from complaints.forms.fields import LongText
from intake.questionnaire import Questionnaire
from intake.questions.base import Pick, Question
from intake.questions.dates import Known, PartialDate

# How far back somebody may say that it happened who names no earliest date.
LONG_AGO = dt.date(1950, 1, 1)


class WhenKind(Question):
    name = "when"
    part = 4
    title = _("When did it happen?")
    when = Pick(
        label=_("When did it happen?"),
        options=[
            ("day", _("On one day")),
            ("period", _("Over several days, from one to another")),
            ("ongoing", _("It is still going on")),
            ("about", _("I only know the month or the year")),
            ("unknown", _("I do not know")),
        ],
        error_messages={"required": _("Choose when it happened, or “I do not know”.")},
    )


class Dated(Question):
    """One of the pages that ask for dates: asked when its kind was chosen."""

    part = 4
    kind = ""

    @classmethod
    def is_asked(cls, filing: Questionnaire) -> bool:
        return filing.said("when") == cls.kind

    def not_ahead(self, *names: str) -> None:
        for name in names:
            known: Known | None = self.cleaned_data.get(name)
            if known and known.first > self.filing.body.today:
                self.add_error(name, gettext("This lies in the future. Check the year."))

    def in_order(self, first: str, last: str, sentence: str) -> None:
        begins, ends = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if begins and ends and ends.last < begins.first:
            self.add_error(last, sentence)

    @property
    def conduct(self) -> Conduct:
        """The days it lies between; as wide as can be where nothing narrows them."""
        return Conduct(LONG_AGO, self.filing.body.today, When.UNKNOWN)


def a_date(label: Any, missing: Any, **settings: Any) -> PartialDate:
    return PartialDate(label=label, error_messages={"required": missing}, **settings)


class OneDay(Dated):
    name, kind = "day", "day"
    title = _("On which day did it happen?")
    day = a_date(
        _("On which day did it happen?"),
        _("Enter the day it happened, or go back and choose “I do not know”."),
        help_text=_("For example, 6 12 2026."),
    )

    def clean(self) -> None:
        self.not_ahead("day")

    @property
    def conduct(self) -> Conduct:
        day = self.cleaned_data["day"].first
        return Conduct(day, day, When.DATED)


class Period(Dated):
    name, kind = "period", "period"
    title = _("From when to when?")
    begins = a_date(_("It began on"), _("Enter the day it began."))
    ends = a_date(_("It ended on"), _("Enter the day it ended."))

    def clean(self) -> None:
        self.not_ahead("begins", "ends")
        self.in_order("begins", "ends", gettext("The last day is before the first day."))

    @property
    def conduct(self) -> Conduct:
        data = self.cleaned_data
        return Conduct(data["begins"].first, data["ends"].first, When.DATED)


class Ongoing(Dated):
    name, kind = "ongoing", "ongoing"
    title = _("When did it begin?")
    began = a_date(
        _("When did it begin?"),
        _("Enter when it began, as far as you know."),
        partial=True,
        help_text=_("If you know only the month or the year, leave the rest empty."),
    )

    def clean(self) -> None:
        self.not_ahead("began")

    @property
    def conduct(self) -> Conduct:
        return Conduct(self.cleaned_data["began"].first, self.filing.body.today, When.CONTINUING)


class About(Dated):
    name, kind = "month", "about"
    title = _("In which month or year?")
    month = a_date(
        _("In which month or year?"),
        _("Enter the year, and the month if you know it."),
        partial=True,
        help_text=_("Leave the day empty. Leave the month empty too if you do not know it."),
    )

    def clean(self) -> None:
        self.not_ahead("month")

    @property
    def conduct(self) -> Conduct:
        known = self.cleaned_data["month"]
        return Conduct(known.first, min(known.last, self.filing.body.today), When.UNKNOWN)


class Unknown(Dated):
    name, kind = "between", "unknown"
    title = _("What do you know about the time?")
    lead = _("Even a rough idea helps: the rules that count are those of that time.")
    earliest = a_date(
        _("It was not before"),
        "",
        partial=True,
        required=False,
        help_text=_("For example, the year you first met. Leave it empty if you cannot say."),
    )
    latest = a_date(_("It was not after"), "", partial=True, required=False)

    def clean(self) -> None:
        self.not_ahead("earliest")
        self.in_order("earliest", "latest", gettext("This is before the earliest time."))

    @property
    def conduct(self) -> Conduct:
        today, data = self.filing.body.today, self.cleaned_data
        first = data["earliest"].first if data.get("earliest") else LONG_AGO
        last = data["latest"].last if data.get("latest") else today
        return Conduct(first, min(last, today), When.UNKNOWN)


class Late(Question):
    """Past the time to complain, the reason is kept: it may toll the time, or be ruled on."""

    name = "late"
    part = 4
    title = _("This was some time ago. Why do you tell us now?")
    late = LongText(
        label=_("Why do you tell us now?"),
        max_length=2000,
        help_text=_("We may still be able to take it. Say what kept you from telling us before."),
        error_messages={"required": _("Say why you tell us now.")},
    )

    @classmethod
    def is_asked(cls, filing: Questionnaire) -> bool:
        return filing.is_late


WHEN: list[type[Question]] = [WhenKind, OneDay, Period, Ongoing, About, Unknown, Late]
