"""Which law was in force, and the sentence that says why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Generic, TypeVar

from codes.models import Code, Edition, ProcedureEdition, Provision
from codes.timeline import Part, When, explain, in_words, parts, span_in_words
from ledger.refusals import Blocked
from people.models import Body

E = TypeVar("E", Edition, ProcedureEdition)


@dataclass(frozen=True)
class InForce(Generic[E]):
    edition: E
    explanation: str


@dataclass(frozen=True)
class Conduct:
    """When something was done: on known days, going on still, or on a day nobody knows.

    What goes on still is judged until ``last``, the day the complaint was filed; of an
    unknown day it is known only that it lies between ``first`` and ``last``.
    """

    first: dt.date
    last: dt.date
    when: str = When.DATED


@dataclass(frozen=True)
class Resolution:
    """The editions that conduct falls under, in order, and all of it in one sentence.

    ``proposed`` is the edition to charge under: the only one; of an unknown day the most
    lenient; none where the conduct has to be split or no edition was in force.
    """

    conduct: Conduct
    parts: tuple[Part[Edition], ...]
    proposed: Edition | None
    explanation: str

    @property
    def editions(self) -> list[Edition]:
        return [part.edition for part in self.parts if part.edition is not None]


def edition_in_force(code: Code, on: dt.date) -> InForce[Edition]:
    """Find the edition that judges conduct of day ``on``; ``Blocked`` when there was none."""
    edition = Edition.objects.in_force_on(on).filter(code=code).first()
    if edition is None:
        (bare,) = parts(code.editions.in_order(), code.title, on, on)
        raise Blocked(bare.explanation)
    edition.code = code
    return InForce(edition, explain(edition, code.title, on))


def resolve(code: Code, conduct: Conduct, *, lineage: str = "") -> Resolution:
    """Find what judges conduct that lasted, still lasts, or has no known day.

    ``lineage`` names the line of the code in question: of an unknown day the edition is
    proposed under which that line is least able to be charged.
    """
    found = parts(code.editions.in_order(), code.title, conduct.first, conduct.last)
    editions = [part.edition for part in found if part.edition is not None]
    for edition in editions:
        edition.code = code
    proposed: Edition | None = None
    if len(found) == 1:
        proposed, sentence = found[0].edition, found[0].explanation
    elif conduct.when == When.UNKNOWN and editions:
        proposed, reason = most_lenient(editions, lineage)
        sentence = (
            f"Which day it was is not known; between {_between(conduct)} the {code.title}"
            f" changed: {_sequence(found)}. “{proposed.label}” is proposed, as the most lenient:"
            f" {reason}."
        )
    else:
        sentence = (
            f"The conduct from {span_in_words(conduct.first, conduct.last)} spans a change of"
            f" the {code.title}: {_sequence(found)}. {_how_to_charge(found)}"
        )
    return Resolution(conduct, tuple(found), proposed, _framed(conduct, found, sentence))


def most_lenient(editions: list[Edition], lineage: str) -> tuple[Edition, str]:
    """Choose among editions, earliest first, the one that is mildest on a line of the code.

    Milder is: not to hold the line; to hold it as advisory. Where neither tells them apart it
    is the earliest, for nobody could know words that were not in force yet.
    """
    lines = {
        line.edition_id: line
        for line in Provision.objects.filter(edition__in=editions, lineage=lineage)
    }
    if lineage:
        for edition in editions:
            if edition.pk not in lines:
                return edition, "it does not hold this line"
        for edition in editions:
            if not lines[edition.pk].enforceable:
                return edition, "under it this line could not be charged"
        if len({line.text for line in lines.values()}) == 1:
            return editions[0], "the line reads the same in each, and this was the first"
    return editions[0], "whoever acted could not know a later text"


def editions_in_force(body: Body, on: dt.date) -> list[InForce[Edition]]:
    """Find one edition for each code of the body that had one; ``Blocked`` when none had."""
    found = (
        Edition.objects.select_related("code")
        .in_force_on(on)
        .filter(code__body=body)
        .order_by("code_id")
    )
    in_force = [InForce(edition, explain(edition, edition.code.title, on)) for edition in found]
    if not in_force:
        raise Blocked(f"{body} had no code in force on {in_words(on)}.")
    return in_force


def procedure_in_force(body: Body, on: dt.date) -> InForce[ProcedureEdition]:
    """Find the procedure for a complaint filed on day ``on``; ``Blocked`` without one."""
    found = list(
        ProcedureEdition.objects.select_related("procedure")
        .in_force_on(on)
        .filter(procedure__body=body)
        .order_by("pk")[:2]
    )
    if not found:
        raise Blocked(f"{body} had no procedure in force on {in_words(on)}.")
    if len(found) > 1:
        raise Blocked(f"{body} had two procedures in force on {in_words(on)}; only one may be.")
    edition = found[0]
    return InForce(edition, explain(edition, f"{body} procedure", on))


def _between(conduct: Conduct) -> str:
    return f"{in_words(conduct.first)} and {in_words(conduct.last)}"


def _framed(conduct: Conduct, found: list[Part[Edition]], sentence: str) -> str:
    """Say first what is known of the time, where it is not simply the days given."""
    if conduct.when == When.CONTINUING:
        return (
            f"The conduct began on {in_words(conduct.first)} and went on when the complaint was"
            f" filed on {in_words(conduct.last)}. {sentence}"
        )
    if conduct.when == When.UNKNOWN and len(found) == 1:
        return f"Which day between {_between(conduct)} it was is not known. {sentence}"
    return sentence


def _sequence(found: list[Part[Edition]]) -> str:
    """The editions in order, each with the days it judges."""
    told = [
        f"{f'“{part.edition.label}”' if part.edition else 'no edition'} "
        f"from {span_in_words(part.first, part.last)}"
        if part.first != part.last
        else f"{f'“{part.edition.label}”' if part.edition else 'no edition'} "
        f"on {in_words(part.first)}"
        for part in found
    ]
    return ", then ".join(told)


def _how_to_charge(found: list[Part[Edition]]) -> str:
    under = sum(part.edition is not None for part in found)
    bare = "What was done while none was in force cannot be charged." if under < len(found) else ""
    if under > 1:
        charge = f"It is charged as {_NUMBERS.get(under, under)} allegations, one for each edition."
    elif under:
        charge = "Only the days under an edition are charged."
    else:
        charge = ""
    return f"{charge} {bare}".strip()


_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five"}
