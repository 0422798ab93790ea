"""Finding a person in the register, and naming further people.

The register look-up shows what a public directory shows: the name, the credentials, the
place, and whether somebody is certified now. It never says why not.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from intake import drafts
from intake.questionnaire import Questionnaire
from intake.questions.who import Find, Others
from intake.views.paging import onward, show
from people.http import address_of
from people.models import Attempt, Certificant, CredentialStatus
from people.models.register import CertificantQuerySet

MOST_FOUND = 20
LEAST_LETTERS = 3
LONGEST_SOUGHT = 100
LOOK_UPS = 60
HOUR = dt.timedelta(hours=1)
ACTIVE = {CredentialStatus.Status.ACTIVE, CredentialStatus.Status.PROBATION}


def find(request: HttpRequest, filing: Questionnaire) -> HttpResponse:
    """Look the person up by name or number; each of those found is a button."""
    if request.method == "POST" and keep(request, filing):
        return onward(request, filing, "find")
    words = (request.GET.get("q") or filing.said("find", "sought")).strip()[:LONGEST_SOUGHT]
    shown, sentence = _look_up(request, filing, words)
    form = filing.form(Find, quiet=True)
    return show(request, filing, form, found=shown, sentence=sentence, words=words)


def keep(request: HttpRequest, filing: Questionnaire) -> bool:
    """Keep whose button was pressed; False when none was."""
    chosen = _chosen(filing, request.POST.get("person", ""))
    if chosen:
        sought = request.POST.get("q", "").strip()[:LONGEST_SOUGHT]
        _set(filing, "find", {"person": [chosen], "sought": [sought]})
    return bool(chosen)


def _chosen(filing: Questionnaire, token: str) -> str:
    """Read a button: a person of this register, ``none``, or empty when it was forged."""
    if token == "none":  # noqa: S105 - the button of those who cannot find the person
        return token
    try:
        key: int = signing.loads(token, salt=str(filing.draft.pk))
    except signing.BadSignature:
        return ""
    found = Certificant.objects.filter(pk=key, body=filing.body).exists()
    return str(key) if found else ""


def _look_up(
    request: HttpRequest, filing: Questionnaire, words: str
) -> tuple[list[dict[str, Any]], str]:
    if len(words) < LEAST_LETTERS:
        too_short = gettext("Enter at least three letters of the name, or the number.")
        return [], too_short if words else ""
    bucket = Attempt.buckets(look_ups_from=address_of(request))[0]
    if Attempt.objects.within(bucket, HOUR) >= LOOK_UPS:
        return [], gettext("You have looked up many people. Describe the person instead.")
    Attempt.objects.create(bucket=bucket)
    register = Certificant.objects.filter(body=filing.body)
    # Whoever has heard a name and never read it spells it as it sounds.
    rows = _first_of(register.named(words)) or _first_of(register.sounding(words))
    if not rows:
        nobody = gettext(
            "Nobody found for “%(words)s”. A first or a last name will do, and a town. Or describe "
            "the person."
        )
        return [], nobody % {"words": words}
    if len(rows) > MOST_FOUND:
        return [], gettext("More than 20 people match. Add another name, the town, or the number.")
    return [_as_shown(filing, row) for row in rows], ""


def _first_of(matches: CertificantQuerySet) -> list[Certificant]:
    shown = matches.prefetch_related("credentials__statuses").order_by("sort_name", "pk")
    return list(shown[: MOST_FOUND + 1])


def _as_shown(filing: Questionnaire, person: Certificant) -> dict[str, Any]:
    today = filing.body.today
    held = [(one.kind, one.status_on(today)) for one in person.credentials.all()]
    return {
        "token": signing.dumps(person.pk, salt=str(filing.draft.pk)),
        "name": person.name,
        "place": ", ".join(filter(None, (person.city, person.state))),
        "credentials": [
            (kind, gettext("certified now") if status in ACTIVE else gettext("not certified now"))
            for kind, status in held
        ],
    }


def others(request: HttpRequest, filing: Questionnaire) -> HttpResponse:
    """List whom it is about; each further person is looked for again."""
    named: list[dict[str, Any]] = list(filing.answers.get("people", []))
    if request.method == "POST" and request.POST.get("remove", "").isdecimal():
        at = int(request.POST["remove"][:3])
        _set(filing, "people", [one for number, one in enumerate(named, 1) if number != at])
        return redirect("question", body=filing.body.pk, draft=filing.draft.pk, page="others")
    if request.method != "POST":
        return show(request, filing, filing.form(Others, quiet=True))
    filing.keep("others", request.POST)
    form = filing.form(Others)
    if not form.is_valid():
        drafts.save_answers(filing.draft, filing.answers)
        return show(request, filing, form, status=422)
    if form.cleaned_data["another"] == "no":
        drafts.save_answers(filing.draft, filing.answers)
        return onward(request, filing, "others", skip=True)
    if not filing.people:
        return redirect("question", body=filing.body.pk, draft=filing.draft.pk, page="find")
    last = filing.person_now()
    for page in ("find", "describe", "others"):
        filing.answers.pop(page, None)
    _set(filing, "people", [*named, last])
    return redirect("question", body=filing.body.pk, draft=filing.draft.pk, page="find")


def _set(filing: Questionnaire, name: str, value: Any) -> None:
    filing.answers[name] = value
    filing.forget()
    drafts.save_answers(filing.draft, filing.answers)
