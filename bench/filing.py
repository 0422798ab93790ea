"""How long the public form takes: the words to read and the answers to give, page by page.

    python -m bench.filing

Walks the straight way with the tests' own writer, counts what stands on each page before anything
is unfolded, and reckons with what studies found. Adults read 238 words a minute (Brysbaert 2019);
people type 36 words a minute on a phone, a word being five characters (Palin 2019). Each button,
tick and choice takes three seconds to find and press, each field to write in 1.3 seconds to point
at and press (the keystroke-level model: Card, Moran and Newell 1980). A second column reckons with
somebody slow: 200 words read and 25 typed a minute, and three seconds for each field as well.

A line that comes up again and again (a button, “Change”), and what stands around the question in
the head, the foot and beside it, is read once. One's own answers count as read once more on the
page before sending. It ends when the complaint is sent; the receipt comes
after, on a line of its own. It is a reckoning: nobody was timed, and no time is in it for thinking,
for looking something up, for writing down the code, or for the network.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps

# A button, tick or choice is found and pressed; a field is only pointed at (KLM: 1.1 + 0.2).
PRESS, POINT = 3, 1.3
A_WORD = 5
# Sixty words of what happened; the other answers are as the tests have them.
STORY = (
    "I saw her in May about my back. Two weeks later my manager asked me in front of two others "
    "how my back was and if I would need an operation. I had told nobody at work. He said that she "
    "had called him about my hours. When I asked her she said it was all for my own good."
)
# What that breaks: it stands under a heading with five others.
RULE = "S-8"
# What stands chosen already, in the language in which somebody reads.
PRESET = {"language", "when"}
CHOSEN = {
    *("topics", "about", "sharing", "reach", "dealt", "evidence"),
    *("relation", "another", "true", "shared"),
}
BODY = re.compile(r"<body.*</body>", re.DOTALL)
MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
UNSEEN = re.compile(
    r"<svg.*?</svg>|<div[^>]* hidden .*?</div>|<button[^>]* hidden>.*?</button>"
    r"|<(span|p) class=\"vh\"[^>]*>.*?</\1>"
    # What is seen only by keyboard, and what only a demonstration says.
    r"|<a class=\"skip\".*?</a>|<aside class=\"sandbox\".*?</aside>",
    re.DOTALL,
)
LINE = re.compile(r"</(?:p|h2|b|small|a|button)>")
# The innermost: what is folded within it has become its summary before.
FOLDED = re.compile(
    r"<details(?![^>]* open)(?:(?!<details).)*?(<summary[^>]*>.*?</summary>)"
    r"(?:(?!<details).)*?</details>",
    re.DOTALL,
)
AGAIN = re.compile(r"<(button|summary)\b.*?</\1>|<a\b.*?</a>", re.DOTALL)


class Speeds(NamedTuple):
    """Words a minute read and typed, and seconds for a field."""

    read: int
    typed: int
    field: float


STUDIED, SLOW = Speeds(238, 36, POINT), Speeds(200, 25, PRESS)


class Page(NamedTuple):
    """A page as somebody goes through it: words, characters, fields and other controls."""

    name: str
    read: int
    typed: int
    fields: int
    pressed: int

    def seconds(self, speeds: Speeds) -> float:
        writing = self.typed / A_WORD / speeds.typed * 60 + self.fields * speeds.field
        return self.read / speeds.read * 60 + writing + self.pressed * PRESS


class Reader:
    """Counts the words of each page; a line that was read before is not read again."""

    def __init__(self) -> None:
        self.known: set[str] = set()
        self.question = 0

    def more_of(self, page: str) -> int:
        """What a page has more when it is shown again."""
        before = self.question
        return self.words_of(page) - before

    def words_of(self, page: str) -> int:
        """Of the whole page; what stands around the question is read where it comes up first."""
        seen = UNSEEN.sub(" ", BODY.findall(page)[0])
        while FOLDED.search(seen):
            seen = FOLDED.sub(r"\1", seen)
        question = MAIN.findall(seen)[0]
        again = [one[0] for one in AGAIN.finditer(question)]
        lines = {plain(one) for one in [*again, *LINE.split(MAIN.sub(" ", seen))]}
        new = lines - self.known
        self.known |= lines
        self.question = len(plain(AGAIN.sub(" ", question)).split())
        return self.question + sum(len(line.split()) for line in new)


def plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def given(name: str, read: int, answers: dict[str, Any]) -> Page:
    """A page with its answers, and the button that sends them."""
    typed = [str(value) for field, value in answers.items() if field not in CHOSEN | PRESET]
    ticked = sum(field in CHOSEN for field in answers)
    return Page(name, read, sum(map(len, typed)), len(typed), ticked + 1)


def pages(rule: str = "") -> Iterator[Page]:
    """Each page of the straight way; with one rule found under its heading, if it is given."""
    from tests.intake.writing import DEFAULT, SOUGHT, Writer  # noqa: PLC0415 - Django is set up first

    reader = Reader()
    story = DEFAULT["story"] | {"story": STORY}
    writer = Writer(story=story, topics={"topics": [rule or "unsure"]})
    writer.shown = writer.client.get("/ccmc/complaint/")
    yield given("start", reader.words_of(writer.text), DEFAULT["about"])
    writer.shown = writer.client.post("/ccmc/complaint/", DEFAULT["about"], follow=True)
    while (here := writer.page) != "check":
        read = reader.words_of(writer.text)
        if here == "find":
            writer.shown = writer.client.get(writer.at("find"), {"q": SOUGHT})
            yield Page(here, read + reader.more_of(writer.text), len(SOUGHT), 1, 2)
        elif here == "topics" and rule:
            writer.answer(**writer.answers[here])
            # Its heading is unfolded now, which took a press.
            read += reader.more_of(writer.open(here).text)
            yield given(here, read, writer.answers[here])._replace(pressed=3)
        else:
            yield given(here, read, writer.answers.get(here, {}))
        writer.go_on()
    yield given("check", reader.words_of(writer.text), DEFAULT["sign"])
    writer.answer("sign", **DEFAULT["sign"])
    yield Page("receipt", reader.words_of(writer.text), 4, 1, 1)


def main() -> int:
    folder = tempfile.mkdtemp()
    os.environ |= {
        "DATABASE_URL": f"sqlite:///{folder}/filing.sqlite3",
        "DATA_DIR": folder,
        "DEBUG": "true",
        "ALLOWED_HOSTS": "testserver",
        "DJANGO_SETTINGS_MODULE": "ethics_portal.settings",
    }
    import django  # noqa: PLC0415 - after the environment

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    for command in ("migrate", "load_law", "load_demo"):
        with open(os.devnull, "w") as nowhere:  # noqa: PTH123
            call_command(command, verbosity=0, stdout=nowhere)
    *rows, receipt = pages()
    print(f"{'page':12}{'read':>6}{'typed':>7}{'fields':>8}{'pressed':>9}{'seconds':>9}{'slow':>6}")
    for row in rows:
        print(line_of(row))
    together = sum_of("until sent", rows)
    print(line_of(together))
    told = [f"{together.seconds(speeds) / 60:.1f} minutes" for speeds in (STUDIED, SLOW)]
    print(f"{told[0]} until it is sent; {told[1]} for a slow reader and writer")
    print(line_of(receipt))
    rule = apps.get_model("codes", "Provision").objects.get(edition__code__body="ccmc", number=RULE)
    *chosen, _ = pages(str(rule.pk))
    print(line_of(sum_of("a rule", chosen)))
    return 0


def sum_of(name: str, rows: list[Page]) -> Page:
    return Page(name, *(sum(row[column] for row in rows) for column in (1, 2, 3, 4)))


def line_of(row: Page) -> str:
    words = f"{row.name:12}{row.read:6}{row.typed / A_WORD:7.1f}{row.fields:8}{row.pressed:9}"
    return f"{words}{row.seconds(STUDIED):9.0f}{row.seconds(SLOW):6.0f}"


if __name__ == "__main__":
    sys.exit(main())
