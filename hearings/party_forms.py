"""What the respondent is asked in a hearing and an appeal, and the ruling on an objection."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.forms.fields import LongText, People, StepForm
from complaints.forms.steps import ReasonForm, StatementForm
from hearings.models import Objection
from hearings.objections import PANEL, may_be_ruled_on_by
from people.models import User


class ObjectionForm(StepForm):
    person = People(label=_("Whom you object to"))
    statement = LongText(
        label=_("Why they may not be impartial"),
        help_text=_("Kinship, a business or working tie, a part in the events, what they said."),
    )

    def prepare(self) -> None:
        seated = self.case.assignments.filter(capacity__in=PANEL, ended_on=None)
        self.limit(
            "person", User.objects.filter(assignments__in=seated).distinct().order_by("name")
        )


class ObjectionRulingForm(ReasonForm):
    objection = forms.ModelChoiceField(
        label="Objection", queryset=Objection.objects.none(), empty_label="Choose an objection"
    )
    upheld = forms.TypedChoiceField(
        label="Ruling",
        choices=[("yes", "Uphold: the member leaves the panel"), ("no", "Overrule")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    field_order = ["objection", "upheld", "reason"]

    def prepare(self) -> None:
        hearing = self.case.hearings.last()
        if hearing is None:
            return
        hearing.case = self.case
        own = may_be_ruled_on_by(hearing, self.user)
        self.limit("objection", Objection.objects.filter(pk__in=[row.pk for row in own]))
        for row in own:
            row.statement.case = self.case
        self.fields["objection"].help_text = " ".join(
            f"To {row.person}: {row.statement.text}" for row in own
        )
        if len(own) == 1:
            self.initial["objection"] = own[0]
        self.fields["reason"].help_text = "The respondent gets them in a letter."


class AcceptForm(StatementForm):
    """Accepting what is proposed gives up the hearing, so it is confirmed by a tick."""

    understood = forms.BooleanField(
        label=_("I understand that there will then be no hearing, and that I cannot take it back"),
        error_messages={"required": _("Tick the statement to accept the proposed outcome.")},
    )

    @property
    def details(self) -> dict[str, Any]:
        return {"statement": self.cleaned_data["statement"]}


class AppealForm(StepForm):
    """The grounds that the procedure permits, each with what went wrong."""

    grounds = forms.MultipleChoiceField(
        label=_("Grounds"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one ground.")},
        help_text=_("Tick each ground you rely on, and say below what went wrong."),
    )
    statement = LongText(label=_("Anything else the panel should know"), required=False)

    layout = "hearings/_grounds.html"

    def prepare(self) -> None:
        permitted = self.case.rules.grounds
        field: Any = self.fields["grounds"]
        field.choices = list(permitted.items())
        for name, words in permitted.items():
            self.fields[f"why_{name}"] = LongText(
                label=words,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4, "class": "textarea"}),
            )
        self.order_fields(["grounds", *(f"why_{name}" for name in permitted)])

    @property
    def paired(self) -> list[tuple[Any, Any]]:
        """Each ground's tick with the field for its statement, for the page."""
        ticks = self["grounds"].subwidgets
        names = self.case.rules.grounds
        return [(tick, self[f"why_{name}"]) for tick, name in zip(ticks, names, strict=True)]

    def clean(self) -> None:
        given = self.cleaned_data
        for name in given.get("grounds", ()):
            if not given.get(f"why_{name}") and f"why_{name}" not in self.errors:
                words = gettext("Say what went wrong: %(ground)s")
                self.add_error(f"why_{name}", words % {"ground": self.case.rules.grounds[name]})

    @property
    def details(self) -> dict[str, Any]:
        """The statements become one text, ground by ground, which is what its hash covers."""
        given = self.cleaned_data
        grounds = given["grounds"]
        parts = [f"{self.case.rules.grounds[name]}\n{given[f'why_{name}']}" for name in grounds]
        text = "\n\n".join(part for part in (*parts, given["statement"]) if part)
        return {"grounds": grounds, "statement": text}
