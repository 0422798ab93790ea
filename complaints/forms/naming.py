"""What a filer is asked when they change who may know their name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.filing import sharing_allowed
from complaints.forms.fields import StepForm
from complaints.stages import Sharing

WAYS = [
    (Sharing.NAMED.value, _("The person may be told my name.")),
    (Sharing.WITHHELD.value, _("Keep my name from the person as long as you can.")),
]


class SharingForm(StepForm):
    """Whether the respondent may be told the name; only ways that the procedure allows."""

    sharing = forms.ChoiceField(
        label=_("May we use your name?"),
        choices=WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether we may use your name.")},
    )

    def prepare(self) -> None:
        allowed = sharing_allowed(self.case.rules)
        field: Any = self.fields["sharing"]
        field.choices = [way for way in WAYS if way[0] in allowed]
        field.initial = self.case.complainant.sharing
