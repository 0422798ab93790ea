"""Dates as people know them: a day, a month, or only a year."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from codes.lookup import Conduct
from codes.timeline import When

EARLIEST = 1900
# How far back somebody may say that it happened who names no earliest date.
LONG_AGO = dt.date(1950, 1, 1)


@dataclass(frozen=True)
class Known:
    """What is known of a date: it lies between these two days, both included."""

    first: dt.date
    last: dt.date

    @property
    def is_day(self) -> bool:
        return self.first == self.last

    def __str__(self) -> str:
        if self.is_day:
            return date_format(self.first, gettext("j F Y"))
        if self.first.month == self.last.month:
            return date_format(self.first, gettext("F Y"))
        return str(self.first.year)


def conduct_of(kind: str, begun: Known | None, ended: Known | None, today: dt.date) -> Conduct:
    """The days that conduct lies between, as far as they are known, and none after ``today``.

    ``kind`` is ``day``, ``period``, ``ongoing`` or ``unknown``. Of what is not known at all the
    days are as wide as can be; a month or a year is some day of it, and nobody knows which.
    """
    if kind == "unknown" or begun is None:
        first = begun.first if begun else LONG_AGO
        return Conduct(first, min(ended.last, today) if ended else today, When.UNKNOWN)
    if kind == "ongoing":
        return Conduct(begun.first, today, When.CONTINUING)
    end = ended or begun
    known = When.DATED if begun.is_day and end.is_day else When.UNKNOWN
    return Conduct(begun.first, min(end.last, today), known)


class DateParts(forms.MultiWidget):
    """Three inputs, in the order in which the language writes a date."""

    template_name = "components/date_parts.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        month = forms.TextInput({"class": "input", "autocomplete": "off"})
        number = {"class": "input", "inputmode": "numeric", "autocomplete": "off"}
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            "month": month,
            "day": forms.TextInput(number),
            "year": forms.TextInput(number),
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: Any) -> list[Any]:
        return [value.first.month, value.first.day, value.first.year] if value else [None] * 3

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        parts = context["widget"]["subwidgets"]
        labels = [gettext("Month"), gettext("Day"), gettext("Year")]
        labelled = [{"label": words, **part} for words, part in zip(labels, parts, strict=True)]
        month, day, year = labelled
        american = (get_language() or "en").startswith("en")
        context["widget"]["subwidgets"] = [month, day, year] if american else [day, month, year]
        return context


class PartialDate(forms.MultiValueField):
    """A date of which the day, or the day and the month, may be left empty if ``partial``."""

    widget = DateParts

    def __init__(self, *, partial: bool = False, **settings: Any) -> None:
        self.partial = partial
        part = forms.CharField(max_length=12, required=False)
        super().__init__(fields=[part, part, part], require_all_fields=False, **settings)

    def compress(self, data_list: list[str]) -> Known | None:
        month, day, year = ([*data_list, "", "", ""])[:3]
        if not (month or day or year):
            return None
        years = _year(year)
        if self.partial and not month and not day:
            return Known(dt.date(years, 1, 1), dt.date(years, 12, 31))
        months = _month(month)
        longest = calendar.monthrange(years, months)[1]
        if self.partial and not day:
            return Known(dt.date(years, months, 1), dt.date(years, months, longest))
        if not _is_number(day) or not 1 <= int(day) <= longest:
            raise ValidationError(_("Enter a day that this month has."))
        only = dt.date(years, months, int(day))
        return Known(only, only)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 4


def _year(text: str) -> int:
    if not _is_number(text) or not EARLIEST <= int(text) <= dt.MAXYEAR - 1:
        raise ValidationError(_("Enter the year with four figures, such as 2026."))
    return int(text)


def _month(text: str) -> int:
    """A month as a number, or as the beginning of its name."""
    if _is_number(text) and 1 <= int(text) <= 12:
        return int(text)
    begun = text.casefold().strip(". ")
    named = [n for n, name in MONTHS.items() if str(name).casefold().startswith(begun)]
    if len(begun) < 3 or len(named) != 1:
        raise ValidationError(_("Enter the month as a number from 1 to 12, or by its name."))
    return named[0]
