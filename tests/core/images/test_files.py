"""Files as the system hands them over: odd names, pipes, devices, circles of links, files that go away."""

import os
import sys
from pathlib import Path

import numpy as np
import pytest

from core.errors import PictureError
from core.images.file_bytes import read_bytes
from core.images.files import read_picture, save_picture
from core.images.picture import Picture

PICTURE = Picture(np.arange(24, dtype=np.uint8).reshape(2, 4, 3))
posix = pytest.mark.skipif(os.name != "posix", reason="pipes, devices and byte names are POSIX's")


def saved(path: Path) -> Path:
    return save_picture(PICTURE, path, format="png")


@posix
@pytest.mark.parametrize(
    "name",
    [
        "line\nbreak.png",
        "-rf.png",
        "🌅 sunset 👩‍👩‍👧.png",
        "\u202egnp.exe.png",
        "trailing space .png",
        " ",
        "\u05e9\u05dc\u05d5\u05dd.png",
        "a" * 251 + ".png",
        os.fsdecode(b"caf\xe9 \xff.png"),
        "%s {name} $HOME *?.png",
    ],
)
def test_any_name_the_system_allows_is_written_and_read(tmp_path: Path, name: str) -> None:
    if sys.platform == "darwin" and not name.isprintable():
        pytest.skip("this file system takes UTF-8 only")
    path = saved(tmp_path / name)
    assert np.array_equal(read_picture(path).pixels, PICTURE.pixels)
    assert [child.name for child in tmp_path.iterdir()] == [name]


def test_a_file_that_went_away_says_so(tmp_path: Path) -> None:
    path = saved(tmp_path / "queued.png")
    path.unlink()
    with pytest.raises(PictureError, match=r"^queued\.png is no longer there"):
        read_picture(path)


def test_a_file_that_changed_into_something_else_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "queued.png")
    path.write_text("now a text\n")
    with pytest.raises(PictureError, match="text file"):
        read_picture(path)


def test_a_folder_is_no_picture(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="is a folder"):
        read_picture(tmp_path)


@posix
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    path = tmp_path / "pipe.png"
    os.mkfifo(path)
    with pytest.raises(PictureError, match="pipe"):
        read_picture(path)


@posix
def test_a_file_that_becomes_a_pipe_while_it_is_opened_is_refused_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path / "a.png")
    before = path.stat()
    path.unlink()
    os.mkfifo(path)
    monkeypatch.setattr(os, "stat", lambda *_, **__: before)
    with pytest.raises(PictureError, match="pipe"):
        read_bytes(path)


@posix
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_refused_without_reading_it(device: str, tmp_path: Path) -> None:
    link = tmp_path / "endless.png"
    link.symlink_to(device)
    with pytest.raises(PictureError, match="device"):
        read_picture(link)


@posix
def test_a_circle_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.png").symlink_to("b.png")
    (tmp_path / "b.png").symlink_to("a.png")
    with pytest.raises(PictureError, match="circle"):
        read_picture(tmp_path / "a.png")


def test_a_file_without_permission_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path / "secret.png")

    def forbid(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", forbid)
    with pytest.raises(PictureError, match="no permission"):
        read_bytes(path)


@pytest.mark.parametrize("name", ["zero\0byte.png", "x" * 300 + ".png"])
def test_an_impossible_name_is_an_error_and_no_crash(tmp_path: Path, name: str) -> None:
    with pytest.raises(PictureError, match="name"):
        read_picture(tmp_path / name)


def test_a_file_beyond_the_decoders_reach_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.tif"
    with path.open("wb") as file:
        file.truncate(2**31)
    with pytest.raises(PictureError, match="larger than 2 GB"):
        read_picture(path)
