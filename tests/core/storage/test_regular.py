"""What is no file is refused at once: opening a pipe would wait for somebody who may never come."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.storage.regular import open_regular

posix = pytest.mark.skipif(os.name != "posix", reason="needs pipes and devices in the file system")


def test_a_file_is_opened_and_a_folder_refused_in_the_systems_words(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"bytes\r\n")
    with open_regular(path) as file:
        assert file.read() == b"bytes\r\n"
    for refused in (tmp_path, tmp_path / "none"):
        with pytest.raises(OSError) as error:
            open_regular(refused)
        assert error.value.strerror != "it is a device or a pipe, not a file"
        assert Path(error.value.filename) == refused


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs a list of what the process has open")
@pytest.mark.parametrize("kind", ["folder", "pipe", "none"])
def test_what_is_refused_is_not_left_open(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        with pytest.raises(OSError):
            open_regular(path)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@posix
def test_pipes_and_devices_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(OSError, match="pipe"):
            open_regular(path)


@posix
def test_a_file_that_becomes_a_pipe_while_it_is_opened_is_refused_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"bytes")
    before = path.stat()
    path.unlink()
    os.mkfifo(path)
    monkeypatch.setattr(Path, "stat", lambda *_: before)
    with pytest.raises(OSError, match="pipe"):
        open_regular(path)
