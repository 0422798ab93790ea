"""The floor: the least a Django page with a list of fifty rows can be."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines

from complaints.models import Complaint

PAGE = "{% for case in rows %}<li>{{ case.docket_id }} {{ case.synopsis }}</li>{% endfor %}"


@login_not_required
def fifty_rows(request: HttpRequest) -> HttpResponse:
    """Fifty rows through the ORM and a template, with nothing else."""
    rows = Complaint.objects.order_by("docket").only("docket_id", "synopsis")[:50]
    return HttpResponse(engines["django"].from_string(PAGE).render({"rows": rows}))
