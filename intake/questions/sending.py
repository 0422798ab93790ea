"""Evidence, consent, and the signature."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.forms.fields import Text
from complaints.stages import Scan, Sharing
from intake.models import DraftFile
from intake.questionnaire import Questionnaire
from intake.questions.base import Option, Pick, PickMany, Question, Words
from people.names import plain

HEALTH: list[Option] = [
    ("none", _("No")),
    ("mine", _("Yes, mine")),
    ("other", _("Yes, another person’s")),
]
# What the person is told, of a complaint without files.
AGREED = _("The person may read my one sentence, the topics and the days. Not my name.")
AGREED_NAMED = _("The person may read my name, my one sentence, the topics and the days.")
# And of one with files.
AS_CHOSEN = _(
    "The person may read my one sentence, the topics and the days, and see my files as I chose. Not"
    " my name."
)
AS_CHOSEN_NAMED = _(
    "The person may read my name, my one sentence, the topics and the days, and see my files as I"
    " chose."
)


class Evidence(Question):
    """Whether something is sent; records that others hold are asked for when a case needs them."""

    name = "evidence"
    part = 5
    title = _("Do you have anything to send?")
    evidence = Pick(
        label=_("Do you have anything to send?"),
        options=[
            ("now", _("Yes, now")),
            ("later", _("Yes, later")),
            ("post", _("Yes, by post"), _("Your receipt says where to.")),
            ("no", _("No")),
        ],
        error_messages={"required": _("Choose whether you have anything to send.")},
    )
    brief: ClassVar[dict[str, Words]] = {"evidence": _("Evidence")}

    def prepare(self) -> None:
        field: Any = self.fields["evidence"]
        if not self.filing.papers_to:
            field.choices = [one for one in field.choices if one[0] != "post"]


class Files(Question):
    """The files, added and described on a page of its own (``views.files``)."""

    name = "files"
    part = 5
    title = _("Your files")
    template_name_page = "intake/files.html"

    @classmethod
    def is_asked(cls, filing: Questionnaire) -> bool:
        return filing.said("evidence") == "now" or bool(filing.files)

    def prepare(self) -> None:
        for file in self.filing.files:
            self.fields[f"description_{file.number}"] = Text(
                label=gettext("What is it, who made it, and when?"),
                max_length=300,
                error_messages={
                    "required": gettext("Say what file %(number)d is.") % {"number": file.number}
                },
                initial=file.description,
            )
            self.fields[f"health_{file.number}"] = Pick(
                label=gettext("Does it show somebody’s health details?"),
                options=HEALTH,
                error_messages={
                    "required": gettext("Say whether file %(number)d shows health details.")
                    % {"number": file.number}
                },
            )

    def clean(self) -> None:
        if not self.filing.files:
            words = gettext("Add a file, or go back and choose that you have nothing to send now.")
            raise ValidationError(words)
        for file in self.filing.files:
            if file.scan == Scan.INFECTED:
                words = gettext("Remove file %(number)d: the virus scan found it harmful.")
                raise ValidationError(words % {"number": file.number})

    @property
    def described(self) -> list[tuple[DraftFile, Any, Any]]:
        """Each file with its two questions."""
        return [
            (file, self[f"description_{file.number}"], self[f"health_{file.number}"])
            for file in self.filing.files
        ]

    def told(self) -> list[tuple[str, str]]:
        return [
            (
                gettext("File %(number)d") % {"number": file.number},
                ": ".join([file.filename, file.description or gettext("not described")]),
            )
            for file in self.filing.files
        ]

    def briefly(self) -> list[tuple[str, str]]:
        return self.told()


class Consent(Question):
    """Which files the person may see; without any, one tick below the answers says it all."""

    name = "consent"
    part = 5
    title = _("Who may see what you send?")
    to_person = Pick(
        label=_("May the person see your files?"),
        options=[
            ("all", _("Yes")),
            ("but", _("Yes, but leave out the files that I tick below")),
            ("none", _("No, none of them")),
        ],
        error_messages={"required": _("Choose what the person may see.")},
    )
    held_back = PickMany(label=_("Files to leave out"), options=[], required=False)
    SOMETIMES = frozenset({"held_back"})
    brief: ClassVar[dict[str, Words]] = {
        "to_person": _("To the person"),
        "held_back": _("Left out"),
    }
    brief_answers: ClassVar[dict[tuple[str, str], Words]] = {
        ("to_person", "all"): _("All files"),
        ("to_person", "but"): _("Not all files"),
        ("to_person", "none"): _("No file"),
    }

    @classmethod
    def is_asked(cls, filing: Questionnaire) -> bool:
        return Files.is_asked(filing)

    def prepare(self) -> None:
        field: Any = self.fields["held_back"]
        field.words = {str(file.number): file.filename for file in self.filing.files}
        field.choices = list(field.words.items())

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("to_person") == "but" and not data.get("held_back"):
            self.add_error("held_back", gettext("Tick the files to leave out, or choose “Yes”."))
        if data.get("to_person") in ("all", "none"):
            data["held_back"] = sorted(self.filing.held_back, key=int)


class Sign(Question):
    name = "sign"
    part = 6
    title = _("Sign and send")
    told_elsewhere = frozenset({"signature"})
    true = forms.BooleanField(
        label=_("What I have written is true as far as I know."),
        error_messages={"required": _("Tick each statement to send.")},
    )
    shared = forms.BooleanField(
        error_messages={"required": _("Tick it to send: the person has to be able to answer.")},
    )
    authorised = forms.BooleanField(
        label=_("I may act for the person for whom I write."),
        error_messages={"required": _("Tick each statement to send.")},
    )
    signature = Text(
        label=_("Your full name, as your signature"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "name"}),
    )

    def prepare(self) -> None:
        named = self.filing.sharing == Sharing.NAMED
        alone, chosen = (AGREED_NAMED, AS_CHOSEN_NAMED) if named else (AGREED, AS_CHOSEN)
        self.fields["shared"].label = chosen if self.filing.files else alone
        if self.filing.said("relation") != "family":
            del self.fields["authorised"]
        if self.filing.sharing == Sharing.ANONYMOUS:
            del self.fields["signature"]

    def clean_signature(self) -> str:
        given: str = self.cleaned_data["signature"]
        name = self.filing.said("contact", "full_name")
        if plain(given) != plain(name):
            words = gettext("Type your name as you gave it: %(name)s") % {"name": name}
            raise ValidationError(words)
        return given


SENDING: list[type[Question]] = [Evidence, Files, Consent]
