"""What each step of a hearing, a ballot, a decision or an appeal asks for."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from codes.clauses import FORMS
from complaints.forms.fields import (
    Day,
    LongText,
    People,
    StepForm,
    Text,
    holding,
    office_holders,
)
from complaints.forms.steps import CloseCodeForm, ReasonForm, StatementForm
from complaints.models import Exhibit
from complaints.stages import BY_COMMITTEE, Capacity
from hearings.ballots import open_ballot_of
from hearings.models import Term
from hearings.stages import Motion, TermStage
from ledger.refusals import Blocked
from people.models import User
from people.roles import Role


class SeatForm(StepForm):
    person = People(label="Person")
    chair = forms.BooleanField(label="Chairs the panel", required=False)

    role = Role.HEARING_PANEL

    def prepare(self) -> None:
        self.limit("person", holding(self.case, self.role))


class AppealSeatForm(SeatForm):
    role = Role.APPEAL_PANEL


class UnseatForm(StepForm):
    person = People(label="Person")
    reason = Text(label="Reason")

    def prepare(self) -> None:
        seated = self.case.assignments.filter(
            capacity__in=[Capacity.PANEL_CHAIR, Capacity.PANEL], ended_on=None
        )
        self.limit("person", User.objects.filter(assignments__in=seated).order_by("name"))


class HearingRequestForm(StatementForm):
    """The respondent's choice among the forms of hearing, where the procedure gives one."""

    def prepare(self) -> None:
        offered = self.case.rules.hearing_forms
        if len(offered) > 1:
            self.fields["form"] = forms.ChoiceField(
                label="How do you want to be heard?",
                choices=[(form, FORMS[form]) for form in offered],
                widget=forms.RadioSelect,
            )
            self.order_fields(["form", "statement"])


class WhenForm(StepForm):
    """A day and a time where the body is."""

    day = Day(label="Day")
    time = forms.TimeField(
        label="Time",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text="In the body’s time zone.",
    )

    @property
    def details(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        zone = ZoneInfo(self.case.body.time_zone)
        found["opens_at"] = dt.datetime.combine(found.pop("day"), found.pop("time"), tzinfo=zone)
        return found


class ScheduleForm(WhenForm):
    place = Text(label="Place, or how to join", max_length=200)


class ContinueForm(WhenForm):
    reason = LongText(label="The cause", max_length=4000)


class ConveneForm(StepForm):
    recording = Text(label="How the hearing is recorded")
    respondent_present = forms.BooleanField(
        label="The respondent or a representative is present", required=False
    )


class RulingForm(StepForm):
    exhibit = forms.ModelChoiceField(
        label="Exhibit", queryset=Exhibit.objects.none(), empty_label="Choose an exhibit"
    )
    ruling = forms.ChoiceField(
        label="Ruling",
        choices=[("admitted", "Admitted"), ("excluded", "Excluded")],
        widget=forms.RadioSelect,
    )
    reason = Text(label="Reason")

    def prepare(self) -> None:
        self.limit("exhibit", Exhibit.objects.relied_on().filter(case=self.case, ruling=""))


class SanctionForm(StepForm):
    """A sanction of the procedure's list, with its length, terms and factors."""

    code = forms.ChoiceField(label="Sanction")
    months = forms.IntegerField(
        label="Length in months, where it has one", required=False, min_value=1, max_value=600
    )

    def prepare(self) -> None:
        listed = sorted(self.case.rules.sanctions.values(), key=lambda kind: kind.severity)
        field: Any = self.fields["code"]
        field.choices = [("", "Choose a sanction"), *[(k.code, k.title) for k in listed]]


class MoveSanctionForm(SanctionForm):
    terms = LongText(
        label="Terms", required=False, max_length=4000, help_text="One on each line, if any."
    )
    factors = LongText(
        label="Factors", max_length=4000, help_text="What aggravates and what mitigates, and why."
    )

    @property
    def details(self) -> dict[str, Any]:
        return {"moved": dict(self.cleaned_data)}


class MotionForm(StepForm):
    motion = forms.ChoiceField(label="Motion", choices=Motion.choices, widget=forms.RadioSelect)

    @property
    def details(self) -> dict[str, Any]:
        return {"moved": dict(self.cleaned_data)}


class BallotForm(StepForm):
    """One question for each allegation; made from the ballot that is open."""

    def prepare(self) -> None:
        self.paper_of = open_ballot_of(self.case)
        if self.paper_of is None:
            raise Blocked("No ballot is open.")
        self.paper_of.case = self.case
        self.questions = list(self.paper_of.questions.select_related("allegation__provision"))
        self.fields["ballot"] = forms.IntegerField(
            widget=forms.HiddenInput, initial=self.paper_of.pk, min_value=1, max_value=2**62
        )
        for question in self.questions:
            self.fields[f"answer_{question.number}"] = forms.ChoiceField(
                label="Your answer",
                choices=question.choices,
                widget=forms.RadioSelect,
                error_messages={"required": f"Choose an answer to question {question.number}."},
            )
            self.fields[f"reasons_{question.number}"] = LongText(
                label="Your reasons (they go into the decision without your name)",
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 2, "class": "textarea"}),
            )

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        """Each question with its two bound fields, for the page."""
        return [
            (q, self[f"answer_{q.number}"], self[f"reasons_{q.number}"]) for q in self.questions
        ]

    def field_of(self, path: tuple[str, ...]) -> str | None:
        return super().field_of((*path, f"{path[-1]}_{path[1]}")) if len(path) > 2 else None

    @property
    def details(self) -> dict[str, Any]:
        data = self.cleaned_data
        answers = {
            str(q.number): {
                "answer": data[f"answer_{q.number}"],
                "reasons": data[f"reasons_{q.number}"],
            }
            for q in self.questions
        }
        return {"answers": answers, "ballot": data["ballot"]}


