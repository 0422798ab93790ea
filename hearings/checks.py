"""Who may act in a hearing, a ballot, a decision or an appeal, and when."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from complaints.checks import Check, assigned_as, in_words, is_staff
from complaints.stages import Capacity
from ledger.refusals import Blocked, Forbidden
from people.models import Office

if TYPE_CHECKING:
    from hearings.models import Appeal, Hearing


def of_case(check: Check) -> Check:
    """The same check asked of the case that a hearing, an appeal or a term belongs to."""

    def asked(subject: Any, user: Any) -> None:
        check(subject.case, user)

    asked.__name__ = getattr(check, "__name__", "check")
    return asked


staff_act = of_case(is_staff)
is_panel_chair = of_case(assigned_as(Capacity.PANEL_CHAIR))
is_appeal_chair = of_case(assigned_as(Capacity.APPEAL_CHAIR))

CHAIR_OF = {
    "committee": assigned_as(Capacity.COMMITTEE_CHAIR),
    "panel": assigned_as(Capacity.PANEL_CHAIR),
    "appeal": assigned_as(Capacity.APPEAL_CHAIR),
}
VOTER_OF = {
    "committee": assigned_as(Capacity.COMMITTEE_CHAIR, Capacity.COMMITTEE),
    "panel": assigned_as(Capacity.PANEL_CHAIR, Capacity.PANEL),
    "appeal": assigned_as(Capacity.APPEAL_CHAIR, Capacity.APPEAL),
}


def _seated(case: Any, chair: Capacity, member: Capacity) -> tuple[int, int]:
    """How many sit in all, and how many of them in the chair."""
    held = [capacities for capacities in case.capacities.values() if capacities & {chair, member}]
    return len(held), sum(chair in capacities for capacities in held)


def is_on_paper(hearing: Hearing, user: Any) -> None:
    if not hearing.on_paper:
        raise Forbidden("This hearing is a meeting; it is set for a day.")


def is_a_meeting(hearing: Hearing, user: Any) -> None:
    if hearing.on_paper:
        raise Forbidden("This hearing is on paper; nobody meets.")


def written_time_is_over(hearing: Hearing, user: Any) -> None:
    """A record on paper stays open as long as the parties may write."""
    clock = hearing.case.open_clocks.get("exchange") if hearing.on_paper else None
    if clock and not clock.is_over(hearing.case.today):
        raise Blocked(f"The parties may write until the end of {in_words(clock.due_on)}.")


def panel_is_seated(hearing: Hearing, user: Any) -> None:
    """T26: the panel has its size, a chair, and a public member where the rules want one."""
    rule = hearing.case.rules.panels["hearing"]
    seated, chairs = _seated(hearing.case, Capacity.PANEL_CHAIR, Capacity.PANEL)
    if seated < rule.size:
        raise Blocked(f"The panel needs {rule.size} members; {seated} are seated.")
    if not chairs:
        raise Blocked("One of the panel's members has to be its chair.")
    if rule.public_member and not _public_members(hearing):
        raise Blocked("One of the panel's members has to be a public member.")


def _public_members(hearing: Hearing) -> bool:
    sitting = [
        person
        for person, held in hearing.case.capacities.items()
        if held & {Capacity.PANEL_CHAIR, Capacity.PANEL}
    ]
    offices = Office.objects.held_on(hearing.case.today).filter(public_member=True)
    return offices.filter(user__in=sitting, body=hearing.case.body_id).exists()


def challenge_window_is_over(hearing: Hearing, user: Any) -> None:
    """T26: the respondent has had the time to object to a member."""
    if hearing.panel_named_on is None:
        raise Blocked("Tell the respondent first who sits on the panel.")
    clock = hearing.case.open_clocks.get("challenge")
    if clock and not clock.is_over(hearing.case.today):
        last = f" until the end of {in_words(clock.due_on)}" if clock.due_on else ""
        raise Blocked(f"The respondent may object to a member of the panel{last}.")
    if hearing.open_objections():
        raise Blocked("The respondent objected to a member of the panel; that is ruled on first.")


def panel_has_quorum(hearing: Hearing, user: Any) -> None:
    """T28: enough members who have answered the conflict question and did not step aside."""
    quorum = hearing.case.rules.panels["hearing"].quorum
    free = [
        person
        for person, held in hearing.case.capacities.items()
        if held & {Capacity.PANEL_CHAIR, Capacity.PANEL} and person in hearing.case.answers
    ]
    if len(free) < quorum:
        raise Blocked(f"{len(free)} members are ready; a quorum is {quorum}.")


def the_day_has_come(hearing: Hearing, user: Any) -> None:
    day = hearing.case.body.day_of(hearing.opens_at) if hearing.opens_at else None
    if day is None or day > hearing.case.today:
        raise Blocked(f"The hearing is set for {in_words(day)}." if day else "No date is set.")


def exhibits_are_ruled_on(hearing: Hearing, user: Any) -> None:
    """T29: nothing is left without a ruling when the record closes."""
    left = hearing.case.exhibits.relied_on().filter(ruling="").order_by("number").first()
    if left:
        raise Blocked(f"Rule on exhibit {left.label} before the record is closed.")


def appeal_panel_is_seated(appeal: Appeal, user: Any) -> None:
    """T37: a panel of people without an earlier act in the case."""
    rule = appeal.case.rules.panels["appeal"]
    seated, chairs = _seated(appeal.case, Capacity.APPEAL_CHAIR, Capacity.APPEAL)
    if seated < rule.size:
        raise Blocked(f"The appeal panel needs {rule.size} members; {seated} are seated.")
    if not chairs:
        raise Blocked("One of the appeal panel's members has to be its chair.")


def cure_was_offered(appeal: Appeal, user: Any) -> None:
    """T36: one chance to correct the grounds before an appeal is turned away."""
    if appeal.cure_asked_on is None:
        raise Blocked("Give the respondent one chance to correct the appeal first.")
    clock = appeal.case.open_clocks.get("appeal_cure")
    if clock and not clock.is_over(appeal.case.today) and not appeal.cured:
        raise Blocked("The respondent still has time to correct the appeal.")


def term_is_past(term: Any, user: Any) -> None:
    if term.case.today <= term.due_on:
        raise Blocked(f"This term can still be kept until the end of {in_words(term.due_on)}.")


def earliest_hearing(today: dt.date, notice_days: int) -> dt.date:
    """The first day a hearing can be set for, leaving the notice its days."""
    return today + dt.timedelta(days=notice_days)
