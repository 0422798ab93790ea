"""What each step of a complaint asks for. The same form serves the page and the API."""

from __future__ import annotations

from textwrap import shorten
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from codes.lookup import Conduct
from codes.models import Provision
from codes.timeline import When
from complaints.allegations import as_it_stood, citable
from complaints.forms.fields import (
    Day,
    LongText,
    People,
    StepForm,
    Text,
    holding,
    office_holders,
)
from complaints.models import Allegation
from complaints.models.record import WHEN
from complaints.stages import (
    AT_INTAKE,
    AT_THE_GATE,
    Capacity,
    ConflictAnswer,
)
from complaints.submissions import asked_for
from people.models import Certificant
from people.roles import Role


class ConfirmForm(StepForm):
    """Nothing to fill in: pressing the button is the act."""


class ReasonForm(StepForm):
    reason = LongText(
        label="Your reasons", max_length=4000, help_text="Kept in the record of the case."
    )


class MissingForm(StepForm):
    missing = LongText(
        label="What is missing or unclear",
        max_length=4000,
        help_text="One thing on each line. The person reads it as you write it.",
    )


class StatementForm(StepForm):
    statement = LongText(label=_("Your statement"))


class CorrectionForm(StatementForm):
    """The answer to what was asked, which stands above it."""

    @property
    def asked(self) -> str:
        return asked_for(self.case)


class SynopsisForm(StepForm):
    synopsis = Text(
        label="The case in one line",
        help_text="Shown on the docket. Leave out every name and every health detail.",
    )


class CloseCodeForm(StepForm):
    code = forms.ChoiceField(label="Ground")
    reason = LongText(label="Your reasons", max_length=4000)

    field_order = ["code", "reason"]
    grounds: list[Any] = []

    def prepare(self) -> None:
        field: Any = self.fields["code"]
        field.choices = [("", "Choose a ground"), *[(c.value, c.label) for c in self.grounds]]


class RefusalForm(CloseCodeForm):
    grounds = AT_INTAKE


class GateCloseForm(CloseCodeForm):
    grounds = AT_THE_GATE


class AllegationForm(StepForm):
    words = Text(label="What is alleged, in one sentence")
    conduct_from = Day(label="First day of the conduct")
    conduct_until = Day(label="Last day of the conduct")
    when = forms.ChoiceField(
        label="What is known of the days", choices=WHEN, initial=When.DATED, required=False
    )
    provision = forms.ModelChoiceField(
        label="Provision",
        queryset=Provision.objects.none(),
        empty_label="Choose a provision",
        help_text="It is cited as it stood in the edition that was in force at the time.",
    )
    edition_reason = LongText(
        label="Why another edition than the most lenient is charged",
        required=False,
        max_length=2000,
        help_text="Only where the day is not known and the code changed in between.",
    )

    def prepare(self) -> None:
        self.limit("provision", citable(self.case))
        field: Any = self.fields["provision"]
        field.label_from_instance = lambda p: (
            f"{p.number} {p.title or shorten(p.text, 80)} ({p.edition.label})"
        )

    def clean_when(self) -> str:
        return self.cleaned_data["when"] or When.DATED

    def clean(self) -> None:
        """Cite the line in the edition of its days, where they fall under one."""
        data = self.cleaned_data
        chosen, first = data.get("provision"), data.get("conduct_from")
        last = data.get("conduct_until")
        if not (chosen and first and last and first <= last) or data.get("when") == When.UNKNOWN:
            return
        data["provision"] = as_it_stood(chosen, Conduct(first, last)) or chosen


class RewriteAllegationForm(AllegationForm):
    allegation = forms.ModelChoiceField(
        label="Allegation", queryset=Allegation.objects.none(), empty_label="Choose an allegation"
    )

    field_order = ["allegation"]

    def prepare(self) -> None:
        super().prepare()
        self.limit("allegation", Allegation.objects.filter(case=self.case))
        if len(self.case.live_allegations) == 1:
            (only,) = self.case.live_allegations
            self.initial = {
                "allegation": only,
                "words": only.words,
                "conduct_from": only.conduct_from,
                "conduct_until": only.conduct_until,
                "when": only.when,
                "provision": only.provision,
            }
        self.order_fields(self.field_order)


class SplitForm(StepForm):
    allegation = forms.ModelChoiceField(
        label="Allegation", queryset=Allegation.objects.none(), empty_label="Choose an allegation"
    )
    provision = forms.ModelChoiceField(
        label="The line it is charged under",
        queryset=Provision.objects.none(),
        empty_label="Choose a provision",
        help_text="Each part cites it as it stood in the edition of its days.",
    )

    def prepare(self) -> None:
        self.limit("allegation", Allegation.objects.filter(case=self.case))
        self.limit("provision", citable(self.case))


class AddedAllegationForm(AllegationForm):
    reason = LongText(label="Why it is added now", max_length=4000)


class MatchForm(StepForm):
    number = Text(label="Number in the register", max_length=24)

    def prepare(self) -> None:
        known = self.case.respondent and self.case.respondent.certificant
        if known:
            self.initial["number"] = known.number

    def clean_number(self) -> Certificant:
        number = self.cleaned_data["number"].strip()
        found = Certificant.objects.filter(body=self.case.body_id, number=number).first()
        if found is None:
            raise forms.ValidationError("Nobody in the register has this number.")
        return found

    @property
    def details(self) -> dict[str, Any]:
        return {"certificant": self.cleaned_data["number"]}


class InvestigatorForm(ReasonForm):
    investigator = People(label="Investigator")

    field_order = ["investigator", "reason"]

    def prepare(self) -> None:
        self.limit("investigator", holding(self.case, Role.INVESTIGATOR))


class ReportForm(StepForm):
    report = LongText(
        label="Your report",
        help_text="Facts, sources, what is disputed. Refer to exhibits by their number.",
    )


class ConflictForm(StepForm):
    answer = forms.ChoiceField(
        label="Do you have a link to anybody in this case?",
        choices=ConflictAnswer.choices,
        widget=forms.RadioSelect,
    )
    words = LongText(
        label="What the link is",
        required=False,
        max_length=2000,
        help_text="Family, work, money, an earlier part in the matter, a public statement.",
    )

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("answer") not in (None, ConflictAnswer.NONE) and not data.get("words"):
            self.add_error("words", "Say in a sentence what the link is.")


class LateRulingForm(ReasonForm):
    granted = forms.TypedChoiceField(
        label="Ruling",
        choices=[("yes", "Good cause: the respondent may act late"), ("no", "No good cause")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    field_order = ["granted", "reason"]


class SubstituteForm(StepForm):
    capacity = forms.ChoiceField(
        label="Seat",
        choices=[
            (c.value, c.label)
            for c in (Capacity.GATEKEEPER, Capacity.COMMITTEE_CHAIR, Capacity.SIGNER)
        ],
    )
    person = People(label="Person")

    def prepare(self) -> None:
        self.limit("person", office_holders(self.case))
