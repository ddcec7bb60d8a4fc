"""`upscale --crop, --turn, --mirror`: as if the picture lay so in its file, and told from what was made otherwise."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.events import JobsEstimated
from core.images.files import read_frames, read_picture, read_settings, save_picture
from core.images.formats.book import read_book
from core.images.formats.zip_files import unpacked
from core.images.framing import Framing, framed, framing_in
from core.images.header import pages_of
from core.images.original import read_original
from core.images.source import digest_of
from core.jobs import CancelToken, EstimateJob
from core.upscaling.upscaler import Upscaler
from tests.core.commands.test_upscale import names, photo, upscale
from tests.core.images.formats.test_book import book, encoded

pytestmark = pytest.mark.usefixtures("model")

FRAMING = Framing((2, 1, 10, 8), 90, True)
OPTIONS = ("--crop", "2,1,10,8", "--turn", "90", "--mirror")


def scan(path: Path) -> Path:
    """A JPEG that its EXIF turns upright."""
    pixels = np.random.default_rng(5).integers(0, 256, (16, 12, 3)).astype(np.uint8)
    exif = Image.Exif()
    exif[274], exif[271] = 6, "Maker"
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path, quality=95, exif=exif)
    return path


def test_the_result_is_that_of_a_file_which_lies_so_itself(tmp_path: Path) -> None:
    source = scan(tmp_path / "in" / "scan.jpg")
    before, out = digest_of(source), tmp_path / "out"
    upright = read_picture(source)
    assert (upright.width, upright.height) == (16, 12)
    own = save_picture(framed(upright, FRAMING), tmp_path / "own.png", format="png")
    assert upscale(own, "-o", out) == 0
    assert upscale(source, "-o", out, *OPTIONS) == 0
    made = read_picture(out / "scan_resshift_x4.png")
    np.testing.assert_array_equal(made.pixels, read_picture(out / "own_resshift_x4.png").pixels)
    assert made.pixels.shape == (40, 32, 3)
    with Image.open(out / "scan_resshift_x4.png") as saved:
        assert saved.getexif().get(274, 1) == 1
        assert saved.getexif()[271] == "Maker"
    written = read_settings(out / "scan_resshift_x4.png") or {}
    assert framing_in(written) == FRAMING
    assert framing_in(written).drawn_in == (16, 12)
    np.testing.assert_array_equal(read_original(source, written).pixels, framed(upright, FRAMING).pixels)
    assert digest_of(source) == before


def test_only_what_was_framed_likewise_counts_as_done_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    photo(folder / "a.png")
    first = out / "a_resshift_x4.png"
    for options in (
        ("--turn", "90"),
        (),
        ("--turn", "90", "--mirror"),
        ("--turn", "90", "--crop", "0,0,9,9"),
    ):
        for _ in range(2):
            assert upscale(folder, "-o", out, *options) == 0
    assert len(names(out)) == 4
    # A result's own framing is repeated; options win.
    capsys.readouterr()
    assert upscale(folder, "-o", out, "--like", first) == 0
    assert "Like a_resshift_x4.png, all inputs are turned by 90 degrees first" in capsys.readouterr().err
    assert upscale(folder, "-o", out, "--like", first, "--turn", "0") == 0
    assert "all inputs are" not in capsys.readouterr().err
    assert len(names(out)) == 4


def test_the_crop_of_a_result_is_taken_from_pictures_of_other_sizes(tmp_path: Path) -> None:
    like = tmp_path / "first" / "a_resshift_x4.png"
    assert upscale(photo(tmp_path / "a.png"), "-o", like.parent, "--crop", "2,1,8,6") == 0
    assert upscale(photo(tmp_path / "b.png", width=24), "-o", tmp_path / "out", "--like", like) == 0
    written = read_settings(tmp_path / "out" / "b_resshift_x4.png") or {}
    assert framing_in(written) == Framing((2, 1, 8, 6))
    assert framing_in(written).drawn_in == (24, 12)


def test_a_crop_that_does_not_fit_fails_its_picture_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[tuple[int, int]] = []

    def estimate(engine: Upscaler, job: EstimateJob, cancel: CancelToken) -> JobsEstimated:
        sizes.extend(job.sizes)
        return JobsEstimated(1.0, 1, 1, None, None)

    monkeypatch.setattr(Upscaler, "estimate", estimate)
    folder, out = tmp_path / "in", tmp_path / "out"
    photo(folder / "large.png", width=20)
    photo(folder / "small.png", width=8)
    asked = (folder, "-o", out, "--crop", "6,0,12,1", "--only-below", "17")
    assert upscale(*asked, "--estimate") == 1
    assert sizes == [(12, 1)]
    assert "8 x 12" in capsys.readouterr().err
    assert upscale(*asked) == 1
    assert names(out) == ["large_resshift_x4.png"]
    assert read_picture(out / "large_resshift_x4.png").pixels.shape == (4, 48, 3)
    assert "small.png: The crop of 12 x 1 pixels at 6, 0" in capsys.readouterr().err


def test_all_frames_and_all_pages_of_a_book_are_framed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    frames = [Image.new("RGB", (10, 6), colour) for colour in ("red", "blue")]
    frames[0].save(tmp_path / "it.gif", save_all=True, append_images=frames[1:], duration=100)
    out = tmp_path / "out"
    asked = (tmp_path / "it.gif", "-o", out, "--frames", "all", "--format", "png", "--turn", "270")
    assert upscale(*asked) == 0
    assert upscale(*asked) == 0  # done before
    assert names(out) == ["it_resshift_x4.png"]
    found = read_frames(out / "it_resshift_x4.png")
    assert found is not None
    sizes = [(one.picture.width, one.picture.height) for one in found.frames() if one.picture is not None]
    assert sizes == [(24, 40), (24, 40)]
    assert framing_in(read_settings(out / "it_resshift_x4.png") or {}) == Framing(turn=270)
    path = book(tmp_path / "b.cbz", {"1.png": encoded(size=(8, 6)), "2.png": encoded(size=(5, 6))})
    capsys.readouterr()
    for told in ("each was cropped at the same place", "Done before"):
        assert upscale(path, "-o", out, "--crop", "1,0,4,3", "--turn", "90") == 0
        assert told in capsys.readouterr().err
    assert names(out) == ["b_resshift_x4.cbz", "it_resshift_x4.png"]
    made = read_book(out / "b_resshift_x4.cbz")
    assert [page.size for page in pages_of(made.path, whole=True)] == [(12, 16), (12, 16)]
    page = unpacked(made.path, made.pages[0])
    (tmp_path / "page.png").write_bytes(page)
    assert framing_in(read_settings(tmp_path / "page.png") or {}) == Framing((1, 0, 4, 3), 90)
    written = read_settings(made.path) or {}
    assert framing_in(written) == Framing((1, 0, 4, 3), 90)
    original = read_original(path, written)
    assert (original.width, original.height) == (3, 4)


@pytest.mark.parametrize("kind", ["cbz", "tif"])
def test_a_crop_that_does_not_fit_all_pages_is_refused_before_any_is_enlarged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    sizes = [(8, 6), *[(4 + number, 6) for number in range(6)]]
    if kind == "cbz":
        path = book(tmp_path / "it.cbz", {f"{n}.png": encoded(size=size) for n, size in enumerate(sizes, 1)})
        page = "{0}.png"
    else:
        path = tmp_path / "it.tif"
        pages = [Image.new("RGB", size) for size in sizes]
        pages[0].save(path, save_all=True, append_images=pages[1:])
        page = "page {0}"
    asked = (path, "-o", tmp_path / "out", "--frames", "all", "--format", "same", "--crop", "0,0,10,2")
    monkeypatch.setattr(Upscaler, "_compute", None)
    named = ", ".join(f"{page.format(n)} ({w} x {h})" for n, (w, h) in list(enumerate(sizes, 1))[:5])
    for more in ((), ("--estimate",)):
        assert upscale(*asked, *more) == 1
        told = capsys.readouterr().err
        assert f"does not lie inside every page: not inside {named} and 2 more. Choose another one." in told
    assert names(tmp_path / "out") == []


@pytest.mark.parametrize("crop", ["1,2,3", "1,2,0,3", "-1,2,3,4", "1.5,2,3,4", "all"])
def test_a_crop_that_is_none_is_wrong_usage(crop: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        upscale(tmp_path / "a.png", f"--crop={crop}")
    assert ended.value.code == 2
