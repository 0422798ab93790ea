"""The people of a walk, and how a road of named steps is followed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Self

from django.utils import timezone

from codes.lookup import procedure_in_force
from codes.models import Provision
from codes.rules import Rules
from complaints import notices, recusals, reminders, tasks
from complaints.models import Complaint, Notice
from people.models import Body, Certificant, User
from tests.bodies import CASES
from tests.walk.roads import adapted


def provision_of(body: str) -> Provision:
    """The provision that the body's cases are about, as the first edition has it."""
    lines = Provision.objects.filter(edition__code__body=body, number=CASES[body]["provision"])
    return lines.order_by("edition_id")[0]


class Company:
    """One case, the people around it, and the days that pass."""

    def __init__(
        self, body: str, *, sanction: dict[str, Any] | None = None, traveller: Any = None
    ) -> None:
        self.body = Body.objects.get(pk=body)
        self.sanction = sanction or CASES[body]["sanction"]
        self.traveller = traveller
        self.receipt = ""
        self.number = ""

    def under_terms(self) -> Self:
        """The sanction to come is one with terms."""
        self.sanction = CASES[self.body.pk]["under_terms"]
        return self

    def along(self, road: str) -> Self:
        """Follow a road, such as ``file take_in +11 send_to_chair``; ``+11`` lets days pass."""
        for step in adapted(road, self.rules).split():
            if step.startswith("+"):
                self.days(int(step))
            else:
                getattr(self, step)()
        return self

    def days(self, number: int) -> Self:
        self.traveller.shift(dt.timedelta(days=number))
        return self

    def user(self, name: str) -> User:
        return User.objects.get(username=f"{self.body.pk}-{name}")

    @property
    def case(self) -> Complaint:
        """The case as it stands, read afresh, as a request would."""
        return Complaint.objects.select_related("docket", "body", "procedure").get(pk=self.number)

    @property
    def rules(self) -> Rules:
        """What the body's procedure says today."""
        return procedure_in_force(self.body, timezone.localdate()).edition.rules

    @property
    def respondent(self) -> User:
        return self.user("respondent")

    @property
    def about(self) -> Certificant:
        """Whom the complaint is about, as the register has them."""
        return Certificant.objects.get(user=self.respondent)

    @property
    def filer(self) -> Any:
        """The complainant, who acts by receipt code."""
        return self.case.parties.get(role="complainant")

    def holder(self, capacity: str) -> User:
        row = self.case.assignments.filter(capacity=capacity, ended_on=None).first()
        assert row is not None, f"nobody is assigned as {capacity}"
        return row.user

    def ready(self, user: User) -> User:
        """Answer the conflict question once."""
        case = self.case
        if user.pk not in case.answers:
            recusals.declare(case, by=user, answer="none")
        return user

    def act(self, step: Callable[..., Any], by: Any, **details: Any) -> Any:
        return step(self.case, by=by, **details)

    @property
    def staff(self) -> User:
        return self.ready(self.user("staff"))

    def serve(self) -> Self:
        """Serve what is owed, as the beat does time and again."""
        before = -1
        while (owed := Notice.objects.owed().count()) not in (0, before):
            before = owed
            tasks.serve_waiting_notices()
        return self

    def deliver(self, *letters: str, to: str = "respondent") -> Self:
        """Serve these letters; the recipient opens them in the portal."""
        for letter in letters:
            notice = self.case.notices.filter(letter=letter, role=to).last()
            assert notice is not None, f"no letter {letter} to the {to}"
            notices.serve(notice)
            notices.acknowledge(notice, by=self.respondent if to == "respondent" else self.filer)
        return self

    def pass_by(self, kind: str) -> Self:
        """The last day of a window comes, with its reminder, and is over."""
        clock = self.case.open_clocks[kind]
        return self.days((clock.due_on - self.case.today).days).remind().days(1)

    def remind(self) -> Self:
        reminders.remind()
        return self
