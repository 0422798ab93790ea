from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProvisionKind(models.TextChoices):
    """What a line of a code is; whether it can be charged is said apart."""

    PRINCIPLE = "principle", _("Principle")
    RULE = "rule", _("Rule of conduct")
    STANDARD = "standard", _("Standard of conduct")
    CERTIFICANT_DUTY = "certificant_duty", _("Duty of certificants")
    PROCEDURE = "procedure", _("Procedure")
    INTRODUCTION = "introduction", _("Introduction")
    SCOPE = "scope", _("Scope of practice")
