"""A draft as its reader sees it: against the edition it is to follow, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop

from codes.clauses import OPEN_TABLES
from codes.comparison import Comparison, Row, Span, compare, words_changed
from codes.documents import Document, Faulty, Sourced
from codes.lines import Taken
from codes.models import CodeDraft, Edition, ProcedureDraft, Provision
from codes.rules import Rules
from codes.tables import named_by_us, tables_of

# Keys that no published row has: a draft is compared without being saved.
UNSAVED = 2**62


def draft_compared(draft: CodeDraft) -> Comparison:
    """Compare the draft with the edition it is based on; with nothing, where it is the first."""
    before = draft.based_on or Edition(pk=0, code=draft.code, label="No edition yet", slug="none")
    after = Edition(pk=UNSAVED, code=draft.code, label=draft.label or "This draft", slug="draft")
    lines = list(_as_provisions(draft, after))
    taken = [Taken(UNSAVED, line.lineage, list(line.continues)) for line in lines if line.continues]
    return compare(before, after, [*draft.lines_before, *lines], taken)


def _as_provisions(draft: CodeDraft, edition: Edition) -> Iterator[Provision]:
    keys = {line["number"]: -place for place, line in enumerate(draft.content, start=1)}
    for place, line in enumerate(draft.content, start=1):
        said = {name: given for name, given in line.items() if name not in ("parent", "bridge")}
        said.setdefault("lineage", line["number"])
        said.setdefault("enforceable", False)
        yield Provision(
            pk=-place,
            edition=edition,
            position=place,
            parent_id=keys.get(line.get("parent", "")),
            bridge_id=keys.get(line.get("bridge", "")),
            **said,
        )


def row_of(comparison: Comparison, number: str) -> Row | None:
    """Find what becomes of the line that has this number in the draft."""
    return next(
        (row for row in comparison.rows if number in [line.number for line in row.after]), None
    )


@dataclass(frozen=True)
class ValueRow:
    """One value of a procedure in the draft, beside the edition before."""

    key: str
    title: str
    value: Sourced
    words: list[Span]
    change: str

    @property
    def ours(self) -> bool:
        return named_by_us(self.key)


@dataclass(frozen=True)
class ValueTable:
    slug: str
    title: str
    rows: list[ValueRow]

    @property
    def adds(self) -> list[tuple[str, str]]:
        """What can be added to it: the key of a table that is open, and what one is called."""
        found = {row.key.split(".")[0] for row in self.rows} & OPEN_TABLES.keys()
        if "close_codes" in found:
            found.add("aftermath")
        return [(name, words) for name, words in OPEN_TABLES.items() if name in found]


def values_compared(draft: ProcedureDraft) -> list[ValueTable]:
    """Every value of the draft, in its table, with what changed in it marked."""
    return values_between(draft.based_on.document if draft.based_on else {}, draft.content)


def values_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[ValueTable]:
    """Every value of the later document, with what changed since the earlier marked."""
    now, was = _told(after), _told(before) if before else {}
    tables: dict[str, ValueTable] = {}
    for key, (table, title, words, value) in now.items():
        rows = tables.setdefault(table, ValueTable(table.casefold().replace(" ", "-"), table, []))
        old = was.get(key)
        change = _change(old[2:] if old else None, (words, value))
        rows.rows.append(
            ValueRow(key, title, value, words_changed(old[2] if old else words, words), change)
        )
    gone = [
        ValueRow(key, title, value, words_changed(words, ""), gettext_noop("removed"))
        for key, (_, title, words, value) in was.items()
        if key not in now
    ]
    found = list(tables.values())
    return [*found, ValueTable("removed", gettext_noop("Left out"), gone)] if gone else found


def _told(document: Mapping[str, Any]) -> dict[str, tuple[str, str, str, Sourced]]:
    """Each value by key: its table, its title, its words. Raw, while it cannot be read whole."""
    try:
        rules = Rules.from_document(document)
    except Faulty:
        return {
            key: ("Values", key, str(value.value), value)
            for key, value in Document(document).values.items()
        }
    return {
        row.value.key: (table.title, row.title, row.words, row.value)
        for table in tables_of(rules)
        for row in table.rows
    }


def _change(old: tuple[str, Sourced] | None, new: tuple[str, Sourced]) -> str:
    if old is None:
        return gettext_noop("new")
    if old[0] != new[0]:
        return gettext_noop("changed")
    if new[1].confirmed and not old[1].confirmed:
        return gettext_noop("confirmed")
    return "" if old[1].as_json() == new[1].as_json() else gettext_noop("source")
