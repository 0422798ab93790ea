"""What somebody typed, carried in the page itself past a code that has to be entered first.

Whoever was away too long, or whose browser forgot them, loses nothing of what they send (WCAG
2.2.1), and nothing of it is kept here before they have shown who they are.
"""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, QueryDict

# Of a page; the longest text that a form takes has 20,000 characters.
MOST = 100_000
# Not an answer: a form's own fields, and the buttons that keep what was typed or throw it away.
OURS = {"csrfmiddlewaretoken", "save", "discard", "carried", "carried_to"}


def carry(request: HttpRequest, to: str) -> dict[str, str]:
    """The words for ``components/carried.html``: what was posted, and the page it was meant for."""
    if request.method != "POST":
        return {}
    if "carried" in request.POST:
        return {
            "carried": request.POST["carried"],
            "carried_to": request.POST.get("carried_to", ""),
        }
    return {"carried": json.dumps(typed_in(request.POST))[:MOST], "carried_to": to}


def typed_in(posted: QueryDict) -> dict[str, list[str]]:
    """Each answer of a form with its values."""
    return {name: posted.getlist(name) for name in posted if name not in OURS}


def carried(request: HttpRequest) -> tuple[str, QueryDict] | None:
    """Where to, and what was carried; None when nothing was, or nothing that can be read."""
    try:
        kept: Any = json.loads(request.POST.get("carried", "")[:MOST])
    except ValueError:
        return None
    data = QueryDict(mutable=True)
    for name, values in kept.items() if isinstance(kept, dict) else ():
        if isinstance(values, list) and all(isinstance(value, str) for value in values):
            data.setlist(name, values)
    return request.POST.get("carried_to", "")[:40], data
