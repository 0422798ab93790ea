"""Appointing somebody to act for the respondent."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.forms.fields import LongText, StepForm, Text
from complaints.stages import RepresentativeKind


class RepresentativeForm(StepForm):
    name = Text(label=_("Full name of who will act for you"), max_length=150)
    kind = forms.ChoiceField(
        label=_("Who they are"), choices=RepresentativeKind.choices, widget=forms.RadioSelect
    )
    accepts_service = forms.BooleanField(
        label=_("Letters that they open count as delivered to me"),
        required=False,
        help_text=_("Then your time to act can begin on the day they open a letter."),
    )
    words = LongText(label=_("Limits, or anything else to record"), required=False, max_length=2000)
    signature = Text(label=_("Your own full name, as your signature"), max_length=150)

    def prepare(self) -> None:
        self.fields["signature"].help_text = gettext(
            "By signing you let this person read what you may read in this case, and answer, ask "
            "and appeal in your name, until you take it back."
        )

    def clean_signature(self) -> str:
        signature = str(self.cleaned_data["signature"])
        name = self.case.respondent.public_name
        if signature.casefold().split() != name.casefold().split():
            words = gettext("Sign with your name as it stands in the register: %(name)s.")
            raise forms.ValidationError(words % {"name": name})
        return str(name)
