"""`upscale` with strength, grain and protected parts: what is written, and that a result can be made again like it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.cli import main
from core.finishing.finish import Finish
from core.finishing.strokes import Marks, Stroke
from core.images.files import read_picture, read_settings
from core.images.formats.encode import save_picture
from core.images.framing import Framing, framed
from core.images.picture import Picture
from core.images.resize import resize
from core.jobs import SampleSettings

pytestmark = pytest.mark.usefixtures("model")
PLAIN = ("--model", "tiny", "--steps", "2", "--device", "cpu", "--dtype", "float32")


def photo(path: Path, *, height: int = 12, width: int = 16) -> Path:
    pixels = np.random.default_rng(0).integers(0, 256, (height, width, 3)).astype(np.uint8)
    return save_picture(Picture(pixels), path, format="png")


def upscale(*arguments: str | Path) -> int:
    return main(["upscale", *map(str, arguments)])


def made(path: Path) -> np.ndarray:
    return read_picture(path).pixels


def finish_in(path: Path) -> Finish | None:
    return SampleSettings.from_dict(read_settings(path) or {}).finish


def test_strength_mixes_the_result_with_the_enlargement(tmp_path: Path) -> None:
    source, pixels = photo(tmp_path / "a.png"), {}
    for strength in ("1", "0", "0.5"):
        assert upscale(source, *PLAIN, "--strength", strength, "-o", tmp_path / strength) == 0
        pixels[strength] = made(tmp_path / strength / "a_resshift_x4.png").astype(float)
    assert np.array_equal(pixels["0"], resize(made(source), (64, 48)))
    assert np.abs(pixels["0.5"] - (pixels["0"] + pixels["1"]) / 2).max() <= 0.5
    assert finish_in(tmp_path / "1" / "a_resshift_x4.png") is None
    assert finish_in(tmp_path / "0.5" / "a_resshift_x4.png") == Finish(0.5)


def test_a_result_like_another_has_its_finish_and_options_win(tmp_path: Path) -> None:
    source = photo(tmp_path / "a.png")
    assert upscale(source, *PLAIN, "--strength", "0.6", "--keep-grain", "--faithful", "kappa") == 0
    first = tmp_path / "a_resshift_x4.png"
    assert upscale(source, "--like", first, "--again", "--device", "cpu") == 0
    assert np.array_equal(made(tmp_path / "a_resshift_x4-1.png"), made(first))
    assert upscale(source, "--like", first, "--no-keep-grain", "--device", "cpu", "-o", tmp_path / "b") == 0
    assert finish_in(tmp_path / "b" / "a_resshift_x4.png") == Finish(0.6, "kappa")


def test_with_little_kappa_as_the_faithful_one_that_is_what_strength_0_gives(tmp_path: Path) -> None:
    source = photo(tmp_path / "a.png")
    assert upscale(source, *PLAIN, "--strength", "0", "--faithful", "kappa") == 0
    assert upscale(source, *PLAIN, "--kappa", "0.1", "-o", tmp_path / "b") == 0
    assert np.array_equal(made(tmp_path / "a_resshift_x4.png"), made(tmp_path / "b" / "a_resshift_x4.png"))


def like_with_marks(tmp_path: Path) -> Path:
    """A result whose left half is protected."""
    half = Marks(16, 12, (Stroke(((-5.0, -5.0), (8.0, 20.0)), feather=0, box=True),))
    settings = SampleSettings(
        model="tiny", steps=2, device="cpu", dtype="float32", finish=Finish(protect=half)
    )
    path = tmp_path / "like.png"
    return save_picture(
        Picture(np.zeros((4, 4, 3), np.uint8)), path, format="png", metadata=settings.to_dict()
    )


def test_what_is_protected_travels_to_a_picture_of_the_same_size(tmp_path: Path) -> None:
    source, like = photo(tmp_path / "a.png"), like_with_marks(tmp_path)
    assert upscale(source, *PLAIN, "-o", tmp_path / "plain") == 0
    assert upscale(source, "--like", like, "--device", "cpu") == 0
    out = made(tmp_path / "a_resshift_x4.png")
    assert np.array_equal(out[:, :30], resize(made(source), (64, 48))[:, :30])
    assert np.array_equal(out[:, 36:], made(tmp_path / "plain" / "a_resshift_x4.png")[:, 36:])


@pytest.mark.parametrize(
    ("options", "framing"),
    [
        (("--mirror",), Framing(mirror=True)),
        (("--turn", "180"), Framing(turn=180)),
        (("--turn", "90"), Framing(turn=90)),
        (("--crop", "5,2,8,10"), Framing((5, 2, 8, 10))),
    ],
)
def test_it_lies_over_the_same_part_of_a_picture_that_is_framed_otherwise(
    options: tuple[str, ...], framing: Framing, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, like = photo(tmp_path / "a.png"), like_with_marks(tmp_path)
    for _ in range(2):
        assert upscale(source, "--like", like, "--device", "cpu", *options, "-o", tmp_path / "out") == 0
    assert "left out" not in "".join(capsys.readouterr())
    (result,) = (tmp_path / "out").iterdir()  # the second time it was done before
    whole = framed(read_picture(source), framing).pixels
    protected = np.zeros((12, 16, 3), np.uint8)
    protected[:, :6] = 1  # but for the edge, which the smoothing of the enlargement reaches
    inside = framed(Picture(protected), framing).pixels.repeat(4, 0).repeat(4, 1) > 0
    enlarged = resize(whole, (4 * whole.shape[1], 4 * whole.shape[0]))
    assert np.array_equal(made(result)[inside], enlarged[inside])
    assert not np.array_equal(made(result), enlarged)
    # A result of that brings it back to where it was.
    options = ("--crop", "none", "--turn", "0", "--no-mirror")
    assert upscale(source, "--like", result, "--device", "cpu", *options, "-o", tmp_path / "back") == 0
    assert finish_in(tmp_path / "back" / "a_resshift_x4.png") == finish_in(like)


def test_in_all_frames_it_lies_over_the_same_part(tmp_path: Path) -> None:
    like, out = like_with_marks(tmp_path), tmp_path / "out"
    frames = [Image.new("RGB", (16, 12), colour) for colour in ("red", "blue")]
    frames[0].save(tmp_path / "it.gif", save_all=True, append_images=frames[1:], duration=100)
    asked = (tmp_path / "it.gif", "--like", like, "--frames", "all", "--format", "png", "--device", "cpu")
    assert upscale(*asked, "--turn", "180", "-o", out) == 0
    box = Stroke(((21.0, 17.0), (8.0, -8.0)), feather=0, box=True)
    assert finish_in(out / "it_resshift_x4.png") == Finish(protect=Marks(16, 12, (box,)))


def test_on_a_picture_of_another_size_it_is_left_out_and_this_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, like = photo(tmp_path / "a.png", width=20), like_with_marks(tmp_path)
    assert upscale(source, "--like", like, "--device", "cpu") == 0
    assert "16 x 12 pixels" in "".join(capsys.readouterr())
    assert finish_in(tmp_path / "a_resshift_x4.png") is None


def test_asked_for_text_is_protected_where_it_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = Stroke(((0.0, 0.0), (8.0, 12.0)), feather=0, box=True)
    monkeypatch.setattr("core.upscaling.finishing.proposed", lambda picture, kinds: (box,))
    source = photo(tmp_path / "a.png")
    assert upscale(source, *PLAIN, "--protect", "text") == 0
    finish = finish_in(tmp_path / "a_resshift_x4.png")
    assert finish == Finish(protect=Marks(16, 12, (box,)))


def test_faces_and_text_are_asked_for_together_and_what_was_found_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr("core.upscaling.finishing.proposed", lambda picture, kinds: asked.append(kinds) or ())
    assert upscale(photo(tmp_path / "a.png"), *PLAIN, "--protect", "faces,text") == 0
    assert asked == [("faces", "text")]
    assert "Found nothing to protect" in "".join(capsys.readouterr())


def test_a_face_that_was_found_stays_as_the_enlargement_has_it(tmp_path: Path) -> None:
    portrait = read_picture(Path(__file__).parents[1] / "finishing" / "pictures" / "eileen-collins.jpg")
    small = Picture(np.ascontiguousarray(portrait.pixels[10:80, 50:125]))
    source = save_picture(small, tmp_path / "a.png", format="png")
    assert upscale(source, *PLAIN, "--protect", "faces") == 0
    out, enlarged = made(tmp_path / "a_resshift_x4.png"), resize(small.pixels, (300, 280))
    face = (slice(80, 220), slice(100, 200))
    assert np.array_equal(out[face], enlarged[face])
    assert not np.array_equal(out[-20:], enlarged[-20:])
    finish = finish_in(tmp_path / "a_resshift_x4.png")
    assert finish is not None
    assert finish.protects


def test_what_cannot_be_found_is_said_before_anything_is_computed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        upscale(photo(tmp_path / "a.png"), *PLAIN, "--protect", "dragons")
    assert "dragons" in capsys.readouterr().err
    assert upscale(tmp_path / "a.png", *PLAIN, "--strength", "7") != 0


def test_a_batch_is_gone_on_with_by_strength_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = photo(tmp_path / "a.png")
    assert upscale(source, *PLAIN, "--strength", "0.5") == 0
    assert upscale(source, *PLAIN, "--strength", "0.5") == 0
    assert "Done before" in capsys.readouterr().err
    assert upscale(source, *PLAIN, "--strength", "0.4") == 0
    assert (tmp_path / "a_resshift_x4-1.png").exists()


@pytest.mark.parametrize("found", [(), (Stroke(((0.0, 0.0), (8.0, 12.0)), feather=0, box=True),)])
def test_a_batch_is_gone_on_with_by_what_is_to_be_protected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: tuple[Stroke, ...]
) -> None:
    """Nothing is looked for again to know that, and whether something was found makes no difference."""
    looked = list[tuple[str, ...]]()
    monkeypatch.setattr(
        "core.upscaling.finishing.proposed", lambda picture, kinds: looked.append(kinds) or found
    )
    source = photo(tmp_path / "a.png")
    for kinds in ("text", "text", "faces,text", "text,faces"):
        assert upscale(source, *PLAIN, "--protect", kinds) == 0
    assert looked == [("text",), ("faces", "text")]
    assert len(list(tmp_path.glob("a_*.png"))) == 2
    assert upscale(source, *PLAIN, "--protect", "text", "--private") == 0
    assert upscale(source, *PLAIN, "--protect", "text", "--private") == 0
    assert len(looked) == 3


@pytest.mark.parametrize("form", ["png", "jpeg", "webp", "avif", "jxl", "tiff"])
def test_many_strokes_travel_in_every_format(tmp_path: Path, form: str) -> None:
    rng = np.random.default_rng(0)
    strokes = tuple(
        Stroke(tuple((round(float(x), 1), round(float(y), 1)) for x, y in rng.uniform(0, 900, (12, 2))), 20.5)
        for _ in range(400)
    )
    settings = replace(SampleSettings(), finish=Finish(0.5, protect=Marks(900, 900, strokes)))
    path = tmp_path / f"a.{form}"
    save_picture(Picture(np.zeros((9, 9, 3), np.uint8)), path, format=form, metadata=settings.to_dict())
    assert finish_in(path) == settings.finish
