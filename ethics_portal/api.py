"""The API root, and the one shape of every error: a problem detail (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework.exceptions import APIException, NotAuthenticated, ValidationError
from rest_framework.response import Response
from rest_framework.routers import DefaultRouter
from rest_framework.views import exception_handler

from ethics_portal.middleware import status_of
from ledger.refusals import Refusal

if TYPE_CHECKING:
    from rest_framework.request import Request

router = DefaultRouter()
router.include_format_suffixes = False


def problem(exception: Exception, context: dict[str, Any]) -> Response | None:
    """Say what went wrong in the sentence the page would have used."""
    request: Request = context["request"]
    if isinstance(exception, Refusal):
        return as_problem(request, status_of(exception), str(exception))
    answer = exception_handler(exception, context)
    if answer is None:
        return None
    if isinstance(exception, ValidationError):
        sentence = "Some answers need another look."
        answer.data = details(request, answer.status_code, sentence) | {"errors": answer.data}
    elif isinstance(exception, Http404):
        answer.data = details(request, answer.status_code, "There is nothing here.")
    elif isinstance(exception, NotAuthenticated):
        answer.data = details(request, answer.status_code, "Sign in first.")
    elif isinstance(exception, APIException | PermissionDenied):
        sentence = str(getattr(exception, "detail", "")) or "You may not do this."
        answer.data = details(request, answer.status_code, sentence)
    # The page to try the API at is a page, also when it is refused.
    if getattr(getattr(request, "accepted_renderer", None), "format", "json") != "html":
        answer.content_type = "application/problem+json"
    return answer


def as_problem(request: Request, status: int, sentence: str) -> Response:
    return Response(
        details(request, status, sentence), status, content_type="application/problem+json"
    )


def details(request: Request, status: int, sentence: str) -> dict[str, Any]:
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": sentence,
        "instance": request.path,
    }
