"""The receipt code of a filer: 16 characters of Crockford's base 32, 80 random-looking bits.

The code is derived from the one-use key of the form, so sending the same form twice shows
the same code, and nothing readable is stored: the database keeps a keyed hash of the code.
The code that brings a saved draft back is made in the same way, for another purpose.
At 80 uniform bits no slow hash is needed (docs/decisions/0008).
"""

from __future__ import annotations

import hashlib
import hmac
import re

from django.conf import settings

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def _keyed(purpose: str, text: str) -> bytes:
    message = f"{purpose}\x00{text}".encode()
    return hmac.new(settings.RECEIPT_PEPPER.encode(), message, hashlib.sha256).digest()


def code_for(submission_key: str, purpose: str = "receipt code") -> str:
    """The receipt code of a submission, in fours: ``7K2M-9QXD-4T1B-ZP8C``."""
    bits = int.from_bytes(_keyed(purpose, submission_key)[:10], "big")
    letters = "".join(ALPHABET[bits >> 5 * place & 31] for place in reversed(range(LENGTH)))
    return "-".join(letters[i : i + 4] for i in range(0, LENGTH, 4))


def cleaned(typed: str) -> str | None:
    """Read a code as people type it; None when it cannot be one."""
    letters = re.sub(r"[\s-]", "", typed[:64]).upper().translate(READ_AS)
    return letters if len(letters) == LENGTH and set(letters) <= set(ALPHABET) else None


def tag_of(code: str) -> str:
    """What is stored of a code. Empty input or a malformed code has no tag."""
    letters = cleaned(code)
    return _keyed("receipt tag", letters).hex() if letters else ""
