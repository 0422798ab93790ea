"""Handing out a sealed file: never shown in the browser, always entered as read first."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import StreamingHttpResponse

from complaints.evidence import read
from complaints.models import Exhibit
from ledger.refusals import Blocked

# Whatever a file holds, a browser is to save it, run nothing of it and keep nothing of it.
ONLY_TO_SAVE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}


def hand_out(row: Exhibit, *, by: Any) -> StreamingHttpResponse:
    """Give out one exhibit as ``exhibits_for`` prepared it. Raises ``Blocked`` with the reason."""
    if row.withheld:
        raise Blocked(row.withheld)
    copy = row.given
    answer = StreamingHttpResponse(read(row, copy, by=by), content_type=copy.content_type)
    for header, value in ONLY_TO_SAVE.items():
        answer[header] = value
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(copy.filename)}"
    answer["Content-Length"] = str(copy.size)
    return answer
