"""Two editions of a code side by side: what happened to each line, word for word.

Pure: no query. Lines are matched by their lineage and by what each provision takes up, never by
number. Comparing there and back tells the same story: what is new one way is repealed the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from codes.lines import Taken, pairs
from codes.models import Edition, Provision
from codes.wording import ADDED, REMOVED, Span, cut, words_changed

__all__ = ["Comparison", "Kind", "Row", "Side", "Span", "compare", "words_changed"]


class Kind(models.TextChoices):
    """What became of a line. Recast: the words are the same, and what follows from them is not."""

    REWORDED = "reworded", _("Reworded")
    RECAST = "recast", _("Same words, other effect")
    MOVED = "moved", _("Moved")
    SPLIT = "split", _("Split")
    MERGED = "merged", _("Merged")
    NEW = "new", _("New")
    REPEALED = "repealed", _("Repealed")
    UNCHANGED = "unchanged", _("Unchanged")


class Side(NamedTuple):
    """A provision as one side of a row shows it: its words, with those marked that differ."""

    provision: Provision
    title: list[Span]
    text: list[Span]


@dataclass(frozen=True)
class Row:
    """One line, or lines that were split or merged, before and after.

    Where a side has several provisions, each stands in ``title`` and ``text`` on a line of its
    own.
    """

    kind: Kind
    before: tuple[Provision, ...]
    after: tuple[Provision, ...]
    title: list[Span]
    text: list[Span]
    sentences: list[str]

    @property
    def heading(self) -> str:
        was, now = (
            gettext(" and ").join(line.number for line in side)
            for side in (self.before, self.after)
        )
        if was == now or not (was and now):
            return was or now
        return gettext("%(was)s, now %(now)s") % {"was": was, "now": now}

    @property
    def changed(self) -> bool:
        return self.kind != Kind.UNCHANGED or bool(self.sentences)

    @property
    def one_text(self) -> bool:
        """Whether both sides read the same, so that it is enough to show the words once."""
        return self.kind in (Kind.RECAST, Kind.MOVED, Kind.UNCHANGED)

    @property
    def sides(self) -> tuple[list[Side], list[Side]]:
        return _side(self, self.before, ADDED), _side(self, self.after, REMOVED)


@dataclass(frozen=True)
class Comparison:
    before: Edition
    after: Edition
    rows: list[Row]

    @property
    def backwards(self) -> bool:
        """Whether it leads from the later edition to the earlier."""
        return self.before.pk > self.after.pk

    @property
    def counts(self) -> dict[Kind, int]:
        found = Counter(row.kind for row in self.rows)
        return {kind: found[kind] for kind in Kind}


def compare(
    before: Edition, after: Edition, provisions: Iterable[Provision], taken: Iterable[Taken]
) -> Comparison:
    """Compare two editions of one code, in either order.

    ``provisions`` are those of both; ``taken`` is what the editions published after the older
    of the two took up, as far as the newer, which is included.
    """
    held: dict[int, list[Provision]] = defaultdict(list)
    for provision in sorted(provisions, key=lambda one: one.position):
        held[provision.edition_id].append(provision)
    older, newer = sorted((before.pk, after.pk))
    found = pairs(held[older], held[newer], taken)
    if before.pk > after.pk:
        found = [(old, new) for new, old in found]
    joined = _Joined(held[before.pk], held[after.pk], found)
    return Comparison(before, after, joined.rows())


class _Joined:
    """The provisions of two editions, and which of them belong together."""

    def __init__(
        self,
        before: Sequence[Provision],
        after: Sequence[Provision],
        found: list[tuple[Provision, Provision]],
    ) -> None:
        self.before, self.after = before, after
        self.known = {line.pk: line for line in chain(before, after)}
        self.joined = {(old.pk, new.pk) for old, new in found}
        self.onward: dict[int, list[Provision]] = defaultdict(list)
        self.back: dict[int, list[Provision]] = defaultdict(list)
        for old, new in sorted(found, key=lambda pair: (pair[0].position, pair[1].position)):
            self.onward[old.pk].append(new)
            self.back[new.pk].append(old)

    def rows(self) -> list[Row]:
        """List every line in the order of the second edition, what is repealed where it stood."""
        found: list[tuple[tuple[int, int, int], Row]] = []
        place = 0
        for old in self.before:
            onward = self.onward[old.pk]
            place = onward[0].position if onward else place
            order = (place, 1, old.position)
            if not onward:
                found.append((order, self._row(Kind.REPEALED, (old,), ())))
            elif len(onward) > 1:
                found.append((order, self._row(Kind.SPLIT, (old,), tuple(onward))))
            elif len(self.back[onward[0].pk]) == 1:
                found.append(((place, 0, 0), self._pair(old, onward[0])))
        for new in self.after:
            back, order = self.back[new.pk], (new.position, 0, 0)
            if not back:
                found.append((order, self._row(Kind.NEW, (), (new,))))
            elif len(back) > 1:
                found.append((order, self._row(Kind.MERGED, tuple(back), (new,))))
        return [row for _, row in sorted(found, key=lambda one: one[0])]

    def _pair(self, old: Provision, new: Provision) -> Row:
        effects, places = self._effects(old, new), self._places(old, new)
        if (old.title, old.text) != (new.title, new.text):
            kind = Kind.REWORDED
        elif effects:
            kind = Kind.RECAST
        else:
            kind = Kind.MOVED if places else Kind.UNCHANGED
        return self._row(kind, (old,), (new,), effects + places + _fullness(old, new))

    def _row(
        self,
        kind: Kind,
        before: tuple[Provision, ...],
        after: tuple[Provision, ...],
        sentences: list[str] | None = None,
    ) -> Row:
        if sentences is None:
            # Where one line became several, each sentence says of which it speaks.
            several = after if len(after) > 1 else before
            sentences = [
                f"{(new if several is after else old).number}: {sentence}"
                for old in before
                for new in after
                for sentence in self._effects(old, new)
            ]
        return Row(
            kind,
            before,
            after,
            words_changed(_together(before, "title"), _together(after, "title")),
            words_changed(_together(before, "text"), _together(after, "text")),
            sentences,
        )

    def _effects(self, old: Provision, new: Provision) -> list[str]:
        """Say what follows from one provision and not from the other, whatever their words."""
        found = []
        if old.enforceable != new.enforceable:
            found.append(
                gettext("Can now be charged")
                if new.enforceable
                else gettext("Can no longer be charged")
            )
        if old.kind != new.kind:
            kinds = {"old": old.get_kind_display(), "new": new.get_kind_display()}
            found.append(gettext("Was “%(old)s”, is now “%(new)s”") % kinds)
        if self._other(old.bridge_id, new.bridge_id):
            if old.bridge_id:
                words = gettext("A breach no longer also breaks %(provision)s")
                found.append(words % {"provision": self._named(old.bridge_id)})
            if new.bridge_id:
                words = gettext("A breach now also breaks %(provision)s")
                found.append(words % {"provision": self._named(new.bridge_id)})
        if old.external_code_required != new.external_code_required:
            found.append(
                gettext("A charge now needs the other profession’s code")
                if new.external_code_required
                else gettext("A charge no longer needs the other profession’s code")
            )
        if sorted(old.applies_to) != sorted(new.applies_to):
            whom = {"old": _bound(old), "new": _bound(new)}
            found.append(gettext("Bound %(old)s. Now binds %(new)s") % whom)
        return found

    def _places(self, old: Provision, new: Provision) -> list[str]:
        found = []
        if old.number != new.number:
            found.append(gettext("Number was %(number)s") % {"number": old.number})
        if self._other(old.parent_id, new.parent_id):
            found.append(
                gettext("Stands under %(heading)s now") % {"heading": self._named(new.parent_id)}
                if new.parent_id
                else gettext("Stands under no heading now")
            )
        return found

    def _other(self, old: int | None, new: int | None) -> bool:
        """Whether two references lead to different lines."""
        if old is None or new is None:
            return old != new
        return (old, new) not in self.joined

    def _named(self, provision: int) -> str:
        return str(self.known[provision])


def _fullness(old: Provision, new: Provision) -> list[str]:
    if old.summary_only == new.summary_only:
        return []
    if new.summary_only:
        return [gettext("We hold only a summary of it now")]
    return [gettext("No longer a summary only")]


def _bound(provision: Provision) -> str:
    return ", ".join(provision.applies_to) or gettext("all whom the code binds")


def _together(provisions: Sequence[Provision], part: str) -> str:
    return "\n".join(getattr(provision, part) for provision in provisions)


def _side(row: Row, provisions: Sequence[Provision], other: str) -> list[Side]:
    titles = _parted(row.title, other, [line.title for line in provisions])
    texts = _parted(row.text, other, [line.text for line in provisions])
    return [Side(*side) for side in zip(provisions, titles, texts, strict=True)]


def _parted(spans: list[Span], other: str, parts: list[str]) -> list[list[Span]]:
    """Cut the words of one side where its provisions end, at a line break that is dropped."""
    left = [span for span in spans if span.kind != other]
    found = []
    for part in parts:
        own, _ = cut(left, len(part))
        _, left = cut(left, len(part) + 1)
        found.append(own)
    return found
