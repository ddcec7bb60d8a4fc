"""`upscale --max-size`: files that are at most so large."""

from pathlib import Path

import pytest

from core.images.metadata import read_settings
from core.storage.sizes import bytes_of
from tests.core.commands.test_upscale import names, photo, upscale

pytestmark = pytest.mark.usefixtures("model")


def test_a_file_is_small_enough_and_is_known_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo(tmp_path / "in" / "a.png")
    more = (tmp_path / "in", "-o", tmp_path / "out", "--format", "jpeg", "--max-size", "4kB")
    assert upscale(*more) == 0
    assert "Saved with quality" in capsys.readouterr().err
    (made,) = names(tmp_path / "out")
    assert (tmp_path / "out" / made).stat().st_size <= 4000
    found = read_settings(tmp_path / "out" / made) or {}
    assert (found["quality"], found["max_bytes"]) == (95, 4000)
    assert upscale(*more) == 0
    assert "Done before with the same settings: 1 " in capsys.readouterr().err
    assert upscale(*more[:-1], "1kB") == 1
    told = capsys.readouterr().err
    assert "a.png: Even with quality 30 the file has" in told
    assert "Choose a smaller scale: about" in told
    assert upscale(*more[:-2]) == 0  # any size is another result
    assert len(names(tmp_path / "out")) == 2


WRONG = {
    "": "PNG has no quality that could be lowered for --max-size: choose --format jpeg, webp, avif or jxl.",
    "--format webp --lossless": "--lossless keeps every pixel",
    "--format webp --frames all": "--max-size is for files of one picture",
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_made_smaller_is_said_before_anything_is_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: str
) -> None:
    photo(tmp_path / "a.png")
    assert upscale(tmp_path / "a.png", "--max-size", "4kB", *wrong.split()) == 2
    assert WRONG[wrong] in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "count"),
    [("5MB", 5_000_000), ("0,5 mb", 500_000), ("500k", 500_000), ("100", 100), ("1.5GB", 15 * 10**8)],
)
def test_sizes_are_read_as_people_write_them(text: str, count: int) -> None:
    assert bytes_of(text) == count


@pytest.mark.parametrize("text", ["", "0", "0.2", "-5MB", "5TB", "five", "٣MB", "9" * 400])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no size of a file"):
        bytes_of(text)
