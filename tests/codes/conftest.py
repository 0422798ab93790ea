from __future__ import annotations

import pytest

from codes.loading import Loaded, load_shipped
from codes.models import Edition
from people.models import Body
from tests.codes.amended import amend


@pytest.fixture
def law(db: None) -> list[Loaded]:
    """Every code and procedure that the program ships."""
    return load_shipped()


@pytest.fixture
def ccmc(law: list[Loaded]) -> Body:
    return Body.objects.get(pk="ccmc")


@pytest.fixture
def namss(law: list[Loaded]) -> Body:
    return Body.objects.get(pk="namss")


@pytest.fixture
def editions(ccmc: Body) -> tuple[Edition, Edition, Edition]:
    """A trial code of CCMC, amended in every way there is, with an edition published in error."""
    return amend(ccmc)
