"""Fills a form in, puts one hostile value into one field of it, and sends it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from urllib.parse import quote_from_bytes

from django import forms
from django.test import Client
from django.utils import timezone

from tests.hostile.values import VALUES, Value, sample_for
from tests.walk.shared import undone

WHOLE = os.environ.get("PROOFS") == "whole"
FORM = "application/x-www-form-urlencoded"
Filled = dict[str, list[Value]]


def plausible(name: str, field: forms.Field) -> list[Value]:
    """An answer that the field itself would take."""
    if isinstance(field, forms.ModelChoiceField):
        first = field.queryset.first() if field.queryset is not None else None
        return [str(first.pk)] if first else []
    if isinstance(field, forms.ChoiceField):
        flat = [str(value) for value, words in field.choices if value and str(words) == words]
        return list(flat[:1])
    if isinstance(field, forms.IntegerField):
        return [str(max(field.min_value or 1, 1))]
    if isinstance(field, forms.FileField):
        return []
    now = timezone.localtime()
    simple: dict[type[forms.Field], str] = {
        forms.BooleanField: "on",
        forms.DateTimeField: now.strftime("%Y-%m-%d %H:%M"),
        forms.DateField: now.date().isoformat(),
        forms.EmailField: "a@example.org",
    }
    known = [answer for kind, answer in simple.items() if isinstance(field, kind)]
    return [known[0] if known else "0" * 32 if name == "key" else "Some words."]


def filled(form: forms.BaseForm) -> Filled:
    """A form with a plausible answer in each field; hidden ones as the page has them."""
    found: Filled = {}
    for name, field in form.fields.items():
        first = form.get_initial_for_field(field, name)
        known = [str(first)] if isinstance(first, str | int) and first != "" else []
        found[name] = list(known) or plausible(name, field)
    return found


def encoded(answers: Filled) -> bytes:
    def quoted(value: Value) -> str:
        data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
        return quote_from_bytes(data, safe="")

    return "&".join(f"{quoted(n)}={quoted(v)}" for n, vs in answers.items() for v in vs).encode()


def attempts(of: str, answers: Filled, number: int = 1) -> Iterator[tuple[str, str, Filled]]:
    """Each field with each value, and each field twice.

    In the small profile every field gets ``number`` values, all fields at the same time, and one
    in three gets them once more among right answers, where they come further.
    """
    if WHOLE:
        for name in answers:
            for value, hostile in VALUES.items():
                yield name, value, {**answers, name: [hostile]}
            yield name, "twice", {**answers, name: [*answers[name], "b", *answers[name]]}
        return
    chosen = {name: sample_for(f"{of} {name}", number) for name in answers}
    for turn in range(number):
        values = {name: chosen[name][turn] for name in answers}
        yield "all", str(values), {name: [VALUES[value]] for name, value in values.items()}
        for place, (name, value) in enumerate(values.items()):
            if place % 3 == turn % 3:
                yield name, value, {**answers, name: [VALUES[value]]}


def faults_of(client: Client, address: str, answers: Filled, number: int = 1) -> list[str]:
    """What went wrong: an exception, a 5xx, or a refusal without a word at a field."""
    found = []
    for name, value, sent in attempts(address, answers, number):
        try:
            with undone():
                answer = client.post(address, encoded(sent), content_type=FORM)
        except Exception as raised:  # noqa: BLE001 - each of them is a fault, to be told with its field
            found.append(f"{address} {name}: {value}: {type(raised).__name__} {raised}"[:300])
            continue
        told = b'class="errlist' in answer.content or b'class="err"' in answer.content
        if answer.status_code >= 500 or (answer.status_code == 422 and not told):
            found.append(f"{address} {name}: {value}: {answer.status_code}")
    return found
