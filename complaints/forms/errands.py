"""What settling an errand asks for."""

from __future__ import annotations

from typing import Any

from django import forms

from complaints.forms.fields import LongText
from complaints.models import Errand
from complaints.models.errands import PARKED
from people.forms import Dressed


class SettleForm(Dressed, forms.Form):
    again = forms.BooleanField(
        label="Have it tried again",
        help_text="Letters and e-mails of this case that wait for a person go back into the queue.",
        required=False,
    )
    how = LongText(
        label="What was done about it",
        help_text="A sentence is enough. It is sealed, and kept with the record.",
        max_length=1000,
    )

    field_order = ["how", "again"]

    def __init__(self, *args: Any, errand: Errand, **options: Any) -> None:
        super().__init__(*args, **options)
        if errand.kind not in PARKED:
            del self.fields["again"]
