"""One value of a procedure as a form, made from the clause that it fills."""

from __future__ import annotations

from dataclasses import MISSING, fields
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from django import forms
from django.utils import timezone

from codes.clauses import Aftermath, Gate, Limitation, PanelRule, SanctionType, Window
from codes.documents import Document, hints_of
from codes.draft_forms import RevisedForm
from codes.lettering import LONGEST_TEXT, Wording
from codes.models import ProcedureDraft
from codes.rules import Rules
from codes.voting import VotingRule
from people.forms import DayInput

CLAUSES: dict[str, type] = {
    "gate": Gate,
    "limitation": Limitation,
    "windows": Window,
    "panels": PanelRule,
    "votes": VotingRule,
    "sanctions": SanctionType,
    "aftermath": Aftermath,
    "letters": Wording,
}
# What the key says already, or what stands beside the value.
APART = {"kind", "question", "code", "source", "confirmed"}
LABELS = {
    "awaits": "Waits for",
    "hard": "A party’s right, which cannot be shortened",
    "starts": "Counted from",
    "roll": "A last day on a day off",
    "remind": "Reminders, in days before",
    "count": "Days counted",
    "escalates_to": "Where a missed date goes (empty for the next office)",
    "line": "Stands in",
    "base": "Counted among",
    "tie": "On a tie",
    "public": "Made public",
    "effect": "What becomes of the credential",
    "needs_months": "Has a length in months",
    "close_code": "Closes with the code",
    "months": "Months (0 for no limit)",
}
ONE_A_LINE = "One on each line."
LONGEST_LINE = 400
MOST = 36_500
WORDS = {
    "act": "The act that opens it",
    "delivery": "Proven delivery",
    "hearing": "Back from the hearing",
    "next_business_day": "Moves to the next business day",
    "none": "Nothing",
    "ties": "Only to break a tie",
    "fails": "The motion fails",
    "chair": "The chair decides",
}


def table_of(key: str) -> str:
    return key.split(".", 1)[0]


def clause_of(key: str) -> type | None:
    """The record that stands at a key, or None where it is a plain value."""
    return None if key.startswith("letters.approvers.") else CLAUSES.get(table_of(key))


def hint_of(key: str) -> Any:
    """The type of a plain value: a setting's own, and words elsewhere."""
    table, _, name = key.partition(".")
    return hints_of(Rules).get(name, str) if table == "settings" else str


class ValueForm(RevisedForm):
    """The value at one key, its source, and who of the body confirmed it."""

    source = forms.CharField(
        max_length=120,
        help_text="V and what was read, I what follows from it, G general knowledge, P a proposal.",
    )
    note = forms.CharField(max_length=600, required=False, widget=forms.Textarea({"rows": 2}))
    confirmed_by = forms.CharField(
        label="Confirmed for the body by", max_length=120, required=False
    )
    confirmed_on = forms.DateField(label="Confirmed on", required=False, widget=DayInput)

    def __init__(self, *args: Any, draft: ProcedureDraft, key: str, **options: Any) -> None:
        self.key, self.kept = key, Document(draft.content).values.get(key)
        clause = clause_of(key)
        hints = hints_of(clause) if clause else {"value": hint_of(key)}
        self.parts = [name for name in hints if name not in APART and name in _names(clause)]
        options.setdefault("initial", self._filled_in(clause))
        super().__init__(*args, draft=draft, **options)
        made = {name: _field(name, hints[name], _needed(clause, name)) for name in self.parts}
        self.fields = {**made, **self.fields}
        self._dress()

    def _filled_in(self, clause: type | None) -> dict[str, Any]:
        if self.kept is None:
            return {"source": "P"}
        value = self.kept.value if clause else {"value": self.kept.value}
        found = {name: _shown(given) for name, given in value.items()}
        for field in fields(clause) if clause else ():
            if field.name not in found and field.default is not MISSING:
                found[field.name] = _shown(field.default)
        about = self.kept.as_json()
        return (
            found
            | {name: about.get(name) for name in ("source", "note")}
            | {
                "confirmed_by": self.kept.confirmed_by,
                "confirmed_on": self.kept.confirmed_on,
            }
        )

    def _dress(self) -> None:
        """Dress the fields that were made after the form was."""
        for name in self.parts:
            field = self.fields[name]
            dress = self.CLASSES.get(type(field.widget), "input")
            if dress:
                field.widget.attrs.setdefault("class", dress)
            field.error_messages["required"] = f"“{field.label}” needs an answer."

    @property
    def value(self) -> Any:
        """The value as it stands in a document: nothing that is only the default."""
        data = {name: self.cleaned_data[name] for name in self.parts}
        clause = clause_of(self.key)
        if clause is None:
            return data["value"]
        defaults = {
            field.name: _plain(field.default)
            for field in fields(clause)
            if field.default is not MISSING
        }
        return {name: given for name, given in data.items() if defaults.get(name, ...) != given}

    def clean(self) -> None:
        data = self.cleaned_data
        if bool(data.get("confirmed_by")) != bool(data.get("confirmed_on")):
            self.add_error("confirmed_by", "Say both who confirmed it and on which day.")
        if self.errors or self.kept is None or self.value == self._kept_value():
            return
        same_source = data["source"] == self.kept.source
        if same_source and self.kept.published:
            self.add_error(
                "source", "The value has changed: say where the new one comes from, or P."
            )
        if data["confirmed_on"] and data["confirmed_on"] == self.kept.confirmed_on:
            self.add_error(
                "confirmed_on",
                "What was confirmed was the old value. Leave it empty, or say who "
                "confirmed the new one and when.",
            )

    def _kept_value(self) -> Any:
        return _plain(self.kept.value) if self.kept else None

    @property
    def details(self) -> dict[str, Any]:
        data = self.cleaned_data
        about = {"value": self.value, "source": data["source"]}
        if data["note"]:
            about["note"] = data["note"]
        if data["confirmed_by"]:
            about["confirmed_by"] = data["confirmed_by"]
            about["confirmed_on"] = data["confirmed_on"].isoformat()
        return {"revision": data["revision"], "key": self.key, "about": about}


