"""The next step where a ballot, a hearing, a decision or an appeal decides what it is."""

from __future__ import annotations

from dataclasses import replace

from complaints.models import Complaint
from complaints.next_step import REFINERS, NextStep
from complaints.stages import Capacity, Stage
from hearings.ballots import forum_of, latest, open_ballot_of, violations, voters
from hearings.stages import AppealStage, BallotKind, Forum, HearingStage

WHOSE = {
    Forum.COMMITTEE: ("The committee", "The committee’s chair"),
    Forum.PANEL: ("The hearing panel", "The panel’s chair"),
    Forum.APPEAL: ("The appeal panel", "The appeal panel’s chair"),
}
# What a closed ballot can have carried; the gate of each opens it to what was voted alone.
VOTED = (
    *("propose", "decide_by_vote", "dismiss", "return_to_investigation", "order_hearing"),
    *("reopen_record", "decide_after_hearing", "close_after_hearing", "decide_appeal"),
)


def refine(case: Complaint, step: NextStep) -> NextStep:
    """Say more precisely who is next inside a stage."""
    if case.void_clock:
        what = "Give the respondent the time again"
        return replace(step, who="Case staff", what=what, clock="")
    if case.stage == Stage.HEARING:
        step = _hearing(case, step)
    elif case.stage == Stage.APPEAL:
        step = _appeal(case, step)
    elif case.stage == Stage.DECISION:
        decision = case.decisions.filter(superseded=False).last()
        if decision and decision.checked_by_id:
            step = replace(
                step,
                who="The signing officer",
                what="Sign and issue the decision",
                doors=("sign_decision",),
            )
    elif case.stage == Stage.FINAL:
        return step
    return _ballot(case, step)


def _ballot(case: Complaint, step: NextStep) -> NextStep:
    forum = forum_of(case)
    if forum is None:
        return step
    voting, chair = WHOSE[forum]
    ballot = open_ballot_of(case)
    if ballot:
        seated = voters(case, ballot.forum)
        missing = len(set(seated) - set(ballot.votes.values_list("voter", flat=True)))
        if missing:
            note = f"{missing} of {len(seated)} ballots are not in yet."
            what = f"Fill in the ballot: {ballot.get_kind_display().lower()}"
            return replace(step, who=voting, what=what, note=note, doors=("cast_ballot",))
        what = "Close the ballot: every paper is in"
        return replace(step, who=chair, what=what, doors=("close_ballot",))
    kinds = (
        (BallotKind.APPEAL,)
        if forum == Forum.APPEAL
        else (BallotKind.SANCTION, BallotKind.MOTION, BallotKind.FINDINGS)
    )
    waiting = [b for kind in kinds if (b := latest(case, forum, kind))]
    # What was moved and lost leaves the case where it was before.
    moved = {BallotKind.SANCTION, BallotKind.MOTION}
    closed = next((b for b in waiting if b.kind not in moved or b.carried), None)
    if closed is None:
        opening = ("open_findings", "open_appeal_ballot")
        return replace(step, who=chair, what="Open the ballot", doors=opening)
    if closed.kind == BallotKind.FINDINGS and violations(closed):
        return replace(step, who=chair, what="Move a sanction", doors=("open_sanction",))
    return replace(step, who=chair, what="Carry out what was voted", doors=VOTED)


def _panel(case: Complaint, step: NextStep) -> NextStep:
    hearing = next(reversed(case.hearings.all()))
    hearing.case = case
    waiting = hearing.open_objections()
    if waiting:
        seated = case.capacities.get(waiting[0].person_id, set())
        whose = Forum.COMMITTEE if Capacity.PANEL_CHAIR in seated else Forum.PANEL
        what = "Rule on the objection to the panel"
        ruling = ("rule_on_objection",)
        return replace(step, who=WHOSE[whose][1], what=what, clock="", doors=ruling)
    if "challenge" in case.open_clocks:
        what = "Object to a member of the panel, or accept it"
        doors = ("accept_panel", "object_to_panel")
        return replace(step, who="The respondent", what=what, clock="challenge", doors=doors)
    what = "Open the hearing on paper" if hearing.on_paper else "Set the hearing down"
    return replace(step, what=what, doors=("schedule_hearing", "open_on_paper"))


def _hearing(case: Complaint, step: NextStep) -> NextStep:
    hearing = next(reversed(case.hearings.all()), None)
    if hearing is None:
        return step
    if hearing.stage == HearingStage.ORDERED:
        return _panel(case, step) if hearing.panel_named_on else step
    if hearing.stage == HearingStage.SCHEDULED:
        what, doors = "Open the hearing", ("convene_hearing",)
        return replace(step, who="The panel’s chair", what=what, clock="hearing", doors=doors)
    if hearing.stage == HearingStage.CONVENED:
        return _record_is_open(case, step, on_paper=hearing.on_paper)
    return replace(step, clock="decide")


def _record_is_open(case: Complaint, step: NextStep, *, on_paper: bool) -> NextStep:
    clock = case.open_clocks.get("exchange") if on_paper else None
    if clock and not clock.is_over(case.today):
        return replace(step, who="The parties", what="Write to the panel", clock="exchange")
    what = "Rule on the exhibits and close" if on_paper else "Hear the case and close"
    what, doors = f"{what} the record", ("rule_on_exhibit", "close_record")
    return replace(step, who="The panel’s chair", what=what, doors=doors)


def _appeal(case: Complaint, step: NextStep) -> NextStep:
    appeal = next(reversed(case.appeals.all()), None)
    if appeal is None:
        return step
    if appeal.stage == AppealStage.UNDER_REVIEW:
        return replace(step, clock="appeal_review")
    if appeal.stage == AppealStage.DECIDED:
        what, doors = "Carry out the appeal decision", ("carry_out_appeal",)
        return replace(step, what=what, clock="", doors=doors)
    if appeal.cure_asked_on and not appeal.cured and "appeal_cure" in case.open_clocks:
        what, doors = "Correct the appeal", ("cure_appeal",)
        return replace(step, who="The respondent", what=what, clock="appeal_cure", doors=doors)
    return step


REFINERS.append(refine)
