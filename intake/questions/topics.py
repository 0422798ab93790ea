"""Which rules may have been broken, in plain words and under the headings of the code."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from codes.models import Provision
from codes.said_plainly import Plainly, plainly
from intake.questions.base import Question, Words

UNSURE = "unsure"
# More than this stands under folded headings: on a phone it is two screens of choices.
MOST_AT_ONCE = 12


@dataclass(frozen=True)
class Topic:
    """A choice, the rule it stands for, and what that is about."""

    option: Any
    rule: Provision
    said: Plainly


@dataclass(frozen=True)
class Heading:
    """Topics that stand together in a code; without a name where few do, or right under it."""

    name: Plainly | None
    topics: list[Topic]

    @property
    def has_chosen(self) -> bool:
        return any(topic.option.data["selected"] for topic in self.topics)


class Topics(Question):
    name = "topics"
    part = 4
    title = _("What went wrong?")
    template_name_page = "intake/topics.html"
    topics = forms.MultipleChoiceField(
        label=_("What went wrong?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose all that fit."),
        error_messages={"required": _("Choose what went wrong, or choose “I am not sure”.")},
    )
    brief: ClassVar[dict[str, Words]] = {"topics": _("Topics")}

    def prepare(self) -> None:
        field: Any = self.fields["topics"]
        field.words = {UNSURE: gettext("I am not sure")}
        field.words |= {str(p.pk): plainly(p).title for p in self.filing.provisions}
        field.choices = list(field.words.items())

    @property
    def unsure(self) -> Any:
        """The choice that comes first and stands for no rule."""
        return next(iter(self["topics"]))

    @property
    def headings(self) -> list[Heading]:
        """The choices that stand for a rule, in the order of the codes."""
        pairs = zip(list(self["topics"])[1:], self.filing.provisions, strict=True)
        topics = [Topic(option, rule, plainly(rule)) for option, rule in pairs]
        if len(topics) <= MOST_AT_ONCE:
            return [Heading(None, topics)]
        together = groupby(topics, key=lambda topic: topic.rule.parent)
        return [Heading(above and plainly(above), list(found)) for above, found in together]

    def clean_topics(self) -> list[str]:
        given: list[str] = self.cleaned_data["topics"]
        if UNSURE in given and len(given) > 1:
            raise ValidationError(gettext("Choose what fits, or only “I am not sure”."))
        return given
