"""Fields that take hostile text calmly, and the form every step stands on."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from complaints.evidence import NotTaken, media_type_of
from people.forms import DayInput, Dressed
from people.models import Office, User

LONG = 20_000


def is_plain_text(value: str) -> None:
    """Refuse control characters and broken Unicode, which databases refuse less kindly."""
    for character in value:
        kind = unicodedata.category(character)
        if kind == "Cs" or (kind == "Cc" and character not in "\n\r\t"):
            raise ValidationError("Remove the characters that cannot be printed.")


class Text(forms.CharField):
    """One line of plain text."""

    default_validators = [is_plain_text]

    def __init__(self, *, max_length: int = 300, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)


class LongText(Text):
    """Several lines of plain text, of at most 20,000 characters unless said."""

    widget = forms.Textarea(attrs={"rows": 6})

    def __init__(self, *, max_length: int = LONG, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)


class Day(forms.DateField):
    """A calendar day."""

    widget = DayInput


def taken(upload: Any) -> None:
    """Refuse, in a sentence for whoever sends it, a file that cannot be kept."""
    try:
        media_type_of(upload)
    except NotTaken as fault:
        raise ValidationError(str(fault)) from fault


class Upload(forms.FileField):
    """A file for the record: inspected, and with the warning that stands at every upload.

    ``hint`` comes before what may be sent.
    """

    LIMITS = _(
        "PDF, JPG, PNG, TIFF, DOCX, XLSX, ODT, TXT, EML, MP3, WAV or MP4, up to 50 MB. Black out "
        "or leave out other people’s names and health details unless they matter."
    )

    def __init__(self, *, hint: Any = "", **options: Any) -> None:
        said = format_lazy("{} {}", hint, self.LIMITS) if hint else self.LIMITS
        super().__init__(help_text=said, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if upload:
            taken(upload)
        return upload


class SeveralInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class Uploads(Upload):
    """Several files at once; the sentence names the file that cannot be taken."""

    widget = SeveralInput
    MOST = 20

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        uploads = [upload for upload in (data or []) if upload]
        if len(uploads) > self.MOST:
            raise ValidationError(f"Send at most {self.MOST} files now; add more later.")
        for upload in uploads:
            taken(upload)
        return uploads


class Rows(forms.ModelMultipleChoiceField[Any]):
    """Several rows of a list. A number that no row could have is no choice, and no fault."""

    LARGEST = 2**63 - 1

    def clean(self, value: Any) -> Any:
        for one in value or []:
            number = str(one)[:40]
            if number.lstrip("-").isdecimal() and abs(int(number)) > self.LARGEST:
                sentence = self.error_messages["invalid_choice"]
                raise ValidationError(sentence, code="invalid_choice", params={"value": number})
        return super().clean(value)


class People(forms.ModelChoiceField[User]):
    """One person of a body."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=User.objects.none(), empty_label="Choose a person", **options)


class StepForm(Dressed, forms.Form):
    """What a step asks for. It knows the case and who asks, to limit what can be chosen."""

    # The template that lays out the fields, where one under the other is not enough.
    layout = ""
    # What the step does to the dates of the case, in sentences that stand before the fields.
    dates: tuple[str, ...] = ()

    def __init__(self, *args: Any, case: Any, user: Any, **options: Any) -> None:
        self.case, self.user = case, user
        super().__init__(*args, **options)
        self.prepare()

    def prepare(self) -> None:
        """Limit the choices to what belongs to this case."""

    def limit(self, name: str, choices: QuerySet[Any]) -> None:
        field: Any = self.fields[name]
        field.queryset = choices

    def field_of(self, path: tuple[str, ...]) -> str | None:
        """The field that holds what stands at this place in the details."""
        return next((key for key in reversed(path) if key in self.fields), None)

    @property
    def details(self) -> dict[str, Any]:
        """The clean answers, as the step takes them."""
        return dict(self.cleaned_data)


def holding(case: Any, role: str) -> QuerySet[User]:
    """The people of the case's body who hold an office of this kind today."""
    held = Office.objects.held_on(case.today).filter(body=case.body_id, role=role)
    return User.objects.filter(offices__in=held).distinct().order_by("name")


def office_holders(case: Any) -> QuerySet[User]:
    """Everybody who holds any office of the body today."""
    held = Office.objects.held_on(case.today).filter(body=case.body_id)
    return User.objects.filter(offices__in=held).distinct().order_by("name")
