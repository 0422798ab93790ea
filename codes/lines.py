"""The lines of a code from one edition to the next: what each provision goes back to.

Pure: no query. A line keeps its name, whatever its number. A provision that takes up other
lines of the edition before says so; one that says nothing goes on with its own alone.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext_noop

from codes.models import Edition, Provision

ABSENT = gettext_noop("Not in it")


class Taken(NamedTuple):
    """A provision of an edition that names the lines it takes up of the edition before."""

    edition_id: int
    lineage: str
    continues: list[str]


@dataclass(frozen=True)
class Chapter:
    """What became of one line in one edition, measured against the edition before."""

    edition: Edition
    provisions: list[Provision]
    change: str  # in English; a page translates it
    before: Edition | None

    @property
    def compared(self) -> bool:
        """Whether there is anything to read in a comparison with the edition before."""
        return self.before is not None and self.change != ABSENT


def pairs(
    older: Sequence[Provision], newer: Sequence[Provision], taken: Iterable[Taken]
) -> list[tuple[Provision, Provision]]:
    """Pair each provision of the newer edition with those of the older that it goes back to.

    ``taken`` is what the editions after the older took up, those of the newer included.
    """
    roots = _roots(taken)
    old_lines, new_lines = _by_line(older), _by_line(newer)
    return [
        pair
        for lineage, descendants in new_lines.items()
        for root in sorted(roots.get(lineage, {lineage}))
        for pair in _side_by_side(old_lines.get(root, []), descendants)
    ]


def line_through(
    edition_ids: Sequence[int], edition_id: int, lineage: str, taken: Iterable[Taken]
) -> dict[int, set[str]]:
    """Follow a line from one edition back to the first and on to the last, as published."""
    own = _by_edition(taken)
    here = edition_ids.index(edition_id)
    found: dict[int, set[str]] = {edition_id: {lineage}}
    for later, earlier in zip(edition_ids[here:0:-1], edition_ids[here - 1 :: -1], strict=False):
        names = own.get(later, {})
        found[earlier] = {root for name in found[later] for root in names.get(name, {name})}
    for earlier, later in zip(edition_ids[here:], edition_ids[here + 1 :], strict=False):
        names = own.get(later, {})
        taking = {name for name, roots in names.items() if roots & found[earlier]}
        found[later] = taking | (found[earlier] - names.keys())
    return found


def history(
    editions: Sequence[Edition], names: Mapping[int, set[str]], provisions: Iterable[Provision]
) -> list[Chapter]:
    """Tell a line edition by edition, the newest first. ``names`` is what it is called in each."""
    held: dict[int, list[Provision]] = defaultdict(list)
    for provision in provisions:
        if provision.lineage in names[provision.edition_id]:
            held[provision.edition_id].append(provision)
    told = []
    for edition in reversed(in_order(editions)):
        before = edition_before(edition, editions)
        was, now = held[before.pk] if before else [], held[edition.pk]
        told.append(Chapter(edition, now, _change(was, now, first=before is None), before))
    return told


def _change(was: list[Provision], now: list[Provision], *, first: bool) -> str:
    if not now:
        return gettext_noop("Not in it any more") if was else ABSENT
    if not was:
        return gettext_noop("In the first edition that we hold") if first else gettext_noop("New")
    if len(was) != len(now):
        return gettext_noop("Split") if len(now) > len(was) else gettext_noop("Merged")
    old, new = ([(line.title, line.text) for line in side] for side in (was, now))
    return gettext_noop("Same words") if old == new else gettext_noop("Reworded")


def in_order(editions: Iterable[Edition]) -> list[Edition]:
    """As they came into force; a text from before our records first."""
    return sorted(editions, key=lambda one: (one.in_force_from or dt.date.min, one.pk))


def edition_before(edition: Edition, editions: Iterable[Edition]) -> Edition | None:
    """Find the edition that was in force before this one, or before it was meant to be."""
    found = None
    for other in in_order(editions):
        if other.pk == edition.pk:
            return found
        if not other.never_in_force:
            found = other
    return None


def correction_of(edition: Edition, editions: Iterable[Edition]) -> Edition | None:
    """Find the correction that kept an edition from ever coming into force."""
    if not (edition.never_in_force and edition.in_force_from):
        return None
    for other in sorted(editions, key=lambda one: one.pk):
        begins = other.in_force_from
        later = other.pk > edition.pk and other.correction
        if later and begins and begins <= edition.in_force_from:
            return other
    return None


def _roots(taken: Iterable[Taken]) -> dict[str, set[str]]:
    """What each line goes back to, through every edition; one left out, to itself alone."""
    found: dict[str, set[str]] = {}
    for _, own in sorted(_by_edition(taken).items()):
        # All rows of one edition at once: each speaks of the edition before, not of the others.
        found |= {
            name: {root for one in named for root in found.get(one, {one})}
            for name, named in own.items()
        }
    return found


def _by_edition(taken: Iterable[Taken]) -> dict[int, dict[str, set[str]]]:
    found: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for edition_id, lineage, continues in taken:
        found[edition_id][lineage].update(continues)
    return {edition_id: dict(own) for edition_id, own in found.items()}


def _by_line(provisions: Iterable[Provision]) -> dict[str, list[Provision]]:
    found: dict[str, list[Provision]] = defaultdict(list)
    for provision in provisions:
        found[provision.lineage].append(provision)
    return dict(found)


def _side_by_side(old: list[Provision], new: list[Provision]) -> list[tuple[Provision, Provision]]:
    """Pair what shares one line, first with first; the last of the shorter takes what is left."""
    if not old or not new:
        return []
    return [
        (old[min(place, len(old) - 1)], new[min(place, len(new) - 1)])
        for place in range(max(len(old), len(new)))
    ]
