"""What a message asks for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.forms.fields import LongText, StepForm


class MessageForm(StepForm):
    statement = LongText(label=_("Your message"), max_length=5000)


class ToPartyForm(MessageForm):
    to = forms.ChoiceField(
        label="To",
        choices=[("complainant", "The complainant"), ("respondent", "The respondent")],
        widget=forms.RadioSelect,
    )

    field_order = ["to", "statement"]
