from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command


def test_the_map_says_when_it_is_not_what_the_code_says(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()

    with pytest.raises(CommandError, match="run: make diagrams"):
        call_command("draw_workflows", "--check")
    call_command("draw_workflows")
    call_command("draw_workflows", "--check")

    drawn = (tmp_path / "docs" / "workflow.md").read_text()
    assert "## Complaint\n" in drawn
    assert "    received --> intake: begin_intake, complaint.taken_in\n" in drawn
