"""The folders of the program: where the person's cannot be written to, temporary ones take their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.system.folders import find_folders, folders_below
from core.storage.folders import HOME_VARIABLE


def test_each_folder_is_made(tmp_path: Path) -> None:
    folders = folders_below(tmp_path / "home")
    assert folders.config.is_dir()
    assert folders.data.is_dir()
    assert folders.logs.is_dir()
    assert folders.stands_in == {}


def test_where_home_cannot_be_written_to_the_program_starts_in_temporary_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.write_text("no folder")  # nothing can be made below it, by whatever user
    monkeypatch.setenv(HOME_VARIABLE, str(home))
    folders = find_folders()
    places = (folders.config, folders.data, folders.logs)
    assert folders.stands_in == dict(zip(places, (home / n for n in ("config", "data", "logs")), strict=True))
    assert len(set(places)) == 3
    for place in places:
        assert not place.is_relative_to(home)
        (place / "probe").write_text("x")
        (place / "probe").unlink()
        place.rmdir()
