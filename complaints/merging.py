"""The merge fields of a letter as plain words: what a body's own text may name, and what is kept.

Which fields there are for which letter and recipient says ``codes.lettering``; here is where
each comes from. What is empty is not in the case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.template import Context, engines
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from codes.lettering import contents

Facts = Mapping[str, Any]

# Blocks that a part of our own letters writes, and the fact that each rests on.
PARTS: dict[str, tuple[str, str]] = {
    "name_shared": ("_name_shared", ""),
    "follow": ("_follow", ""),
    "rights": ("_rights", ""),
    "how_to_answer": ("_how", ""),
    "contact": ("_contact", ""),
    "grounds": ("_grounds", ""),
    "window": ("_window", "window"),
    "allegations": ("_allegations", "allegations"),
    "evidence": ("_exhibits", "exhibits"),
    "decision": ("_decision", "decision"),
    "order": ("_order", "sanctions"),
    "public_outcome": ("_public", "sanctions"),
    "offer": ("_offer", "offer"),
    "terms": ("_terms", "terms"),
    "missed": ("_missed", "missed"),
    "hearing_when": ("_hearing_when", "hearing"),
}
# A first notice says so where nothing is disclosed yet; a filer answers by the receipt.
OF_ONE_LETTER = {
    ("L09", "evidence"): ("_evidence", ""),
    ("L38", "evidence"): ("_evidence", ""),
    ("L02", "how_to_answer"): ("_how_by_receipt", ""),
}
KEPT_BETWEEN = "The procedure keeps the reasons between {} and the person concerned."
# Letters whose reasons a complainant is told only where the procedure says so.
REASONS_KEPT = ("L07", "L24")


def _day(value: Any) -> str:
    return date_format(value, gettext("j F Y")) if value else ""


def _long_day(clock: Any) -> str:
    return date_format(clock.due_on, "l j F Y") if clock and clock.due_on else ""


def _listed(names: list[str]) -> str:
    return ", ".join(names)


def _reason(facts: Facts) -> str:
    kept = facts["role"] == "complainant" and facts["letter"] in REASONS_KEPT
    at_the_gate = facts["entry"].verb == "complaint.closed_at_the_gate"
    if kept and not at_the_gate and not facts["rules"].complainant_gets_outcome_detail:
        return KEPT_BETWEEN.format(facts["body"].acronym)
    return str(facts["reason"])


PLAIN: dict[str, Callable[[Facts], Any]] = {
    "title": lambda f: f["title"],
    "docket": lambda f: f["docket"],
    "today": lambda f: _day(f["today"]),
    "event_day": lambda f: _day(f["event_day"]),
    "addressee": lambda f: f["addressee"],
    "portal": lambda f: f["portal"],
    "body": lambda f: f["body"].name,
    "acronym": lambda f: f["body"].acronym,
    "office": lambda f: f["rules"].organs["office"],
    "procedure": lambda f: f["procedure"].procedure.title,
    "edition": lambda f: f["procedure"].label,
    "filed_on": lambda f: _day(f["case"].filed_on),
    "committee": lambda f: f["committee"],
    "decider": lambda f: f["decider"],
    "reviewer": lambda f: f["rules"].gate.title,
    "standard_of_proof": lambda f: f["rules"].standard_of_proof,
    "intake_time": lambda f: f["rules"].windows["intake"].length,
    "closed_on": lambda f: _day(f["case"].closed_on),
    "closed_as": lambda f: f["closed_as"],
    "kept_until": lambda f: _day(f["case"].kept_until),
    "reason": _reason,
    "missing": lambda f: f["missing"],
    "respondent": lambda f: f["respondent"],
    "monitor": lambda f: str(f["case"].monitor or ""),
    "investigators": lambda f: _listed(f["investigators"]),
    "panel": lambda f: _listed(f["panel"]),
    "appeal_panel": lambda f: _listed(f["appeal_panel"]),
    "hearing_place": lambda f: f["hearing"].place if f["hearing"] else "",
    "exchange_day": lambda f: _long_day(f["exchange"]),
    "appeal_outcome": lambda f: f["appeal"].outcome_reasons if f["appeal"] else "",
    "instructions": lambda f: f["details"].get("instructions", ""),
    "outcome": lambda f: f["outcome"],
    "more_time_until": lambda f: f["details"].get("until", ""),
}


def filled(name: str, facts: Facts) -> str:
    """A template of ours with these facts in it, as the plain text that it is."""
    template: Any = engines["django"].get_template(f"notices/{name}.txt")
    return str(template.template.render(Context(dict(facts), autoescape=False)))


def value_of(name: str, facts: Facts) -> str:
    """One field in words; empty where the case has nothing for it."""
    if name in PLAIN:
        return str(PLAIN[name](facts) or "")
    part, basis = OF_ONE_LETTER.get((facts["letter"], name), PARTS[name])
    if basis and not facts[basis]:
        return ""
    return filled(facts["folder"] + part, facts).strip()


def values_of(facts: Facts) -> dict[str, str]:
    """Every field that this letter has for this recipient; no field beyond them is made."""
    fields = contents()[facts["letter"], facts["role"]].fields
    with override(facts["language"]):
        return {name: value_of(name, facts) for name in sorted(fields)}
