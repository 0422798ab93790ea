from __future__ import annotations

from django import forms

from people.forms import DayInput, Dressed


class OnDayForm(Dressed, forms.Form):
    """The “in force on” box: a date in the address, or nothing."""

    on = forms.DateField(label="In force on", required=False, widget=DayInput)
