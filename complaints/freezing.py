"""A letter is made once: its text, what it was made from, and its PDF, sealed together.

From then on the database itself refuses to change any of them (``complaints.triggers``).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from complaints import guard, printing
from complaints.composing import Composed, composed, written
from complaints.invitations import DAYS, is_owed
from complaints.layout import Layout, laid_out
from complaints.letters import TITLES, facts_of, without_code
from complaints.models import Notice
from complaints.postage import envelope
from people.models import User
from vault import files

NO_CODE = "0000-0000-0000-0000"
# In points. Another than the first, hardly to be told from it, where it spares a nearly empty page.
SIZES = (10.5, 10.3, 10.1, 9.9, 10.7, 10.9)
# Where none does, all from this heading on stays on one page.
CLOSING = {("How to reach us",), ("Cómo comunicarse con nosotros",)}
# What the foot of each page says, by language.
FOOT = {"en": ("Page", "of"), "es": ("Página", "de")}


def freeze(notice: Notice) -> None:
    """Write, set and seal a letter. Raises ``Blocked`` when it cannot be served."""
    made, address = composed(notice), envelope(notice) if notice.by_post else ""
    pdf = pdf_of(notice, layout_of(made), made.language, address=address)
    # The words were read when they were put together; the pages are set from them alone.
    guard.passes(notice, pdf_name(notice), *printing.said_of_itself(pdf))
    stored = files.store([pdf], notice.sealing_key, limit=files.LIMIT)
    notice.text, notice.made_at = made.text, timezone.now()
    notice.sha256 = hashlib.sha256(made.text.encode()).hexdigest()
    data = data_of(notice, made) | {"address": address}
    notice.data = json.dumps(data, ensure_ascii=False, sort_keys=True)
    notice.title, notice.language = made.title, made.language
    notice.template, notice.template_sha256 = made.template, made.digest
    notice.pdf_address, notice.pdf_sha256 = stored.address, stored.sha256
    notice.pdf_size = stored.size


@dataclass(frozen=True)
class Preview:
    """A letter as its recipient would read it now, and the digest of what an approver reads.

    A letter has the date of the day on which it is made, and a code in it works so many days from
    then. Both are left out of the digest: another day changes neither words nor rights, and what
    was read in the evening can be approved in the morning.
    """

    made: Composed
    digest: str


def preview(notice: Notice, *, by: User | None = None) -> Preview:
    """The letter before it is made; a code that it is to bring is not made yet either."""
    facts = facts_of(notice)
    read = _as_made_on(notice, facts, facts["today"], by=by)
    undated = _as_made_on(notice, facts, facts["event_day"], by=by)
    words = f"{undated.title}\n{undated.text}"
    return Preview(read, hashlib.sha256(words.encode()).hexdigest())


def _as_made_on(
    notice: Notice, facts: Mapping[str, Any], day: dt.date, *, by: User | None
) -> Composed:
    """The letter as it would read if it were made on this day."""
    code = {}
    if is_owed(notice):
        code = {"invitation": NO_CODE, "invitation_until": day + dt.timedelta(days=DAYS)}
    made = written(notice, {**facts, "today": day, **code}, by=by)
    return replace(made, text=without_code(made.text))


def data_of(notice: Notice, made: Composed) -> dict[str, object]:
    """What a letter was made from, in plain words."""
    return {
        "letter": notice.letter,
        "to": notice.role,
        "language": made.language,
        "template": made.template,
        "template_sha256": made.digest,
        "headings": list(made.headings),
        "fields": made.values,
    }


def layout_of(made: Composed) -> Layout:
    return laid_out(made.text, made.title, made.headings)


def frozen_layout(notice: Notice, text: str) -> Layout:
    """A letter that was served, laid out again from its text as the reader may see it."""
    headings = json.loads(notice.data)["headings"] if notice.data else ()
    return laid_out(text, notice.title or TITLES[notice.letter], headings)


def pdf_of(notice: Notice, layout: Layout, language: str, *, address: str = "") -> bytes:
    """A letter on paper; ``address``, where it is posted, stands where a window shows it."""
    page, of = FOOT.get(language, FOOT["en"])
    words = layout.as_words() | {"lang": language, "case": notice.case_id, "page": page, "of": of}
    words["address"] = address.splitlines()
    source = printing.FOLDER / "letter.typ"
    for size in SIZES:
        pdf = printing.as_pdf(source, words | {"size": size}, made_on=notice.case.today)
        if not printing.ends_thinly(pdf):
            return pdf
    ends = [at for at, part in enumerate(layout.blocks) if part.lines[:1] in CLOSING]
    words["together"] = ends[-1] if ends else len(layout.blocks)
    return printing.as_pdf(source, words, made_on=notice.case.today)


def pdf_for(notice: Notice, *, whole: bool) -> Iterator[bytes]:
    """The PDF that was served; without code and address for whoever may read neither."""
    bare = without_code(notice.text) == notice.text and not address_in(notice)
    if notice.pdf_address and (whole or bare):
        yield from files.read(notice.pdf_address, notice.sealing_key)
    else:
        text = notice.text if whole else without_code(notice.text)
        yield pdf_of(notice, frozen_layout(notice, text), notice.language)


def address_in(notice: Notice) -> str:
    """The address that stands in the PDF that was made."""
    return str(json.loads(notice.data).get("address", "")) if notice.data else ""


def pdf_to_post(notice: Notice) -> bytes:
    """The letter for the envelope: as it was made, with another address if that has changed."""
    address = envelope(notice)
    if notice.pdf_address and address == address_in(notice):
        return b"".join(files.read(notice.pdf_address, notice.sealing_key))
    layout = frozen_layout(notice, notice.text)
    return pdf_of(notice, layout, notice.language, address=address)


def pdf_name(notice: Notice) -> str:
    """Such as ``CCMC-2026-0001-L09.pdf``: it says nothing of anybody."""
    return f"{notice.case_id}-{notice.letter}.pdf"
