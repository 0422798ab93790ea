"""A draft as its questions read it: what was said, and what follows from it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import QueryDict

from codes.lookup import Conduct, procedure_in_force
from codes.models import Provision
from codes.rules import Rules
from codes.said_plainly import Plainly, plainly
from complaints.calendars import months_after
from complaints.filing import Filer, sharing_allowed
from complaints.forms.filing import chargeable
from complaints.nameless import before_filing, named_in
from complaints.postage import papers_to
from complaints.stages import Sharing
from intake.drafts import resume_code
from intake.joined import HALF, bring_up
from intake.models import Answers, Draft, DraftFile
from people.models import Body, Certificant

if TYPE_CHECKING:
    from intake.questions.base import Question

# The longest a page may be, in characters; nothing typed by a person comes near it.
LONGEST_PAGE = 60_000


@dataclass(frozen=True)
class Named:
    """One of the people a filing is about: found in the register, or described."""

    certificant: Certificant | None
    described: str
    known_by: str = ""

    def __str__(self) -> str:
        return str(self.certificant) if self.certificant else self.described


class Questionnaire:
    """The answers of one draft. Reading costs one query for each thing asked for."""

    def __init__(self, draft: Draft, pages: Mapping[str, type[Question]]) -> None:
        self.draft, self.pages = draft, pages
        self.body: Body = draft.body
        self.answers: Answers = draft.answers
        bring_up(self.answers)

    def said(self, page: str, field: str = "") -> str:
        """The first value typed for a field, unchecked; empty when there is none."""
        values = self.answers.get(page, {}).get(field or FIRST.get(page, page), [])
        return values[0] if values else ""

    def form(self, page: type[Question], *, quiet: bool = False) -> Question:
        """A page with what was typed on it before; ``quiet`` tells no faults."""
        kept = self.answers.get(page.name)
        return page(_as_posted(kept) if kept is not None else None, filing=self, quiet=quiet)

    def keep(self, page: str, posted: QueryDict) -> None:
        """Keep what was typed, right or wrong, in memory; the caller saves the draft."""
        fields = {
            name: [value[:LONGEST_PAGE] for value in posted.getlist(name)][:200]
            for name in posted
            if name not in {"csrfmiddlewaretoken", "save", "back"} and len(name) < 40
        }
        self.answers[page] = fields
        self.forget()

    def forget(self) -> None:
        """Drop what was worked out from the answers, after one changed."""
        for name in ("_dates", "provisions", "certificant", "people"):
            self.__dict__.pop(name, None)

    @property
    def revision(self) -> str:
        """What all the answers are known by as they stand now, without the signature."""
        told: dict[str, Any] = {
            page: fields for page, fields in self.answers.items() if page != "sign"
        }
        told["files"] = [told.get("files"), [file.sha256 for file in self.files]]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]

    def is_answered(self, page: type[Question]) -> bool:
        kept = self.answers.get(page.name)
        return kept is not None and HALF not in kept and self.form(page).is_valid()

    @cached_property
    def rules(self) -> Rules:
        return procedure_in_force(self.body, self.body.today).edition.rules

    @property
    def kept_years(self) -> int:
        return most_kept_years(self.rules)

    @property
    def sharing_allowed(self) -> list[str]:
        """How the filer may be known to the respondent, by the procedure."""
        return sharing_allowed(self.rules)

    @property
    def sharing(self) -> str:
        said = self.said("relation", "sharing")
        return said if said in self.sharing_allowed else Sharing.NAMED.value

    @property
    def conduct(self) -> Conduct | None:
        """When it happened, as far as the answers say so without a fault."""
        return self._dates.conduct if self._dates else None

    @property
    def when_said(self) -> str:
        """When it happened, in no more detail than was given."""
        return str(self._dates.as_said) if self._dates else ""

    @property
    def dated_on(self) -> str:
        """The page that asked for the days that the person would read."""
        return self._dates.name if self._dates else "when"

    @cached_property
    def _dates(self) -> Any:
        """The page that asked for the dates, answered without a fault."""
        kind = self.said("when") or None
        forms = [
            self.form(page) for page in self.pages.values() if getattr(page, "kind", "") == kind
        ]
        return next((form for form in forms if form.is_valid()), None)

    def ask_again(self, page: str) -> None:
        """Bring a page up once more, filled in as it was: something that it asks of has changed."""
        if page in self.answers:
            self.answers[page][HALF] = ["1"]

    @property
    def papers_to(self) -> list[str]:
        """The lines of the address to which papers can be sent, if the body takes any."""
        return papers_to(self.body, self.rules)

    @property
    def to_be_seen(self) -> list[DraftFile]:
        """The files that the person may see."""
        return [file for file in self.files if str(file.number) not in self.held_back]

    @property
    def held_back(self) -> set[str]:
        """The numbers of the files that the person is not to see."""
        every = {str(file.number) for file in self.files}
        said = self.said("consent", "to_person")
        ticked = set(self.answers.get("consent", {}).get("held_back", []))
        return {"none": every, "but": every & ticked}.get(said, set())

    @property
    def is_late(self) -> bool:
        """Whether the time to complain has passed, before any tolling is looked at."""
        rule, conduct = self.rules.limitation, self.conduct
        if not rule.months or conduct is None:
            return False
        counted = conduct.first if rule.counts_from == "first_day" else conduct.last
        return months_after(counted, rule.months) < self.body.today

    @cached_property
    def provisions(self) -> list[Provision]:
        """What can be charged for those days, for the list in plain words."""
        day: dt.date = self.conduct.last if self.conduct else self.body.today
        return list(chargeable(self.body, day) or chargeable(self.body, self.body.today))

    @cached_property
    def files(self) -> list[DraftFile]:
        return list(self.draft.files.order_by("number"))

    @property
    def resume_code(self) -> str:
        return resume_code(self.draft)

    @property
    def in_short(self) -> str:
        return self.said("story", "in_short")

    @property
    def ticked(self) -> list[Provision]:
        """The lines of the code that the filer ticked, of those that are listed."""
        keys = set(self.answers.get("topics", {}).get("topics", []))
        return [line for line in self.provisions if str(line.pk) in keys]

    @property
    def topics_said(self) -> list[Plainly]:
        """The same in plain words, as they were chosen."""
        return [plainly(line) for line in self.ticked]

    @cached_property
    def gives_away(self) -> list[str]:
        """What in the one sentence that the person would read says who wrote it."""
        said = {name: self.said("contact", name) for name in ("email", "telephone", "post")}
        filer = Filer(name=self.said("contact", "full_name"), sharing=self.sharing, **said)
        about = " ".join(str(person) for person in self.people)
        case = before_filing(self.body, filer, about)
        return named_in(case, self.in_short)

    @cached_property
    def certificant(self) -> Certificant | None:
        return self._certificant(self.said("find", "person"))

    def _certificant(self, key: str) -> Certificant | None:
        if not key.isdecimal():
            return None
        return Certificant.objects.filter(body=self.body, pk=int(key)).first()

    @cached_property
    def people(self) -> list[Named]:
        """Everybody it is about: those named before, then whom the pages name now."""
        rows = [*self.answers.get("people", []), self.person_now()]
        found = [self._named(row) for row in rows]
        return [one for one in found if one.certificant or one.described]

    def person_now(self) -> dict[str, Any]:
        """Whom the pages name now, as it is kept when another is named after them."""
        return {
            "person": self.said("find", "person"),
            "describe": self.answers.get("describe", {}),
        }

    def _named(self, row: Mapping[str, Any]) -> Named:
        """One of the people; a draft from before kept of a description its text alone."""
        told = {name: (values or [""])[0] for name, values in row.get("describe", {}).items()}
        parts = (told.get(name, "") for name in ("described", "number", "workplace"))
        described = row.get("described") or ", ".join(part for part in parts if part)
        certificant = self._certificant(row["person"])
        return Named(certificant, described, "" if certificant else told.get("known_by", ""))


def most_kept_years(rules: Rules) -> int:
    """For how many years a closed case is kept at most, however it was closed."""
    return max(rules.kept_years(code) for code in ("", *rules.aftermath))


FIRST = {"find": "person", "contact": "full_name"}


def _as_posted(kept: dict[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in kept.items():
        data.setlist(name, values)
    return data
