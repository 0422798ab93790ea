"""Which lines of the code may be chosen, and the forms that follow a case or open one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from codes.lookup import Conduct, editions_in_force
from codes.models import Provision
from complaints import receipts
from complaints.allegations import as_it_stood
from complaints.forms.fields import Day, Text, Upload
from ledger.refusals import Blocked
from people.forms import Dressed
from people.models import Body, Certificant


def chargeable(body: Body, on: dt.date | None = None) -> Any:
    """The provisions in force on a day that can be charged, for the plain-word list."""
    try:
        editions = [found.edition for found in editions_in_force(body, on or body.today)]
    except Blocked:
        editions = []
    found = Provision.objects.filter(edition__in=editions, enforceable=True)
    found = found.select_related("edition__code", "parent__edition__code")
    return found.order_by("edition", "position")


class FollowForm(Dressed, forms.Form):
    """Docket number and receipt code. Every failure gets the same sentence."""

    docket = Text(label=_("Case number"), max_length=40)
    code = Text(
        label=_("Receipt code"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("16 letters and figures, as on your receipt."),
    )

    @property
    def tag(self) -> str:
        return receipts.tag_of(self.cleaned_data["code"])


class ReciprocalForm(Dressed, forms.Form):
    """A certified court or board record, and what it shows."""

    key = forms.RegexField(regex=r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    number = Text(label="Number in the register", max_length=24)
    in_short = Text(label="What the record shows, in one sentence", max_length=200)
    conduct_from = Day(label="First day of the conduct")
    conduct_until = Day(label="Last day of the conduct")
    provision = forms.ModelChoiceField(
        label="Provision", queryset=Provision.objects.none(), empty_label="Choose a provision"
    )
    record = Upload(label="The certified record")

    def __init__(self, *args: Any, body: Body, **options: Any) -> None:
        self.body = body
        super().__init__(*args, **options)
        field: Any = self.fields["provision"]
        field.queryset = chargeable(body)
        field.label_from_instance = lambda p: f"{p.number} {p.title or p.text[:80]}"

    def clean_number(self) -> Certificant:
        number = self.cleaned_data["number"].strip()
        found = Certificant.objects.filter(body=self.body, number=number).first()
        if found is None:
            raise forms.ValidationError("Nobody in the register has this number.")
        return found

    def clean(self) -> None:
        """Cite the line as it stood at the time of the conduct."""
        data = self.cleaned_data
        chosen, first = data.get("provision"), data.get("conduct_from")
        last = data.get("conduct_until")
        if first and last and last < first:
            self.add_error("conduct_until", "The last day is before the first day.")
        elif chosen and first and last:
            data["provision"] = as_it_stood(chosen, Conduct(first, last)) or chosen

    @property
    def filing(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return {"about": data.pop("number"), **data}
