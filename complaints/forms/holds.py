"""Putting a case on hold, reviewing that, and taking the case up again."""

from __future__ import annotations

import datetime as dt

from django import forms

from complaints.checks import in_words
from complaints.forms.steps import ReasonForm
from complaints.holds import kept_days, last_days_after
from complaints.models import Deadline
from people.forms import DayInput


def _kept(clock: Deadline, left: int) -> str:
    day = in_words(clock.due_on) if clock.due_on else ""
    kept = "1 day left is kept and runs" if left == 1 else f"{left} days left are kept and run"
    return f"“{clock.title}” ends on {day} now. The {kept} on from the day after the hold ends."


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
        self.fields["review_on"].help_text = (
            f"Within {days} days, {in_words(self.initial['review_on'])} at the latest. "
            "The hold does not end by itself on that day."
        )
        self.dates = tuple(_kept(clock, left) for clock, left in kept_days(self.case)) or (
            "No time runs now, so none is stopped.",
        )
        self.fields["reason"].help_text = "Both parties get them in a letter."


class ReviewHoldForm(ReasonForm):
    review_on = forms.DateField(label="Look at it again on", widget=DayInput)

    field_order = ["review_on", "reason"]

    def prepare(self) -> None:
        days = self.case.rules.hold_days
        self.initial["review_on"] = self.case.today + dt.timedelta(days=days)
        self.fields[
            "review_on"
        ].help_text = f"Within {days} days, {in_words(self.initial['review_on'])} at the latest."
        if self.case.hold:
            self.dates = (f"The day of review is {in_words(self.case.hold.review_on)} now.",)


class EndHoldForm(ReasonForm):
    def prepare(self) -> None:
        self.dates = tuple(
            f"“{clock.title}” stands still now. It runs again from tomorrow; its last day will be "
            f"{in_words(day)}."
            for clock, day in last_days_after(self.case)
        )
