"""When it happened: as exactly as somebody knows it, and no more."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from codes.lookup import Conduct
from complaints.forms.dates import Known, PartialDate, conduct_of
from complaints.forms.fields import LongText
from complaints.stages import Sharing
from intake.questionnaire import Questionnaire
from intake.questions.base import Pick, Question, Words


class Dated(Question):
    """One of the pages that ask for dates: asked when its kind was chosen."""

    part = 4
    kind = ""
    lead: Words = _("A month or a year will do.")

    @classmethod
    def is_asked(cls, filing: Questionnaire) -> bool:
        return filing.said("when") == cls.kind

    def prepare(self) -> None:
        """Whoever keeps their name may be known by the day."""
        if self.filing.sharing != Sharing.NAMED:
            read = gettext("The person reads it.")
            self.lead = f"{read} {self.lead}"

    def begin_at(self, name: str) -> None:
        """Fill in the date that was typed on the page before."""
        for place, part in enumerate(("month", "day", "year")):
            typed = self.filing.said("when", f"day_{part}")
            if typed:
                self.initial.setdefault(name, ["", "", ""])[place] = typed

    def not_ahead(self, *names: str) -> None:
        for name in names:
            known: Known | None = self.cleaned_data.get(name)
            if known and known.first > self.filing.body.today:
                self.add_error(name, gettext("This lies in the future. Check the year."))

    def in_order(self, first: str, last: str, sentence: str) -> None:
        begins, ends = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if begins and ends and ends.last < begins.first:
            self.add_error(last, sentence)

    @property
    def conduct(self) -> Conduct:
        """The days it lies between; as wide as can be where nothing narrows them."""
        return conduct_of(self.kind, *self.known, self.filing.body.today)

    @property
    def known(self) -> tuple[Known | None, Known | None]:
        """When it began and when it ended, as far as the page asks for it."""
        return None, None

    @property
    def as_said(self) -> str:
        """The time in words, in no more detail than was given."""
        return " – ".join(str(one) for one in self.known if one)


def a_date(label: Any, missing: Any, **settings: Any) -> PartialDate:
    return PartialDate(label=label, error_messages={"required": missing}, **settings)


class WhenKind(Dated):
    """The day, the month or the year it happened; or that a further page has to ask."""

    name, kind = "when", "day"
    title = _("When did it happen?")
    day = a_date(
        _("Date"),
        _("Enter when it happened, or choose “I do not know”."),
        partial=True,
    )
    when = Pick(
        label=_("Which fits?"),
        options=[
            ("day", _("It happened then")),
            ("period", _("Several times, or over some time")),
            ("ongoing", _("It is still going on")),
            ("unknown", _("I do not know")),
        ],
        error_messages={"required": _("Choose when it happened, or “I do not know”.")},
    )
    brief: ClassVar[dict[str, Words]] = {"day": _("When"), "when": _("When")}

    def prepare(self) -> None:
        super().prepare()
        self.fields["when"].initial = self.kind

    @classmethod
    def is_asked(cls, filing: Questionnaire) -> bool:
        return True

    def clean(self) -> None:
        if self.cleaned_data.get("when") != self.kind:
            # The page that follows asks for the dates; what is typed here is where it begins.
            self.errors.pop("day", None)
            return
        self.not_ahead("day")

    def briefly(self) -> list[tuple[str, str]]:
        """Either the day, or in words what the page that follows asks more of."""
        rows = super().briefly()
        return rows[:1] if self.cleaned_data["when"] == self.kind else rows[-1:]

    @property
    def known(self) -> tuple[Known | None, Known | None]:
        return self.cleaned_data["day"], None


class Period(Dated):
    name, kind = "period", "period"
    title = _("From when to when?")
    begins = a_date(
        _("It began"),
        _("Enter when it began, as far as you know."),
        partial=True,
    )
    ends = a_date(
        _("It ended, or was last done"),
        _("Enter when it ended, as far as you know."),
        partial=True,
    )

    def prepare(self) -> None:
        super().prepare()
        self.begin_at("begins")

    def clean(self) -> None:
        self.not_ahead("begins", "ends")
        self.in_order("begins", "ends", gettext("This is before it began."))

    @property
    def known(self) -> tuple[Known | None, Known | None]:
        return self.cleaned_data["begins"], self.cleaned_data["ends"]


class Ongoing(Dated):
    name, kind = "ongoing", "ongoing"
    title = _("When did it begin?")
    began = a_date(
        _("When did it begin?"),
        _("Enter when it began, as far as you know."),
        partial=True,
    )
    brief: ClassVar[dict[str, Words]] = {"began": _("It goes on since")}

    def prepare(self) -> None:
        super().prepare()
        self.begin_at("began")

    def clean(self) -> None:
        self.not_ahead("began")

    @property
    def known(self) -> tuple[Known | None, Known | None]:
        return self.cleaned_data["began"], None

    @property
    def as_said(self) -> str:
        return gettext("since %(day)s") % {"day": self.cleaned_data["began"]}


class Unknown(Dated):
    name, kind = "between", "unknown"
    title = _("What do you know about the time?")
    lead: Words = _("Even a rough idea helps: the rules that count are those of that time.")
    earliest = a_date(
        _("It was not before"),
        "",
        partial=True,
        required=False,
        help_text=_("For example, the year you first met. Leave it empty if you cannot say."),
    )
    latest = a_date(_("It was not after"), "", partial=True, required=False)

    def clean(self) -> None:
        self.not_ahead("earliest")
        self.in_order("earliest", "latest", gettext("This is before the earliest time."))

    @property
    def known(self) -> tuple[Known | None, Known | None]:
        return self.cleaned_data.get("earliest"), self.cleaned_data.get("latest")

    @property
    def as_said(self) -> str:
        first, last = self.known
        after = [gettext("not before %(day)s") % {"day": first}] if first else []
        before = [gettext("not after %(day)s") % {"day": last}] if last else []
        return ", ".join(after + before) or gettext("not known")


class Late(Question):
    """Past the time to complain, the reason is kept: it may toll the time, or be ruled on."""

    name = "late"
    part = 4
    title = _("This was some time ago. Why do you tell us now?")
    late = LongText(
        label=_("Why do you tell us now?"),
        max_length=2000,
        help_text=_("We may still be able to take it. Say what kept you from telling us before."),
        error_messages={"required": _("Say why you tell us now.")},
    )

    @classmethod
    def is_asked(cls, filing: Questionnaire) -> bool:
        return filing.is_late


WHEN: list[type[Question]] = [WhenKind, Period, Ongoing, Unknown, Late]
