"""Watched folders: what has come to rest is handed out once, what was replaced once more, and results never."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from core.commands.inputs import gather
from core.images import watched
from core.images.scan import ENLARGED
from core.images.watched import PATIENCE, Watched


def write(path: Path, text: str = "picture", date: int = 1_000) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (date, date))
    return path


def is_result(path: Path, folder: Path) -> bool:
    return "resshift" in path.name


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def looked(one: Watched) -> list[str]:
    return [path.name for path, _ in one.look().pictures]


def test_what_rests_is_handed_out_once(folder: Path) -> None:
    write(folder / "a.png")
    write(folder / "deep" / "b.jpg")
    write(folder / "e.cbz")
    write(folder / "any.zip")
    write(folder / "notes.txt")
    write(folder / ".hidden.png")
    one = Watched([folder], is_result)
    assert [sorted(looked(one)) for _ in range(3)] == [[], ["a.png", "b.jpg", "e.cbz"], []]
    write(folder / "c.png")
    assert [looked(one) for _ in range(3)] == [[], ["c.png"], []]


def test_what_is_taken_out_of_a_folder_is_the_same_whether_it_is_watched_or_named(folder: Path) -> None:
    for suffix in (*ENLARGED, ".zip", ".txt", ""):
        write(folder / f"a{suffix}", suffix or "none")
    one = Watched([folder], is_result)
    one.look()
    named = [path.path.name for path in gather([str(folder)], None, "{name}_x", overwrite=False).pictures]
    assert looked(one) == named
    assert {Path(name).suffix for name in named} == ENLARGED


def test_what_still_grows_or_changes_is_waited_for(folder: Path) -> None:
    one = Watched([folder], is_result)
    for text in ("a", "ab", "abc"):
        write(folder / "a.png", text)
        assert looked(one) == []
    write(folder / "a.png", "abC", date=1_001)  # of the same size
    assert [looked(one) for _ in range(3)] == [[], ["a.png"], []]


@pytest.mark.parametrize("date", [999, 1_001])
def test_what_is_replaced_is_handed_out_anew_also_by_an_older_file(folder: Path, date: int) -> None:
    write(folder / "a.png")
    one = Watched([folder], is_result)
    assert [looked(one) for _ in range(2)] == [[], ["a.png"]]
    write(folder / "a.png", date=date)
    assert [looked(one) for _ in range(3)] == [[], ["a.png"], []]


def test_results_are_asked_about_once_and_never_handed_out(folder: Path) -> None:
    asked = []

    def is_ours(path: Path, root: Path) -> bool:
        asked.append((path.name, root))
        return True

    write(folder / "a_resshift_x4.png")
    one = Watched([folder], is_ours)
    assert [looked(one) for _ in range(4)] == [[]] * 4
    assert asked == [("a_resshift_x4.png", folder)]


def test_what_lay_there_at_the_beginning_is_left_alone_until_it_changes(folder: Path) -> None:
    for name in ("a.png", "b.png"):
        write(folder / name)
    one = Watched([folder], is_result)
    assert [path.name for path, _ in one.begin()] == ["a.png", "b.png"]
    assert looked(one) == []
    write(folder / "b.png", "another one")
    assert [looked(one) for _ in range(3)] == [[], ["b.png"], []]


@pytest.mark.parametrize("kind", ["empty", "shut"])
def test_an_empty_or_shut_file_has_time_and_is_told_of_once(
    folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder / "a.png", "" if kind == "empty" else "x")
    opens = [kind == "empty"]
    monkeypatch.setattr(watched, "_opens", lambda path: opens[0])
    one = Watched([folder], is_result)
    handed = [looked(one) for _ in range(3 * PATIENCE)]
    assert handed.index(["a.png"]) == PATIENCE
    assert sum(map(len, handed)) == 1
    opens[0] = True
    if kind == "empty":
        write(folder / "a.png", "x")
    assert [name for _ in range(3) for name in looked(one)] == ["a.png"]


def test_a_folder_that_goes_away_is_waited_for_and_nothing_is_handed_out_twice(
    folder: Path, tmp_path: Path
) -> None:
    write(folder / "a.png")
    write(folder / "b.png")
    one = Watched([folder], is_result)
    assert [looked(one) for _ in range(2)] == [[], ["a.png", "b.png"]]
    folder.rename(tmp_path / "gone")
    one.failed(folder / "b.png")  # it could not be read any more
    look = one.look()
    assert (look.pictures, look.refused, look.away) == ([], [], [folder])
    (tmp_path / "gone").rename(folder)
    assert one.look().away == []
    assert looked(one) == ["b.png"]


def test_a_picture_that_failed_and_is_still_there_is_left_alone(folder: Path) -> None:
    write(folder / "a.png")
    one = Watched([folder], is_result)
    assert [looked(one) for _ in range(2)] == [[], ["a.png"]]
    one.failed(folder / "a.png")
    assert [looked(one) for _ in range(3)] == [[]] * 3


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may list any folder")
def test_a_folder_that_cannot_be_listed_is_told_of_once(folder: Path) -> None:
    write(folder / "shut" / "a.png")
    (folder / "shut").chmod(0)
    one = Watched([folder], is_result)
    assert [len(one.look().refused) for _ in range(3)] == [1, 0, 0]
    (folder / "shut").chmod(0o700)


def test_many_come_in_parts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watched, "MOST", 2)
    for name in "abcde":
        write(folder / f"{name}.png")
    one = Watched([folder], is_result)
    assert [len(looked(one)) for _ in range(5)] == [0, 2, 2, 1, 0]


def test_a_file_that_vanishes_is_no_trouble(folder: Path) -> None:
    write(folder / "a.png")
    one = Watched([folder], is_result)
    assert looked(one) == []
    shutil.rmtree(folder)
    folder.mkdir()
    assert [looked(one) for _ in range(2)] == [[], []]
