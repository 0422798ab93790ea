"""Putting a case on hold, reviewing that, and taking the case up again."""

from __future__ import annotations

import datetime as dt

from django import forms

from complaints.forms.steps import ReasonForm
from people.forms import DayInput


class HoldForm(ReasonForm):
    proceeding = forms.CharField(
        label="What is waited for",
        max_length=200,
        help_text="The court, board or other proceeding, by its name. The parties are told it.",
    )
    review_on = forms.DateField(label="Look at it again on", widget=DayInput)

    field_order = ["proceeding", "review_on", "reason"]

    def prepare(self) -> None:
        days = self.case.rules.hold_days
        self.initial["review_on"] = self.case.today + dt.timedelta(days=days)
        self.fields["review_on"].help_text = f"Within {days} days."
        self.fields["reason"].help_text = "Both parties get them in a letter."


class ReviewHoldForm(ReasonForm):
    review_on = forms.DateField(label="Look at it again on", widget=DayInput)

    field_order = ["review_on", "reason"]

    def prepare(self) -> None:
        days = self.case.rules.hold_days
        self.initial["review_on"] = self.case.today + dt.timedelta(days=days)
        self.fields["review_on"].help_text = f"Within {days} days."
