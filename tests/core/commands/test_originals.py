"""`upscale --move-originals`: pictures leave the inputs once their results are safe."""

import csv
import os
import shutil
from pathlib import Path

import pytest

from core.commands.at_work import AtWork
from core.commands.inputs import as_input
from core.commands.originals import RETRY, Originals
from core.errors import SaveError
from core.images import moved
from core.images.formats.book import read_book
from core.jobs import CancelToken
from tests.core.commands.test_upscale import names, photo, upscale

pytestmark = pytest.mark.usefixtures("model")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("a.png", "deep/a.png"):
        photo(tmp_path / "in" / name)
    return tmp_path


def test_originals_move_with_their_folders_and_are_known_there(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "in" / "bad.png").write_text("no picture")
    photo(place / "in" / "large.png", width=40)
    (place / "in" / "link.png").symlink_to(place / "in" / "large.png")
    photo(place / "away" / "a.png", width=4)
    broken_off = place / "away" / ".resshift-0123456789abcdef.part"
    broken_off.write_bytes(b"half a copy")
    os.utime(broken_off, (1, 1))
    more = ("-o", "out", "--move-originals", "away", "--only-below", "32")
    assert upscale("in", *more, "--report", "r.csv") == 1
    assert not broken_off.exists()
    assert names(place / "in") == ["bad.png", "large.png", "link.png"]
    assert names(place / "away") == ["a-1.png", "a.png", "deep/a.png"]
    assert names(place / "out") == ["a_resshift_x4.png", "deep/a_resshift_x4.png"]
    rows = {tuple(row[:2]): row[2] for row in csv.reader(Path("r.csv").read_text().splitlines())}
    assert rows["in/deep/a.png", "moved"] == str(place / "away" / "deep" / "a.png")
    assert "The original lies in" in capsys.readouterr().err
    assert upscale("away/deep", "-o", "out/deep") == 0
    assert "Done before with the same settings: 1 " in capsys.readouterr().err


