"""What is wrong for all pictures of a call is said once, before anything is done or estimated, and is wrong usage."""

from pathlib import Path

import numpy as np
import pytest

from core.images.files import save_picture
from core.images.picture import Picture
from tests.core.commands.test_upscale import names, photo, upscale
from tests.core.official_models import install

pytestmark = pytest.mark.usefixtures("model")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, which is the current one, with two pictures in it, a file, a mask and models that need parts."""
    for name in "ab":
        photo(tmp_path / "in" / f"{name}.png")
    (tmp_path / "file").write_text("no folder")
    hole = np.zeros((12, 16, 3), np.uint8)
    hole[2:7, 3:9] = 255
    save_picture(Picture(hole), tmp_path / "mask.png", format="png")
    install(tmp_path / "own", "tiny-inpaint", "tiny-vq")
    install(tmp_path / "lacking", "tiny-x4")
    monkeypatch.chdir(tmp_path)
    return tmp_path


WRONG = {
    "--model no-such-model": "There is no model 'no-such-model'",
    "--model own/tiny-vq.safetensors": "is an autoencoder",
    "--model gone.safetensors": "gone.safetensors",
    "--quality 0": "between 1 and 100",
    "--quality 101": "between 1 and 100",
    "--name {name}_{nonsense}": "no field {nonsense}",
    "-o file": "-o names the folder of what is made, and file is none",
    "-o file/deep/out": "The folder file/deep/out cannot be made, since file is no folder",
    "--save-steps file": "--save-steps names the folder of what is made, and file is none",
    "--nproc 0": "at least 1",
    "--nproc -3": "at least 1",
    "--mask mask.png": "Tiny fills in nothing: leave out --mask",
    "--mask gone.png": "The mask gone.png does not exist",
    "--model own/tiny-inpaint.safetensors --mask gone": "The mask gone does not exist",
    "--model own/tiny-inpaint.safetensors": "give one (--mask)",
    "--bit-depth 16 --format jpeg": "JPEG has 8 bits per colour: choose --format png, jxl or tiff, or leave",
    "--bit-depth 16 --format webp": "WebP has 8 bits per colour",
    "--bit-depth 16 --format gif --frames all": "GIF has 8 bits per colour",
    "--lossless --format jpeg": "JPEG is never without loss: choose --format png, webp, jxl, tiff or tga, or leave",
    "--lossless --format gif --frames all": "GIF is never without loss",
    "--format gif": "GIF is for animations alone: add --frames all",
}


@pytest.mark.parametrize("more", [(), ("--estimate",), ("--nproc", "2")], ids=["one", "estimate", "two"])
@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_for_all_is_said_once(
    place: Path, capsys: pytest.CaptureFixture[str], wrong: str, more: tuple[str, ...]
) -> None:
    before = names(place)
    assert upscale("in", *more, *wrong.split()) == 2
    told = capsys.readouterr()
    assert WRONG[wrong] in told.err
    assert len(told.err.splitlines()) == 1
    assert told.out == ""
    assert names(place) == before


def test_a_model_that_lacks_a_part_is_said_once(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "own" / "tiny-vq.safetensors").unlink()
    for model in ("own/tiny-inpaint.safetensors", "lacking/tiny-x4.safetensors"):
        assert upscale("in", "--model", model, "--mask", "mask.png") == 2
        assert capsys.readouterr().err.count("needs the autoencoder") == 1


def test_a_folder_that_may_not_be_made_is_named_as_it_was_given(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.commands.upscale_checks.os.access", lambda path, mode: False)
    assert upscale("in", "-o", "closed/deep/out") == 2
    assert f"The folder closed/deep/out cannot be made: nothing can be written to {place}." in (
        capsys.readouterr().err
    )
    assert upscale("in", "-o", "in") == 0  # it is there: what it lets be written, the job finds out


@pytest.mark.parametrize(
    "sound", ["--bit-depth 16 --format tiff", "--bit-depth 8 --format jpeg --quality 1", "-o new/out"]
)
def test_what_is_sound_is_done(place: Path, sound: str) -> None:
    assert upscale("in", *sound.split(), "--estimate") == 0
    assert upscale("in", *sound.split()) == 0
    assert sum("resshift" in name for name in names(place)) == 2
