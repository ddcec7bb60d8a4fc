"""Where conversions write: one program at a time, and nothing is left by those that were killed."""

import os
import re
from contextlib import suppress
from pathlib import Path

import pytest

from core.errors import ModelError, ModelSaveError
from core.models.workplace import check_room, put, reserved, sweep, workplace
from core.storage.atomic import LONGEST_WRITE


def test_it_is_gone_at_the_end_whatever_happened(tmp_path: Path) -> None:
    with suppress(KeyboardInterrupt), workplace(tmp_path) as place:
        (place / "tensors").write_bytes(b"much")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_program_left_goes_and_what_one_is_at_work_on_stays(tmp_path: Path) -> None:
    for name in (".convert-killed", "mine"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "tensors").write_bytes(b"much")
    parts = [tmp_path / f".resshift-{digit * 16}.part" for digit in "01"]
    for part in parts:
        part.write_bytes(b"half")
    os.utime(parts[0], (0, parts[1].stat().st_mtime - LONGEST_WRITE - 100))
    with workplace(tmp_path) as place:
        sweep(tmp_path)
        kept = sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".lock")
        assert kept == sorted([place.name, "mine", parts[1].name])
    sweep(tmp_path / "none")


def test_who_does_not_want_to_wait_is_told(tmp_path: Path) -> None:
    with reserved(tmp_path / "new", "key"):
        with pytest.raises(ModelError, match=r"^Busy\.$"), reserved(tmp_path / "new", "key", busy="Busy."):
            pass
        with reserved(tmp_path / "new", "other", busy="Busy."):
            pass
    with reserved(tmp_path / "new", "key", busy="Busy."):
        pass


def test_a_place_that_cannot_be_written_is_named_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    folder = tmp_path / "file" / "models"
    with pytest.raises(ModelSaveError, match=r"could not be stored in .*file.models: Not a directory"):
        put(tmp_path / "made", folder / "model")
    with pytest.raises(ModelSaveError, match=r"key could not be stored"), reserved(folder, "key"):
        pass
    with pytest.raises(ModelSaveError, match=r"could not be stored"), workplace(folder):
        pass


def test_the_folder_that_is_named_is_one_that_the_person_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 2}))
    with (
        pytest.raises(ModelSaveError, match=rf"which {re.escape(str(tmp_path))} has no room for"),
        workplace(tmp_path) as place,
    ):
        check_room(place, 10, "Converting a.pth")


def test_what_there_is_no_room_for_says_how_much_it_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 2_000_000}))
    check_room(tmp_path, 2_000_000, "It")
    with pytest.raises(ModelSaveError, match=r"It needs 3\.0 MB, .* has no room for: 2\.0 MB are free"):
        check_room(tmp_path, 3_000_000, "It")
