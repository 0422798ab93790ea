"""What every question stands on: it reads and keeps what was typed, and tells it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.forms.utils import ErrorDict
from django.utils.functional import Promise, lazy
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.forms import Dressed

if TYPE_CHECKING:
    from intake.questionnaire import Questionnaire

Words = str | Promise
# A choice of a list: its value, what it says, and what that means.
Option = tuple[str, Words] | tuple[str, Words, Words]

PARTS: list[Words] = [
    _("is this for us"),
    _("who it is about"),
    _("you"),
    _("what happened"),
    _("more about it, and evidence"),
    _("check and send"),
]


def _two_lines(first: Words, second: Words) -> str:
    return format_html("<b>{}</b><small>{}</small>", first, second)


two_lines = lazy(_two_lines, str)


class Pick(forms.ChoiceField):
    """One of a few answers, each with a line that says what it means."""

    widget = forms.RadioSelect

    def __init__(self, *, options: Sequence[Option], **settings: Any) -> None:
        self.words = {option[0]: option[1] for option in options}
        super().__init__(choices=[as_choice(option) for option in options], **settings)


class PickMany(forms.MultipleChoiceField):
    """Any number of a few answers."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, options: Sequence[Option], **settings: Any) -> None:
        self.words = {option[0]: option[1] for option in options}
        super().__init__(choices=[as_choice(option) for option in options], **settings)


def as_choice(option: Option) -> tuple[str, Words]:
    return option[0], (two_lines(option[1], option[2]) if len(option) == 3 else option[1])


class Question(Dressed, forms.Form):
    """One page of the public form.

    A page that is only shown is ``quiet``: it holds what was typed before, and says nothing
    of its faults. ``told`` gives the questions and answers as the filer reads them again.
    """

    name = ""
    part = 1
    title: Words = ""
    lead: Words = ""
    # What a field is called where the answers are read again, if that is shorter than its label.
    brief: ClassVar[dict[str, Words]] = {}
    # Likewise an answer, by field and value.
    brief_answers: ClassVar[dict[tuple[str, str], Words]] = {}
    # What the copy of the answers has in a place of its own.
    told_elsewhere: ClassVar[frozenset[str]] = frozenset()
    template_name_page = "intake/question.html"

    def __init__(self, data: Any = None, *, filing: Questionnaire, quiet: bool = False) -> None:
        self.filing, self.quiet = filing, quiet
        super().__init__(data)
        self.prepare()

    def prepare(self) -> None:
        """Limit the choices to what fits this draft."""

    @classmethod
    def is_asked(cls, filing: Questionnaire) -> bool:
        """Whether this page comes up, by what was answered before it."""
        return True

    def full_clean(self) -> None:
        if self.quiet:
            self._errors = ErrorDict()
            self.cleaned_data = {}
        else:
            super().full_clean()

    @property
    def only_field(self) -> Any:
        """The single field of a page: then the page's heading is its label."""
        shown = self.visible_fields()
        return shown[0] if len(shown) == 1 else None

    def told(self) -> list[tuple[str, str]]:
        """Each question with its answer in words; nothing for a page without questions."""
        given = self.cleaned_data if self.is_valid() else {}
        rows = []
        for field in self.visible_fields():
            if field.name in self.told_elsewhere:
                continue
            label = self.title if self.only_field else field.label
            rows.append((str(label), in_words(field.field, given.get(field.name))))
        return rows

    def briefly(self) -> list[tuple[str, str]]:
        """What was answered, under short labels; what was left empty is not listed."""
        given = self.cleaned_data if self.is_valid() else {}
        rows = []
        for field in self.visible_fields():
            value = given.get(field.name)
            if value in (None, "", []):
                continue
            label = self.brief.get(field.name) or field.label
            answer = self.brief_answers.get((field.name, str(value)))
            rows.append((str(label), str(answer or in_words(field.field, value))))
        return rows


def in_words(field: Any, value: Any) -> str:
    """An answer as a person would say it."""
    if value in (None, "", []):
        return gettext("Not given")
    words: dict[str, Words] = getattr(field, "words", {})
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, list):
        return "; ".join(str(words.get(one, one)) for one in value)
    return str(words.get(value, value)) if isinstance(value, str) else str(value)


def asked(pages: Iterable[type[Question]], filing: Questionnaire) -> list[type[Question]]:
    return [page for page in pages if page.is_asked(filing)]
