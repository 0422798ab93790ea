from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse

from codes.models import ProcedureEdition
from codes.rules import Rules
from complaints import calendars
from complaints.models import consequences as consequences_of
from complaints.models.assignments import Assignment, Declaration
from complaints.models.clocks import Deadline, Extension, Stay
from complaints.models.contacts import FormerContact
from complaints.models.record import Party
from complaints.models.standing import Representative
from complaints.stages import (
    PARTY_WORDS,
    CloseCode,
    ConflictAnswer,
    Matter,
    PartyRole,
    StopReason,
)
from complaints.workflow import Workflow
from ledger.models import Docket, Entry
from people.models import Body, User
from people.roles import Permission


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def visible_to(self, user: User) -> ComplaintQuerySet:
        """Cases this user may know of. Recusal outranks every role.

        Staff and auditors see the cases of their body, everybody else the cases they are
        assigned to; a party sees their own, the respondent from the first notice on.
        A member of the office who is a party to a case sees it as that party only, and one who
        acts for a party, or once did, sees it as a representative or not at all.
        """
        if not user.is_authenticated:
            return self.none()
        case = OuterRef("pk")
        recused = Declaration.objects.filter(case=case, user=user, answer=ConflictAnswer.RECUSED)
        bodies = user.bodies_where(Permission.SEE_BODY_CASES)
        if not bodies:
            # Found from the person's own rows, so the cost does not grow with what they can't see.
            assigned = Assignment.objects.filter(user=user, ended_on=None).values("case")
            party_to = Party.objects.filter(user=user).exclude(opened_on=None).values("case")
            acts_for = Representative.objects.acting(user).values("case")
            return self.filter(~Exists(recused), pk__in=assigned.union(party_to, acts_for))
        acted = Representative.objects.filter(case=case, user=user)
        party = Party.objects.filter(case=case, user=user)
        seen = Q(body__in=bodies) & ~Q(Exists(party)) & ~Q(Exists(acted))
        seen |= Q(Exists(party.exclude(opened_on=None)))
        seen |= Q(Exists(acted.acting(user)))
        seen |= Q(Exists(Assignment.objects.filter(case=case, user=user, ended_on=None)))
        return self.filter(seen, ~Exists(recused))

    def for_docket(self) -> ComplaintQuerySet:
        """What a line of the docket shows, in a constant number of queries."""
        return self.select_related("respondent__certificant", "lead").prefetch_related(
            "allegations__provision"
        )


