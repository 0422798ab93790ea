"""A browser that reads in the made-up language, on a Monday."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import time_machine

from codes.models import Code, Edition, ProcedureEdition, Provision
from people.models import Body
from tests.office import Office
from tests.public.proofreading import CODE, Proofreader, made_up

MONDAY = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def reader(office: Office, settings: Any, tmp_path: Path) -> Proofreader:
    settings.LANGUAGES = [("en", "English"), (CODE, "⟦⟧")]
    settings.LOCALE_PATHS = [made_up(tmp_path)]
    names = [name for one in Body.objects.values_list("name", "acronym") for name in one]
    names += Provision.objects.values_list("number", flat=True)
    law = [str(one) for one in Provision.objects.all()]
    law += [one.label for model in (Edition, ProcedureEdition) for one in model.objects.all()]
    law += Code.objects.values_list("title", flat=True)
    return Proofreader(names=by_length([*names, "Elena Vasquez"]), law=by_length(law))


def by_length(names: list[str]) -> list[str]:
    """The longest first, so that none is left in half."""
    return sorted(set(names), key=len, reverse=True)
