"""What a case waits for beside its next step: the end of a hold, the post, a proven delivery."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints.models import Complaint, Deadline, Notice, Stay
from complaints.stages import ServiceState, Stage

BEFORE_A_COMMITTEE = (Stage.RECEIVED, Stage.INTAKE, Stage.CORRECTION, Stage.CHAIR_REVIEW)


@dataclass(frozen=True)
class Wait:
    """One thing that is waited for: from whom, and until which day, if one is set.

    ``over`` is how many days that day is past.
    """

    who: str | Promise
    what: str | Promise
    until: dt.date | None = None
    over: int = 0


def with_waits(cases: QuerySet[Complaint]) -> Any:
    """The same cases, each with what ``listed`` reads; a list asks nothing more."""
    of_case = {"case": OuterRef("pk")}
    stays = Stay.objects.filter(ended_on=None, **of_case).values("review_on")[:1]
    return cases.annotate(
        review_on=Subquery(stays),
        has_post=Exists(Notice.objects.filter(state=ServiceState.TO_POST, **of_case)),
        unstarted=Exists(Deadline.objects.filter(stopped_on=None, started_on=None, **of_case)),
    )


def listed(case: Any, today: dt.date) -> list[Wait]:
    """What a case of a list made by ``with_waits`` waits for."""
    return _waits(case, case.review_on, today, post=case.has_post and not case.as_party)


def why_undated(case: Any) -> str:
    """Why no day is counted in a case of such a list; empty where none is to be."""
    if case.review_on:
        return gettext("Stands still")
    return gettext("The time has not started") if case.unstarted and not case.as_party else ""


def on_its_page(case: Complaint, *, office: bool) -> list[Wait]:
    """What one case waits for; the post is told to the ``office`` alone.

    To a party it would say of the other one that they have no account.
    """
    review_on = case.hold.review_on if case.hold else None
    post = office and ServiceState.TO_POST in case.letter_states
    return _waits(case, review_on, case.today, post=post)


def _waits(case: Complaint, review_on: dt.date | None, today: dt.date, *, post: bool) -> list[Wait]:
    found = []
    if review_on:
        over = max((today - review_on).days, 0)
        found.append(Wait(_reviewer(case), _("Look at the hold again"), review_on, over))
    if post:
        found.append(Wait(_("Case staff"), _("Post the letters that lie ready")))
    return found


def _reviewer(case: Complaint) -> str | Promise:
    if case.stage in BEFORE_A_COMMITTEE:
        return _("The gatekeeper")
    return _("The committee’s chair")
