"""Names that are taken at the last moment, and temporary files of programs that were killed."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from core.errors import SaveError
from core.storage.atomic import LONGEST_WRITE, sweep, write_atomically


def names(folder: Path) -> Iterator[Path]:
    return (folder / f"{number}" for number in count())


def no_links(*_: object) -> None:
    """A file system without hard links."""
    raise PermissionError(errno.EPERM, "no links")


@pytest.mark.parametrize("links", [True, False])
def test_a_name_that_is_taken_while_the_file_is_made_is_left_to_the_other_and_the_next_one_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    (tmp_path / "0").write_bytes(b"theirs")
    (tmp_path / "2").symlink_to(tmp_path / "nothing")
    real, asked = os.fsync, list[int]()

    def overtaken(handle: int) -> None:
        """What another program does once all is written, and only the name is missing."""
        for name in "13":
            (tmp_path / name).write_bytes(b"theirs")
        asked.append(handle)
        real(handle)

    monkeypatch.setattr(os, "fsync", overtaken)
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    others = names(tmp_path)
    assert write_atomically(next(others), b"ours", overwrite=False, others=others) == tmp_path / "4"
    assert len(asked) <= 2  # the file, and on some systems its folder: it was written once
    assert [(tmp_path / name).read_bytes() for name in "0134"] == [*[b"theirs"] * 3, b"ours"]
    assert len(list(tmp_path.iterdir())) == 5


def test_whatever_else_prevents_writing_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    others = names(tmp_path / "file")
    with pytest.raises(SaveError, match="could not be saved"):
        write_atomically(next(others), b"ours", overwrite=False, others=others)
    assert next(others).name == "1"


def test_only_temporary_files_of_this_program_that_nobody_can_be_writing_any_more_are_swept_away(
    tmp_path: Path,
) -> None:
    ours = f".resshift-{'0a' * 8}.part"
    kept = [
        ".resshift-mine.part",
        "0.part",
        ".resshift-0.part",
        f"{ours}.png",
        f"x{ours}",
        ours.replace("0", "1"),
    ]
    for name in (ours, *kept):
        (tmp_path / name).write_bytes(b"half")
        old = time.time() - LONGEST_WRITE - 100
        if name != kept[-1]:
            os.utime(tmp_path / name, (old, old))
    folder = f".resshift-{'0b' * 8}.part"
    (tmp_path / folder).mkdir()
    os.utime(tmp_path / folder, (0, 0))
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*kept, folder])
    sweep(tmp_path / "none")
