"""The runtime folder is this user's alone, or it is not used."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path

import pytest

from core.errors import SaveError
from core.storage.folders import HOME_VARIABLE
from core.storage.runtime import is_private, runtime_folder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="access rights of POSIX")


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No chosen home; the system's runtime folder and the temporary folder are below `tmp_path`."""
    monkeypatch.delenv(HOME_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "temporary"))
    return tmp_path


def test_the_systems_own_folder_is_taken_and_closed_to_others(places: Path) -> None:
    folder = runtime_folder()
    assert folder.parent == places / "run"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert runtime_folder() == folder


def test_without_one_it_lies_in_the_temporary_folder(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert runtime_folder() == places / "temporary" / f"resshift-studio-{os.getuid()}"


def test_where_the_path_would_be_too_long_it_lies_in_the_temporary_folder(
    places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(places / "long" / ("x" * 60)))
    temporary = places / "temporary" / f"resshift-studio-{os.getuid()}"
    assert runtime_folder(len(os.fsencode(temporary))) == temporary
    with pytest.raises(SaveError, match="too long"):
        runtime_folder(10)


def taken(place: Path, how: str) -> None:
    """Somebody was there first."""
    if how == "open to all":
        place.mkdir()
        place.chmod(0o777)
    elif how == "a link":
        place.parent.joinpath("elsewhere").mkdir(mode=0o700)
        place.symlink_to("elsewhere")
    else:
        place.write_text("")


@pytest.mark.parametrize("how", ["open to all", "a link", "a file"])
def test_what_somebody_else_put_there_is_not_used(
    places: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    taken(places / "temporary" / f"resshift-studio-{os.getuid()}", how)
    with pytest.raises(SaveError):
        runtime_folder()


def test_a_folder_of_another_user_is_not_private(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    status = list(os.lstat(tmp_path))
    assert is_private(os.stat_result(status))
    status[4] = os.getuid() + 1
    assert not is_private(os.stat_result(status))
