"""The public form. One page, plain words; whatever was typed comes back with an error."""

from __future__ import annotations

from typing import Any

from django import forms

from codes.lookup import Conduct, editions_in_force
from codes.models import Provision
from complaints import receipts
from complaints.allegations import as_it_stood
from complaints.evidence import NotTaken, media_type_of
from complaints.filing import Filer
from complaints.forms.fields import Day, LongText, Text
from complaints.stages import Sharing
from ledger.refusals import Blocked
from people.forms import Dressed
from people.models import Body, Certificant

RELATIONS = [
    ("", "Choose one"),
    ("client", "A client or patient"),
    ("family", "Family, or acting for somebody"),
    ("colleague", "An employer or colleague"),
    ("certificant", "A certified person"),
    ("other", "Somebody else"),
]
MOST_FILES = 5


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each inspected; the sentence names the file that cannot be taken."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        uploads = [upload for upload in (data or []) if upload]
        if len(uploads) > MOST_FILES:
            raise forms.ValidationError(f"Send at most {MOST_FILES} files now; add more later.")
        for upload in uploads:
            try:
                media_type_of(upload)
            except NotTaken as fault:
                raise forms.ValidationError(str(fault)) from fault
        return uploads


class FilingForm(Dressed, forms.Form):
    """What a complainant tells us. ``key`` makes sending twice the same as sending once."""

    key = forms.RegexField(regex=r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    about_name = Text(
        label="Who is it about?",
        max_length=150,
        help_text="The person’s name as you know it.",
    )
    about_number = Text(
        label="Their certification number, if you know it",
        max_length=24,
        required=False,
        help_text="It is on letters and cards.",
    )
    in_short = Text(
        label="In one sentence, what did they do?",
        max_length=200,
        help_text="Such as: told my employer my diagnosis.",
    )
    what_happened = LongText(
        label="Tell us what happened",
        help_text="What was said or done, where, who saw it, what it led to. About 500 words is "
        "plenty. Leave out other people’s health details unless they matter.",
    )
    conduct_from = Day(label="When did it happen, or begin?")
    conduct_until = Day(label="When did it end?", required=False, help_text="If it took more days.")
    provisions = forms.ModelMultipleChoiceField(
        label="Which part of the code may it concern?",
        queryset=Provision.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="You may leave this empty if you are not sure.",
    )
    uploads = FilesField(
        label="Files you want to send",
        required=False,
        help_text="Up to five: PDF, PNG, JPG, DOCX or TXT, 25 MB each.",
    )
    name = Text(
        label="Your full name", max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label="Your e-mail address",
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text="Our e-mails never say what your complaint is about.",
    )
    telephone = Text(
        label="Your telephone number",
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "tel"}),
    )
    relation = forms.ChoiceField(label="Who are you in this?", choices=RELATIONS)
    sharing = forms.ChoiceField(
        label="May the person be told your name?",
        choices=[
            (Sharing.NAMED, "Yes. The person will be told my name."),
            (Sharing.WITHHELD, "Keep my name from the person as long as you can."),
        ],
        widget=forms.RadioSelect,
    )
    true = forms.BooleanField(
        label="What I have written is true as far as I know.",
        error_messages={"required": "Tick the statement that it is true to send your complaint."},
    )
    consent = forms.BooleanField(
        label="I understand that my complaint is shown to the person it is about and to those "
        "who decide on it.",
        error_messages={"required": "Tick that you understand who sees it to send your complaint."},
    )

    def __init__(self, *args: Any, body: Body, **options: Any) -> None:
        self.body = body
        super().__init__(*args, **options)
        field: Any = self.fields["provisions"]
        field.queryset = chargeable(body)
        field.label_from_instance = lambda p: p.plain_title or p.title or p.text[:160]

    def clean(self) -> None:
        data = self.cleaned_data
        if not data.get("email") and not data.get("telephone"):
            self.add_error("email", "Give an e-mail address or a telephone number.")
        first = data.get("conduct_from")
        last = data.get("conduct_until") or first
        if first and last and last < first:
            self.add_error("conduct_until", "The last day is before the first day.")
        if first and first > self.body.today:
            self.add_error("conduct_from", "This day lies in the future.")
        data["conduct_until"] = last

    @property
    def filing(self) -> dict[str, Any]:
        """The clean answers, as ``file_complaint`` takes them."""
        data = self.cleaned_data
        number = data["about_number"].strip()
        known = (
            Certificant.objects.filter(body=self.body, number=number).first() if number else None
        )
        same = known and known.name.casefold() == data["about_name"].strip().casefold()
        return {
            "key": data["key"],
            "filer": Filer(
                name=data["name"],
                email=data["email"],
                telephone=data["telephone"],
                relation=data["relation"],
                sharing=data["sharing"],
            ),
            "about": known if same and known else f"{data['about_name']} {number}".strip(),
            "what_happened": data["what_happened"],
            "in_short": data["in_short"],
            "conduct_from": data["conduct_from"],
            "conduct_until": data["conduct_until"],
            "provisions": list(data["provisions"]),
            "uploads": data["uploads"],
        }


def chargeable(body: Body) -> Any:
    """The provisions in force today that can be charged, for the plain-word list."""
    try:
        editions = [found.edition for found in editions_in_force(body, body.today)]
    except Blocked:
        editions = []
    found = Provision.objects.filter(edition__in=editions, enforceable=True)
    return found.select_related("edition__code").order_by("edition", "position")


class FollowForm(Dressed, forms.Form):
    """Docket number and receipt code. Every failure gets the same sentence."""

    docket = Text(label="Case number", max_length=40)
    code = Text(
        label="Receipt code",
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text="16 letters and figures, as on your receipt.",
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
    record = forms.FileField(label="The certified record")

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

    def clean_record(self) -> Any:
        upload = self.cleaned_data["record"]
        try:
            media_type_of(upload)
        except NotTaken as fault:
            raise forms.ValidationError(str(fault)) from fault
        return upload

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
