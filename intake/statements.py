"""The signed statement of a receipt: what it binds, how it is made, how it is checked.

It says when a case was filed, under which edition of the procedure, and the digest of what
was filed. Whoever holds it can prove all three, and it tells nobody what the complaint says.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from django.db.models import Min

from complaints.models import Complaint
from intake.models import Filing, SigningKey
from vault import signing

HEADING = "ETHICS PORTAL RECEIPT 1"
LINES = ("body", "case", "filed", "filing", "procedure", "key")
LONGEST = 4000
_LINE = re.compile(r"([a-z]{3,9}): ([\x21-\x7e][\x20-\x7e]{0,200})")


def make(case: Complaint, *, filed_at: dt.datetime, digest: str) -> str:
    """State and sign a filing; ``digest`` is that of the filer's copy."""
    edition = case.procedure
    epoch = signing.current_epoch()
    told = {
        "body": case.body_id,
        "case": case.pk,
        "filed": filed_at.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "filing": f"sha256 {digest}",
        "procedure": f"{edition.slug} sha256 {edition.digest}",
        "key": f"{epoch} {signing.public_key(epoch)}",
    }
    text = "".join(f"{line}\n" for line in (HEADING, *(f"{k}: {v}" for k, v in told.items())))
    return f"{text}signature: {signing.sign(text)}\n"


def note_key(today: dt.date) -> None:
    """Note since when the key that signs now does.

    What was signed before any key was noted was signed by the first one.
    """
    epoch = signing.current_epoch()
    if SigningKey.objects.filter(pk=epoch).exists():
        return
    first = Filing.objects.aggregate(day=Min("case__filed_on"))["day"] or today
    since = first if epoch == signing.epochs()[0] else today
    told = {"public_key": signing.public_key(epoch), "first_used_on": since}
    SigningKey.objects.get_or_create(epoch=epoch, defaults=told)


@dataclass(frozen=True)
class PublicKey:
    """A key and the days on which it signed; None where no day is known."""

    epoch: int
    key: str
    since: dt.date | None
    until: dt.date | None


def public_keys() -> list[PublicKey]:
    """Every key that signed here or may, the newest first: old receipts need the old ones."""
    noted = {row.epoch: row for row in SigningKey.objects.all()}
    found: list[PublicKey] = []
    until = None
    for epoch in sorted({*noted, *signing.epochs()}, reverse=True):
        row = noted.get(epoch)
        key = row.public_key if row else signing.public_key(epoch)
        found.append(PublicKey(epoch, key, row.first_used_on if row else None, until))
        until = row.first_used_on if row else until
    return found


@dataclass(frozen=True)
class Checked:
    """What came of checking a statement; ``told`` is empty unless it is genuine."""

    genuine: bool
    told: dict[str, str] = field(default_factory=dict)


def check(text: str) -> Checked:
    """Whether this is, word for word, a statement that this portal signed."""
    lines = [line.strip() for line in text[:LONGEST].replace("\r", "\n").split("\n")]
    lines = [line for line in lines if line]
    if HEADING not in lines:
        return Checked(genuine=False)
    # Mail programs put words around what people paste.
    lines = lines[lines.index(HEADING) :][: len(LINES) + 2]
    told = {match[1]: match[2] for line in lines[1:] if (match := _LINE.fullmatch(line))}
    if tuple(told) != (*LINES, "signature") or len(told) + 1 != len(lines):
        return Checked(genuine=False)
    epoch = told["key"].split(" ")[0]
    signed = "".join(f"{line}\n" for line in lines[:-1])
    known = epoch.isascii() and epoch.isdecimal() and len(epoch) < 6
    if not known or not signing.is_signed(signed, told["signature"], int(epoch)):
        return Checked(genuine=False)
    return Checked(genuine=True, told=told)
