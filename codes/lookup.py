# ruff: noqa: S608 - every word of these statements stands in this file
"""Which law was in force, and the sentence that says why.

The questions asked for every charge are written out in SQL: to put one together takes Django
longer than to answer it takes the database, whatever the number of editions.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection
from django.utils import timezone

from codes.days import in_words, span_in_words
from codes.models import Code, Edition, Procedure, ProcedureEdition, Provision
from codes.timeline import Part, Text, When, explain, parts
from ledger.refusals import Blocked
from people.models import Body

E = TypeVar("E", Edition, ProcedureEdition)

# What names an edition and dates it, in the order of the model; the rest is fetched when read.
_DATES = [
    *("id", "label", "slug", "in_force_from", "superseded_on", "ends_on", "correction"),
    *("provenance", "digest", "published_at"),
]
_OF_CODES = [name for name in _DATES if name not in ("provenance", "digest")] + ["code_id"]
_OF_PROCEDURES = [*_DATES, "procedure_id"]
_EDITIONS = f"SELECT e.{', e.'.join(_OF_CODES)} FROM codes_edition e"
_PROCEDURES = (
    f"SELECT e.{', e.'.join(_OF_PROCEDURES)}, p.slug, p.title"
    " FROM codes_procedureedition e JOIN codes_procedure p ON p.id = e.procedure_id"
)
_HELD = (
    "(e.in_force_from IS NULL OR e.in_force_from <= %s)"
    " AND (e.superseded_on IS NULL OR e.superseded_on > %s)"
)
_IN_ORDER = "ORDER BY e.in_force_from IS NOT NULL, e.in_force_from, e.id"
_OF_CODE = f"{_EDITIONS} WHERE e.code_id = %s AND {_HELD} {_IN_ORDER}"
_OF_BODY = f"{_PROCEDURES} WHERE p.body_id = %s AND {_HELD} {_IN_ORDER} LIMIT 2"
_EVER = "(n.in_force_from IS NULL OR n.superseded_on IS NULL OR n.in_force_from < n.superseded_on)"
_NEXT_TO = f"""{_EDITIONS} WHERE e.id IN (
    (SELECT n.id FROM codes_edition n WHERE n.code_id = %s AND {_EVER} AND n.superseded_on <= %s
        ORDER BY n.superseded_on DESC LIMIT 1),
    (SELECT n.id FROM codes_edition n WHERE n.code_id = %s AND {_EVER} AND n.in_force_from > %s
        ORDER BY n.in_force_from LIMIT 1)) {_IN_ORDER}"""


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
    (found,) = _parts(code, on, on)
    if found.edition is None:
        raise Blocked(found.explanation)
    return InForce(found.edition, found.explanation)


def resolve(code: Code, conduct: Conduct, *, lineage: str = "") -> Resolution:
    """Find what judges conduct that lasted, still lasts, or has no known day.

    ``lineage`` names the line of the code in question: of an unknown day the edition is
    proposed under which that line is least able to be charged.
    """
    found = _parts(code, conduct.first, conduct.last)
    editions = [part.edition for part in found if part.edition is not None]
    proposed: Edition | None = None
    if len(found) == 1:
        proposed, sentence = found[0].edition, found[0].explanation
    elif conduct.when == When.UNKNOWN:
        proposed, reason = most_lenient(editions, lineage)
        sentence = (
            f"Which day it was is not known; between {_between(conduct)} the {code.title}"
            f" changed: {_sequence(found)}. “{proposed.label}” is proposed, as {reason}."
            f" {_bare(found)}"
        )
    else:
        sentence = (
            f"The conduct from {span_in_words(conduct.first, conduct.last)} spans a change of"
            f" the {code.title}: {_sequence(found)}. {_how_to_charge(found)} {_bare(found)}"
        )
    return Resolution(conduct, tuple(found), proposed, _framed(conduct, found, sentence.strip()))


def _parts(code: Code, first: dt.date, last: dt.date) -> list[Part[Edition]]:
    """Divide these days by the editions of a code, each of which knows its code."""
    editions = _editions(_OF_CODE, code.pk, last, first)
    found = parts(editions, _text(code.title, code.body), first, last)
    if any(part.edition is None for part in found):
        # To say why a day has none takes what was in force before and after all of them.
        editions += _editions(_NEXT_TO, code.pk, first, code.pk, last)
        editions.sort(key=lambda one: one.in_force_from or dt.date.min)
        found = parts(editions, _text(code.title, code.body), first, last)
    for edition in editions:
        edition.code = code
    return found


def _editions(statement: str, *asked: Any) -> list[Edition]:
    rows = _rows(statement, *asked)
    return [_as_read(Edition, _OF_CODES, row) for row in rows]


def _rows(statement: str, *asked: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        found: list[Any] = cursor.fetchall()
    return found


def _as_read(model: type[E], names: list[str], row: Any) -> E:
    edition = model.from_db(connection.alias, names, row[: len(names)])
    if timezone.is_naive(edition.published_at):  # SQLite keeps a moment in UTC, and no zone.
        edition.published_at = edition.published_at.replace(tzinfo=dt.UTC)
    return edition


def _text(title: str, body: Body) -> Text:
    return Text(title, body.today, body.day_of)


def most_lenient(editions: list[Edition], lineage: str) -> tuple[Edition, str]:
    """Choose among editions, earliest first, the one that is mildest on a line of the code.

    Milder is: not to hold the line; to hold it as advisory. Where neither tells them apart it
    is the earliest, for nobody could know words that were not in force yet.
    """
    if len(editions) == 1:
        return editions[0], "the only edition in between"
    lines = {
        line.edition_id: line
        for line in Provision.objects.filter(edition__in=editions, lineage=lineage)
    }
    if lineage:
        for edition in editions:
            if edition.pk not in lines:
                return edition, "the most lenient: it does not hold this line"
        for edition in editions:
            if not lines[edition.pk].enforceable:
                return edition, "the most lenient: under it this line could not be charged"
        if len({(line.title, line.text) for line in lines.values()}) == 1:
            same = "the line reads the same in each, and this was the first"
            return editions[0], f"the most lenient: {same}"
    return editions[0], "the most lenient: whoever acted could not know a later text"


def editions_in_force(body: Body, on: dt.date) -> list[InForce[Edition]]:
    """Find one edition for each code of the body that had one; ``Blocked`` when none had."""
    found = (
        Edition.objects.select_related("code")
        .in_force_on(on)
        .filter(code__body=body)
        .order_by("code_id")
    )
    in_force = [
        InForce(edition, explain(edition, _text(edition.code.title, body), on)) for edition in found
    ]
    if not in_force:
        raise Blocked(f"{body} had no code in force on {in_words(on)}.")
    return in_force


def procedure_in_force(body: Body, on: dt.date) -> InForce[ProcedureEdition]:
    """Find the procedure for a complaint filed on day ``on``; ``Blocked`` without one."""
    found = _rows(_OF_BODY, body.pk, on, on)
    if not found:
        raise Blocked(f"{body} had no procedure in force on {in_words(on)}.")
    if len(found) > 1:
        raise Blocked(f"{body} had two procedures in force on {in_words(on)}; only one may be.")
    edition = _as_read(ProcedureEdition, _OF_PROCEDURES, found[0])
    *_, slug, title = found[0]
    edition.procedure = Procedure(pk=edition.procedure_id, body=body, slug=slug, title=title)
    return InForce(edition, explain(edition, _text(f"{body} procedure", body), on))


def _between(conduct: Conduct) -> str:
    return f"{in_words(conduct.first)} and {in_words(conduct.last)}"


def _framed(conduct: Conduct, found: list[Part[Edition]], sentence: str) -> str:
    """Say first what is known of the time, where it is not simply the days given."""
    if conduct.when == When.CONTINUING:
        return (
            f"The conduct began on {in_words(conduct.first)} and still went on when the complaint"
            f" was filed on {in_words(conduct.last)}. {sentence}"
        )
    if conduct.when == When.UNKNOWN and conduct.first < conduct.last and len(found) == 1:
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
    if under == 1:
        return "Only the days under an edition are charged."
    return f"It is charged as {_NUMBERS.get(under, under)} allegations, one for each edition."


def _bare(found: list[Part[Edition]]) -> str:
    if all(part.edition for part in found):
        return ""
    return "What was done while none was in force cannot be charged."


_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}