class DecisionForm(StepForm):
    reasons = LongText(
        label="Reasons of the decision",
        help_text="For each finding: the facts, the exhibits, why the provision was broken. "
        "The findings themselves come from the ballot.",
    )


class DismissForm(CloseCodeForm):
    grounds = BY_COMMITTEE


class MoreFactsForm(StepForm):
    investigator = People(label="Investigator")
    questions = LongText(label="Questions to answer", max_length=4000)

    def prepare(self) -> None:
        self.limit("investigator", holding(self.case, Role.INVESTIGATOR))


class ReopenForm(StepForm):
    evidence = LongText(label="The evidence it is reopened for", max_length=4000)


class SignForm(StepForm):
    read = forms.BooleanField(
        label="I have read the decision and sign it for the body",
        error_messages={"required": "Tick the statement to sign."},
    )

    @property
    def details(self) -> dict[str, Any]:
        return {}


class WaiveForm(SignForm):
    read = forms.BooleanField(
        label="I understand that the order becomes final at once",
        error_messages={"required": "Tick the statement to waive your appeal."},
    )


class AppealDecisionForm(SanctionForm):
    reasons = LongText(label="Reasons, ground by ground")

    def prepare(self) -> None:
        super().prepare()
        field: Any = self.fields["code"]
        field.required, field.label = False, "Reduced sanction, if the panel voted to reduce"
        self.order_fields(["reasons", "code", "months"])

    @property
    def details(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return {"sanction": data.pop("code"), **data}


class MonitorForm(StepForm):
    monitor = People(label="Monitor")

    def prepare(self) -> None:
        self.limit("monitor", office_holders(self.case))


class DeathForm(StepForm):
    exhibit = forms.ModelChoiceField(
        label="Proof among the exhibits",
        queryset=Exhibit.objects.none(),
        empty_label="Choose an exhibit",
    )

    def prepare(self) -> None:
        self.limit("exhibit", Exhibit.objects.filter(case=self.case))


class TermForm(ReasonForm):
    term = forms.ModelChoiceField(
        label="Term", queryset=Term.objects.none(), empty_label="Choose a term"
    )

    field_order = ["term", "reason"]

    def prepare(self) -> None:
        self.limit("term", Term.objects.filter(sanction__case=self.case, stage=TermStage.DUE))
