"""The stages of a draft on its way to becoming law."""

from __future__ import annotations

from django.db import models


class DraftStage(models.TextChoices):
    DRAFTING = "drafting", "Being drafted"
    SUBMITTED = "submitted", "Waiting for a second person"
    APPROVED = "approved", "Approved, to be published"
    PUBLISHED = "published", "Published"
    DISCARDED = "discarded", "Discarded"


OPEN = [DraftStage.DRAFTING, DraftStage.SUBMITTED, DraftStage.APPROVED]
