"""What the office says of a letter that is on its way."""

from __future__ import annotations

from django import forms
from django.db.models import Q

from complaints.approvers import waiting
from complaints.forms.fields import Day, LongText, StepForm, Text
from complaints.freezing import layout_of, preview
from complaints.models import Notice
from complaints.stages import OBSERVED, Proof, ServiceState, Way


class LetterForm(StepForm):
    """Choose one of the case's letters that is on its way."""

    states: tuple[str, ...] = (ServiceState.SERVED, ServiceState.TO_POST, ServiceState.RETURNED)

    notice = forms.ModelChoiceField(
        label="Letter", queryset=Notice.objects.none(), empty_label="Choose a letter"
    )

    def prepare(self) -> None:
        found = Notice.objects.filter(case=self.case, state__in=self.states)
        self.limit("notice", found)
        if len(found) == 1:
            self.fields["notice"].initial = found[0]


class DeliveryForm(LetterForm):
    def prepare(self) -> None:
        super().prepare()
        underway = Q(state__in=self.states) | Q(state=ServiceState.DELIVERED, proof=Proof.MAILED)
        self.limit("notice", Notice.objects.filter(underway, case=self.case))

    proof = forms.ChoiceField(
        label="Proof", choices=[(p.value, p.label) for p in Proof if p not in OBSERVED]
    )
    on = Day(label="Delivered on", help_text="For a posted letter: the day it was posted.")
    reference = Text(label="Tracking number or witness", max_length=120, required=False)


class PostingForm(LetterForm):
    states = (ServiceState.TO_POST,)

    on = Day(label="Posted on")
    tracking = Text(label="Tracking number", max_length=120, required=False)
    waits = forms.BooleanField(
        label="The carrier brings back a signature: presume no delivery",
        required=False,
    )


class ReturnForm(LetterForm):
    """Also a letter whose delivery is only presumed can come back."""

    reason = Text(label="Why it came back")

    def prepare(self) -> None:
        underway = Q(state__in=(ServiceState.SERVED, ServiceState.TO_POST))
        presumed = Q(state=ServiceState.DELIVERED, proof=Proof.MAILED)
        found = Notice.objects.filter(underway | presumed, case=self.case)
        self.limit("notice", found.filter(services__channel=Way.POST).distinct())


class PostAsWellForm(LetterForm):
    """A letter that its recipient has not opened in the portal."""

    def prepare(self) -> None:
        found = Notice.objects.filter(case=self.case, state=ServiceState.SERVED)
        self.limit("notice", found.exclude(party=None))


class ServeAgainForm(LetterForm):
    states = (ServiceState.RETURNED,)


class DraftForm(StepForm):
    """A letter that waits for whoever asks to approve it, shown as its recipient would read it."""

    layout = "complaints/_draft.html"
    notice = forms.ModelChoiceField(
        label="Letter", queryset=Notice.objects.none(), widget=forms.HiddenInput
    )

    def prepare(self) -> None:
        drafts = waiting(self.case, self.user)
        self.limit("notice", Notice.objects.filter(pk__in=[row.pk for row in drafts]))
        asked = str(self.data.get("notice") or self.initial.get("notice") or "")
        chosen = next(
            (row for row in drafts if str(row.pk) == asked), drafts[0] if drafts else None
        )
        self.others = [row for row in drafts if row != chosen]
        self.draft = chosen
        if chosen is None:
            return
        self.read = preview(chosen)
        self.made = self.read.made
        self.paper = layout_of(self.made)
        self.initial["notice"] = chosen.pk


class ApproveForm(DraftForm):
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def prepare(self) -> None:
        super().prepare()
        if self.draft:
            self.initial["digest"] = self.read.digest


class SendBackForm(DraftForm):
    note = LongText(label="What has to be put right", max_length=2000)


class PutForwardForm(LetterForm):
    states = (ServiceState.SENT_BACK,)
