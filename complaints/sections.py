"""The sections of a case page. Each is a page of its own; higher apps register theirs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from complaints import copies, respondents
from complaints.access import Viewer
from complaints.messages import read_by
from complaints.models import (
    Allegation,
    Answer,
    Complaint,
    Deadline,
    Errand,
    ErrandKind,
    Exhibit,
    Submission,
)
from complaints.stages import UNSERVED, Capacity, PartyRole, Stage, SubmissionKind

# How the explanation of a clock names the entry that it is counted from.
ENTRY = re.compile(r", entry \d+")
Gather = Callable[[Viewer], dict[str, Any]]

SEEN_AS = {
    SubmissionKind.NARRATIVE: "narrative",
    SubmissionKind.CORRECTION: "correction",
    SubmissionKind.RESPONSE: "response",
    SubmissionKind.STATEMENT: "response",
    SubmissionKind.COMMENT: "response",
    SubmissionKind.ACCEPTANCE: "response",
    SubmissionKind.REPORT: "report",
    SubmissionKind.APPEAL: "appeal",
    SubmissionKind.APPEAL_CURE: "appeal",
}


@dataclass(frozen=True)
class Section:
    """One section: its address, its heading, what lets somebody see it, what it shows."""

    name: str
    title: str
    thing: str
    gather: Gather

    @property
    def template(self) -> str:
        return f"complaints/sections/{self.name}.html"


SECTIONS: dict[str, Section] = {}


def register(*sections: Section) -> None:
    for section in sections:
        SECTIONS[section.name] = section


def visible(viewer: Viewer) -> list[Section]:
    """The sections this person may open. The others are absent, not disabled."""
    return [section for section in SECTIONS.values() if viewer.may_see(section.thing)]


def allegations_for(viewer: Viewer) -> list[Allegation]:
    """The allegations this person may read; the respondent those they were called to answer."""
    rows: list[Allegation] = viewer.case.live_allegations if viewer.may_see("allegations") else []
    told = viewer.places != {PartyRole.RESPONDENT}
    return [row for row in rows if told or row.served_on]


def exhibits_for(viewer: Viewer) -> list[Exhibit]:
    """The evidence this person may read: all, their own, or what was disclosed to them."""
    how = viewer.how("evidence")
    found = [row for row in viewer.case.all_exhibits if _is_readable(row, how, viewer)]
    for row in found:
        other_party = how == "disclosed" and row.party != PartyRole.RESPONDENT
        near = "staff" in viewer.places or (viewer.is_party and not other_party)
        copied, own = how == "copy", how == "own"
        copies.show(row, near=near, other_party=other_party, copied=copied, own=own)
        # A filer's words for a file can say who the filer is; its number says nothing.
        masked = how in {"disclosed", "copy"} and row.party == PartyRole.COMPLAINANT
        row.name_shown = row.label if masked else row.filename
        row.words_shown = row.label if masked else row.description or row.filename
    return found


def _is_readable(row: Exhibit, how: str, viewer: Viewer) -> bool:
    if how == "own":
        return row.party in viewer.places
    if how in {"disclosed", "copy", "shown"}:
        # The committee's chair chooses what the respondent is shown before the committee meets.
        chair = Capacity.COMMITTEE_CHAIR in viewer.case.capacities.get(viewer.who.pk, ())
        return row.is_relied_on or (chair and viewer.case.stage == Stage.RESPONDED)
    return how == "R"


def submissions_for(viewer: Viewer) -> list[Submission]:
    """The texts this person may read. Nobody reads an investigator's draft: there is none."""
    kept = []
    for row in viewer.case.submissions.order_by("pk"):
        thing = SEEN_AS.get(SubmissionKind(row.kind), "request")
        how = viewer.how(thing)
        own = row.by_role in viewer.places
        by_rule = how == "set" and viewer.case.rules.complainant_gets_response
        if how == "R" or own or by_rule:
            kept.append(row)
    return kept


def papers(viewer: Viewer) -> dict[str, Any]:
    """The texts, each response with its answers beside the words that it answers."""
    rows = submissions_for(viewer)
    answers = Answer.objects.select_related("allegation__provision__edition__code")
    prefetch_related_objects(rows, Prefetch("answers", answers))
    for row in rows:
        for answer in row.answers.all():
            answer.case = viewer.case
    return {"submissions": rows}


