from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from codes.lines import edition_before
from codes.models import Edition
from people.forms import DayInput, Dressed


class OnDayForm(Dressed, forms.Form):
    """The “in force on” box: a date in the address, or nothing."""

    on = forms.DateField(label=_("In force on"), required=False, widget=DayInput)


class WhatHappenedForm(Dressed, forms.Form):
    """A person's own words and a day, of which neither has to be given."""

    happened = forms.CharField(
        label=_("What happened, in a few words"),
        required=False,
        max_length=500,
        error_messages={"max_length": _("A few words are enough here: at most 500 letters.")},
    )
    on = forms.DateField(label=_("When it happened"), required=False, widget=DayInput)


class CompareForm(Dressed, forms.Form):
    """The choice of two editions. The newest and the one before it, where nothing is chosen."""

    ADDRESSED = {"before": "from", "after": "to"}

    before = forms.ChoiceField(label=_("From"))
    after = forms.ChoiceField(label=_("To"))
    show = forms.ChoiceField(
        label=_("Show"),
        choices=[("changes", _("Only what changed")), ("all", _("Every provision"))],
    )

    def __init__(self, given: Mapping[str, str], editions: Sequence[Edition]) -> None:
        """Take the editions of one code, at least one, in the order of their first days."""
        self.editions = {edition.slug: edition for edition in editions}
        to = given.get("to") or editions[-1].slug
        usual = edition_before(self.editions[to], editions) if to in self.editions else None
        chosen = {
            "from": given.get("from") or (usual.slug if usual else to),
            "to": to,
            "show": given.get("show") or "changes",
        }
        super().__init__(chosen)
        for name in self.ADDRESSED:
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = [(edition.slug, _named(edition)) for edition in editions]
            field.error_messages["invalid_choice"] = gettext(
                "Choose one of the editions of this code."
            )

    def add_prefix(self, field_name: str) -> str:
        """In the address the editions stand as from and to; “from” is no name for a field."""
        return self.ADDRESSED.get(field_name, field_name)


def _named(edition: Edition) -> str:
    if not edition.never_in_force:
        return edition.label
    return gettext("%(edition)s (never in force)") % {"edition": edition.label}
