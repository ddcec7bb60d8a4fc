"""What may not be entered is nothing, and no error."""

from pathlib import Path

import pytest

from core.storage.looking import exists, is_file, is_folder, listed, size_of
from tests.core.shut_folders import shut


def test_what_is_there_is_found(tmp_path: Path) -> None:
    file = tmp_path / "a.bin"
    file.write_bytes(b"123")
    assert exists(file)
    assert is_file(file)
    assert is_folder(tmp_path)
    assert size_of(file) == 3
    assert listed(tmp_path, "*.bin") == [file]


def test_what_may_not_be_entered_holds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "home" / "models"
    folder.mkdir(parents=True)
    file = folder / "a.bin"
    file.write_bytes(b"123")
    with monkeypatch.context() as patch:
        shut(tmp_path / "home", patch)
        with pytest.raises(PermissionError):  # as the system says it
            file.exists()
        assert not exists(file)
        assert not is_file(file)
        assert not is_folder(folder)
        assert size_of(file) is None
        assert listed(folder, "*.bin") == []
