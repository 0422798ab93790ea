"""PDF documents for the public: tagged for screen readers (PDF/UA-1), with no name of a maker.

The words go in as data, never as markup: a typst template cannot be written by a visitor.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import typst

FOLDER = Path(__file__).parent / "typst"


def as_pdf(name: str, words: dict[str, Any], *, made_on: dt.date) -> bytes:
    """Set ``typst/<name>.typ`` with these words; the same words give the same bytes."""
    moment = dt.datetime.combine(made_on, dt.time(12), tzinfo=dt.UTC)
    made: bytes = typst.compile(
        FOLDER / f"{name}.typ",
        root=FOLDER,
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=int(moment.timestamp()),
        sys_inputs={"words": json.dumps(words)},
    )
    return made