def letters_for(viewer: Viewer) -> list[Any]:
    how, rows = viewer.how("letters"), viewer.case.notices.select_related("party", "user")
    if how == "own":
        mine = [p.pk for p in viewer.case.all_parties if p.role in viewer.places]
        rows = rows.readable_in_portal().filter(party__in=mine).exclude(state__in=UNSERVED)
    found = list(rows.order_by("-pk"))
    if how == "R":
        _say_what_is_held(viewer.case, found)
    return found


def _say_what_is_held(case: Complaint, letters: list[Any]) -> None:
    """Note on each letter that waits for a person why it does, as its errand says it."""
    if all(letter.parked_at is None for letter in letters):
        return
    errands = Errand.objects.open().filter(case=case, kind=ErrandKind.LETTER_PARKED)
    words = {one.key.split(" parked")[0]: one.words for one in errands}
    for letter in letters:
        letter.held = words.get(f"notice {letter.pk}", "")


def messages_for(viewer: Viewer) -> list[Any]:
    """The messages this person may read, newest first; reading marks them as read."""
    how, case = viewer.how("messages"), viewer.case
    rows = case.messages.select_related("party", "writer").order_by("-pk")
    if how == "own":
        rows = rows.filter(party__in=[p.pk for p in case.all_parties if p.role in viewer.places])
    found = list(rows) if how else []
    for message in found:
        message.case = case
    for party in {message.party for message in found if message.read_at is None}:
        read_by(case, party, office=not viewer.is_party)
    return found


def clocks_for(viewer: Viewer) -> list[Any]:
    rows = viewer.case.deadlines.select_related("notice").order_by("-pk")
    own = viewer.how("clocks") == "own"
    found = [clock for clock in rows if not own or viewer.places.intersection(clock.roles)]
    if viewer.is_party:
        for clock in found:
            _without_numbers(clock)
    return found


def _without_numbers(clock: Deadline) -> None:
    """A party is not told the number of an entry: the gaps would say how often others acted."""
    clock.explained = ENTRY.sub("", clock.explained)
    if clock.basis:
        clock.basis = clock.basis | {"why": ENTRY.sub("", clock.basis["why"])}


def overview(viewer: Viewer) -> dict[str, Any]:
    own = (
        respondents.words(viewer, letters_for(viewer))
        if viewer.places == {PartyRole.RESPONDENT}
        else {}
    )
    return own | {
        "allegations": allegations_for(viewer),
        "submissions": submissions_for(viewer),
        "exhibits": exhibits_for(viewer),
        "clocks": [clock for clock in clocks_for(viewer) if not clock.stopped_on],
        "people": _people(viewer),
    }


def _people(viewer: Viewer) -> list[Any]:
    if not viewer.may_see("people"):
        return []
    return list(viewer.case.assignments.filter(ended_on=None).select_related("user").order_by("pk"))


def parties(viewer: Viewer) -> dict[str, Any]:
    """The parties. Who the complainant is, only for those who may know; that is a reading."""
    shown = viewer.may_see("identity")
    complainant = viewer.case.complainant
    if shown and complainant and not viewer.is_party:
        viewer.case.docket.reads.enter("identity.read", complainant, by=viewer.who)
    return {
        "complainant": complainant,
        "identity_shown": shown,
        "former": viewer.case.former_contacts if shown else [],
        "representative": viewer.case.representative,
        "people": _people(viewer),
        "declarations": [
            (row.user, row.get_answer_display())
            for row in viewer.case.declarations.select_related("user").order_by("pk")
        ]
        if viewer.how("people") == "R"
        else [],
    }


register(
    Section("overview", "Overview", "overview", overview),
    Section(
        "allegations",
        "Allegations",
        "allegations",
        lambda viewer: {"allegations": allegations_for(viewer)},
    ),
    Section(
        "papers",
        "Papers",
        "papers",
        papers,
    ),
    Section(
        "messages",
        "Messages",
        "messages",
        lambda viewer: {"thread": messages_for(viewer)},
    ),
    Section("evidence", "Evidence", "evidence", lambda viewer: {"exhibits": exhibits_for(viewer)}),
    Section("parties", "Parties", "people", parties),
    Section("clocks", "Deadlines", "clocks", lambda viewer: {"clocks": clocks_for(viewer)}),
    Section("letters", "Letters", "letters", lambda viewer: {"letters": letters_for(viewer)}),
)
