"""How somebody is reminded of their dates."""

from __future__ import annotations

from django import forms

from people.forms import Dressed
from people.models import User


class PreferencesForm(Dressed, forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ["email", "digest", "quiet_from", "quiet_until"]
        labels = {
            "email": "Your e-mail address",
            "digest": "One e-mail a day for all dates that are near, instead of one for each",
            "quiet_from": "No reminders from",
            "quiet_until": "Until",
        }
        help_texts = {
            "email": "We write there that something has come or a day is near, and never what it"
            " is about. Without one you are reminded by post. A complaint that you filed has"
            " an address of its own: change it on its page.",
            "digest": "Binding dates that were missed are told at once all the same.",
            "quiet_until": "By the clock of the body. Give the same time twice for no quiet hours.",
        }
        widgets = {
            "quiet_from": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "quiet_until": forms.TimeInput({"type": "time"}, format="%H:%M"),
        }
