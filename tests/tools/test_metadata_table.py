"""What travels with a picture, from every format into every format, as another program reads it."""

from __future__ import annotations

import shutil
import sys
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = util.spec_from_file_location("metadata_table", ROOT / "tools" / "metadata_table.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    sys.modules["metadata_table"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not here")
def test_every_field_arrives_and_the_page_says_where(tool: ModuleType, tmp_path: Path) -> None:
    cells = tool.proved(tmp_path)
    assert [place for place, cell in cells.items() if not cell] == []
    page = (ROOT / "docs" / "pictures.md").read_text(encoding="utf-8")
    assert tool.table(cells, tool.FIELDS, "field") in page
    assert tool.table(cells, tool.TEXTS, "text of a PNG") in page


def test_a_field_that_is_lost_is_named(tool: ModuleType) -> None:
    (title,) = (one for one in tool.FIELDS if one.name == "title")
    assert title.cell("PNG", {"XMP-dc:Title": "Gr\u00fc\u00dfe vom Meer"}) == "XMP-dc:Title"
    assert title.cell("PNG", {"XMP-dc:Title": "Gr??e vom Meer"}) == title.cell("PNG", {}) == ""
    cells = {("JPEG", "title", target): "" if target == "WebP" else "XMP-dc:Title" for target in tool.TARGETS}
    assert "lost from JPEG" in tool.table(cells, [title], "field")
