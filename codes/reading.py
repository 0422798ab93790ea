"""What a reader asks of the published codes: find a rule, follow a line, compare two editions."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable

from codes.comparison import Comparison, compare
from codes.lines import Chapter, Taken, history, line_through
from codes.lookup import editions_in_force
from codes.models import Edition, Provision
from codes.tree import matching
from people.models import Body

MOST = 50
WORDS = re.compile(r"\w+")
# Words in every account and in every code: to share one of them says nothing.
FILLERS = frozenset(
    WORDS.findall(
        """about after again all also always and any anyone are because been before being but can
    could did does doing during each even ever every for from had has have having her hers him his
    how into its just like many may more most much must never not now off once one only other our
    out over own said same shall she should some such than that the their them then there these
    they this those through too under until very was were what when where which while who whom
    whose why will with within without would you your"""
    )
)


def compared(before: Edition, after: Edition) -> Comparison:
    """Compare two editions of one code, following every line through those in between."""
    older, newer = sorted((before.pk, after.pk))
    provisions = Provision.objects.filter(edition__in=(older, newer))
    between = {"edition_id__gt": older, "edition_id__lte": newer}
    return compare(before, after, provisions, _taken(before.code_id, **between))


def chapters_of(provision: Provision) -> list[Chapter]:
    """Tell what became of a provision's line in every edition, the newest first."""
    code = provision.edition.code
    editions = list(code.editions.order_by("pk"))
    keys = [edition.pk for edition in editions]
    names = line_through(keys, provision.edition_id, provision.lineage, _taken(code.pk))
    found = Provision.objects.filter(
        edition__code=code, lineage__in=sorted(set().union(*names.values()))
    )
    return history(editions, names, found)


def search(body: Body, words: str, on: dt.date) -> list[Provision]:
    """Find provisions of the editions in force on a day; ``Blocked`` where there was none."""
    return matching(_in_force(body, on), words)


def chargeable(body: Body, on: dt.date) -> list[Provision]:
    """List what a complaint about that day could charge; ``Blocked`` where there was no code."""
    return [provision for provision in _in_force(body, on) if provision.enforceable]


def likely(provisions: Iterable[Provision], account: str) -> list[Provision]:
    """Pick what shares words with an account, the most words first."""
    told = set(_words(account)) - FILLERS
    shared = {provision: _shared(provision, told) for provision in provisions}
    found = [provision for provision, count in shared.items() if count]
    return sorted(found, key=lambda provision: -shared[provision])


def _shared(provision: Provision, told: set[str]) -> int:
    """Count the words of an account that stand in a provision, in one form or another."""
    own = (provision.plain_title, provision.plain_hint, provision.title, provision.text)
    by_start: dict[str, set[str]] = defaultdict(set)
    for word in _words(" ".join(own)):
        by_start[word[:4]].add(word)
    return sum(any(_alike(word, other) for other in by_start[word[:4]]) for word in told)


def _alike(one: str, other: str) -> bool:
    """Whether two words begin alike for most of the shorter: falsified and falsify."""
    start = max(4, -(-2 * min(len(one), len(other)) // 3))
    return one == other or (len(one) >= start and one[:start] == other[:start])


def _words(text: str) -> list[str]:
    return [word for word in WORDS.findall(text.casefold()) if len(word) > 2]


def _in_force(body: Body, on: dt.date) -> list[Provision]:
    editions = {found.edition.pk: found.edition for found in editions_in_force(body, on)}
    found = list(
        Provision.objects.filter(edition__in=editions).order_by("edition__code", "position")
    )
    for provision in found:
        provision.edition = editions[provision.edition_id]
    return found


def _taken(code_id: int, **editions: int) -> list[Taken]:
    rows = Provision.objects.filter(edition__code=code_id, **editions).exclude(continues=[])
    return [Taken(*row) for row in rows.values_list("edition_id", "lineage", "continues")]
