"""Whether this is for the body at all, and whom it is about."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.forms.fields import LongText, Text
from intake.questionnaire import Questionnaire
from intake.questions.base import Pick, Question, Words

OURS = ("holder", "claims")
MOST_PEOPLE = 5


class About(Question):
    name = "about"
    title = _("What is your complaint about?")
    about = Pick(
        label=_("What is your complaint about?"),
        options=[
            ("holder", _("A certified person, as far as I know")),
            ("claims", _("Someone who says they are certified, or is applying")),
            ("body", _("Our examination, fees or a certification decision")),
            ("care", _("Care, a bill or an employer, but no certified person")),
            ("other", _("Something else")),
        ],
        error_messages={"required": _("Choose what your complaint is about.")},
    )
    brief: ClassVar[dict[str, Words]] = {"about": _("About")}
    brief_answers: ClassVar[dict[tuple[str, str], Words]] = {
        ("about", "holder"): _("A certified person"),
    }


class Signpost(Question):
    """Others may be able to help; who still wants to go on may."""

    name = "signpost"
    title = _("We may not be the ones who can help")
    template_name_page = "intake/signpost.html"

    @classmethod
    def is_asked(cls, filing: Questionnaire) -> bool:
        return filing.said("about") not in {"", *OURS}

    def told(self) -> list[tuple[str, str]]:
        return []


class Before(Question):
    """What will happen, read before anything is told, and the code that brings the draft back."""

    name = "before"
    title = _("Before you go on")
    template_name_page = "intake/before.html"

    def told(self) -> list[tuple[str, str]]:
        return []


class Find(Question):
    """The person of the register, chosen on a page of its own (``views.people``)."""

    name = "find"
    part = 2
    title = _("Find the person")
    template_name_page = "intake/find.html"
    person = Text(max_length=120)

    def told(self) -> list[tuple[str, str]]:
        found = self.filing.certificant
        return [(gettext("The person"), f"{found.name}, {found.number}")] if found else []

    def briefly(self) -> list[tuple[str, str]]:
        return self.told()


class Describe(Question):
    name = "describe"
    part = 2
    title = _("Describe the person")
    described = Text(
        label=_("Name, or what they are called"),
        max_length=120,
        help_text=_("As far as you know it."),
    )
    number = Text(label=_("Certification number, if you know it"), max_length=24, required=False)
    workplace = Text(label=_("Where they work, and as what"), max_length=150, required=False)
    known_by = LongText(
        label=_("Anything else that helps us find the person"), max_length=1000, required=False
    )
    brief: ClassVar[dict[str, Words]] = {
        "described": _("The person"),
        "number": _("Number"),
        "workplace": _("Work"),
        "known_by": _("About the person"),
    }

    def prepare(self) -> None:
        """What was looked for in vain stands here already, as a number or as a name."""
        sought = self.filing.said("find", "sought")
        is_number = any(sign.isdecimal() for sign in sought)
        self.fields["number" if is_number else "described"].initial = sought

    @classmethod
    def is_asked(cls, filing: Questionnaire) -> bool:
        return filing.said("find", "person") == "none"


class Others(Question):
    """Each further person becomes a linked case of their own.

    One person is what nearly everybody has, so it comes up by itself only from the second on;
    until then the page of all answers leads to it.
    """

    name = "others"
    part = 2
    title = _("Is it about another person as well?")
    lead = _("We keep a case for each person, and link them.")
    template_name_page = "intake/others.html"
    another = Pick(
        label=_("Is it about another person as well?"),
        options=[("no", _("No")), ("yes", _("Yes, I will name the next one"))],
        error_messages={"required": _("Say whether it is about another person as well.")},
    )

    @classmethod
    def is_asked(cls, filing: Questionnaire) -> bool:
        return bool(filing.answers.get("people"))

    def clean_another(self) -> str:
        given: str = self.cleaned_data["another"]
        if given == "yes" and len(self.filing.people) >= MOST_PEOPLE:
            words = gettext("We take at most %(most)d people at a time. Send another one later.")
            raise ValidationError(words % {"most": MOST_PEOPLE})
        return given

    def told(self) -> list[tuple[str, str]]:
        others = [str(person) for person in self.filing.people[:-1]]
        return [(gettext("Other people"), "; ".join(others))] if others else []

    def briefly(self) -> list[tuple[str, str]]:
        return self.told()


WHO: list[type[Question]] = [About, Signpost, Before, Find, Describe, Others]
