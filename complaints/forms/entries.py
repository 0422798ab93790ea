"""What staff enter for others: a complaint on paper or by telephone, a self-report, own motion."""

from __future__ import annotations

import dataclasses
from typing import Any

from django import forms

from codes.models import Provision
from complaints.filing import Filer
from complaints.forms.fields import Day, LongText, Rows, Text, Upload, Uploads
from complaints.forms.filing import chargeable
from complaints.guard import Named, names_nobody
from complaints.nameless import before_filing
from complaints.stages import Matter, Sharing
from people.forms import Dressed
from people.models import Body, Certificant

CHANNELS = [
    ("post", "By post"),
    ("telephone", "By telephone"),
    ("email", "By e-mail"),
    ("in_person", "In person"),
]
RELATIONS = [
    ("", "Not said"),
    ("client", "A client or patient"),
    ("family", "Family, or acting for somebody"),
    ("colleague", "An employer or colleague"),
    ("certificant", "A certified person"),
    ("insurer", "An insurer or a provider"),
    ("official", "An official body"),
    ("other", "Somebody else"),
]


class Entry(Dressed, forms.Form):
    """What every matter has: when it came, what is alleged, and by which lines of the code."""

    key = forms.RegexField(regex=r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    received_on = Day(label="Received on", help_text="It counts as filed on this day.")
    in_short = Text(
        label="What is alleged, in one sentence",
        max_length=200,
        help_text="Leave out every name of a complainant and every health detail.",
    )
    conduct_from = Day(label="First day of the conduct")
    conduct_until = Day(label="Last day of the conduct", required=False)
    provisions = Rows(
        label="Provisions",
        queryset=Provision.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="May be left to intake.",
    )

    def __init__(self, *args: Any, body: Body, **options: Any) -> None:
        self.body = body
        super().__init__(*args, **options)
        field: Any = self.fields["provisions"]
        field.queryset = chargeable(body)
        field.label_from_instance = lambda p: f"{p.number} {p.title or p.text[:120]}"

    def clean(self) -> None:
        data = self.cleaned_data
        first = data.get("conduct_from")
        last = data["conduct_until"] = data.get("conduct_until") or first
        if first and last and last < first:
            self.add_error("conduct_until", "The last day is before the first day.")
        if data.get("received_on") and data["received_on"] > self.body.today:
            self.add_error("received_on", "This day lies in the future.")

    def common(self) -> dict[str, Any]:
        data = self.cleaned_data
        names = ("key", "received_on", "in_short", "conduct_from", "conduct_until")
        return {name: data[name] for name in names} | {"provisions": list(data["provisions"])}


class PaperForm(Entry):
    """A complaint that came by post, telephone or e-mail, entered on behalf of its filer."""

    channel = forms.ChoiceField(label="How it came", choices=CHANNELS, widget=forms.RadioSelect)
    postmarked_on = Day(label="Postmarked on", required=False, help_text="For a letter.")
    sharing = forms.ChoiceField(
        label="Does the filer agree to be named to the respondent?",
        choices=Sharing.choices,
        widget=forms.RadioSelect,
    )
    name = Text(label="Name of the filer", max_length=150, required=False)
    email = forms.EmailField(label="E-mail address", required=False)
    telephone = Text(label="Telephone number", max_length=40, required=False)
    safe_hours = Text(
        label="When it is safe to call",
        max_length=150,
        required=False,
        help_text="Ask: a call at another hour may put somebody in danger.",
    )
    post = LongText(
        label="Postal address",
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Letters go by post to whoever filed on paper.",
    )
    language = Text(label="Their language", max_length=60, required=False)
    needs = Text(
        label="What would help them",
        max_length=300,
        required=False,
        help_text="Such as large print, an interpreter, more time.",
    )
    relation = forms.ChoiceField(label="Who they are in this", choices=RELATIONS, required=False)
    about = Text(label="Whom it is about, as the filer names them", max_length=150)
    number = Text(label="Number in the register, if it is known", max_length=24, required=False)
    what_happened = LongText(
        label="What the filer told us",
        help_text="Word for word where it was written; for a call, as it was read back to them.",
    )
    uploads = Uploads(label="The scan, and what came with it", required=False)
    signed = forms.BooleanField(
        label="The filer signed it, or confirmed it when it was read back.",
        error_messages={"required": "Without a signature or a confirmation ask the filer first."},
    )

    field_order = [
        *("channel", "received_on", "postmarked_on"),
        *("sharing", "name", "email", "telephone", "safe_hours", "post"),
        *("language", "needs", "relation"),
        *("about", "number", "in_short", "conduct_from", "conduct_until", "what_happened"),
        *("provisions", "uploads", "signed"),
    ]

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        if data.get("sharing") != Sharing.ANONYMOUS and not data.get("name"):
            self.add_error("name", "Enter the name of the filer.")
        if not self.errors:
            try:
                names_nobody(before_filing(self.body, self.filer, data["about"]), data["in_short"])
            except Named as fault:
                self.add_error("in_short", str(fault))
        posted, received = data.get("postmarked_on"), data.get("received_on")
        if posted and received and posted > received:
            self.add_error("postmarked_on", "It cannot be posted after it was received.")

    @property
    def filer(self) -> Filer:
        data = self.cleaned_data
        return Filer(**{one.name: data[one.name] for one in dataclasses.fields(Filer)})

    @property
    def filing(self) -> dict[str, Any]:
        data = self.cleaned_data
        number = data["number"].strip()
        known = Certificant.objects.filter(body=self.body, number=number).first() if number else ""
        return self.common() | {
            "filer": self.filer,
            "about": known or f"{data['about']} {number}".strip(),
            "what_happened": data["what_happened"],
            "uploads": data["uploads"],
            "channel": data["channel"],
            "postmarked_on": data["postmarked_on"],
        }


class MatterForm(Entry):
    """A matter without a complainant: who reported what of whom, and on what it rests."""

    number = Text(label="Number in the register", max_length=24)
    source = Text(
        label="How the body knows of it",
        max_length=200,
        help_text="A letter of the certificant, a newspaper, an audit.",
    )
    statement = LongText(label="What is reported")
    record = Upload(label="A document it rests on", required=False)

    matter = Matter.OWN_MOTION
    field_order = [
        *("number", "received_on", "source"),
        *("in_short", "conduct_from", "conduct_until", "statement", "provisions", "record"),
    ]

    def clean_number(self) -> Certificant:
        number = self.cleaned_data["number"].strip()
        found = Certificant.objects.filter(body=self.body, number=number).first()
        if found is None:
            raise forms.ValidationError("Nobody in the register has this number.")
        return found

    @property
    def filing(self) -> dict[str, Any]:
        data = self.cleaned_data
        return self.common() | {
            "matter": self.matter,
            "about": data["number"],
            "statement": data["statement"],
            "record": data["record"],
            "source": data["source"],
        }


class SelfReportForm(MatterForm):
    matter = Matter.SELF_REPORT
