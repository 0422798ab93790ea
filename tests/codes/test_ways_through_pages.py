"""Published law, attacked through every page, through the API, and through an admin."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from codes import draft_urls, drafting, urls
from codes.models import Code, CodeDraft, Edition, Procedure, ProcedureEdition, Provision
from ethics_portal.api import router
from tests.codes.painted import rows_of
from tests.office import Office


def addresses(code: Code, draft: CodeDraft) -> list[str]:
    """Every address of the codes and of the desk where law is drafted, for one edition."""
    edition = code.editions.latest("pk")
    line = edition.provisions.latest("position")
    known = {
        "body": code.body_id,
        "code": code.slug,
        "edition": edition.slug,
        "number": line.number,
        "kind": "code",
        "pk": code.pk,
        "step": "publish",
        "key": "windows.response",
        "table": "windows",
    }
    found = []
    for one in [*urls.urlpatterns, *draft_urls.urlpatterns]:
        of_draft = {"pk": draft.pk} if "drafts" in str(one.pattern) else {}
        asked = {name: {**known, **of_draft}[name] for name in one.pattern.converters}
        found.append(reverse(one.name, kwargs=asked))
    return found


FORGED = {
    "number": "R-1",
    "kind": "rule",
    "text": "Forged.",
    "label": "Forged",
    "provenance": "Forged.",
    "revision": "1",
    "reason": "Forged.",
    "value": "Forged.",
}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("user", ["ccmc-administrator", "ccmc-chair", ""])
def test_no_page_changes_it(office: Office, client: Client, user: str, method: str) -> None:
    code = Code.objects.get(slug="professional-conduct")
    if user:
        client.force_login(office[user])
    draft = drafting.begin_code_draft(code, by=office["ccmc-administrator"])
    before = rows_of(code)

    found = addresses(code, draft)
    answers = [getattr(client, method)(address, FORGED).status_code for address in found]

    assert len(found) > 15
    assert all(status < 500 for status in answers), dict(zip(found, answers, strict=True))
    assert rows_of(code) == before


def test_no_call_and_no_admin_reaches_it() -> None:
    assert get_resolver().url_patterns
    assert router.registry
    models = {view.queryset.model for _, view, _ in router.registry if view.queryset is not None}
    assert not models & {Code, Edition, Procedure, ProcedureEdition, Provision}
    assert not any(hasattr(view, "update") for _, view, _ in router.registry)
    assert not apps.is_installed("django.contrib.admin")
    with pytest.raises(NoReverseMatch):
        reverse("admin:index")