class NewValueForm(RevisedForm):
    """The key of a line that is added: a word or a code, as the program names things."""

    name = forms.RegexField(
        regex=r"^[A-Za-z][A-Za-z0-9_]{0,23}$",
        label="Its short name",
        help_text="Letters and figures without spaces, such as CENS or new_evidence.",
        error_messages={"invalid": "Use letters and figures without spaces, at most 24."},
    )

    def __init__(self, *args: Any, table: str, **options: Any) -> None:
        self.table = table
        super().__init__(*args, **options)

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if f"{self.table}.{name}" in Document(self.draft.content).values:
            raise forms.ValidationError("There is one of that name already.")
        return name


class ConfirmForm(RevisedForm):
    """Several values confirmed at once, as a meeting of the body confirms them."""

    keys = forms.MultipleChoiceField(
        label="Values",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one value."},
    )
    confirmed_by = forms.CharField(
        label="Confirmed for the body by", max_length=120, help_text="Such as: Board of Directors."
    )
    confirmed_on = forms.DateField(
        label="Confirmed on", widget=DayInput, initial=timezone.localdate
    )

    def __init__(self, *args: Any, keys: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["keys"]
        field.choices = keys


def _names(clause: type | None) -> set[str]:
    return {field.name for field in fields(clause)} if clause else {"value"}


def _needed(clause: type | None, name: str) -> bool:
    if clause is None:
        return True
    return next(f for f in fields(clause) if f.name == name).default is MISSING


class LinesField(forms.Field):
    """A list of words, one on each line; or of numbers, where ``of`` is int."""

    widget = forms.Textarea({"rows": 3})

    def __init__(self, *, of: type, **options: Any) -> None:
        self.of = of
        super().__init__(help_text=ONE_A_LINE, **options)

    def to_python(self, value: Any) -> Any:
        lines = [line.strip() for line in str(value or "").splitlines() if line.strip()]
        if any(len(line) > LONGEST_LINE or "\x00" in line for line in lines):
            raise forms.ValidationError(f"Keep each line under {LONGEST_LINE} characters.")
        if self.of is int:
            return [_whole(line, "Write whole numbers, one on each line.") for line in lines]
        return lines


class CountField(forms.Field):
    """A whole number, or the one word that may stand for it."""

    def __init__(self, *, words: tuple[str, ...], **options: Any) -> None:
        self.words = words
        super().__init__(help_text=f"A number, or the word “{words[0]}”.", **options)

    def to_python(self, value: Any) -> Any:
        given = str(value or "").strip()
        if given in self.words or not given:
            return given
        return _whole(given, f"Write a number, or the word “{self.words[0]}”.")


def _whole(given: str, sentence: str) -> int:
    if not (given.isascii() and given.isdecimal() and len(given) < 6 and int(given) <= MOST):
        raise forms.ValidationError(sentence)
    return int(given)


def _field(name: str, hint: Any, needed: bool) -> forms.Field:
    label = LABELS.get(name, name.replace("_", " ").capitalize())
    origin, of = get_origin(hint), get_args(hint)
    if origin is Literal:
        choices = [(one, WORDS.get(one, str(one).replace("_", " ").capitalize())) for one in of]
        return forms.ChoiceField(label=label, choices=choices)
    if origin in (Union, UnionType):
        words = tuple(word for one in of for word in get_args(one))
        return CountField(label=label, words=words)
    if origin is tuple:
        return LinesField(label=label, of=of[0], required=False)
    if hint is bool:
        return forms.BooleanField(label=label, required=False)
    if hint is int:
        return forms.IntegerField(label=label, min_value=0, max_value=MOST, required=True)
    long = {"max_length": LONGEST_TEXT, "widget": forms.Textarea({"rows": 16})}
    shape: dict[str, Any] = long if name == "text" else {"max_length": 400}
    return forms.CharField(label=label, required=needed, **shape)


def _shown(given: Any) -> Any:
    if isinstance(given, list | tuple):
        return "\n".join(str(one) for one in given)
    return given


def _plain(given: Any) -> Any:
    if isinstance(given, dict):
        return {name: _plain(one) for name, one in given.items()}
    return list(given) if isinstance(given, tuple) else given
