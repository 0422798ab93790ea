"""How a docket number stands in an address. Importing this makes ``<docket:…>`` known."""

from __future__ import annotations

from django.urls import register_converter


class DocketNumber:
    """A docket number as it stands in an address: ``CCMC-2026-0042``."""

    regex = r"[A-Z]{2,16}-\d{4}-\d{4,9}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(DocketNumber, "docket")
