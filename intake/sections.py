"""What a case page shows of its filing: everything as the filer saw it before sending."""

from __future__ import annotations

from typing import Any

from complaints.access import Viewer
from complaints.models import Complaint
from complaints.sections import Section, register
from intake.models import Filing


def as_filed(viewer: Viewer) -> dict[str, Any]:
    """The filing word for word. It says who the complainant is, so opening it is a reading."""
    case = viewer.case
    filing = Filing.objects.filter(case=case).first()
    if filing:
        filing.case = case
        case.docket.reads.enter("filing.read", filing, by=viewer.who)
    first = case.filed_with_id or case.pk
    along = Complaint.objects.visible_to(viewer.who).exclude(pk=case.pk)
    linked = along.filter(pk=first) | along.filter(filed_with=first)
    return {"filing": filing, "linked": linked.order_by("docket")}


register(Section("filing", "As filed", "identity", as_filed))
