"""Every letter, made and served on the road that leads to it, under four procedures."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.utils.formats import date_format

from complaints import composing, filing, letters
from complaints.models import Notice
from complaints.stages import Stage
from ledger.refusals import Blocked
from tests.bodies import BODIES
from tests.office import Office
from tests.walk import Walk, short_road_to
from tests.walk.filing import a_file
from tests.walk.shared import Roads

TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "letters.toml").read_text())
ROADS = TABLE.pop("roads")
# Where the committee may order a hearing of its own motion.
ORDERED = ["ccmc", "gcre"]
WITHOUT = TABLE.pop("without")
STEPLESS = TABLE.pop("stepless")["letters"]
ALL = TABLE.pop("all")["says"]

# What identifies the complainant, everywhere a filing can hold it.
PLANTED = ["Zephyrine", "Quillfeather", "zq@example.org", "555-0142", "Crabapple"]
FILING: dict[str, Any] = {
    "filer": filing.Filer(
        name="Zephyrine Quillfeather",
        email="zq@example.org",
        telephone="555-0142",
        relation="client",
        sharing="named",
    ),
    "what_happened": "I am Zephyrine Quillfeather of 9 Crabapple Lane. She told my employer.",
    # Marks that a page would have to escape, and a letter must not.
    "in_short": "Told “O'Neil & Sons” the diagnosis",
}


class PlantedWalk(Walk):
    """A walk whose filer leaves their name wherever they can; every letter goes out at once."""

    def deliver(self, *letters: str, to: str = "respondent") -> PlantedWalk:
        self.serve()
        super().deliver(*letters, to=to)
        return self

    def file(self, **changes: Any) -> PlantedWalk:
        uploads = [a_file(b"From Zephyrine Quillfeather")]
        uploads[0].name = "zephyrine-quillfeather.txt"
        super().file(**{**FILING, "uploads": uploads, **changes})
        return self


def facts_for(notice: Notice) -> dict[str, Any]:
    """What the braces of the table stand for."""
    case, rules = notice.case, notice.case.rules
    first = case.live_allegations[0] if case.live_allegations[0].provision else None
    decision = case.decisions.last()
    if decision:
        decision.case = case
    standing = case.sanctions.exclude(stage="vacated").last()
    made = letters.facts_of(notice)
    return {
        **{kind: window.length for kind, window in rules.windows.items()},
        "zone": case.body.zone_in_words,
        "how_heard": "on paper"
        if made["on_paper"]
        else f"{rules.windows['hearing_notice'].length} ahead",
        "closed_as": rules.close_codes.get(case.close_code, ""),
        "kept_until": date_format(case.kept_until, "j F Y") if case.kept_until else "",
        "body": case.body.name,
        "slug": case.body.pk,
        "more_time": notice.entry.details.get("until", ""),
        "docket": case.pk,
        "missing": made["missing"],
        "gate": rules.gate.title,
        "proof": rules.standard_of_proof,
        "ground": next(iter(rules.grounds.values())),
        "words": first.words if first else "",
        "provision": first.provision.number if first else "",
        "text": first.provision.text or first.provision.title if first else "",
        "edition": first.provision.edition.label if first else "",
        "conduct": date_format(first.conduct_from, "j F Y") if first else "",
        "sanction": decision.sanction_words if decision else "",
        "order": standing.words if standing else "",
        "respondent": case.respondent.public_name,
        "monitor": str(case.monitor),
        "panel": made["panel"][0] if made["panel"] else "",
        "appeal_panel": made["appeal_panel"][0] if made["appeal_panel"] else "",
    }


def mistakes_in(notice: Notice) -> list[str]:
    """What one served letter lacks, or says and must not."""
    text, facts = notice.text, facts_for(notice)
    wanted = [words.format(**facts) for words in ALL + TABLE[notice.letter].get(notice.role, [])]
    unwanted = [*PLANTED, "{", "}", "None", "&amp;", "&quot;", "&#x27;", "  ", " .", " ,", "\n\n\n"]
    found = [f"lacks “{words}”" for words in wanted if words not in text]
    found += [f"holds “{words}”" for words in unwanted if words in text]
    if notice.role not in TABLE[notice.letter]:
        found.append("is not in the table for this recipient")
    if (
        not text.partition("\nFingerprints of the exhibits\n")[0]
        .rstrip()
        .endswith(f"have not yet been confirmed by {notice.case.body.acronym}.")
    ):
        found.append("does not end with the note on unconfirmed values")
    return [f"{notice.letter} to the {notice.role} ({notice.entry.verb}) {what}" for what in found]


# The other two are the same program under other data.
OFTEN = [
    body if body in ("ccmc", "namss") else pytest.param(body, marks=pytest.mark.long)
    for body in BODIES
]


# What these tell of happened on a day that they name; approval can make any letter days late.
TELL_A_DAY = {"L11", "L12", "L22", "L27", "L29", "L30", "L49", "L50"}


def mistakes_of_lateness(notice: Notice, text: str) -> list[str]:
    """What a letter says wrongly that is made today, days after what it tells of."""
    day, mistakes = notice.case.body.day_of(notice.entry.at), []
    if text.count(date_format(notice.case.today, "j F Y")) != 1:
        mistakes.append("takes the day of making for another")
    told_of = notice.letter in TELL_A_DAY and notice.entry.verb != "appeal.rejected"
    if told_of and notice.role == "respondent" and date_format(day, "j F Y") not in text:
        mistakes.append("does not say its day")
    mistakes += [f"says “{word}”" for word in ("tomorrow", "today") if word in text]
    return [f"{notice}, made late, {what}" for what in mistakes]


@pytest.mark.parametrize("body", OFTEN)
def test_every_letter_says_what_it_has_to_and_names_no_complainant(roads: Roads, body: str) -> None:
    """Made five days later, its date is the only thing in it that is another."""
    served, late, mistakes = set(), set(), []
    here = {name: road for name, road in ROADS.items() if name != "ordered" or body in ORDERED}
    for name, walk in roads.each(here, body, kind=PlantedWalk):
        for notice in walk.serve().case.notices.all():
            assert notice.state != "owed", f"{name}: {notice} was not served"
            served.add((notice.letter, notice.role))
            mistakes += [f"{name}: {mistake}" for mistake in mistakes_in(notice)]
        for notice in walk.days(5).case.notices.all():
            with suppress(Blocked):
                text = composing.text_of(notice)
                late.add(notice.letter)
                mistakes += [f"{name}: {what}" for what in mistakes_of_lateness(notice, text)]

    assert not mistakes, "\n".join(mistakes)
    sent = TABLE.keys() - set(WITHOUT[body]) - set(STEPLESS)
    assert served == {(letter, role) for letter in sent for role in TABLE[letter]}
    assert late >= TELL_A_DAY & sent


def test_a_hold_is_told_with_its_own_days(roads: Roads) -> None:
    with roads.at("response put_on_hold +5") as walk:
        begun = composing.text_of(walk.case.notices.filter(letter="L49").first())
        walk.along("take_up_again +5")
        ended = composing.text_of(walk.case.notices.filter(letter="L50").first())

    assert "on hold from 2 March 2026" in begun
    assert "and 2 March 2026 is not counted" in begun
    assert "goes on from 7 March 2026" in ended
    assert "Time limits run again from 8 March 2026" in ended


def test_the_table_knows_every_letter() -> None:
    assert list(TABLE) == list(letters.TITLES)


@pytest.mark.parametrize("body", BODIES)
def test_a_letter_without_what_due_process_needs_is_not_served(office: Office, body: str) -> None:
    walk = Walk(body).along(short_road_to(Stage.CHAIR_REVIEW))
    walk.along("elevate")
    notice = walk.case.notices.get(letter="L09")
    walk.case.deadlines.filter(kind="response").update(
        stopped_on=walk.case.today, stop_reason="met"
    )
    notice.clocks.update(notice=None)

    with pytest.raises(Blocked, match="Letter L09 cannot be served: it lacks the time to answer"):
        composing.text_of(notice)


def test_outside_the_sandbox_nothing_is_served_under_an_unconfirmed_procedure(
    office: Office, settings: Any
) -> None:
    walk = Walk("ccmc").along("file")
    settings.SANDBOX = False
    walk.serve()

    notice = walk.case.notices.get(letter="L01")
    assert notice.state == "owed"
    with pytest.raises(Blocked, match="has not confirmed its procedure"):
        composing.text_of(notice)
