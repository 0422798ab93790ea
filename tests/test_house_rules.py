"""Rules about the shape of this repository that no linter knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, get_resolver
from rest_framework.permissions import IsAuthenticated

ROOT = Path(__file__).parent.parent
APPS = [
    "vault",
    "ledger",
    "people",
    "codes",
    "complaints",
    "intake",
    "hearings",
    "reports",
    "ethics_portal",
]
FOLDERS = [*APPS, "scripts", "tests", "bench"]
SOURCES = sorted(
    path
    for folder in FOLDERS
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# A letter is read in a mail program, which takes no stylesheet of ours.
PAGES = [path for path in TEMPLATES if "notices" not in path.parts]
BANNED_NAMES = {"utils", "helpers", "services", "manager", "common", "core", "handlers"}

PUBLIC = {
    "dates",
    "feed",
    "home",
    "body_home",
    "how_to_complain",
    "file",
    "resume",
    "question",
    "save_draft",
    "stay",
    "receipt",
    "receipt_file",
    "check_receipt",
    "receipt_verifier",
    "language",
    "paper_form",
    "paper_form_pdf",
    "privacy",
    "accessibility",
    "public_sanctions",
    "claim",
    "follow",
    "status",
    "stay_at_status",
    "follow_step",
    "follow_letter",
    "follow_letter_pdf",
    "follow_exhibit",
    "follow_copy",
    "close_status",
    "health",
    "sign_in",
    "code_browser",
    "code_edition",
    "compare_editions",
    "what_happened",
    "provision",
    "procedure",
    "procedure_edition",
}


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def url_patterns(patterns: list | None = None) -> Iterator[URLPattern]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from url_patterns(pattern.url_patterns)


def is_open(pattern: URLPattern) -> bool:
    api = getattr(pattern.callback, "cls", None)
    if api is not None:
        return IsAuthenticated not in api.permission_classes
    return not getattr(pattern.callback, "login_required", True)


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_source_is_read_in_one_sitting(path: Path):
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_a_template_is_read_in_one_sitting(path: Path):
    limit = 40 if "components" in path.parts else 120
    assert len(path.read_text().splitlines()) <= limit


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_stage_changes_only_by_a_step(path: Path):
    assert not re.search(r"\.update\([^)]*\bstage=", path.read_text())


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_a_page_has_no_style_script_or_address_of_its_own(path: Path):
    text = path.read_text()
    assert not re.search(r"\bstyle=|<style|#[0-9a-fA-F]{6}\b|\son[a-z]+=", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", text)


def test_no_module_is_a_drawer_for_anything():
    assert not {path.stem for path in SOURCES} & BANNED_NAMES


def test_the_pages_open_to_everyone_are_these():
    assert {pattern.name for pattern in url_patterns() if is_open(pattern)} == PUBLIC


def test_a_lock_names_no_index():
    for lock in ("requirements.txt", "requirements-dev.txt"):
        assert "://" not in (ROOT / lock).read_text()
