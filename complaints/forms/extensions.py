"""Asking for more time, and ruling on it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.checks import in_words
from complaints.extensions import LONGEST, MOST_TIMES, windows_of_respondent
from complaints.forms.fields import LongText, StepForm
from complaints.forms.steps import ReasonForm


class ExtensionForm(StepForm):
    window = forms.ChoiceField(label=_("For what you need more time"), widget=forms.RadioSelect)
    days = forms.IntegerField(label=_("How many more days"), min_value=1, max_value=LONGEST)
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
                % {"title": self._title(clock.kind), "day": in_words(clock.due_on)},
            )
            for clock in windows
            if clock.due_on
        ]
        if len(windows) == 1:
            self.initial["window"] = windows[0].kind
        self.fields["days"].help_text = gettext(
            "Up to %(days)s days at a time, and at most %(times)s times."
        ) % {"days": LONGEST, "times": MOST_TIMES}

    def _title(self, kind: str) -> str:
        rule = self.case.rules.windows.get(kind)
        return rule.title if rule else kind


class ExtensionRulingForm(ReasonForm):
    granted = forms.TypedChoiceField(
        label="Ruling",
        choices=[("yes", "Give more time"), ("no", "Refuse")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    days = forms.IntegerField(
        label="Days, if you give more time", required=False, min_value=1, max_value=LONGEST
    )

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
