from __future__ import annotations

import json

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from ethics_portal.middleware import PrivacyMiddleware, RefusalMiddleware
from ledger.refusals import Blocked, Forbidden, Overtaken

REFUSALS = [
    (Forbidden("You are recused from this case."), 403),
    (Blocked("Cite at least one provision first."), 409),
    (Overtaken("Ada has moved this on."), 409),
]


@pytest.mark.parametrize(("refusal", "status"), REFUSALS)
def test_a_page_says_why_it_refuses(refusal, status):
    request = RequestFactory().post("/cases/")

    answer = RefusalMiddleware(lambda r: HttpResponse()).process_exception(request, refusal)

    assert answer.status_code == status
    assert str(refusal) in answer.content.decode()


def test_a_fault_that_is_no_refusal_is_left_alone():
    answer = RefusalMiddleware(lambda r: HttpResponse()).process_exception(
        RequestFactory().get("/"), ValueError()
    )
    assert answer is None


def raising(exception: Exception):
    class Raising(APIView):
        permission_classes = [AllowAny]

        def get(self, request):
            raise exception

    return Raising.as_view()


@pytest.mark.parametrize(
    ("exception", "status", "title", "sentence"),
    [
        (Http404("No such row 17"), 404, "Not Found", "There is nothing here."),
        *[
            (refusal, status, {403: "Forbidden", 409: "Conflict"}[status], str(refusal))
            for refusal, status in REFUSALS
        ],
    ],
)
def test_the_api_answers_with_a_problem_in_the_same_words(exception, status, title, sentence):
    answer = raising(exception)(APIRequestFactory().get("/api/somewhere/")).render()

    assert answer.headers["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content) == {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": sentence,
        "instance": "/api/somewhere/",
    }


def test_the_api_names_each_answer_that_needs_another_look():
    invalid = ValidationError({"reason": ["Say why."]})

    answer = raising(invalid)(APIRequestFactory().get("/api/somewhere/")).render()

    assert json.loads(answer.content) == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "Some answers need another look.",
        "instance": "/api/somewhere/",
        "errors": {"reason": ["Say why."]},
    }


def test_nothing_of_a_page_may_be_kept():
    answer = PrivacyMiddleware(lambda r: HttpResponse())(RequestFactory().get("/cases/"))

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.django_db
def test_what_a_browser_is_told(client):
    headers = client.get("/health").headers

    policy = headers["Content-Security-Policy"].split("; ")
    assert dict(directive.split(" ", 1) for directive in policy) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }
    told = ["X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Cache-Control"]
    assert [headers[name] for name in told] == ["nosniff", "DENY", "same-origin", "no-store"]


@pytest.mark.django_db
def test_a_door_is_closed_unless_it_was_opened_by_name(client):
    page, api = client.get("/api/docs/"), client.get("/api/")
    assert [page.status_code, api.status_code] == [403, 403]
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert api.headers["Content-Type"] == "application/problem+json"