def test_an_original_that_could_not_be_moved_is_moved_by_the_next_run(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> Path:
        raise SaveError("The disk is full.")

    asked = ("in", "-o", "out", "--move-originals", "away")
    with monkeypatch.context() as patched:
        patched.setattr(moved, "move_file", full)
        for _ in range(2):
            assert upscale(*asked) == 1
            assert "Originals that were not moved: 2." in capsys.readouterr().err
    (place / "in" / "deep" / "a.png").unlink()
    photo(place / "in" / "deep" / "a.png", width=4)  # another picture, whose result is still to be made
    (place / "in" / "copy.png").write_bytes((place / "in" / "a.png").read_bytes())
    shutil.copy(place / "out" / "a_resshift_x4.png", place / "out" / "b_resshift_x4.png")
    photo(place / "in" / "b.png", width=5)  # whose name alone is that of a result
    assert upscale("in", "-o", "out") == 0
    assert names(place / "in") == ["a.png", "b.png", "copy.png", "deep/a.png"]
    before = {name: (place / "in" / name).read_bytes() for name in names(place / "in")}
    assert upscale(*asked) == 0
    assert names(place / "in") == []
    assert {name: (place / "away" / name).read_bytes() for name in names(place / "away")} == before
    assert upscale(*asked) == 1  # there are no pictures any more


def test_a_second_try_takes_its_time_and_leaves_another_file_alone(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert upscale("in", "-o", "out") == 0
    reasons = ["full", "full", "forbidden", "forbidden"]

    def refuse(*_: object) -> Path:
        raise SaveError(reasons.pop(0))

    originals = Originals(place / "away", 1)
    one = as_input(place / "in" / "a.png", place / "out", place / "in")
    with monkeypatch.context() as patched:
        patched.setattr(moved, "move_file", refuse)
        told = originals.has(one, place / "out" / "a_resshift_x4.png")
        assert told is not None
        assert told.reason == "full"
        assert list(originals.try_again(0.0)) == []  # it was said
        assert list(originals.try_again(RETRY - 1)) == []
        assert [event.reason for event in originals.try_again(RETRY)] == ["forbidden"]
        assert list(originals.try_again(2 * RETRY)) == []
        assert reasons == []
    before = one.path.read_bytes()
    one.path.unlink()
    photo(one.path, width=4)
    assert list(originals.try_again(3 * RETRY)) == []
    one.path.write_bytes(before)
    assert list(originals.try_again(4 * RETRY)) == []
    assert not (place / "away").exists()


def test_a_result_that_does_not_say_what_it_is_of_lets_its_original_stay(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(moved, "settings_in", lambda path: {})
    assert upscale("in/a.png", "-o", "out", "--move-originals", "away") == 1
    told = capsys.readouterr().err
    assert "does not say that it was made of this very file" in told
    assert "Originals that were not moved: 1." in told
    assert (place / "in" / "a.png").exists()


def test_an_original_moves_after_its_last_result(place: Path, model: Path) -> None:
    (place / "second.safetensors").write_bytes(model.read_bytes())
    assert (
        upscale("in/a.png", "-o", "out", "--model", "tiny,second.safetensors", "--move-originals", "away")
        == 0
    )
    assert len(names(place / "out")) == 2
    assert names(place / "away") == ["a.png"]


def test_results_of_an_earlier_run_count_where_one_is_new(place: Path, model: Path) -> None:
    (place / "second.safetensors").write_bytes(model.read_bytes())
    name = ("--name", "{name}_{model}_x{scale}", "-o", "out")
    assert upscale("in/a.png", *name) == 0
    assert upscale("in/a.png", *name, "--model", "tiny,second.safetensors", "--move-originals", "away") == 0
    assert len(names(place / "out")) == 2
    assert names(place / "away") == ["a.png"]


@pytest.mark.parametrize("taken", [False, True])
def test_what_another_process_has_enlarged_and_moved_away_meanwhile_is_done(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], taken: bool
) -> None:
    if taken:
        photo(place / "away" / "a.png", width=4)
    asked = ("in/a.png", "-o", "out", "--move-originals", "away")
    real = AtWork.take

    def overtaken(at_work: AtWork, holder: str, what: str, **more: CancelToken | None) -> bool:
        monkeypatch.setattr(AtWork, "take", real)
        assert upscale(*asked) == 0
        return at_work.take(holder, what, **more)

    monkeypatch.setattr(AtWork, "take", overtaken)
    assert upscale(*asked) == 0
    told = capsys.readouterr().err
    assert "Done before with the same settings: 1 " in told
    assert names(place / "out") == ["a_resshift_x4.png"]


WRONG = {
    "in --move-originals in": "--move-originals names a folder within in",
    "in --move-originals in/deep/done": "--move-originals names a folder within in",
    "in --move-originals away --estimate": "--estimate changes nothing",
    "in --move-originals away --shard 0/2": "--shard counts the inputs",
    "in --move-originals in/a.png": "--move-originals names the folder",
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_folder_in_which_originals_would_be_found_again_is_refused(
    place: Path, capsys: pytest.CaptureFixture[str], wrong: str
) -> None:
    assert upscale(*wrong.split()) == 2
    assert WRONG[wrong] in capsys.readouterr().err
    assert upscale("in/a.png", "-o", "out", "--move-originals", "in") == 1
    assert "lies in that folder already, so it stays" in capsys.readouterr().err


def test_a_book_moves_as_a_whole(place: Path) -> None:
    import zipfile

    with zipfile.ZipFile(place / "in" / "b.cbz", "w") as book:
        book.write(place / "in" / "a.png", "1.png")
    assert upscale("in/b.cbz", "-o", "out", "--move-originals", "away") == 0
    assert names(place / "away") == ["b.cbz"]
    assert len(read_book(place / "away" / "b.cbz").pages) == 1
