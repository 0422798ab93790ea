"""Whether this is for the body at all, and whom it is about."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.forms.fields import LongText, Text
from intake.questionnaire import Questionnaire
from intake.questions.base import Pick, Question

OURS = ("holder", "claims")
MOST_PEOPLE = 5


class About(Question):
    name = "about"
    title = _("What is your complaint about?")
    about = Pick(
        label=_("What is your complaint about?"),
        options=[
            ("holder", _("A person who is certified")),
            ("claims", _("Someone who says they are certified, or is applying")),
            ("body", _("Our examination, fees or a decision about a certification")),
            ("care", _("Care, a bill, or an employer")),
            ("other", _("Something else")),
        ],
        error_messages={"required": _("Choose what your complaint is about.")},
    )


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
    """What will happen, which has to be read before anything is told."""

    name = "before"
    title = _("Before you go on")
    template_name_page = "intake/before.html"

    def told(self) -> list[tuple[str, str]]:
        return []


class Keep(Question):
    """The code that brings the draft back."""

    name = "keep"
    title = _("Keep this code")
    template_name_page = "intake/keep.html"

    def told(self) -> list[tuple[str, str]]:
        return []


class Number(Question):
    name = "number"
    part = 2
    title = _("Do you know their certification number?")
    number = Text(
        label=_("Certification number, if you know it"),
        max_length=24,
        required=False,
        help_text=_("It is on letters and cards. If you do not know it, leave this empty."),
    )


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


class Describe(Question):
    name = "describe"
    part = 2
    title = _("Describe the person")
    described = Text(
        label=_("Name, or what they are called"),
        max_length=120,
        help_text=_("As far as you know it."),
    )
    workplace = Text(label=_("Where they work, and as what"), max_length=150, required=False)
    known_by = LongText(
        label=_("Anything else that helps us find the person"), max_length=1000, required=False
    )

    @classmethod
    def is_asked(cls, filing: Questionnaire) -> bool:
        return filing.said("find", "person") == "none"


class Others(Question):
    """Each further person becomes a linked case of their own."""

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

    def clean_another(self) -> str:
        given: str = self.cleaned_data["another"]
        if given == "yes" and len(self.filing.people) >= MOST_PEOPLE:
            words = gettext("We take at most %(most)d people at a time. Send another one later.")
            raise ValidationError(words % {"most": MOST_PEOPLE})
        return given

    def told(self) -> list[tuple[str, str]]:
        others = [str(person) for person in self.filing.people[:-1]]
        return [(gettext("Other people"), "; ".join(others))] if others else []


WHO: list[type[Question]] = [About, Signpost, Before, Keep, Number, Find, Describe, Others]
