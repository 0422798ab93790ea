"""The small forms beside the questions."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.forms.fields import LongText, Text
from people.forms import Dressed


class ResumeForm(Dressed, forms.Form):
    code = Text(
        label=_("Code of your draft"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("It begins with D and has 16 letters and figures."),
    )


class KeptForm(Dressed, forms.Form):
    """The filer shows that they wrote the receipt code down."""

    last_four = Text(
        label=_("The last four signs of your receipt code"),
        max_length=8,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Type them from your note, to be sure that you have it."),
    )

    def __init__(self, *args: object, code: str, **options: object) -> None:
        self.code = code
        super().__init__(*args, **options)

    def clean_last_four(self) -> str:
        given: str = self.cleaned_data["last_four"].strip().upper()
        if given != self.code[-4:]:
            raise forms.ValidationError(
                gettext("These are not the last four signs of the code. Look at it again.")
            )
        return given


class StatementForm(Dressed, forms.Form):
    statement = LongText(
        label=_("The signed statement"),
        max_length=4000,
        widget=forms.Textarea({"rows": 10, "spellcheck": "false"}),
        help_text=_("Paste it whole, from its heading to its signature."),
    )
