"""How the office may reach a filer: asked when they file, and again when they change it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.forms.fields import LongText, StepForm, Text


class Reach(forms.Form):
    """The ways; which of them is used is asked beside them, as ``reach``."""

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "invalid": _("Enter an e-mail address in the right form, like name@example.com.")
        },
    )
    telephone = Text(
        label=_("Telephone number"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    hours = Text(
        label=_("When is it safe to call you?"),
        max_length=150,
        required=False,
    )
    post = LongText(
        label=_("Postal address"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 3, "autocomplete": "street-address"}),
    )

    ADDRESSES = SOMETIMES = frozenset({"email", "post"})

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("reach") == "email" and not data.get("email") and "email" not in self.errors:
            self.add_error("email", gettext("Enter an e-mail address, or choose another way."))
        if data.get("reach") == "post" and not data.get("post"):
            self.add_error("post", gettext("Enter a postal address, or choose another way."))
        # An address that is not to be used is not kept, and may stand where nobody sees it.
        for way in self.ADDRESSES - {data.get("reach")}:
            data[way] = ""


class ContactForm(Reach, StepForm):
    """What holds now, to be changed."""

    reach = forms.ChoiceField(
        label=_("How should we write to you?"),
        choices=[
            ("email", _("By e-mail")),
            ("post", _("By post")),
            ("page", _("Only on this site")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how we should write to you.")},
    )
    needs = Text(label=_("Is there anything that would help you?"), max_length=600, required=False)

    field_order = ["reach", "email", "telephone", "hours", "post", "needs"]

    def prepare(self) -> None:
        """Begin with what holds, for the filer alone."""
        party = self.case.complainant
        now = party.reached_by
        way = "email" if now["email"] else "post" if now["post"] else "page"
        held = {"reach": way, **now, "hours": party.safe_hours, "needs": party.needs}
        for name, words in held.items():
            self.fields[name].initial = words or ""

    @property
    def details(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "email": data["email"],
            "telephone": data["telephone"],
            "post": data["post"],
            "safe_hours": data["hours"],
            "needs": data["needs"],
        }
