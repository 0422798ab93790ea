"""Who files, under which name, and how we may write to them."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from complaints.forms.contact import Reach
from complaints.forms.fields import Text
from complaints.stages import Sharing
from intake.questionnaire import Questionnaire
from intake.questions.base import Option, Pick, PickMany, Question, Words

RELATIONS: list[Option] = [
    ("client", _("A client or patient")),
    ("family", _("Family, or acting for another person")),
    ("colleague", _("An employer or colleague")),
    ("certificant", _("A certified person")),
    ("insurer", _("An insurer or a provider")),
    ("official", _("An official body")),
    ("other", _("Somebody else")),
]
NAMED: Option = (
    Sharing.NAMED,
    _("Yes: the person may be told it."),
)
WITHHELD: Option = (
    Sharing.WITHHELD,
    _("Keep my name from the person as long as you can."),
    _("We ask you before we share it; if you say no, the case may close."),
)
ANONYMOUS: Option = (
    Sharing.ANONYMOUS,
    _("I do not want to give a name."),
    _(
        "We can only reach you through your receipt code. A finding is not made on an unsigned "
        "complaint alone."
    ),
)

HELPS = ("language", "adjustments", "other")


class Relation(Question):
    name = "relation"
    part = 3
    title: Words = _("About you")
    relation = Pick(
        label=_("Who are you in this?"),
        options=RELATIONS,
        error_messages={"required": _("Choose who you are in this.")},
    )
    sharing = Pick(
        label=_("May we use your name?"),
        options=[NAMED, WITHHELD, ANONYMOUS],
        error_messages={"required": _("Choose whether we may use your name.")},
    )
    brief: ClassVar[dict[str, Words]] = {"relation": _("You"), "sharing": _("Your name")}
    brief_answers: ClassVar[dict[tuple[str, str], Words]] = {
        ("sharing", "named"): _("may be told"),
        ("sharing", "withheld"): _("kept from the person"),
        ("sharing", "anonymous"): _("not given"),
    }

    def prepare(self) -> None:
        """Offer only what the procedure allows; where that is one thing, ask nothing."""
        allowed = self.filing.sharing_allowed
        if len(allowed) == 1:
            del self.fields["sharing"]
            self.title = str(self.fields["relation"].label)
            return
        field: Any = self.fields["sharing"]
        field.choices = [one for one in field.choices if one[0] in allowed]


class Authority(Question):
    name = "authority"
    part = 3
    title = _("Who are you writing for, and why may you act for them?")
    authority = Text(
        label=_("Who are you writing for, and why may you act for them?"),
        max_length=300,
        required=False,
        help_text=_(
            "Such as: for my mother; I have a power of attorney. You can add a copy to your files,"
            " or send it by post."
        ),
    )
    brief: ClassVar[dict[str, Words]] = {"authority": _("Authority")}

    @classmethod
    def is_asked(cls, filing: Questionnaire) -> bool:
        return filing.said("relation") == "family"


class Needs(Question):
    """Asked of everybody: with the details of whoever gives them, by itself of others."""

    name = "needs"
    part = 3
    title = _("Is there anything that would help you?")
    lead: Words = _("Nothing of this is shown to the person.")
    language = Pick(
        label=_("Language"),
        options=[
            ("en", _("English")),
            ("es", _("Spanish")),
            ("other", _("Another, named below")),
        ],
        error_messages={"required": _("Choose a language.")},
    )
    adjustments = PickMany(
        label=_("What would help you?"),
        required=False,
        options=[
            ("print", _("Large print")),
            ("interpreter", _("An interpreter")),
            ("captions", _("Captions or sign language")),
            ("breaks", _("More time, or breaks")),
        ],
    )
    other = Text(label=_("Anything else"), max_length=300, required=False)
    brief: ClassVar[dict[str, Words]] = {
        "language": _("Language"),
        "adjustments": _("Helps"),
        "other": _("Helps too"),
    }

    def prepare(self) -> None:
        """Begin with the language in which somebody reads this."""
        self.fields["language"].initial = (get_language() or "en")[:2]

    @classmethod
    def is_asked(cls, filing: Questionnaire) -> bool:
        return filing.sharing == Sharing.ANONYMOUS


class Contact(Reach, Needs):
    name = "contact"
    part = 3
    title = _("Your details")
    template_name_page = "intake/contact.html"
    lead: Words = _("Only your name may be told to the person.")
    full_name = Text(
        label=_("Your full name"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    reach = Pick(
        label=_("How should we write to you?"),
        options=[
            ("email", _("By e-mail"), _("Our e-mails never say what it is about.")),
            ("post", _("By post")),
            ("page", _("Only on this site"), _("You come back and look.")),
        ],
        error_messages={"required": _("Choose how we should write to you.")},
    )

    field_order = [
        *("full_name", "reach", "email", "telephone", "hours", "post"),
        *("language", "adjustments", "other"),
    ]
    brief: ClassVar[dict[str, Words]] = {
        **Needs.brief,
        "full_name": _("Name"),
        "reach": _("We write"),
        "email": _("E-mail"),
        "telephone": _("Telephone"),
        "hours": _("Safe to call"),
        "post": _("Address"),
    }

    def prepare(self) -> None:
        super().prepare()
        if self.filing.sharing != Sharing.NAMED:
            self.lead = gettext("Nothing of this is told to the person.")

    @property
    def about_reach(self) -> list[Any]:
        return [field for field in self.visible_fields() if field.name not in HELPS]

    @property
    def about_help(self) -> list[Any]:
        return [self[name] for name in HELPS]

    @property
    def asks_for_help(self) -> bool:
        """Whether a fault is under the fold, or an answer that does not stand there anyway."""
        given = {name: self[name].value() for name in HELPS if self[name].value()}
        if given.get("language") == self.fields["language"].initial:
            del given["language"]
        return bool(given or set(HELPS) & set(self.errors))

    @classmethod
    def is_asked(cls, filing: Questionnaire) -> bool:
        return filing.sharing != Sharing.ANONYMOUS


YOU: list[type[Question]] = [Relation, Authority, Contact, Needs]
