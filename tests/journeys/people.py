"""A person in a browser: signs in, fills in forms, and every page is checked with axe."""

from __future__ import annotations

import os
import re
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.test import Client

from people.models import User

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = (Path(__file__).parent.parent / "vendor/axe-core-4.14.1/axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what is wrong is worked out in full; everything else takes axe most of its time.
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "resultTypes": ["violations"],
    "preload": False,
}
PASSWORD = "ethics-portal-demo"
HTML = "text/html; charset=utf-8"


Seen = tuple[str, str, str, str]


class Person:
    """One person with a browser of their own."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        seen: set[Seen],
        *,
        page: Page | None = None,
        script: bool = True,
    ) -> None:
        wide: Any = {"width": 1280, "height": 900}
        self.page: Page = page or browser.new_context(viewport=wide).new_page()
        self.address, self.seen, self.name = address, seen, ""
        self.cookie: Any = None
        self.script = script
        self.reader: Page | None = None
        self.faults: list[str] = []
        self.page.on("console", self._console)
        self.page.on("response", self._response)

    def _console(self, message: Any) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _response(self, response: Any) -> None:
        if response.status >= 500 or not response.url.startswith((self.address, "data:")):
            self.faults.append(f"{response.status} {response.url}")

    def open(self, path: str) -> Person:
        if self.cookie:
            self.page.context.clear_cookies()
            self.page.context.add_cookies([self.cookie])
        self.page.goto(self.address + path)
        if "/sign-in/" in self.page.url and self.name:
            self.enter(self.name)
            return self.open(path)
        return self.check()

    def check(self) -> Person:
        """Run axe on this page, if none like it was seen; what it finds is a failure."""
        # A page without its stylesheet yet has other sizes than the one that people see.
        self.page.wait_for_load_state("load")
        page = self._like_this()
        told: list[str] = []
        if page not in self.seen:
            shown = self.page if self.script else self._as_it_stands()
            shown.evaluate(AXE)
            found = shown.evaluate("options => axe.run(options)", OPTIONS)["violations"]
            told = [
                f"{v['id']}: {v['help']} {[n['target'] for n in v['nodes']][:3]}" for v in found
            ]
            self.seen.add(page)
        assert (self.page.url, told, self.faults) == (self.page.url, [], [])
        return self

    def _as_it_stands(self) -> Page:
        """Open the page as it stands, its scripts left out, where axe can read it: it is one."""
        if self.reader is None:
            browser, wide = self.page.context.browser, self.page.viewport_size
            assert browser
            assert wide
            self.reader = browser.new_context(
                viewport={"width": wide["width"], "height": wide["height"]}
            ).new_page()
        written = re.sub(r"<script\b.*?</script>", "", self.page.content(), flags=re.DOTALL)
        self.reader.route(
            self.page.url, lambda route: route.fulfill(body=written, content_type=HTML), times=1
        )
        self.reader.goto(self.page.url)
        return self.reader

    def close(self) -> None:
        self.page.context.close()
        if self.reader:
            self.reader.context.close()

    def _like_this(self) -> Seen:
        """Who looks, in what part; the address and the title: alike in any body and any case.

        Last comes on what: the same page is another one on a phone, and another without a script.
        """
        body, _, part = self.name.partition("-")
        slug = body or self.page.url.removeprefix(self.address).split("/")[1]
        address = self.page.url.removeprefix(self.address).replace(f"/{slug}/", "/body/")
        title, _, _ = self.page.title().rpartition(" – ")
        address = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "DRAFT", address)
        plain = [re.sub(r"[A-Z]+-\d+-\d+", "CASE", words) for words in (part, address, title)]
        who, where, what = (re.sub(r"\d+", "0", words) for words in plain)
        return who, where, what, f"{self.page.viewport_size} {self.script}"

    def sign_in(self, username: str) -> Person:
        self.page.goto(self.address + "/sign-in/")
        self.check()
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.locator("main [type=submit]").click()
        self.name = username
        return self.check()

    def enter(self, username: str) -> Person:
        """Be signed in without the page; several people may then take turns at one browser."""
        client = Client()
        client.force_login(User.objects.get(username=username))
        name = settings.SESSION_COOKIE_NAME
        self.cookie = {"name": name, "value": client.cookies[name].value, "url": self.address}
        self.name = username
        return self

    def fill(self, **answers: Any) -> Person:
        """Answer a form by the names of its fields, each in the way its control takes."""
        for name, value in answers.items():
            controls = self.page.locator(f"main [name='{name}']")
            kind = controls.first.get_attribute("type")
            tag = controls.first.evaluate("node => node.tagName")
            if tag == "SELECT":
                controls.first.select_option(value)
            elif kind in ("radio", "checkbox"):
                wanted = value if isinstance(value, list) else [value]
                for one in wanted:
                    at = (
                        controls.first
                        if one is True
                        else self.page.locator(f"main [name='{name}'][value='{one}']")
                    )
                    at.check()
            elif kind == "file":
                controls.first.set_input_files(value)
            else:
                controls.first.fill(value)
        return self

    def send(self, expected: str = "") -> Person:
        """Press the page's own button and read what follows."""
        self.page.locator("main form:not([action]) [type=submit]:not([name])").last.click()
        self.check()
        if expected:
            assert expected in self.page.locator("body").inner_text()
        return self

    def press(self, words: str = "") -> Person:
        """Press the button or the link with these words; without words, the way on."""
        if words:
            self.page.locator("main .btn", has_text=words).first.click()
        else:
            self.page.locator("main form:not([action]) .btn:not(.quiet)").last.click()
        return self.check()

    def step(self, case: str, name: str, expected: str = "Done", **answers: Any) -> Person:
        """Take one step of a case on its page."""
        self.open(f"/cases/{case}/steps/{name}/")
        return self.fill(**answers).send(expected)

    def picture(self, name: str) -> Person:
        """Keep the page as two pictures, wide and phone, where PICTURES names a folder."""
        folder = os.environ.get("PICTURES")
        own = self.page.viewport_size
        if folder and own:
            for width, height in ((1280, 900), (390, 844)):
                self.page.set_viewport_size({"width": width, "height": height})
                self.page.screenshot(path=f"{folder}/{name}-{width}.png")
            self.page.set_viewport_size(own)
        return self

    def sideways(self) -> int:
        """How many pixels of the page lie outside the screen."""
        found: int = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        return found

    def reads(self, words: str) -> Person:
        assert words in self.page.locator("body").inner_text()
        return self


class Town:
    """Everybody of one body. The first of a journey and the respondent sign in by hand.

    Each of these has a browser of their own; the others take turns at one more.
    """

    def __init__(self, browser: Browser, address: str, body: str, seen: set[Seen]) -> None:
        self.browser, self.address, self.body, self.seen = browser, address, body, seen
        self.people: dict[str, Person] = {}
        self.opened: list[Person] = []
        self.shared: Person | None = None

    def visitor(self) -> Person:
        self.opened.append(Person(self.browser, self.address, self.seen))
        return self.opened[-1]

    def close(self) -> None:
        for person in self.opened:
            person.close()

    def __call__(self, role: str) -> Person:
        """Find somebody, signed in. Whoever takes turns at a browser begins with ``open``."""
        name = f"{self.body}-{role}"
        if role not in self.people and (not self.people or role == "respondent"):
            self.people[role] = self.visitor().sign_in(name)
        if role not in self.people:
            self.shared = self.shared or self.visitor()
            self.people[role] = copy(self.shared).enter(name)
        return self.people[role]
