"""The respondent's own page: what to do and by when, their rights, and what they never see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from complaints.access import Viewer
from complaints.models import Answer, Complaint, Deadline, Notice, Party
from complaints.stages import PartyRole, ServiceState, Sharing

# What later life cycles show there; ``hearings`` adds the person's own sanctions.
ALSO_SHOWN: list[Callable[[Viewer], dict[str, Any]]] = []
UNREAD = (ServiceState.SERVED, ServiceState.TO_POST)


@dataclass(frozen=True)
class Right:
    """One right in plain words; the last day on which it can be used, where one is running."""

    words: str
    last_day: dt.date | None = None
    door: str = ""


def words(viewer: Viewer, letters: Iterable[Notice]) -> dict[str, Any]:
    """Everything the page shows beyond the sections it shares with other readers."""
    case = viewer.case
    # The oldest first: a later letter is understood only after it.
    unread = [row for row in letters if row.state in UNREAD][::-1]
    own = case.respondent is not None and case.respondent.user_id == viewer.who.pk
    found: dict[str, Any] = {
        "unread": unread,
        "in_person": own,
        "accepts_service": bool(case.representative and case.representative.accepts_service),
        "allegations_title": _("What is alleged, and the code"),
        "zone": case.body.zone_in_words,
        "rights": rights(case),
        "never_shown": never_shown(case),
        "answers": answers_in(case),
        "representative": case.representative,
        "named": named_to(viewer),
    }
    for show in ALSO_SHOWN:
        found |= show(viewer)
    return found


def answers_in(case: Complaint) -> list[Answer]:
    rows = case.answers_given.select_related("allegation__provision__edition__code")
    return list(rows.order_by("allegation__number", "pk"))


def rights(case: Complaint) -> list[Right]:
    """What they may do under this procedure, in the order in which a case comes to it."""
    rules = case.rules
    found = [
        Right(
            _("You may have a lawyer or another person act for you, at your own cost."),
            door="" if case.representative or not case.is_open else "appoint_representative",
        ),
        Right(
            _("You may answer each allegation. You do not have to prove that you did no wrong."),
            _last_day(case, "response"),
        ),
        Right(
            _("You see the evidence that the case rests on, and may comment on it."),
            _last_day(case, "comment"),
        ),
        Right(_("You may ask for more time before a time of yours has ended.")),
    ]
    if rules.hearing_on_request:
        asked = Right(
            _("You may ask for a hearing once an outcome is proposed."),
            _last_day(case, "hearing_request"),
        )
        found.append(asked)
    if rules.hearing_on_request or rules.hearing_own_initiative:
        objected = Right(
            _("You may object to a member of the panel who may not be impartial."),
            _last_day(case, "challenge"),
        )
        found.append(objected)
    found.append(Right(_("You may appeal against a decision, once."), _last_day(case, "appeal")))
    return found


def _last_day(case: Complaint, kind: str) -> dt.date | None:
    clock: Deadline | None = case.open_clocks.get(kind)
    if clock is None or PartyRole.RESPONDENT not in clock.roles or clock.is_over(case.today):
        return None
    return clock.due_on


def named_to(viewer: Viewer) -> Party | None:
    """Who complained, from the day on which the respondent was told."""
    filer = viewer.case.complainant
    return filer if filer and filer.named_on and viewer.may_see("name_told") else None


def never_shown(case: Complaint) -> list[tuple[str, str]]:
    """What stays closed to the respondent, and why."""
    found = []
    if case.complainant:
        if case.complainant.sharing == Sharing.WITHHELD:
            kept = _(
                "They asked that their name be kept from you, and the procedure allows it. What "
                "comes from them has a number and a day in place of a name and a time of day."
            )
            found.append((_("Who complained"), kept))
        elif case.complainant.sharing == Sharing.NAMED and not case.complainant.named_on:
            asked = _("They agreed that you may be told. Ask the office if you need to know.")
            found.append((_("Who complained"), asked))
        contact = _("It has nothing to do with what is alleged, and keeps both sides apart.")
        found.append((_("How to reach who complained"), contact))
    freely = _("Those who decide have to be able to speak freely. You get the reasons in writing.")
    found.append((_("What is said when the case is deliberated"), freely))
    secret = _("The vote is secret, so that nobody votes to please or to fear anybody.")
    found.append((_("How each member votes"), secret))
    return found
