from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.forms.utils import pretty_name
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.calendars import WEEKDAYS
from people.closing_days import YEARS_AHEAD, known
from people.models import Body, Certificant, Credential, CredentialStatus, Office, User

# Django's own sentence for a missing answer, which does not say which one.
STOCK_SENTENCE = forms.Field.default_error_messages["required"]


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class Dressed(forms.BaseForm):
    """Gives each control the class that the stylesheet knows, and says which answer is owed."""

    CLASSES: dict[type[forms.Widget], str] = {
        forms.Select: "select",
        forms.Textarea: "textarea",
        forms.CheckboxInput: "",
        forms.CheckboxSelectMultiple: "",
        forms.RadioSelect: "",
    }
    # Owed or not by what another answer says: these are not called optional.
    SOMETIMES: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            dress = self.CLASSES.get(type(field.widget), "input")
            if dress:
                field.widget.attrs.setdefault("class", dress)
            if (
                field.error_messages.get("required")
                == forms.Field.default_error_messages["required"]
            ):
                label = field.label or pretty_name(name)
                field.error_messages["required"] = format_lazy(
                    _("“{label}” needs an answer."), label=label
                )


class SignInForm(Dressed, AuthenticationForm):
    """Django's own, without stealing the focus from the summary of what went wrong."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["username"].widget.attrs.pop("autofocus", None)


class CertificantForm(Dressed, forms.ModelForm[Certificant]):
    class Meta:
        model = Certificant
        fields = ["body", "number", "name", "city", "state", "email"]

    def __init__(self, *args: Any, bodies: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        limit_bodies(self, bodies)


class AddressForm(Dressed, forms.Form):
    address = forms.CharField(
        label="Postal address",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="As on an envelope, without the name. The address until now stays readable here.",
    )


class CredentialForm(Dressed, forms.Form):
    kind = forms.CharField(
        label="Credential",
        max_length=16,
        validators=Credential._meta.get_field("kind").validators,
        help_text="The letters by which the body’s procedure names it, such as CCM.",
    )
    from_day = forms.DateField(label="Held from", widget=DayInput, initial=timezone.localdate)
    reason = forms.CharField(max_length=200, help_text="Such as: passed the examination.")


class StatusForm(Dressed, forms.Form):
    status = forms.ChoiceField(label="New status", choices=CredentialStatus.Status.choices)
    from_day = forms.DateField(label="From", widget=DayInput, initial=timezone.localdate)
    reason = forms.CharField(
        max_length=200, help_text="Kept in the register's history, with your name and the date."
    )


class OfficeForm(Dressed, forms.ModelForm[Office]):
    username = forms.CharField(label="Username", max_length=150)

    field_order = ["username", "body", "organ", "role", "public_member", "from_day", "until_day"]

    class Meta:
        model = Office
        fields = ["body", "organ", "role", "public_member", "from_day", "until_day"]
        labels = {"from_day": "First day", "until_day": "Last day, if it is known"}
        widgets = {"from_day": DayInput, "until_day": DayInput}

    def __init__(self, *args: Any, bodies: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        limit_bodies(self, bodies)

    def clean_username(self) -> str:
        found = User.objects.filter(username=self.cleaned_data["username"], is_active=True).first()
        if found is None:
            raise forms.ValidationError("Nobody signs in with this username. Check its spelling.")
        self.instance.user = found
        return found.username

    def clean(self) -> dict[str, Any]:
        """Say in words what the database would refuse with a code."""
        given = super().clean() or {}
        begins, ends = given.get("from_day"), given.get("until_day")
        if begins and ends and ends < begins:
            self.add_error("until_day", "The last day cannot come before the first.")
        return given


class EndTermForm(Dressed, forms.Form):
    until_day = forms.DateField(label="Last day", widget=DayInput, initial=timezone.localdate)


class ContactForm(Dressed, forms.ModelForm[Body]):
    """How people reach the office; letters and public pages give what is not empty."""

    class Meta:
        model = Body
        fields = ["address", "telephone", "email"]
        labels = {"address": "Postal address", "email": "E-mail address"}
        help_texts = {
            "address": "As on an envelope, one line each. Letters say that people may write to it.",
            "telephone": "As people are to dial it.",
            "email": "For questions. Nothing of a case is sent to it.",
        }
        widgets = {"address": forms.Textarea(attrs={"rows": 4})}


class HolidaysForm(Dressed, forms.Form):
    """Whose public holidays a body keeps, and which days of its week are off."""

    holidays = forms.CharField(
        label="Public holidays of",
        max_length=12,
        required=False,
        help_text="A country, such as US or IE, or a part of one, such as US-CO. Empty for none.",
    )
    weekend = forms.MultipleChoiceField(
        label="Days off in the week",
        choices=[(str(number), name) for number, name in enumerate(WEEKDAYS)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean_holidays(self) -> str:
        place: str = self.cleaned_data["holidays"].strip().upper()
        if place and not known(place):
            raise forms.ValidationError(
                f"The holidays of “{place}” are not known. Write US, or US-CO for Colorado."
            )
        return place

    def clean_weekend(self) -> str:
        chosen = "".join(sorted(self.cleaned_data["weekend"]))
        if len(chosen) == len(WEEKDAYS):
            raise forms.ValidationError("Leave at least one working day.")
        return chosen


class CalendarDayForm(Dressed, forms.Form):
    day = forms.DateField(label="Day", widget=DayInput)
    name = forms.CharField(label="Why", max_length=120, help_text="Such as: the office moves.")
    closed = forms.TypedChoiceField(
        label="On this day the office is",
        choices=[("closed", "closed"), ("open", "open, although it would be closed")],
        coerce=lambda value: value == "closed",
        initial="closed",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        if day < self.today:
            raise forms.ValidationError("That day has passed: dates were counted by it.")
        if day.year > self.today.year + YEARS_AHEAD:
            raise forms.ValidationError(f"Give a day in the next {YEARS_AHEAD} years.")
        return day


def limit_bodies(form: forms.BaseForm, bodies: list[str]) -> None:
    """Offer only the bodies in which this person holds the power; the first is chosen."""
    field = form.fields["body"]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
    field.queryset = Body.objects.filter(pk__in=bodies)
    field.empty_label = None
