"""A procedure's rules as tables a person can read, each value with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop

from codes.clauses import FORMS, Aftermath, Gate, Limitation, PanelRule, SanctionType, Window
from codes.documents import Sourced
from codes.lettering import APPROVERS
from codes.rules import Rules
from codes.voting import VotingRule

SOURCES = {
    "V source": gettext_noop("read in the body's own published text that this program holds"),
    "V with another mark": gettext_noop("read in another published text of the body"),
    "I": gettext_noop("follows from what was read"),
    "G": gettext_noop("general knowledge of such bodies, not read in a text of this one"),
    "P": gettext_noop("our proposal"),
}
ROLES = {
    "chair": "chair",
    "vice_chair": "vice chair",
    "past_chair": "immediate past chair",
    "appeal_panel": "appeal panel",
}
STARTS = {
    "act": "from the act that opens it",
    "delivery": "from proven delivery",
    "hearing": "counted back from the hearing",
}
THRESHOLDS = {
    "majority": "more than half",
    "two_thirds": "at least two thirds",
    "three_quarters": "at least three quarters",
}
BASES = {"present": "of those who vote, abstentions included", "seated": "of all seated members"}
CHAIR_VOTES = {
    "always": "The chair votes with the others.",
    "ties": "The chair votes only to break a tie.",
    "never": "The chair does not vote.",
}
QUESTIONS = {
    "finding": gettext_noop("A finding by the committee"),
    "sanction": gettext_noop("A sanction"),
    "revocation": gettext_noop("Revocation"),
    "motion": gettext_noop("Any other motion"),
    "panel_finding": gettext_noop("A finding by a hearing panel"),
    "panel_sanction": gettext_noop("A sanction by a hearing panel"),
    "appeal": gettext_noop("An appeal"),
}
SETTINGS = {
    "covers": gettext_noop("Credentials it covers"),
    "reviews": gettext_noop("Deliberates on the case"),
    "decides": gettext_noop("Signs what changes a credential"),
    "complaint_address": gettext_noop("Address for complaints by post"),
    "anonymous": gettext_noop("Anonymous complaints"),
    "name_withheld": gettext_noop("The complainant may ask to stay unnamed to the respondent"),
    "complainant_gets_response": gettext_noop("The complainant gets the response"),
    "complainant_gets_outcome_detail": gettext_noop("The complainant gets the outcome in detail"),
    "second_signature_on_gate_close": gettext_noop(
        "Closing at the first review needs a second signature"
    ),
    "preliminary_disposition": gettext_noop("Preliminary disposition"),
    "investigation": gettext_noop("Investigation before the committee meets"),
    "hearing_on_request": gettext_noop("Hearing when the respondent asks"),
    "hearing_own_initiative": gettext_noop("Hearing on the committee's own initiative"),
    "hearing_forms": gettext_noop(
        "Forms of hearing, the respondent's choice where there are several"
    ),
    "consent": gettext_noop("Outcome by agreement"),
    "standard_of_proof": gettext_noop("Standard of proof"),
    "tally_disclosed": gettext_noop("Parties learn the count of votes"),
    "harsher_on_appeal": gettext_noop("An appeal may end in a harsher sanction"),
    "stay_on_appeal": gettext_noop("A sanction waits for the appeal"),
    "mail_days": gettext_noop("Days after which a posted letter counts as delivered"),
    "letters_not_sent": gettext_noop("Letters this body does without"),
    "draft_days": gettext_noop("Days for which a draft of a complaint is kept"),
    "extension_days": gettext_noop("The most days that a window is extended by at a time"),
    "extension_times": gettext_noop("How often a window is extended at most"),
    "hold_days": gettext_noop("The most days for which a case is on hold until a review"),
}
PUBLISHED = {
    "nothing": "nothing is made public",
    "counted": "it is counted in the yearly figures",
    "named": "it is published with the name",
}


# The parts whose rules bear names of ours, which a page translates; others bear the body's own.
NAMED_BY_US = {"settings", "votes", "panels", "gate", "limitation"}


@dataclass(frozen=True)
class Row:
    title: str
    words: str
    value: Sourced

    @property
    def ours(self) -> bool:
        return named_by_us(self.value.key)


@dataclass(frozen=True)
class Table:
    slug: str
    title: str
    rows: list[Row]


def named_by_us(key: str) -> bool:
    return key.split(".", maxsplit=1)[0] in NAMED_BY_US


def tables_of(rules: Rules) -> list[Table]:
    """Lay out every value of the rules, none left out."""
    values = {value.key: value for value in rules.values}

    def rows(prefix: str, titles: Mapping[str, Any], words: Mapping[str, str]) -> list[Row]:
        return [Row(titles[name], words[name], values[f"{prefix}.{name}"]) for name in titles]

    settings = {name: _plain(getattr(rules, name), {**rules.organs, **FORMS}) for name in SETTINGS}
    panels = {"hearing": gettext_noop("Hearing panel"), "appeal": gettext_noop("Appeal panel")}
    return [
        Table(
            "bodies",
            gettext_noop("Who does what"),
            [
                Row(gettext_noop("First review"), _gate(rules.gate, rules.organs), values["gate"]),
                *rows("panels", panels, {k: _panel(v) for k, v in rules.panels.items()}),
                *rows("organs", {k: k.upper() for k in rules.organs}, rules.organs),
            ],
        ),
        Table(
            "settings",
            gettext_noop("How a case runs"),
            [
                *rows("settings", SETTINGS, settings),
                Row(
                    gettext_noop("Time to complain"),
                    _limitation(rules.limitation),
                    values["limitation"],
                ),
            ],
        ),
        Table(
            "windows",
            gettext_noop("Time limits"),
            rows(
                "windows",
                {kind: window.title for kind, window in rules.windows.items()},
                {kind: _window(window) for kind, window in rules.windows.items()},
            ),
        ),
        Table(
            "votes",
            gettext_noop("Votes"),
            rows("votes", QUESTIONS, {name: _vote(rule) for name, rule in rules.votes.items()}),
        ),
        Table(
            "sanctions",
            gettext_noop("Outcomes, from mild to severe"),
            rows(
                "sanctions",
                {code: sanction.title for code, sanction in rules.sanctions.items()},
                {code: _sanction(sanction) for code, sanction in rules.sanctions.items()},
            ),
        ),
        Table(
            "grounds",
            gettext_noop("Grounds of appeal"),
            rows("grounds", {k: k.replace("_", " ") for k in rules.grounds}, rules.grounds),
        ),
        Table(
            "close-codes",
            gettext_noop("How a case may be closed"),
            [
                *rows("close_codes", {k: k for k in rules.close_codes}, rules.close_codes),
                *rows(
                    "aftermath",
                    {k: f"After {k}" for k in rules.aftermath},
                    {k: _aftermath(v) for k, v in rules.aftermath.items()},
                ),
            ],
        ),
        *_letters(rules, values),
    ]


def _letters(rules: Rules, values: Mapping[str, Sourced]) -> list[Table]:
    """What the body says of its letters; no table where it says nothing."""
    rows = [
        Row(f"{letter} is approved by", APPROVERS[who], values[f"letters.approvers.{letter}"])
        for letter, who in rules.approvers.items()
    ]
    for (letter, to, language), own in rules.wordings.items():
        names = (f"letters.{letter}.{language}", f"letters.{letter}.{to}.{language}")
        value = next(values[name] for name in names if name in values)
        rows.append(Row(f"{letter} to the {to}, {language}", f"{own.title}\n{own.text}", value))
    return [Table("letters", gettext_noop("Letters in the body’s own words"), rows)] if rows else []


def _plain(value: object, known: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, tuple):
        return "\n".join(known.get(one, one) for one in value) or "None given"
    words = known.get(str(value), str(value))
    return words[:1].upper() + words[1:]


def _gate(gate: Gate, organs: Mapping[str, str]) -> str:
    stand_ins = ", then the ".join(ROLES.get(role, role) for role in gate.alternates)
    instead = f" When the chair cannot act: the {stand_ins}." if stand_ins else ""
    return f"{gate.title} ({organs[gate.organ]}).{instead}"


def _panel(panel: PanelRule) -> str:
    public = ", one of them a public member" if panel.public_member else ""
    return f"{panel.size} members{public}; {panel.quorum} must take part."


def _window(window: Window) -> str:
    waits = ", ".join(ROLES.get(role, role) for role in window.awaits)
    kind = "a party's right" if window.hard else "a target"
    roll = "; moves to the next business day" if window.roll == "next_business_day" else ""
    days = f"{window.days} {window.count} days {STARTS[window.starts]}"
    return f"{days}; waits for: {waits}; {kind}{roll}."


def _limitation(rule: Limitation) -> str:
    if not rule.months:
        return "No limit."
    begins = "first" if rule.counts_from == "first_day" else "last"
    tolled = f" It does not run while the credential is {' or '.join(rule.tolled_while)}."
    return (
        f"{rule.months} months from the {begins} day of the conduct."
        f"{tolled if rule.tolled_while else ''}"
    )


def _aftermath(rule: Aftermath) -> str:
    return f"Kept for {rule.keep_years} years; {PUBLISHED[rule.publish]}."


def _vote(rule: VotingRule) -> str:
    quorum = (
        "more than half of the seated members"
        if rule.quorum == "majority"
        else f"{rule.quorum} members"
    )
    tie = "a tie fails" if rule.tie == "fails" else "the chair decides a tie"
    carried = f"{THRESHOLDS[rule.threshold]} {BASES[rule.base]}"
    return f"Carried by {carried}; {quorum} must vote; {tie}. {CHAIR_VOTES[rule.chair_votes]}"


def _sanction(sanction: SanctionType) -> str:
    parts = [sanction.meaning, "Public." if sanction.public else "Not public."]
    if sanction.needs_months:
        parts.append(f"From {sanction.min_months} to {sanction.max_months} months.")
    if sanction.needs_terms:
        parts.append("Carries terms.")
    if not sanction.allows_terms:
        parts.append("Takes no terms.")
    if sanction.effect != "none":
        parts.append(f"The credential: {sanction.effect}.")
    return " ".join(parts)
