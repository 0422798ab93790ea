"""How long the public form takes: the words to read and the answers to give, page by page.

    python -m bench.filing

Walks the straight way with the tests' own writer, counts what stands on each page, and reckons
slowly: 200 words a minute read (adults read 238, Brysbaert 2019), 25 words a minute typed on a
phone (people type 36, Palin 2019), three seconds to find and press each control. What is the same
on each page (the way back, the part, the buttons) is counted once; the answers read again on the
check page count as read. It is a reckoning: nobody was timed.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

READ, TYPED = 200 / 60, 25 / 60
PRESS = 3
# What somebody writes of what happened; ``in_short`` and the rest are as the tests have them.
STORY = " ".join(["word"] * 60)
TICKED = {"topics", "about", "sharing", "reach", "language", "when", "dealt", "evidence"}
MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
# The text of a rule opens when somebody asks for it; a heading of the law is no part of a story.
FOLDED = re.compile(
    r"<details.*?</details>|<svg.*?</svg>|<div[^>]* hidden .*?</div>|<span class=\"vh\">.*?</span>"
    r"|<div class=\"prog\">.*?</div>|<a class=\"back\".*?</a>|<div class=\"act-row\">.*?</div>",
    re.DOTALL,
)


def words_of(page: str) -> int:
    """How many words stand on a page before anything is unfolded."""
    found = MAIN.search(page)
    plain = re.sub(r"<[^>]+>", " ", FOLDED.sub(" ", found[0] if found else ""))
    return len(plain.split())


def pages() -> Iterator[tuple[str, int, int, int]]:
    """Each page of the straight way: words to read, words to type, controls to press."""
    from tests.intake.writing import DEFAULT, Writer  # noqa: PLC0415 - Django is set up first

    writer = Writer(story={"story": STORY}, topics={"topics": ["unsure"]})
    writer.shown = writer.client.get("/ccmc/complaint/")
    yield "start", words_of(writer.text), 0, 1
    writer.begin()
    while (here := writer.page) != "check":
        given: dict[str, Any] = writer.answers.get(here, {})
        typed = sum(len(str(v).split()) for k, v in given.items() if not is_ticked(k, v))
        ticked = sum(1 for k, v in given.items() if is_ticked(k, v))
        yield here, words_of(writer.text), typed, ticked + 1
        if here == "find":
            writer.pick()
        else:
            writer.answer(**given)
    yield "check", words_of(writer.text), 0, 1
    writer.open("sign")
    yield "sign", words_of(writer.text), 2, 3
    writer.answer("sign", **DEFAULT["sign"])
    yield "receipt", words_of(writer.text), 1, 1


def is_ticked(name: str, value: Any) -> bool:
    return isinstance(value, list) or name in TICKED or name in {"to_person", "records", "relation"}


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
    total = 0.0
    print(f"{'page':12}{'read':>6}{'typed':>7}{'pressed':>9}{'seconds':>9}")
    rows = list(pages())
    for name, read, typed, pressed in rows:
        seconds = read / READ + typed / TYPED + pressed * PRESS
        total += seconds
        print(f"{name:12}{read:6}{typed:7}{pressed:9}{seconds:9.0f}")
    read, typed, pressed = (sum(row[column] for row in rows) for column in (1, 2, 3))
    print(f"{'together':12}{read:6}{typed:7}{pressed:9}{total:9.0f}")
    print(f"{total / 60:.1f} minutes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
