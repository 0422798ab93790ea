"""What happened, where, who else knows of it, and what was done about it."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.forms.fields import LongText, Text
from complaints.stages import Sharing
from intake.questions.base import PickMany, Question, Words
from intake.questions.topics import Topics
from intake.questions.when import WHEN

NOBODY = "nobody"


class Story(Question):
    name = "story"
    part = 4
    title = _("What happened?")
    template_name_page = "intake/story.html"
    in_short = Text(
        label=_("In one sentence, what did they do?"),
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("The person reads this sentence. Such as: gave away a diagnosis."),
    )
    story = LongText(
        label=_("Tell us what happened"),
        widget=forms.Textarea({"rows": 10}),
        help_text=_(
            "The person does not read this. Leave out other people’s health details unless they"
            " matter."
        ),
        error_messages={"required": _("Tell us what happened, in your own words.")},
    )
    brief: ClassVar[dict[str, Words]] = {"in_short": _("In short"), "story": _("The story")}

    def prepare(self) -> None:
        if self.filing.sharing != Sharing.NAMED:
            self.fields["in_short"].help_text = gettext(
                "The person reads this sentence. Leave out your name, job, illness, employer. Such"
                " as: told others about a patient’s health."
            )

    def clean_in_short(self) -> str:
        """It is one sentence, however the lines break in its box."""
        return " ".join(self.cleaned_data["in_short"].split())


class Where(Question):
    """Where, and who else knows of it: two short answers, either of which may stay empty."""

    name = "where"
    part = 5
    title = _("Place and witnesses")
    where = Text(
        label=_("Where did it happen?"),
        max_length=300,
        required=False,
        help_text=_("A place, a call, a website."),
    )
    witnesses = LongText(
        label=_("Who else knows of it?"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Names, how to reach them, what they saw; whether to ask you first."),
    )
    brief: ClassVar[dict[str, Words]] = {"where": _("Where"), "witnesses": _("Who knows")}


class Dealt(Question):
    """What was done so far, and what the complainant would like to come of it."""

    name = "dealt"
    part = 5
    title = _("What was done")
    dealt = PickMany(
        label=_("Who has dealt with it?"),
        options=[
            ("court", _("A court")),
            ("board", _("A licensing board")),
            ("employer", _("The person’s employer")),
            ("police", _("The police")),
            ("other", _("Somebody else")),
            (NOBODY, _("Nobody I know of")),
        ],
        error_messages={"required": _("Choose who has dealt with it, or “Nobody”.")},
    )
    came_of_it = LongText(
        label=_("What came of it?"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Of a court or a board: name, case number, date."),
    )
    wish = LongText(
        label=_("What would you like to happen?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("The committee decides the outcome."),
    )
    brief: ClassVar[dict[str, Words]] = {
        "dealt": _("Dealt with by"),
        "came_of_it": _("What came of it"),
        "wish": _("Your wish"),
    }

    def clean(self) -> None:
        """What somebody did who did not: it stands where nobody sees it, and is not kept."""
        if self.cleaned_data.get("dealt") == [NOBODY]:
            self.cleaned_data["came_of_it"] = ""


WHAT: list[type[Question]] = [*WHEN, Topics, Story, Where, Dealt]
