"""A browser that notices each word of a page which nobody could translate.

It speaks a language made for it, in which every message stands in ⟦brackets⟧. A word outside of
them was written into a page or a module as it is.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib import auth
from django.http import HttpResponse
from django.test import Client

from tests.public.catalogue import FOLDER, compiled, pairs

CODE = "xx"
HEADING = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
SPOKEN = ("aria-label", "alt", "placeholder", "title", "data-dark", "data-light", "data-copied")
# What no page puts into words of ours: code, names, drawings, and nothing that is shown.
SILENT = {"bdi", "code", "pre", "script", "style", "svg", "time"}
VOID = {"br", "hr", "img", "input", "link", "meta", "wbr", "use", "circle", "path", "rect", "line"}
# Numbers of cases and exhibits, fingerprints, addresses of e-mail, names of files.
DATA = re.compile(
    r"[A-Z]+-\d{4}-\d{4}|\b[0-9a-f]{16,64}\b|SHA-256|\S+@\S+|\bE-\d\d\b|\b[\w.-]+\.(?:txt|pdf|py)\b"
)


def made_up(folder: Path) -> Path:
    """Write the catalogue of the made-up language, with Django's own sentences in it."""
    own = [Path(module.__file__).parent for module in (django, auth)]
    sources = [
        FOLDER / "django.mo",
        own[0] / "conf/locale/es/LC_MESSAGES/django.mo",
        own[1] / "locale/es/LC_MESSAGES/django.mo",
    ]
    known: dict[str, str] = {}
    for source in sources:
        for key in pairs(source.read_bytes()):
            forms = key.split("\4")[-1].split("\0")
            known[key] = "\0".join(f"⟦{form}⟧" for form in forms)
    target = folder / CODE / "LC_MESSAGES/django.mo"
    target.parent.mkdir(parents=True)
    target.write_bytes(compiled(known | {"": HEADING}))
    return folder


class Proof(HTMLParser):
    """Collects what a page says outside of the brackets."""

    def __init__(self, html: str, names: list[str], law: list[str]) -> None:
        """Take the names that may stand anywhere, and those of the law for titles and choices."""
        super().__init__()
        self.names, self.law = names, law
        self.depth = 0
        self.open: list[tuple[str, bool]] = []
        self.raw: list[str] = []
        self.feed(html)
        self.close()

    @property
    def silent(self) -> bool:
        return bool(self.open) and self.open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        foreign = tag != "html" and given.get("lang", CODE) != CODE
        silent = self.silent or foreign or tag in SILENT or given.get("translate") == "no"
        for name in SPOKEN:
            if name in given and not silent:
                self.raw += self.outside(given[name] or "", 0)[0]
        if tag not in VOID:
            self.open.append((tag, silent))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            continue

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        raw, self.depth = self.outside(data, self.depth)
        self.raw += raw

    def outside(self, text: str, depth: int) -> tuple[list[str], int]:
        """The words outside of the brackets, and how deep the brackets are at the end."""
        left = ""
        for letter in text:
            depth += {"⟦": 1, "⟧": -1}.get(letter, 0)
            left += letter if depth == 0 and letter != "⟧" else "\n"
        may_name = bool(self.open) and self.open[-1][0] in ("title", "option")
        for name in [*self.law, *self.names] if may_name else self.names:
            if name in left:
                left = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "", left)
        parts = [" ".join(part.split()) for part in re.split(r"\n", DATA.sub("", left))]
        return [part for part in parts if any(letter.isalpha() for letter in part)], depth


class Proofreader(Client):
    """Reads every page that it is given. ``raw`` holds the words found, with an address."""

    def __init__(self, *, names: list[str], law: list[str]) -> None:
        super().__init__()
        self.cookies[settings.LANGUAGE_COOKIE_NAME] = CODE
        self.names, self.law = names, law
        self.raw: dict[str, str] = {}
        self.seen: set[str] = set()

    def request(self, **given: Any) -> HttpResponse:
        response: Any = super().request(**given)
        if response.headers.get("Content-Type", "").startswith("text/html") and response.content:
            match = response.wsgi_request.resolver_match
            if match:
                self.seen.add(match.url_name)
            self.proofread(given["PATH_INFO"], response.content.decode())
        return response

    def proofread(self, address: str, html: str) -> None:
        for words in Proof(html, self.names, self.law).raw:
            self.raw.setdefault(words, re.sub(r"[0-9a-f-]{36}", "…", address))
