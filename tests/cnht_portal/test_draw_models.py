"""The diagrams of the data model."""

import pytest
from django.core.management import CommandError, call_command

from cnht_portal.management.commands import draw_models


def test_a_diagram_has_key_fields_figures_and_relations():
    page = draw_models.data_model_page()

    projects = page.split("## projects\n")[1].split("\n## ")[0]
    assert "        char code UK\n" in projects
    assert "        choice status\n" in projects
    assert "        figure capital\n" in projects
    assert "name_vi" not in projects
    assert '    Project }o--o| SectorGroup : "sector_group"\n' in projects
    assert '    Project }o--o{ LegalDocument : "documents"\n' in projects
    assert "- `Project` in `projects/models/project.py`: " in projects


def test_a_stale_page_fails_the_check_and_is_rewritten_by_the_command(tmp_path, monkeypatch):
    page = tmp_path / "data-model.md"
    page.write_text("old")
    monkeypatch.setattr(draw_models, "PAGE", page)

    with pytest.raises(CommandError, match="out of date"):
        call_command("draw_models", check=True)
    assert page.read_text() == "old"

    call_command("draw_models")
    call_command("draw_models", check=True)
    assert page.read_text().startswith("# Data model\n")
