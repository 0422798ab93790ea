"""Who files, under which name, and how we may write to them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.forms.fields import LongText, Text
from complaints.stages import Sharing
from intake.questionnaire import Questionnaire
from intake.questions.base import Option, Pick, PickMany, Question

RELATIONS: list[Option] = [
    ("client", _("A client or patient")),
    ("family", _("Family, or someone who may act for another person")),
    ("colleague", _("An employer or colleague")),
    ("certificant", _("A certified person")),
    ("insurer", _("An insurer or a provider")),
    ("official", _("An official body")),
    ("other", _("Somebody else")),
]
NAMED: Option = (
    Sharing.NAMED,
    _("Yes. The person will be told my name."),
    _("They can answer best when they know who it is about."),
)
WITHHELD: Option = (
    Sharing.WITHHELD,
    _("Keep my name from the person as long as you can."),
    _(
        "Staff will know it. If the case turns on your word we ask you again before we share it. "
        "You may say no; the case may then have to close."
    ),
)
ANONYMOUS: Option = (
    Sharing.ANONYMOUS,
    _("I do not want to give a name."),
    _(
        "We can only reach you through your receipt code. A finding is not made on an unsigned "
        "complaint alone."
    ),
)


class Relation(Question):
    name = "relation"
    part = 3
    title = _("Who are you in this?")
    relation = Pick(
        label=_("Who are you in this?"),
        options=RELATIONS,
        error_messages={"required": _("Choose who you are in this.")},
    )


class Authority(Question):
    name = "authority"
    part = 3
    title = _("What lets you act for them?")
    authority = Text(
        label=_("What lets you act for them?"),
        max_length=300,
        required=False,
        help_text=_("Such as: I am her guardian; I have a power of attorney. You may add a copy."),
    )

    @classmethod
    def is_asked(cls, filing: Questionnaire) -> bool:
        return filing.said("relation") == "family"


class Name(Question):
    name = "name"
    part = 3
    title = _("May we use your name?")
    sharing = Pick(
        label=_("May we use your name?"),
        options=[NAMED, WITHHELD, ANONYMOUS],
        error_messages={"required": _("Choose whether we may use your name.")},
    )

    def prepare(self) -> None:
        """Offer only what the procedure allows."""
        field: Any = self.fields["sharing"]
        allowed = self.filing.sharing_allowed
        field.choices = [one for one in field.choices if one[0] in allowed]
        if Sharing.ANONYMOUS not in self.filing.sharing_allowed:
            field.help_text = gettext("We cannot take a complaint without any name.")

    @classmethod
    def is_asked(cls, filing: Questionnaire) -> bool:
        return len(filing.sharing_allowed) > 1


class Contact(Question):
    name = "contact"
    part = 3
    title = _("Your details")
    lead = _("Your address, e-mail and telephone number are never shown to the person.")
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
            ("page", _("Only on the page where I follow my complaint")),
        ],
        error_messages={"required": _("Choose how we should write to you.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "invalid": _("Enter an e-mail address in the right form, like name@example.com.")
        },
    )
    telephone = Text(
        label=_("Telephone number"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    hours = Text(
        label=_("When is it safe to call you?"),
        max_length=150,
        required=False,
    )
    post = LongText(
        label=_("Postal address"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 3, "autocomplete": "street-address"}),
    )

    @classmethod
    def is_asked(cls, filing: Questionnaire) -> bool:
        return filing.sharing != Sharing.ANONYMOUS

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("reach") == "email" and not data.get("email") and "email" not in self.errors:
            self.add_error("email", gettext("Enter an e-mail address, or choose another way."))
        if data.get("reach") == "post" and not data.get("post"):
            self.add_error("post", gettext("Enter a postal address, or choose another way."))


class Needs(Question):
    name = "needs"
    part = 3
    title = _("Is there anything that would help you?")
    lead = _("We ask everybody. Nothing of this is shown to the person.")
    language = Pick(
        label=_("In which language would you like to talk to us?"),
        options=[
            ("en", _("English")),
            ("es", _("Spanish")),
            ("other", _("Another one; I name it below")),
        ],
        error_messages={"required": _("Choose a language.")},
    )
    adjustments = PickMany(
        label=_("What would help?"),
        required=False,
        options=[
            ("print", _("Large print")),
            ("interpreter", _("An interpreter")),
            ("captions", _("Captions or sign language")),
            ("breaks", _("More time, or breaks")),
        ],
    )
    other = Text(label=_("Anything else that would help"), max_length=300, required=False)


YOU: list[type[Question]] = [Relation, Authority, Name, Contact, Needs]
