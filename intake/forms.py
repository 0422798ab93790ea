"""The small forms beside the questions."""

from __future__ import annotations

from collections.abc import Mapping

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
    """The filer shows that they wrote the receipt code down: each of them, if there are several.

    ``codes`` gives each code by the number of its case.
    """

    def __init__(self, *args: object, codes: Mapping[str, str], **options: object) -> None:
        super().__init__(*args, **options)
        names = ["last_four", *(f"last_four_{n}" for n in range(2, len(codes) + 1))]
        self.codes = dict(zip(names, codes.values(), strict=True))
        for name, number in zip(self.codes, codes, strict=True):
            label = gettext("The last four letters or numbers of your receipt code")
            field = Text(
                label=f"{label}, {number}" if len(codes) > 1 else label,
                max_length=8,
                widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
                help_text=_(
                    "Type them from your note, to be sure that you have it. Your complaint is"
                    " complete without this."
                ),
                error_messages={
                    "required": _("Type them from your note, to be sure that you have it.")
                },
            )
            field.widget.attrs["class"] = "input"
            self.fields[name] = field

    def clean(self) -> None:
        for name, code in self.codes.items():
            given = self.cleaned_data.get(name)
            if given is not None and given.strip().upper() != code[-4:]:
                words = gettext(
                    "These are not the last four letters or numbers of the code. Look at it again."
                )
                self.add_error(name, words)


class StatementForm(Dressed, forms.Form):
    statement = LongText(
        label=_("The signed statement"),
        max_length=4000,
        widget=forms.Textarea({"rows": 10, "spellcheck": "false"}),
        help_text=_("Paste it whole, from its heading to its signature."),
    )
