"""Somebody who reads the public pages, as words or as data."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client


def shown(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def data(client: Client, address: str, status: int = 200) -> Any:
    response = client.get(address, headers={"accept": "application/json"})
    assert (response.status_code, "Accept" in response["Vary"]) == (status, True), address
    return response.json()
