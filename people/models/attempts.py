from __future__ import annotations

import datetime as dt
import hashlib
import hmac

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Greatest
from django.utils import timezone

# Seconds ahead of now to which any number of tries can use an allowance up.
FULL = 90


def _not_ahead(now: float) -> Case:
    """Until when it is used up; now where that lies further ahead than it can."""
    return Case(When(used_until__gt=now + FULL, then=Value(now)), default=F("used_until"))


class Allowance(models.Model):
    """How often something may be tried by everybody together, exact for any number at once.

    Half of the tries of a minute may come together, the others one by one: in no minute are
    there more than ``a_minute`` (the generic cell rate algorithm).
    """

    name = models.CharField(max_length=40, primary_key=True)
    used_until = models.FloatField(default=0, help_text="Seconds since 1970.")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def take(cls, name: str, *, a_minute: int) -> bool:
        """Take one try; False when there is none left for now."""
        now, burst = timezone.now().timestamp(), a_minute // 2
        apart = 60 / (a_minute - burst)
        cls.objects.get_or_create(pk=name)
        # A moment that lies further ahead than any try could put it is of a clock that went wrong.
        in_time = Q(used_until__lte=now + (burst - 1) * apart)
        free = cls.objects.filter(in_time | Q(used_until__gt=now + FULL), pk=name)
        return bool(free.update(used_until=Greatest(_not_ahead(now), Value(now)) + apart))


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def within(self, bucket: str, window: dt.timedelta) -> int:
        """How many attempts this bucket saw lately."""
        return self.filter(bucket=bucket, at__gte=timezone.now() - window).count()


class Attempt(models.Model):
    """One failed attempt to guess, in a bucket that names nobody."""

    bucket = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["bucket", "at"], name="attempts_of_bucket")]

    def __str__(self) -> str:
        return self.bucket

    @staticmethod
    def buckets(**places: str) -> list[str]:
        """Where failed tries are counted: each place under a key, so that it names nobody."""
        key = settings.RECEIPT_PEPPER.encode()
        return [
            hmac.new(key, f"{kind}:{place}".encode(), hashlib.sha256).hexdigest()
            for kind, place in sorted(places.items())
        ]
