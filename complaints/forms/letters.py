"""What the office says of a letter that is on its way."""

from __future__ import annotations

from django import forms

from complaints.forms.fields import Day, StepForm, Text
from complaints.models import Notice
from complaints.stages import OBSERVED, Proof, ServiceState


class LetterForm(StepForm):
    """Choose one of the case's letters that is on its way."""

    notice = forms.ModelChoiceField(
        label="Letter", queryset=Notice.objects.none(), empty_label="Choose a letter"
    )

    def prepare(self) -> None:
        underway = [ServiceState.SERVED, ServiceState.TO_POST, ServiceState.RETURNED]
        self.limit("notice", Notice.objects.filter(case=self.case, state__in=underway))


class DeliveryForm(LetterForm):
    proof = forms.ChoiceField(
        label="Proof", choices=[(p.value, p.label) for p in Proof if p not in OBSERVED]
    )
    on = Day(label="Delivered on", help_text="For a posted letter: the day it was posted.")
    reference = Text(label="Tracking number or witness", max_length=120, required=False)


class ReturnForm(LetterForm):
    reason = Text(label="Why it came back")
