from __future__ import annotations

import datetime as dt
import hashlib
import hmac

from django.conf import settings
from django.db import models
from django.utils import timezone


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
