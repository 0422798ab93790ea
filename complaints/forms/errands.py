"""What settling an errand asks for."""

from __future__ import annotations

from django import forms

from complaints.forms.fields import LongText
from people.forms import Dressed


class SettleForm(Dressed, forms.Form):
    how = LongText(
        label="What was done about it",
        help_text="A sentence is enough. It is sealed, and kept with the record.",
        max_length=1000,
    )
