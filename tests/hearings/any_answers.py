"""Fills in any step's form with answers that its fields accept, at random."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from complaints.forms.fields import StepForm

WORDS = ["As the record shows.", "I see it so.\nAnd why.", "Für alle Fälle: “x”"]


class NothingToChoose(Exception):
    """A field whose list is empty: this form cannot be filled in now."""


def answers_to(form: StepForm, chance: Random) -> tuple[dict[str, Any], dict[str, Any]]:
    """What to post, and the files with it."""
    data: dict[str, Any] = {}
    uploads: dict[str, Any] = {}
    for name, field in form.fields.items():
        if isinstance(field, forms.FileField):
            text = chance.choice([b"A note.", b"Another note."])
            uploads[name] = SimpleUploadedFile("note.txt", text)
        elif isinstance(field.widget, forms.HiddenInput):
            data[name] = str(field.initial)
        elif field.required or name.startswith(("explanation_", "why_")) or chance.random() < 0.5:
            data[name] = _answer(form, name, field, chance)
    return data, uploads


def _answer(form: StepForm, name: str, field: forms.Field, chance: Random) -> Any:
    if isinstance(field, forms.ChoiceField):
        return _from_a_list(field, chance)
    if name == "number":
        return str(form.case.respondent.certificant.number)
    plain: dict[type[forms.Field], Callable[[], Any]] = {
        forms.BooleanField: lambda: "on",
        forms.DateField: lambda: str(form.case.today + dt.timedelta(days=chance.randint(-200, 60))),
        forms.TimeField: lambda: "10:00",
        forms.IntegerField: lambda: chance.randint(6, 24),
    }
    for kind, make in plain.items():
        if isinstance(field, kind):
            return make()
    return chance.choice(WORDS)


def _from_a_list(field: forms.ChoiceField, chance: Random) -> Any:
    many = isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)
    if isinstance(field, forms.ModelChoiceField):
        options = [row.pk for row in field.queryset or ()]
    else:
        options = [key for key, _ in field.choices if key]
    if not options:
        raise NothingToChoose
    chosen = chance.choice(options)
    return [chosen] if many else chosen
