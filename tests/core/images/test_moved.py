"""Originals stay where they would be found again."""

from pathlib import Path

import pytest

from core.errors import SaveError
from core.images.moved import is_within, move_original


@pytest.fixture
def again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another name of the folder "in" that its path does not show, as a mount or capitals may be."""
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "IN").symlink_to(tmp_path / "in")
    monkeypatch.setattr("os.path.realpath", lambda path: str(path))
    return tmp_path / "IN"


def test_a_folder_is_known_by_any_of_its_names(again: Path, tmp_path: Path) -> None:
    assert is_within(again, tmp_path / "in")
    assert is_within(again / "deep" / "new" / "newer", tmp_path / "in")
    assert not is_within(tmp_path / "in", again / "deep")
    assert not is_within(tmp_path / "inn", again)


def test_a_picture_is_not_moved_into_its_own_folder_by_another_name(again: Path, tmp_path: Path) -> None:
    (tmp_path / "in" / "a.png").write_bytes(b"a picture")
    with pytest.raises(SaveError, match="lies in that folder already"):
        move_original(tmp_path / "in" / "a.png", again, [])
