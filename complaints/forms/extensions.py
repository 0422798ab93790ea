"""Asking for more time, and ruling on it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.checks import in_words
from complaints.extensions import granted_in, last_day_without, windows_of_respondent
from complaints.forms.fields import LongText, StepForm
from complaints.forms.steps import ReasonForm
from complaints.models import Extension


class ExtensionForm(StepForm):
    window = forms.ChoiceField(label=_("For what you need more time"), widget=forms.RadioSelect)
    days = forms.IntegerField(label=_("How many more days"), min_value=1)
    statement = LongText(
        label=_("Why you need them"),
        max_length=4000,
        help_text=_("Until you hear from us, the last day stays as it is."),
    )

    def prepare(self) -> None:
        windows = windows_of_respondent(self.case)
        field: Any = self.fields["window"]
        field.choices = [
            (
                clock.kind,
                gettext("%(title)s, now until the end of %(day)s")
                % {"title": clock.title, "day": in_words(clock.due_on)},
            )
            for clock in windows
            if clock.due_on
        ]
        if len(windows) == 1:
            self.initial["window"] = windows[0].kind
        self.fields["days"].help_text = gettext(
            "Up to %(days)s days at a time, and at most %(times)s times."
        ) % {"days": self.case.rules.extension_days, "times": self.case.rules.extension_times}


class ExtensionRulingForm(ReasonForm):
    granted = forms.TypedChoiceField(
        label="Ruling",
        choices=[("yes", "Give more time"), ("no", "Refuse")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    days = forms.IntegerField(label="Days, if you give more time", required=False, min_value=1)

    field_order = ["granted", "days", "reason"]

    def prepare(self) -> None:
        asked = self.case.time_asked
        if asked is None or asked.deadline.due_on is None:
            return
        asked.request.case = self.case
        self.initial["days"] = asked.days_asked
        self.fields["granted"].help_text = (
            f"{asked.days_asked} days were asked for on {in_words(asked.asked_on)}; the last day "
            f"is {in_words(asked.deadline.due_on)}. The reason given: {asked.request.text}"
        )
        self.fields["reason"].help_text = "The respondent gets them in a letter."


class WithdrawExtensionForm(ReasonForm):
    extension = forms.TypedChoiceField(
        label="Which days are withdrawn", coerce=int, widget=forms.RadioSelect
    )

    field_order = ["extension", "reason"]

    def prepare(self) -> None:
        field: Any = self.fields["extension"]
        field.choices = [
            (
                row.pk,
                self._told(row),
            )
            for row in granted_in(self.case)
        ]
        self.fields["reason"].help_text = "The respondent gets them in a letter."

    def _told(self, row: Extension) -> str:
        day = in_words(row.ruled_on) if row.ruled_on else ""
        clock = row.deadline
        clock.case = self.case
        told = f"{row.days_granted} days for “{clock.title}”, granted by {row.granted_by} on {day}."
        would = last_day_without(self.case, row)
        if clock.due_on is None or would is None:
            return told
        told += f" The last day is {in_words(clock.due_on)} now; without them"
        if would <= self.case.today:
            return f"{told} it would have been {in_words(would)}, so they cannot be withdrawn."
        return f"{told} it is {in_words(would)}."
