from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import activate, override

from ledger.refusals import Forbidden, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


def status_of(refusal: Refusal) -> int:
    """403 says: not you. 409 says: not yet, or no longer."""
    return 403 if isinstance(refusal, Forbidden) else 409


class AddressMiddleware:
    """Keeps the NUL sign, at which PostgreSQL stops with an error, out of every address.

    Nothing stands at an address with one in its path; in what is asked of a page it is left out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        asked = request.META.get("QUERY_STRING", "")
        request.META["QUERY_STRING"] = asked.replace("%00", "")
        return self.get_response(request)


class LanguageMiddleware:
    """Speaks the reader's language on the pages open to everybody, and English elsewhere.

    The office works in one language, that of its record; half a page in each would serve nobody.
    Programs read that language as well. Where no page was found, the reader's answers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = chosen in dict(settings.LANGUAGES)
        with override(chosen if known else settings.LANGUAGE_CODE):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> None:
        as_data = request.GET.get("format") == "json" or not request.accepts("text/html")
        if as_data or getattr(view, "login_required", True):
            activate(settings.LANGUAGE_CODE)


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
