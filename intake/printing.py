"""The documents for the public: the paper form and the receipt."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from complaints import printing

FOLDER = Path(__file__).parent / "typst"


def as_pdf(name: str, words: dict[str, Any], *, made_on: dt.date) -> bytes:
    """Set ``typst/<name>.typ`` with these words."""
    return printing.as_pdf(FOLDER / f"{name}.typ", words, made_on=made_on)
