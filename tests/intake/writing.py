"""Somebody who fills in the public form, page by page, as a browser without a script would."""

from __future__ import annotations

import re
from typing import Any, Self

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

Answers = dict[str, dict[str, Any]]

# What is answered on each page, where it comes up. ``find`` is a button of the page itself;
# what is looked for there is ``SOUGHT``.
SOUGHT = "00482913"
DEFAULT: Answers = {
    "about": {"about": "holder"},
    "signpost": {},
    "before": {},
    "describe": {"described": "Nurse Nobody", "workplace": "A clinic in Tucson"},
    "others": {"another": "no"},
    "relation": {"relation": "client", "sharing": "withheld"},
    "authority": {"authority": "I am her guardian."},
    "contact": {
        "full_name": "Ana Delgado",
        "reach": "email",
        "email": "ana@example.org",
        "language": "en",
    },
    "needs": {"language": "en"},
    "when": {"day_month": "6", "day_day": "3", "day_year": "2026", "when": "day"},
    "period": {
        "begins_month": "6",
        "begins_day": "2",
        "begins_year": "2026",
        "ends_month": "june",
        "ends_day": "19",
        "ends_year": "2026",
    },
    "ongoing": {"began_month": "6", "began_day": "", "began_year": "2026"},
    "between": {"earliest_year": "2024"},
    "late": {"late": "I was in hospital."},
    "topics": {"topics": ["unsure"]},
    "story": {
        "in_short": "Told my employer my diagnosis",
        "story": "She told my employer my diagnosis on the telephone.",
    },
    "where": {
        "where": "On the telephone",
        "witnesses": "Bo Lind, at the front desk, heard it.",
    },
    "dealt": {
        "dealt": ["employer"],
        "came_of_it": "They wrote me a letter.",
        "wish": "That it does not happen to others.",
    },
    "evidence": {"evidence": "no"},
    "consent": {"to_person": "all"},
    "sign": {"true": "on", "shared": "on", "signature": "Ana Delgado"},
}
# Only whoever sends files is asked which of them the person may see.
WITH_FILE: Answers = {
    "evidence": {"evidence": "now"},
    "files": {
        "files": [("note.txt", b"What she wrote.")],
        "description_1": "Her note",
        "health_1": "none",
    },
}
PAGE = re.compile(r"/complaint/[0-9a-f-]{36}/([a-z]+)/$")


class Writer:
    """Answers every page that comes up, until one that is named."""

    def __init__(self, body: str = "ccmc", *, client: Client | None = None, **changes: Any) -> None:
        self.client = client or Client()
        self.body, self.answers = body, {**DEFAULT, **changes}
        self.met: list[str] = []
        self.shown: HttpResponse | Any = None

    def begin(self) -> Self:
        self.shown = self.client.post(f"/{self.body}/complaint/", follow=True)
        return self

    @property
    def path(self) -> str:
        return str(self.shown.request["PATH_INFO"])

    @property
    def page(self) -> str:
        found = PAGE.search(self.path)
        assert found, (self.path, self.shown.status_code)
        return found[1]

    @property
    def draft(self) -> str:
        return self.path.split("/")[3]

    @property
    def text(self) -> str:
        return str(self.shown.content.decode())

    def at(self, page: str) -> str:
        return f"/{self.body}/complaint/{self.draft}/{page}/"

    def open(self, page: str) -> Self:
        self.shown = self.client.get(self.at(page), follow=True)
        return self

    def answer(self, page: str | None = None, **data: Any) -> Self:
        self.shown = self.client.post(self.at(page or self.page), data, follow=True)
        return self

    def pick(self) -> Self:
        """Look for somebody and press the first button, or say that nobody is found."""
        wanted = self.answers.get("find", {}).get("person", "first")
        sought = self.answers.get("find", {}).get("q", SOUGHT)
        if wanted == "first":
            self.shown = self.client.get(self.at("find"), {"q": sought})
        tokens = re.findall(r'name="person" value="([^"]+)"', self.text)
        return self.answer("find", q=sought, person=tokens[0] if wanted == "first" else "none")

    def attach(self, *files: tuple[str, bytes]) -> Self:
        kind = "application/octet-stream"
        uploads = [SimpleUploadedFile(name, content, kind) for name, content in files]
        self.shown = self.client.post(
            self.at("files"), {"upload": "1", "files": uploads}, follow=True
        )
        return self

    def until(self, page: str = "check") -> Self:
        """Answer what comes up; a page that is not accepted ends the walk with its faults."""
        while self.page != page:
            self.go_on()
        return self

    def go_on(self) -> Self:
        """Answer the page that is open."""
        here = self.page
        self.met.append(here)
        if here == "find":
            self.pick()
        elif here == "files":
            given = self.answers["files"]
            if "files" in given:
                self.attach(*given["files"])
            self.answer(**{k: v for k, v in given.items() if k != "files"})
        else:
            self.answer(**self.answers[here])
        assert self.shown.status_code == 200, (here, self.faults)
        return self

    @property
    def faults(self) -> list[str]:
        lists = re.findall(r'class="errlist">(.*?)</ul>', self.text, re.DOTALL)
        items = [one for found in lists for one in re.findall(r"<li>(.*?)</li>", found, re.DOTALL)]
        return [re.sub(r"<[^>]+>", "", item).strip() for item in items]

    def send(self) -> Self:
        return self.until().answer("sign", **self.answers["sign"])

    @property
    def cases(self) -> list[tuple[str, str]]:
        """Each case number with its receipt code, as the receipt shows them."""
        numbers = re.findall(r"<dd>([A-Z]+-\d{4}-\d{4})</dd>", self.text)
        codes = re.findall(r'<dd translate="no">(.{9})<br>(.{9})</dd>', self.text)
        return [(n, f"{a}-{b}") for n, (a, b) in zip(numbers, codes, strict=True)]
