from __future__ import annotations

import datetime as dt
from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from people.models.bodies import Body
from people.roles import GRANTS, Permission, Role


class User(AbstractUser):
    """A person who signs in. What they may do follows from the offices they hold today."""

    name = models.CharField("full name", max_length=150)
    digest = models.BooleanField(
        "one e-mail a day",
        default=False,
        help_text="Of the dates that are near, instead of one for each.",
    )
    quiet_from = models.TimeField("no reminders from", default=dt.time(20))
    quiet_until = models.TimeField("until", default=dt.time(8))

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return self.name.split(" ", 1)[0]

    @property
    def initials(self) -> str:
        words = str(self).split()
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()

    @cached_property
    def current_offices(self) -> list[Office]:
        """The offices held today, read once for each request."""
        return list(Office.objects.filter(user=self).held_on(timezone.localdate()).order_by("pk"))

    @cached_property
    def office_slugs(self) -> list[str]:
        """The offices held today as the ledger writes them: ``namss/ccn/chair``."""
        return [f"{o.body_id}/{o.organ}/{o.role}" for o in self.current_offices]

    @cached_property
    def powers(self) -> frozenset[tuple[str, Permission]]:
        """Each power held today, with the body it is held in."""
        return frozenset(
            (office.body_id, permission)
            for office in self.current_offices
            for permission in GRANTS[Role(office.role)]
        )

    def can(self, permission: Permission, body: str | None = None) -> bool:
        """Whether this power is held today: in ``body``, or in any when it is None."""
        return any(p == permission and body in (None, b) for b, p in self.powers)

    def bodies_where(self, permission: Permission) -> list[str]:
        return sorted(b for b, p in self.powers if p == permission)

    def holds(self, role: Role, *, body: str, organ: str | None = None) -> bool:
        return any(
            o.role == role and o.body_id == body and organ in (None, o.organ)
            for o in self.current_offices
        )


class OfficeQuerySet(models.QuerySet["Office"]):
    def held_on(self, day: dt.date) -> OfficeQuerySet:
        """Offices held on ``day``; the last day of a term is still part of it."""
        return self.filter(Q(until_day=None) | Q(until_day__gte=day), from_day__lte=day)


class Office(models.Model):
    """Who held which office of a body, from which day until which. A term is never erased."""

    user = models.ForeignKey(User, models.PROTECT, related_name="offices")
    body = models.ForeignKey(Body, models.PROTECT, related_name="offices")
    organ = models.SlugField(max_length=24, help_text="The organ of the body, such as ccn.")
    role = models.CharField(max_length=24, choices=Role)
    public_member = models.BooleanField(default=False)
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_day=None) | Q(until_day__gte=F("from_day")),
                name="office_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["user", "body", "organ", "role", "from_day"], name="office_taken_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.body_id}/{self.organ}"
