"""What the steps around evidence ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints import custody
from complaints.evidence import fit_to_disclose
from complaints.forms.fields import LongText, Rows, StepForm, Text, Upload
from complaints.giveaways import search, stop
from complaints.models import Complaint, Exhibit
from complaints.stages import Capacity, PartyRole
from ledger.refusals import Blocked


def in_words(exhibit: Exhibit, *, masked: bool = False) -> str:
    """An exhibit to choose, by its number and its name.

    ``masked`` for who does not read what a filer called it, which can say who they are.
    """
    named = f"{exhibit.label}, {exhibit.media_type if masked else exhibit.filename}"
    if exhibit.held_back:
        return f"{named} (the complainant asked that the respondent not be shown it)"
    return named if exhibit.derivative_address else f"{named} (no copy can be made)"


def not_relied_on(case: Complaint) -> Any:
    """What the respondent neither brought nor was shown yet."""
    rows = Exhibit.objects.filter(case=case, disclosed_on=None)
    return rows.exclude(party=PartyRole.RESPONDENT)


class ChosenEvidenceForm(StepForm):
    """Names each exhibit as the person choosing may know it."""

    def prepare(self) -> None:
        masked = Capacity.COMMITTEE_CHAIR in self.case.capacities.get(self.user.pk, set())
        field: Any = self.fields["exhibits"]
        field.label_from_instance = lambda exhibit: in_words(exhibit, masked=masked)


class DiscloseForm(ChosenEvidenceForm):
    exhibits = Rows(
        label="Evidence the case rests on",
        queryset=Exhibit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="The respondent can read these from now on and comment on them. They get "
        "copies without what a file says of its maker.",
    )
    checked = forms.BooleanField(
        label="I have checked that the files of which no copy can be made name nobody who must "
        "not be named.",
        required=False,
        help_text="Only for sound, films and mails: the respondent gets these as they are.",
    )
    looked = LongText(
        label="If one of them seems to name the complainant: why it can be shown all the same",
        max_length=1000,
        required=False,
        help_text="The words in texts, mails, documents, tables and PDFs are searched for the "
        "complainant. In pictures, scans, sound and films nothing can be searched: look through "
        "them. Your reason is kept in the record. Name nobody in it.",
    )

    def prepare(self) -> None:
        self.limit("exhibits", not_relied_on(self.case))
        super().prepare()

    def clean(self) -> None:
        """Say what stands in the way while the answers are still there."""
        data = self.cleaned_data
        chosen = list(data.get("exhibits") or [])
        try:
            fit_to_disclose(chosen, checked=data.get("checked", False))
        except Blocked as reason:
            self.add_error("exhibits", str(reason))
            return
        sentence = "" if data.get("looked") else stop(search(self.case, chosen))
        if sentence:
            self.add_error("exhibits", sentence)

    @property
    def details(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "exhibits": list(data["exhibits"]),
            "checked": data["checked"],
            "looked": data["looked"],
        }


class SetAsideForm(ChosenEvidenceForm):
    exhibits = Rows(
        label="Evidence nobody relies on",
        queryset=Exhibit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Neither the respondent nor anybody who decides reads it. It can still be "
        "disclosed later.",
    )
    reason = LongText(label="Why it is not relied on", max_length=2000)

    def prepare(self) -> None:
        self.limit("exhibits", Exhibit.objects.unsettled().filter(case=self.case))
        super().prepare()

    @property
    def details(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"exhibits": list(data["exhibits"]), "reason": data["reason"]}


class WithdrawForm(StepForm):
    exhibit = forms.ModelChoiceField(
        label=_("What you withdraw"),
        queryset=Exhibit.objects.none(),
        empty_label=_("Choose a file"),
    )
    statement = LongText(label=_("Why you withdraw it"), max_length=2000)

    def prepare(self) -> None:
        self.limit("exhibit", custody.own(self.case, self.user))
        field: Any = self.fields["exhibit"]
        field.label_from_instance = lambda exhibit: f"{exhibit.label}, {exhibit.filename}"


class ReleaseForm(StepForm):
    exhibits = Rows(
        label=_("What the respondent may be shown"),
        queryset=Exhibit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self) -> None:
        self.limit("exhibits", custody.held_back(self.case))
        field: Any = self.fields["exhibits"]
        field.label_from_instance = lambda exhibit: f"{exhibit.label}, {exhibit.filename}"

    @property
    def details(self) -> dict[str, Any]:
        return {"exhibits": list(self.cleaned_data["exhibits"])}


class ExhibitForm(StepForm):
    upload = Upload(label=_("File"))
    description = Text(label=_("What it is"), required=False)
