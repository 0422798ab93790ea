from __future__ import annotations

from django.db import models


class ProvisionKind(models.TextChoices):
    """What a line of a code is; whether it can be charged is said apart."""

    PRINCIPLE = "principle", "Principle"
    RULE = "rule", "Rule of conduct"
    STANDARD = "standard", "Standard of conduct"
    CERTIFICANT_DUTY = "certificant_duty", "Duty of certificants"
    PROCEDURE = "procedure", "Procedure"
    INTRODUCTION = "introduction", "Introduction"
    SCOPE = "scope", "Scope of practice"