class Complaint(Workflow):
    """A written allegation that a certificant breached the code in force when they acted."""

    docket = models.OneToOneField(Docket, models.PROTECT, primary_key=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="complaints")
    matter = models.CharField(max_length=16, choices=Matter, default=Matter.COMPLAINT)
    synopsis = models.CharField(max_length=300, blank=True, help_text="Staff's one line.")
    filed_on = models.DateField()
    procedure = models.ForeignKey(ProcedureEdition, models.PROTECT, related_name="+")
    procedure_explained = models.TextField()
    respondent = models.ForeignKey("Party", models.PROTECT, null=True, blank=True, related_name="+")
    lead = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    close_code = models.CharField(max_length=3, choices=CloseCode, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    on_hold = models.BooleanField(default=False)
    next_due_on = models.DateField(default=dt.date.max, editable=False)
    submission_key = models.CharField(max_length=64, unique=True, editable=False)
    filed_with = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="filed_along",
        help_text="The first case of one filing that named several people.",
    )

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["next_due_on", "docket"], name="docket_by_due_date"),
            models.Index(fields=["stage", "next_due_on", "docket"], name="docket_by_stage"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(stage="closed") & ~Q(close_code=""))
                | (~Q(stage="closed") & Q(close_code="")),
                name="closed_exactly_with_a_code",
            )
        ]

    def __str__(self) -> str:
        return self.docket_id

    def get_absolute_url(self) -> str:
        return reverse("case", args=[self.docket_id])

    @property
    def is_open(self) -> bool:
        return not self.close_code

    @property
    def party_words(self) -> str:
        """The stage as the parties are told it."""
        return str(PARTY_WORDS[self.stage])

    @property
    def closed_as(self) -> str:
        """Why the case was closed, in the words of its procedure where it has any."""
        own: str = self.rules.close_codes.get(self.close_code, "")
        return own or self.get_close_code_display()

    @property
    def kept_until(self) -> dt.date | None:
        """The last day for which a closed case is kept, by the way it was closed."""
        if self.closed_on is None:
            return None
        return calendars.years_after(self.closed_on, self.rules.kept_years(self.close_code))

    @cached_property
    def rules(self) -> Rules:
        """The procedure this case runs under: bound when it was filed."""
        return self.procedure.rules

    @property
    def today(self) -> dt.date:
        """Today where the body is: due dates are its local dates."""
        return self.body.today

    @cached_property
    def capacities(self) -> dict[int, set[str]]:
        """Who is assigned now, and as what; read once for each case object."""
        held: dict[int, set[str]] = {}
        for user, capacity in self.assignments.filter(ended_on=None).values_list(
            "user", "capacity"
        ):
            held.setdefault(user, set()).add(capacity)
        return held

    @cached_property
    def answers(self) -> dict[int, str]:
        """Each person's standing answer to the conflict question."""
        return dict(self.declarations.order_by("pk").values_list("user", "answer"))

    @cached_property
    def live_allegations(self) -> list[Any]:
        return list(self.allegations.select_related("provision__edition__code").order_by("number"))

    @cached_property
    def open_clocks(self) -> dict[str, Any]:
        """The running clocks by kind. A clock that waits for a delivery runs, without a date."""
        return {clock.kind: clock for clock in self._live_clocks if clock.stopped_on is None}

    @cached_property
    def _live_clocks(self) -> list[Deadline]:
        live = Q(stopped_on=None) | Q(stop_reason=StopReason.VOID)
        return list(self.deadlines.filter(live))

    @cached_property
    def time_asked(self) -> Extension | None:
        """The respondent's request for more time that waits for a ruling, in an open window."""
        theirs = [c for c in self.open_clocks.values() if PartyRole.RESPONDENT in c.roles]
        running = [clock.pk for clock in theirs if clock.started_on]
        if not running:
            return None
        rows = Extension.objects.filter(deadline__in=running, granted=None)
        return rows.select_related("deadline", "request").first()

    @property
    def void_clock(self) -> Deadline | None:
        """A window that was closed although its letter had not arrived, and not given again."""
        return next((clock for clock in self._live_clocks if clock.stopped_on), None)

    @cached_property
    def hold(self) -> Stay | None:
        """What the case is on hold for, if it is."""
        return self.stays.filter(ended_on=None).first() if self.on_hold else None

    @cached_property
    def representative(self) -> Representative | None:
        """Who may act for the respondent now, whether they have signed in or not."""
        return self.representatives.filter(ended_on=None).first()

    @cached_property
    def all_parties(self) -> list[Party]:
        acting = Representative.objects.filter(party=OuterRef("pk"), ended_on=None)
        rows = self.parties.annotate(acting=Subquery(acting.values("user")[:1])).order_by("pk")
        parties: list[Party] = list(rows)
        for party in parties:
            party.representative_id = getattr(party, "acting", None)
        return parties

    @cached_property
    def former_contacts(self) -> list[FormerContact]:
        """How the filer was reached before, the oldest first."""
        rows = list(FormerContact.objects.filter(case=self.pk))
        for row in rows:
            row.case = self
        return rows

    @cached_property
    def all_exhibits(self) -> list[Any]:
        return list(self.exhibits.order_by("number"))

    @cached_property
    def letter_states(self) -> set[str]:
        """How far the letters have come: what the office can still do about some of them."""
        return set(self.notices.order_by().values_list("state", flat=True).distinct())

    @property
    def complainant(self) -> Party | None:
        return next((p for p in self.all_parties if p.role == PartyRole.COMPLAINANT), None)

    def forget(self) -> None:
        """Drop what was read once, after something changed it."""
        for name in (
            "capacities",
            "answers",
            "live_allegations",
            "open_clocks",
            "time_asked",
            "hold",
            "_live_clocks",
            "representative",
            "all_parties",
            "former_contacts",
            "all_exhibits",
            "letter_states",
        ):
            self.__dict__.pop(name, None)

    def after_step(self, entry: Entry, **consequences: Any) -> None:
        """Leave the rows a step owes: clocks stopped and started, letters waiting."""
        consequences_of.carry_out(self, entry, **consequences)
        self.forget()
