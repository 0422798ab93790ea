"""How often a code may be tried: a wrong one counts for its address, each one for all together.

What is refused for its address takes nothing from the others. No number that a stranger can know,
such as that of a case, is counted: whoever tries to guess would lock its owner out.
"""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest

from people.http import address_of
from people.models import Allowance, Attempt

WRONG_AN_HOUR, A_MINUTE = 10, 60
HOUR = dt.timedelta(hours=1)


def _bucket(request: HttpRequest, codes: str) -> str:
    return Attempt.buckets(**{codes: address_of(request)})[0]


def may_try(request: HttpRequest, codes: str) -> bool:
    """Take one try of these codes; False when this address, or everybody, has to wait."""
    if Attempt.objects.within(_bucket(request, codes), HOUR) >= WRONG_AN_HOUR:
        return False
    return Allowance.take(codes, a_minute=A_MINUTE)


def note_wrong(request: HttpRequest, codes: str) -> None:
    Attempt.objects.create(bucket=_bucket(request, codes))
