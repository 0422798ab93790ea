"""Everything that one person can get of the portal: pages, files, answers of the API, headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from people.models import Body
from tests.leaks.searching import readable
from tests.pages import walls
from tests.walk import Walk

LINK = re.compile(r'(?:href|src|action)="(/[^"#]*)')
MOST = 400
SHUT = ("respond", "elevate", "file_report")


def everything(response: Any) -> str:
    """Status, headers, cookies and body of an answer, unpacked."""
    streamed = isinstance(response, StreamingHttpResponse)
    body = b"".join(response) if streamed else response.content  # type: ignore[arg-type]
    head = [f"{name}: {value}" for name, value in response.items()]
    cookies = [morsel.OutputString() for morsel in response.cookies.values()]
    return "\n".join([str(response.status_code), *head, *cookies, readable(body)])


def kind_of(address: str, walk: Walk) -> str:
    """Addresses of one kind are alike to everybody, save those of the case itself."""
    path = address.split("?", maxsplit=1)[0]
    try:
        name = resolve(path).url_name or path
    except Resolver404:
        return path
    private = walk.number in path or "follow" in path or walk.draft in path
    return address if private else name


def collect(client: Client, walk: Walk, user: Any, *, also: tuple[str, ...] = ()) -> dict[str, str]:
    """All that a person gets who asks for every known address and follows every link."""
    named = walls.addresses(walk, walk.number, user)
    # Shut pages say why in a sentence, which is an answer too; links lead to the open ones.
    steps = {f"GET step {n}": reverse("step", args=[walk.number, n]) for n in SHUT}
    files = {
        f"GET {name}": reverse(name, args=[walk.body.pk, number])
        for name, rows in (
            ("follow_letter", walk.case.notices),
            ("follow_exhibit", walk.case.exhibits),
        )
        for number in rows.values_list("pk" if name == "follow_letter" else "number", flat=True)
    }
    copies = {f"GET copy {kind}": [walk.body.pk, kind] for kind in ("pdf", "json")}
    files |= {name: reverse("follow_copy", args=where) for name, where in copies.items()}
    found: dict[str, str] = {}
    links: list[str] = []
    for name, address in {**named, **steps, **files}.items():
        response = client.generic(name.split()[0], address, **walls.FORM)
        found[f"{name} {address}"] = text = everything(response)
        links += LINK.findall(text)
    begin = ["/", "/desk/", "/cases/?show=all", "/outbox/", "/audit/", "/api/cases/", "/register/"]
    begin += ["/offices/", "/rehearsal/", "/law/", "/api/schema/", *also]
    begin += [f"/{body}/" for body in Body.objects.values_list("pk", flat=True)]
    begin += [
        reverse(name, args=[walk.body.pk]) for name in ("status", "resume", "claim", "entries")
    ]
    begin += list(drafts(walk))
    known = {kind_of(address, walk) for address in named.values()}
    waiting = begin + links
    while waiting and len(found) < MOST:
        address = unescape(waiting.pop(0))
        kind = kind_of(address, walk)
        if kind in known or address.startswith("/static/"):
            continue
        known.add(kind)
        found[f"GET {address}"] = text = everything(client.get(address))
        waiting += LINK.findall(text)
    return found


def drafts(walk: Walk) -> Iterator[str]:
    """The addresses of the draft that the case was written in, which only its browser may open."""
    where = [walk.body.pk, walk.draft]
    for name in ("receipt", "save_draft", "stay"):
        yield reverse(name, args=where)
    for page in ("contact", "story", "files", "check", "sign"):
        yield reverse("question", args=[*where, page])
    for kind in ("pdf", "statement", "copy"):
        yield reverse("receipt_file", args=[*where, kind])
