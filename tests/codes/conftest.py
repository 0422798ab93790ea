from __future__ import annotations

import pytest

from codes.loading import Loaded, load_shipped
from people.models import Body


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
