"""A case whose respondent is asked to answer, where most of these tests begin."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from tests.walk import Walk
from tests.walk.shared import Roads, roads

__all__ = ["client_of", "roads", "walk"]


@pytest.fixture
def walk(roads: Roads) -> Iterator[Walk]:
    with roads.at("response") as walk:
        yield walk


def client_of(walk: Walk, name: str) -> Client:
    client = Client()
    client.force_login(walk.user(name))
    return client
