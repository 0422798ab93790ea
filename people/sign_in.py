"""Signing in and out: throttled, and entered in the record of sign-ins."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ledger.models import Docket
from people.forms import SignInForm
from people.http import address_of
from people.models import Attempt, User

TRIES = 8
WINDOW = dt.timedelta(minutes=10)


class SignIn(LoginView):
    """One sentence for every failure; after eight failures ten minutes of waiting.

    Failures are counted for the pair of account and address, so that nobody can lock somebody
    else's account from another place.
    """

    template_name = "sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = False

    def _bucket(self) -> str:
        username = self.request.POST.get("username", "")[:150].casefold()
        address = address_of(self.request)
        return Attempt.buckets(sign_in=f"{username}\x00{address}")[0]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if Attempt.objects.within(self._bucket(), WINDOW) >= TRIES:
            return render(request, "people/sign_in_later.html", status=429)
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        Attempt.objects.create(bucket=self._bucket())
        return self.render_to_response(self.get_context_data(form=form), status=422)

    @transaction.atomic
    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        Docket.system("auth").enter("user.signed_in", user, by=user)
        return super().form_valid(form)


class SignOut(LogoutView):
    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(request.user, User):
            Docket.system("auth").enter("user.signed_out", request.user, by=request.user)
        answer = super().post(request, *args, **kwargs)
        answer["Clear-Site-Data"] = '"cache", "storage"'
        return answer
