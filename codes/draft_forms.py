"""What a draft asks for: its heading, one provision, and the reason of a step."""

from __future__ import annotations

from typing import Any

from django import forms

from codes.kinds import ProvisionKind
from codes.models import CodeDraft, Draft
from codes.models.drafts import line_numbered
from codes.provisions import LONGEST, LONGEST_TEXT
from codes.records import ProvisionRecord
from people.forms import DayInput, Dressed

FIRST = ("", "First of all")
NOTHING = ("", "Nothing")


class RevisedForm(Dressed, forms.Form):
    """A change of a draft, made over the revision that its writer saw."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args: Any, draft: Draft, **options: Any) -> None:
        self.draft = draft
        super().__init__(*args, **options)
        self.fields["revision"].initial = draft.revision

    @property
    def details(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class HeadingForm(RevisedForm):
    label = forms.CharField(max_length=80, help_text="Such as 2027, or Second revised edition.")
    in_force_from = forms.DateField(
        label="In force from",
        required=False,
        widget=DayInput,
        help_text="The edition before ends on this day. Only a first edition may leave it out.",
    )
    ends_on = forms.DateField(
        label="Ends on, if that is settled already",
        required=False,
        widget=DayInput,
        help_text="The first day on which it is not in force any more.",
    )
    correction = forms.BooleanField(
        label="It corrects an edition published in error",
        required=False,
        help_text="It may then take the place of that edition from its very first day. Both stay "
        "readable, and no allegation changes the edition it cites.",
    )
    provenance = forms.CharField(
        label="Where the text comes from",
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Who adopted it, when, and where it was taken from.",
    )

    def clean(self) -> None:
        begins, ends = self.cleaned_data.get("in_force_from"), self.cleaned_data.get("ends_on")
        if begins and ends and ends <= begins:
            self.add_error("ends_on", "It must end after it comes into force.")


class ProvisionForm(RevisedForm):
    number = forms.CharField(max_length=LONGEST["number"], help_text="Such as R-3 or S-12(b).")
    kind = forms.ChoiceField(choices=ProvisionKind.choices)
    title = forms.CharField(max_length=LONGEST["title"], required=False)
    text = forms.CharField(
        label="Official text",
        max_length=LONGEST_TEXT,
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 8}),
    )
    enforceable = forms.BooleanField(label="A complaint can charge it", required=False)
    external_code_required = forms.BooleanField(
        label="A charge names the code of another body, and its section", required=False
    )
    applies_to = forms.MultipleChoiceField(
        label="Binds only holders of",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick nothing for everybody whom the code binds.",
    )
    parent = forms.ChoiceField(label="Stands under", required=False)
    bridge = forms.ChoiceField(
        label="A breach of it also breaks", required=False, help_text="The rule it bridges to."
    )
    after = forms.ChoiceField(label="Comes after", required=False)
    continues = forms.MultipleChoiceField(
        label="Takes up from the edition before",
        required=False,
        widget=forms.SelectMultiple({"size": 6}),
        help_text="One line, where it is the same line, whatever its number now. Several, where "
        "lines were merged. The same line may be taken up by two, where it was split. None, where "
        "it is new.",
    )
    plain_title = forms.CharField(
        label="Name in plain words", max_length=LONGEST["plain_title"], required=False
    )
    plain_hint = forms.CharField(
        label="What it means for a complainant",
        max_length=LONGEST["plain_hint"],
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    provenance = forms.CharField(
        label="Where the line comes from",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    summary_only = forms.BooleanField(label="We hold only a summary of this line", required=False)

    def __init__(self, *args: Any, draft: CodeDraft, number: str = "", **options: Any) -> None:
        self.was = number
        self.lines_before = draft.lines_before
        line = line_numbered(draft, number)
        options.setdefault("initial", self._filled_in(draft, line) if line else {})
        super().__init__(*args, draft=draft, **options)
        others = [one for one in draft.content if one["number"] != number]
        named = [(one["number"], _name_of(one)) for one in others]
        for name, choices in (
            ("parent", [NOTHING, *named]),
            ("bridge", [NOTHING, *named]),
            ("after", [FIRST, *[(value, f"After {words}") for value, words in named]]),
            ("applies_to", [(kind, kind) for kind in draft.code.applies_to]),
            ("continues", [(line.lineage, str(line)) for line in self.lines_before]),
        ):
            field: Any = self.fields[name]
            field.choices = choices
        if not number and others and not self.is_bound:
            self.initial["after"] = others[-1]["number"]
        if not draft.code.applies_to:
            del self.fields["applies_to"]

    def _filled_in(self, draft: CodeDraft, line: dict[str, Any]) -> dict[str, Any]:
        place = [one["number"] for one in draft.content].index(line["number"])
        after = draft.content[place - 1]["number"] if place else ""
        lineage = line.get("lineage") or line["number"]
        known = {one.lineage for one in self.lines_before}
        own = [lineage] if lineage in known else []
        return {**line, "after": after, "continues": line.get("continues") or own}

    def clean_text(self) -> str:
        """Windows and browsers write two characters for a new line; the law has one."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").strip("\n")

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"]).strip()
        if "/" in number:
            raise forms.ValidationError("A number with a slash cannot stand in an address.")
        return number

    def clean(self) -> None:
        if not self.cleaned_data.get("title") and not self.cleaned_data.get("text"):
            self.add_error("text", "Give the text, or a title where the text is not held.")

    @property
    def details(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        revision, after = data.pop("revision"), data.pop("after")
        taken = tuple(data.pop("continues"))
        lineage = self.draft.lineage_for(self.was, data["number"], taken)  # type: ignore[attr-defined]
        record = ProvisionRecord(
            **data | {"applies_to": tuple(data.get("applies_to", ()))},
            lineage=lineage,
            continues=() if taken in ((), (lineage,)) else taken,
        )
        return {"was": self.was, "after": after, "revision": revision, "record": record}


def _name_of(line: dict[str, Any]) -> str:
    words = line.get("title") or line.get("plain_title") or line.get("text", "")[:60]
    return f"{line['number']} {words}".strip()


class ReasonForm(Dressed, forms.Form):
    reason = forms.CharField(
        label="Why", max_length=2000, widget=forms.Textarea({"rows": 3}), strip=True
    )


class SureForm(Dressed, forms.Form):
    """Nothing to fill in: pressing the button is the act."""
