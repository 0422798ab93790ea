"""Bodies that no program code knows: each is a folder of data, read by the public loaders.

``cases.toml`` says what the cases of all four bodies are about.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from codes.loading import load_code, load_procedure
from people.demo.loading import load_demo

FOLDER = Path(__file__).parent
MODELS = ["bcop", "gcre"]
BODIES = ["namss", "ccmc", *MODELS]
CASES: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / "cases.toml").read_text())


def load_models() -> None:
    """Load the third and the fourth body, their codes and their offices."""
    for slug in MODELS:
        load_procedure(FOLDER / slug / "procedure.toml")
        load_code(FOLDER / slug / "code.toml")
        load_demo(FOLDER / slug / "office.toml")
