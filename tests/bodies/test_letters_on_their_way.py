"""A body that has confirmed its whole procedure is served, whatever waits at other bodies."""

from __future__ import annotations

import datetime as dt
import tomllib
from typing import Any

import pytest

from codes.models import Procedure
from codes.publishing import publish_procedure
from codes.records import Heading
from complaints import queues, tasks
from complaints.models import Notice
from people.models import Body
from tests.bodies import FOLDER
from tests.office import Office
from tests.walk import Walk


def confirmed(table: dict[str, Any]) -> dict[str, Any]:
    """The same document with each of its values confirmed by the body."""
    by = {"confirmed_by": "The Council", "confirmed_on": "2026-01-15"}
    return {
        name: {**item, **by} if "value" in item else confirmed(item) for name, item in table.items()
    }


def test_letters_that_may_not_leave_keep_no_others_back(
    office: Office, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (FOLDER / "gcre" / "procedure.toml").read_text()
    heading = Heading("Confirmed", "Adopted by the Council.", dt.date(2026, 1, 15))
    procedure = Procedure.objects.get(body="gcre")
    publish_procedure(procedure, heading, confirmed(tomllib.loads(text)["document"]), by=None)
    waiting = [Walk("namss").file().number for _ in range(3)]
    walk = Walk("gcre").file()
    settings.SANDBOX = False
    monkeypatch.setattr(queues, "BATCH", 2)
    tasks.serve_waiting_notices()

    assert walk.rules.is_confirmed
    states = Notice.objects.values_list("case", "letter").exclude(state="owed")
    assert list(states) == [(walk.number, "L01")]
    assert Notice.objects.owed().filter(case__in=waiting).count() == 3
    told = walk.case.notices.get(letter="L01").text
    assert Body.objects.get(pk="gcre").name in told
    assert "not yet been confirmed" not in told
