"""Coming into a case with the code of a letter: the only page that opens an account."""

from __future__ import annotations

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from complaints import claims, invitations
from complaints.forms.claim import ClaimForm
from complaints.models import Invitation
from ledger.models import Docket
from ledger.refusals import Blocked
from people.guessing import may_try, note_wrong
from people.models import Body

NO_MATCH = _(
    "We cannot match those. Check the case number, the code and the certification number. A code "
    "works once and for sixty days, and only the one in our latest letter works."
)
TAKEN = _("Somebody signs in with this username already. Choose another one.")


@login_not_required
@sensitive_post_parameters()
def claim(request: HttpRequest, body: str) -> HttpResponse:
    """Ask for three numbers and a new password. One sentence for every failure to match."""
    owner = get_object_or_404(Body, pk=body)
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not may_try(request, "invitation codes"):
            return render(request, "complaints/claim_later.html", {"body": owner}, status=429)
        invitation = invitations.find(owner, **form.named)
        if invitation is None:
            note_wrong(request, "invitation codes")
            form.add_error(None, NO_MATCH)
        elif _came_in(request, form, invitation):
            return redirect("case", docket=invitation.case_id)
    status = 422 if form.is_bound else 200
    return render(request, "complaints/claim.html", {"body": owner, "form": form}, status=status)


def _came_in(request: HttpRequest, form: ClaimForm, invitation: Invitation) -> bool:
    """Open the account and sign its person in; else say on the form why not."""
    if form.is_taken():
        form.add_error("username", TAKEN)
        return False
    account = form.account(invitation.name)
    try:
        with transaction.atomic():
            user = claims.claim(invitation, account=account)
            Docket.system("auth").enter("user.signed_in", user, by=user)
    except IntegrityError:
        form.add_error("username", TAKEN)
        return False
    except Blocked:
        form.add_error(None, NO_MATCH)
        return False
    login(request, user)
    return True
