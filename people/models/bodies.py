from __future__ import annotations

from django.db import models


class Body(models.Model):
    """A certifying body that hears complaints: its name leads on every public page."""

    slug = models.SlugField(primary_key=True, max_length=16)
    acronym = models.CharField(max_length=16, unique=True, help_text="Leads its docket numbers.")
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=48, default="America/New_York")
    address = models.TextField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["slug"]
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.acronym
