"""What staff enter for others: a complaint on paper or by telephone, a self-report, own motion."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from codes.lookup import procedure_in_force
from codes.models import Provision
from complaints.filing import Filer, sharing_allowed
from complaints.forms.dates import Known, PartialDate, conduct_of
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


KINDS = [
    ("day", "It happened then"),
    ("period", "Several times, or over some time"),
    ("ongoing", "It is still going on"),
    ("unknown", "Nobody knows"),
]
SHARING = [
    (Sharing.NAMED.value, "Yes, the respondent may be told the name"),
    (Sharing.WITHHELD.value, "No, keep the name from the respondent"),
    (Sharing.ANONYMOUS.value, "They give us no name"),
]


class Entry(Dressed, forms.Form):
    """What every matter has: when it came, what is alleged, and by which lines of the code."""

    SOMETIMES = frozenset({"conduct_from", "conduct_until"})

    key = forms.RegexField(regex=r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    received_on = Day(label="Received on", help_text="It counts as filed on this day.")
    in_short = Text(
        label="What is alleged, in one sentence",
        max_length=200,
        help_text="Leave out every name of a complainant and every health detail.",
    )
    when = forms.ChoiceField(
        label="What is known of the time?",
        choices=KINDS,
        initial="day",
        widget=forms.RadioSelect,
    )
    conduct_from = PartialDate(
        label="When it happened, or began",
        partial=True,
        required=False,
        help_text="Leave out what is not known: the day, or the day and the month. For “about "
        "3 May” leave out the day. Where nobody knows: it was not before this.",
    )
    conduct_until = PartialDate(
        label="When it ended",
        partial=True,
        required=False,
        help_text="For what was done several times, or over some time. Where nobody knows: it was "
        "not after this.",
    )
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
        received = data.get("received_on")
        if received and received > self.body.today:
            self.add_error("received_on", "This day lies in the future.")
        for name in ("conduct_from", "conduct_until"):
            if received and data.get(name) and data[name].first > received:
                self.add_error(name, "This is after the day on which we received it.")
        self._dates_fit(data.get("when"), data.get("conduct_from"), data.get("conduct_until"))

    def _dates_fit(self, kind: str | None, begun: Known | None, ended: Known | None) -> None:
        """What is asked for is there, what is not asked for is not, and in order."""
        if kind in ("day", "period", "ongoing") and not (begun or "conduct_from" in self.errors):
            self.add_error("conduct_from", "Enter when it happened, or choose “Nobody knows”.")
        if kind == "period" and not (ended or "conduct_until" in self.errors):
            self.add_error("conduct_until", "Enter when it ended.")
        if kind in ("day", "ongoing") and ended:
            self.add_error(
                "conduct_until", "Choose “Several times, or over some time”, or leave this empty."
            )
        if begun and ended and ended.last < begun.first:
            self.add_error("conduct_until", "The last day is before the first day.")

    def common(self) -> dict[str, Any]:
        data = self.cleaned_data
        dates = data["conduct_from"], data["conduct_until"]
        conduct = conduct_of(data["when"], *dates, data["received_on"])
        return {name: data[name] for name in ("key", "received_on", "in_short")} | {
            "conduct_from": conduct.first,
            "conduct_until": conduct.last,
            "when": conduct.when,
            "provisions": list(data["provisions"]),
        }


class PaperForm(Entry):
    """A complaint that came by post, telephone or e-mail, entered on behalf of its filer."""

    channel = forms.ChoiceField(label="How it came", choices=CHANNELS, widget=forms.RadioSelect)
    postmarked_on = Day(label="Postmarked on", required=False, help_text="For a letter.")
    sharing = forms.ChoiceField(
        label="Does the filer agree to be named to the respondent?",
        choices=SHARING,
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
        *("about", "number", "in_short", "when", "conduct_from", "conduct_until"),
        "what_happened",
        *("provisions", "uploads", "signed"),
    ]

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the ways of being named that the procedure of the day it came allows."""
        super().__init__(*args, **options)
        procedure = procedure_in_force(self.body, self._came_on())
        allowed = sharing_allowed(procedure.edition.rules)
        field: Any = self.fields["sharing"]
        field.choices = [one for one in SHARING if one[0] in allowed]
        if Sharing.ANONYMOUS not in allowed:
            field.help_text = (
                "No complaint is taken without any name. Where what it says has to be looked "
                "into, open a matter of the body’s own motion."
            )

    def _came_on(self) -> dt.date:
        try:
            day: dt.date = self.fields["received_on"].clean(self.data.get("received_on"))
        except ValidationError:
            return self.body.today
        return min(day, self.body.today)

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
        *("in_short", "when", "conduct_from", "conduct_until"),
        *("statement", "provisions", "record"),
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
