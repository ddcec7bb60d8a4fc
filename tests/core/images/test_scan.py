"""Listing: lazily, in order, without pipes, circles and what is no picture."""

import itertools
import os
from collections import Counter
from pathlib import Path

import pytest

import core.images.scan as scanning
from core.images.scan import Refused, scan


def listed(path: Path) -> list[str]:
    refused: list[Refused] = []
    found = [str(p.relative_to(path)) for p, _ in scan(path, refused)]
    assert refused == []
    return found


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def test_pictures_come_by_extension_in_order_of_names_with_folders_within(tmp_path: Path) -> None:
    touch(tmp_path, "b.PNG", "a.jpg", "notes.txt", "sub/c.tif", "sub/deep/d.webp", "z.avif", "raw.heic")
    assert listed(tmp_path) == ["a.jpg", "b.PNG", "raw.heic", "sub/c.tif", "sub/deep/d.webp", "z.avif"]


def test_what_systems_leave_in_folders_is_passed_over(tmp_path: Path) -> None:
    touch(tmp_path, ".DS_Store", "Thumbs.db", "desktop.ini", "._a.png", ".hidden/b.png", ".resshift-12.part")
    touch(tmp_path, "@eaDir/a.png/SYNOPHOTO_THUMB_XL.jpg", "__MACOSX/a.png", "$RECYCLE.BIN/b.png")
    assert listed(tmp_path) == []


def test_a_named_file_is_always_a_candidate(tmp_path: Path) -> None:
    touch(tmp_path, "odd.dat")
    assert list(scan(tmp_path / "odd.dat", [])) == [(tmp_path / "odd.dat", None)]


def test_a_picture_knows_the_folder_it_was_found_through(tmp_path: Path) -> None:
    touch(tmp_path, "sub/a.png")
    assert list(scan(tmp_path, [])) == [(tmp_path / "sub" / "a.png", tmp_path)]


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices are POSIX's")
def test_pipes_devices_and_circles_of_links_are_skipped_without_waiting(tmp_path: Path) -> None:
    touch(tmp_path, "good.png")
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "zero.png").symlink_to("/dev/zero")
    (tmp_path / "circle.png").symlink_to("circle.png")
    (tmp_path / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.png").symlink_to("nowhere.png")
    assert listed(tmp_path) == ["good.png"]


@pytest.mark.skipif(os.name != "posix", reason="names of any bytes are POSIX's")
def test_names_that_are_no_text_are_listed(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.png")).touch()
    assert [os.fsencode(name) for name in listed(tmp_path)] == [b"\xff.png"]


def test_what_is_not_there_or_no_file_is_refused_with_a_reason(tmp_path: Path) -> None:
    refused: list[Refused] = []
    assert list(scan(tmp_path / "none.png", refused)) == []
    assert refused == [Refused(str(tmp_path / "none.png"), "none.png does not exist.")]


def test_an_impossible_name_is_refused_and_no_crash(tmp_path: Path) -> None:
    for name in ("a" * 300 + ".png", "zero\0.png"):
        refused: list[Refused] = []
        assert list(scan(tmp_path / name, refused)) == []
        assert refused[0].reason.endswith("does not exist.")


def test_a_folder_that_cannot_be_listed_is_refused_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path, "a/x.png", "b/y.png")
    real = os.scandir

    def forbid(path: Path) -> object:
        if Path(path).name == "a":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", forbid)
    refused: list[Refused] = []
    assert [p.name for p, _ in scan(tmp_path, refused)] == ["y.png"]
    assert "cannot be listed" in refused[0].reason


def test_listing_is_lazy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first pictures of many folders come before the later folders are even looked at."""
    touch(tmp_path, *(f"{i:03}/{j}.png" for i in range(40) for j in range(3)))
    opened = []
    real = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: (opened.append(path), real(path))[1])
    assert len(list(itertools.islice(scan(tmp_path, []), 4))) == 4
    assert len(opened) <= 3


def test_the_first_files_that_are_no_pictures_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "MOST_NAMED", 2)
    touch(tmp_path, "a.png", "b.csv", "notes.txt", "sub/c.csv")
    passed, others = Counter[str](), list[str]()
    assert len(list(scan(tmp_path, [], passed, others=others))) == 1
    assert passed == {".csv": 2, ".txt": 1}
    assert others == [str(tmp_path / name) for name in ("b.csv", "notes.txt")]
