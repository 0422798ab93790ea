"""Whether what is to be shown to the respondent names the complainant inside: read, and searched.

The words of texts, mails, documents, tables and PDFs are read where such a file is read at all
(``vault.inspection``). A picture, a scan and a recording only a person can look through.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from complaints import guard
from complaints.copies import the_copy, the_file
from complaints.models import Complaint, Exhibit
from complaints.stages import PartyRole
from vault import files
from vault.inspection.asking import words_in


@dataclass(frozen=True)
class Search:
    """``naming``: the exhibits that name the complainant, or say how to reach them.

    ``unread``: those of which something could not be read.
    """

    naming: tuple[Exhibit, ...]
    unread: tuple[Exhibit, ...]


def search(case: Complaint, exhibits: Iterable[Exhibit]) -> Search:
    """Look through what the respondent would be handed of each, and told of it."""
    traces = guard.traces_for(case, PartyRole.RESPONDENT)
    if not traces.each:
        return Search((), ())
    naming, unread = [], []
    for row in exhibits:
        given = the_copy(row) or the_file(row)
        found = words_in(files.read(given.address, case.docket.data_key), row.media_type)
        # A filer's own words for a file are not shown to the other side.
        told = [] if row.party == PartyRole.COMPLAINANT else [row.description, row.filename]
        if any(map(traces.first_in, [found.text, *told])):
            naming.append(row)
        if not found.whole:
            unread.append(row)
    return Search(tuple(naming), tuple(unread))


def stop(found: Search) -> str:
    """Why these cannot be shown without more ado, in a sentence; empty when they can."""
    if not found.naming:
        return ""
    labels = " and ".join(row.label for row in found.naming)
    return (
        f"The words in {labels} seem to name the complainant, or to say how to reach them, and the"
        " respondent is not to be told that. Leave it out, have it filed again with those words"
        " blacked out, or look through it and say why it can be shown as it is."
    )
