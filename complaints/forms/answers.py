"""What the respondent is asked when they answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.forms.fields import LongText, StepForm, Text, Upload, Uploads
from complaints.responses import awaiting_answer
from complaints.stages import AnswerKind


class ResponseForm(StepForm):
    """An answer to each allegation (``answer_1``, ``explanation_1``), then anything else."""

    statement = LongText(
        label=_("Anything else you want to say"),
        required=False,
        help_text=_("Such as what went before, or who can confirm what you say."),
    )
    upload = Upload(
        label=_("Another document"),
        required=False,
        hint=_("You can add more under “Add evidence”, before or after you answer."),
    )
    description = Text(label=_("What the document is"), required=False)

    layout = "complaints/_answers.html"

    def prepare(self) -> None:
        self.unanswered = awaiting_answer(self.case)
        for allegation in self.unanswered:
            number = allegation.number
            missing = gettext("Choose an answer to allegation %(number)s.") % {"number": number}
            self.fields[f"answer_{number}"] = forms.ChoiceField(
                label=_("Your answer"),
                choices=AnswerKind.choices,
                widget=forms.RadioSelect,
                error_messages={"required": missing},
            )
            self.fields[f"explanation_{number}"] = LongText(
                label=_("Explain your answer. If you admit it, you may leave this empty."),
                required=False,
                widget=forms.Textarea(attrs={"rows": 5, "class": "textarea"}),
            )
            self.fields[f"documents_{number}"] = Uploads(
                label=_("Documents for this answer"), required=False
            )
        self.order_fields([n for a in self.unanswered for n in self._names(a.number)])

    @staticmethod
    def _names(number: int) -> tuple[str, str, str]:
        return f"answer_{number}", f"explanation_{number}", f"documents_{number}"

    @property
    def charges(self) -> list[tuple[Any, ...]]:
        """Each allegation with its three bound fields, for the page."""
        return [(row, *(self[name] for name in self._names(row.number))) for row in self.unanswered]

    @property
    def others(self) -> list[Any]:
        return [self[name] for name in ("statement", "upload", "description")]

    def clean(self) -> None:
        for row in self.unanswered:
            answer, explanation, _documents = self._names(row.number)
            given = self.cleaned_data
            owed = given.get(answer, AnswerKind.ADMIT) != AnswerKind.ADMIT
            if owed and not given.get(explanation) and explanation not in self.errors:
                words = gettext("Explain your answer to allegation %(number)s.")
                self.add_error(explanation, words % {"number": row.number})

    @property
    def details(self) -> dict[str, Any]:
        given = self.cleaned_data
        answers = {
            row.number: {
                "kind": given[f"answer_{row.number}"],
                "explanation": given[f"explanation_{row.number}"],
                "documents": given[f"documents_{row.number}"],
            }
            for row in self.unanswered
        }
        return {"answers": answers} | {field.name: given[field.name] for field in self.others}
