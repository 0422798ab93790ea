from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from ledger.refusals import Forbidden, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


def status_of(refusal: Refusal) -> int:
    """403 says: not you. 409 says: not yet, or no longer."""
    return 403 if isinstance(refusal, Forbidden) else 409


class RefusalMiddleware:
    """Turns a refusal raised anywhere in a page into a page that says why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        status = status_of(exception)
        words = {"reason": str(exception), "status": status}
        return render(request, "refused.html", words, status=status)


class PrivacyMiddleware:
    """Asks browsers, caches and search engines to keep nothing of a page.

    It stands behind the static files, so those alone may be kept.
    """

    HEADERS = {
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.HEADERS.items():
            response.headers.setdefault(name, value)
        if request.path != "/":
            response.headers.setdefault("X-Robots-Tag", "noindex")
        return response
