"""The folders of the program: where the person's cannot be written to, temporary ones take their place."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from app.system.folders import find_folders, folders_below
from app.system.stand_in import LOCK, StandIn, sweep
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
    assert {place.parent for place in places} == {folders.stand_in.folder}
    folders.give_back()
    assert not folders.data.parent.exists()


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_what_killed_programs_have_left_goes_and_all_else_stays(temporary: Path) -> None:
    (temporary / "resshift-studio-1000").mkdir(0o700)  # where sockets lie
    open_to_all = temporary / "resshift-studio-others"
    open_to_all.mkdir(0o777)
    open_to_all.chmod(0o777)
    (open_to_all / LOCK).touch()
    living, killed, unsaved = StandIn(), StandIn(), StandIn()
    (unsaved.folder / "data" / "session").mkdir(parents=True)
    (unsaved.folder / "data" / "session" / "result.png").touch()
    for dead in (killed, unsaved):
        dead._lock.release()
    sweep()
    unsaved.remove()  # as at the end of its program
    left = {path.name for path in temporary.iterdir()}
    assert left == {"resshift-studio-1000", open_to_all.name, living.folder.name, unsaved.folder.name}
    living.remove()
    assert not living.folder.exists()
