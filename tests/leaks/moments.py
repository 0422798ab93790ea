"""Who looks at the case, at which moments, and what the table lets them see by then."""

from __future__ import annotations

from tests.leaks.planted import ROWS

# Words of the table for several roles at once. The events of a role@event are in EVENTS.
GROUPS = {
    "filer": ["complainant", "receipt", "filing_browser"],
    "defence": ["respondent", "representative"],
    "deciders": ["committee", "disclosed", "panel", "counsel", "signer", "appeal"],
    # Who hears the case sees a file as it was sent; the others see its copy without traces.
    "panels": ["panel", "appeal"],
    # The committee decides whether to hear it on the file, without the complainant's own words.
    "readers": ["panel", "counsel", "signer", "appeal"],
}
GATE = (
    "file write_to_and_from_filer move take_in ask_for_correction correct colleague_steps_aside"
    " send_to_chair serve"
)
NOTICE = f"{GATE} elevate ask_extension write_to_and_from_respondent let_in_counsel"
COMMENT = f"{NOTICE} respond add_evidence investigate disclose"
INQUIRY = f"{COMMENT} comment file_report members_answer serve"
PROPOSAL = f"{INQUIRY} propose"
HEARING = f"{PROPOSAL} request_hearing seat_panel schedule"
DECIDED = f"{HEARING} +40 hold decide sign"
APPEAL = f"{DECIDED} file_appeal seat_appeal decide_appeal serve"
MOMENTS = {
    "before notice": GATE,
    "notice drafted": f"ask_approval {GATE} call_to_answer serve",
    "notice served": f"{NOTICE} serve",
    "the name is told": f"{NOTICE} let_name_be_told tell_name serve",
    "comment window": f"{COMMENT} serve",
    "a ballot is open": f"{INQUIRY} cast_one_paper serve",
    "proposal": f"{PROPOSAL} serve",
    "hearing": f"{HEARING} serve",
    "decided": f"{DECIDED} serve",
    "after the appeal": APPEAL,
    "closed": f"{APPEAL} carry_out close",
}
# What has happened by then that opens words to somebody.
EVENTS: dict[str, set[str]] = {
    "before notice": set(),
    "notice drafted": set(),
    "notice served": {"notice"},
    "the name is told": {"notice", "named"},
    "comment window": {"notice", "disclosure"},
    "a ballot is open": {"notice", "disclosure"},
    "proposal": {"notice", "disclosure", "proposal"},
    "hearing": {"notice", "disclosure", "proposal"},
    "decided": {"notice", "disclosure", "proposal", "decision"},
    "after the appeal": {"notice", "disclosure", "proposal", "decision"},
    "closed": {"notice", "disclosure", "proposal", "decision"},
}


def may_see(role: str, moment: str) -> set[str]:
    """The words that the table lets a role see at a moment."""
    found = set()
    for name, row in ROWS.items():
        for right in row["may_see"].split():
            who, _, event = right.partition("@")
            if role in GROUPS.get(who, [who]) and (not event or event in EVENTS[moment]):
                found.add(name)
    return found


USERNAMES = {
    "complainant": "ccmc-complainant",
    "respondent": "ccmc-respondent",
    "representative": "counsel-{docket}",
    "staff": "ccmc-staff",
    "investigator": "ccmc-investigator",
    "committee": "ccmc-member-3",
    "disclosed": "ccmc-member-1",
    "recused": "ccmc-member-2",
    "panel": "ccmc-hearing-1",
    "appeal": "ccmc-appeal-1",
    "counsel": "ccmc-counsel",
    "auditor": "ccmc-auditor",
    "administrator": "ccmc-administrator",
    "other_staff": "namss-staff",
    "twin_respondent": "twin",
}
