"""From the authors' kind of checkpoint to files on the disk: converted, found in the catalog, run by `upscale`."""

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
import torch

import core.models.catalog as catalog
from core.cli import main
from core.commands import bench
from core.commands.bench_breakdown import PARTS
from core.events import Event, JobDone
from core.finishing.strokes import Marks, Stroke
from core.images.files import read_picture
from core.images.formats.encode import save_picture
from core.images.framing import Framing, framed
from core.images.picture import Picture
from core.jobs import CancelToken, SampleSettings, SaveSettings, UpscaleJob
from core.models import convert as conversion
from core.models import official
from core.models.convert import convert
from core.models.official import OfficialFile
from core.upscaling.upscaler import Upscaler
from tests.core.official_models import RECIPES, install, network

FILES = (
    OfficialFile("tiny-x4", "resshift_tiny_s4.pth", RECIPES["tiny-x4"], "upscale", autoencoder="tiny-vq"),
    OfficialFile("tiny-vq", "tiny_vq_f4.pth", RECIPES["tiny-vq"], "autoencoder"),
)
PLAIN = ("--steps", "1", "--device", "cpu", "--dtype", "float32")


pytestmark = pytest.mark.usefixtures("quick_processes")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(catalog, "BUILT_IN_FOLDER", tmp_path / "none")
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path / "models")
    for module in (official, conversion):
        monkeypatch.setattr(module, "OFFICIAL", FILES)
    (tmp_path / "models").mkdir()
    return tmp_path


def photo(path: Path, height: int = 12, width: int = 16) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.random.default_rng(0).integers(0, 256, (height, width, 3)).astype(np.uint8)
    return save_picture(Picture(pixels), path, format="png")


def upscale(*arguments: str | Path) -> int:
    return main(["upscale", *PLAIN, *map(str, arguments)])


def test_a_released_kind_of_file_is_converted_and_run(folder: Path) -> None:
    """A U-Net's file as compiled parallel training leaves it, with buffers; an autoencoder's as a flat dictionary."""
    unet = {f"module._orig_mod.{k}": v for k, v in network(RECIPES["tiny-x4"]).state_dict().items()}
    unet["module._orig_mod.input_blocks.1.1.blocks.0.attn.relative_position_index"] = torch.zeros(
        64, 64
    ).long()
    torch.save({"state_dict": unet}, folder / "resshift_tiny_s4.pth")
    torch.save(network(RECIPES["tiny-vq"]).state_dict(), folder / "tiny_vq_f4.pth")
    for file in FILES:
        convert(folder / file.file, folder / "models" / f"{file.key}.safetensors")
    source = photo(folder / "in" / "a.png")
    steps = folder / "steps"
    assert upscale(source, "--model", "tiny-x4", "-o", folder / "out", "--save-steps", steps) == 0
    out = read_picture(folder / "out" / "a_resshift_x4.png")
    assert out.pixels.shape == (48, 64, 3)
    assert read_picture(steps / "a_step01.png").pixels.shape == (48, 64, 3)
    assert out.pixels.std() > 1
    # Weights that were installed without the detour compute the same.
    install(folder / "direct", "tiny-x4", "tiny-vq")
    direct = folder / "direct" / "tiny-x4.safetensors"
    assert upscale(source, "--model", direct, "-o", folder / "out2") == 0
    assert np.array_equal(read_picture(folder / "out2" / "a_resshift_x4.png").pixels, out.pixels)


def test_inpainting_with_a_mask_and_with_a_folder_of_masks(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(folder / "models", "tiny-inpaint", "tiny-vq")
    inputs = [photo(folder / "in" / f"{name}.png") for name in "ab"]
    hole = np.zeros((12, 16, 3), np.uint8)
    hole[2:7, 3:9] = 255
    (folder / "masks").mkdir()
    mask = save_picture(Picture(hole), folder / "masks" / "a.png", format="png")
    common = ("--model", "tiny-inpaint", "-o", folder / "out")
    assert upscale(inputs[0], *common, "--mask", mask) == 0
    out, source = (read_picture(p).pixels for p in (folder / "out" / "a_resshift_x1.png", inputs[0]))
    assert out.shape == source.shape
    assert np.array_equal(out[hole == 0], source[hole == 0])
    assert not np.array_equal(out, source)
    assert upscale(folder / "in", *common, "--mask", folder / "masks") == 1
    assert "no mask named b" in capsys.readouterr().err
    assert not (folder / "out" / "a_resshift_x1-1.png").exists()  # the same mask, so it is done already
    assert upscale(inputs[0], *common) == 2
    assert "--mask" in capsys.readouterr().err
    (folder / "masks" / "b.png").write_bytes(b"")
    assert upscale(folder / "in", *common, "--mask", folder / "masks", "--report", folder / "r.csv") == 1
    told = "The mask cannot be used: b.png is an empty file"
    assert f"b.png: {told}" in capsys.readouterr().err
    assert told in (folder / "r.csv").read_text("utf-8")


def test_a_filling_in_that_broke_off_is_gone_on_with(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The estimate knows what is left to do as well."""
    install(folder / "models", "tiny-inpaint", "tiny-vq")
    hole = np.zeros((12, 16, 3), np.uint8)
    hole[2:7, 3:9] = 255
    for name in "ab":
        photo(folder / "in" / f"{name}.png")
        (folder / "masks").mkdir(exist_ok=True)
        save_picture(Picture(hole), folder / "masks" / f"{name}.png", format="png")
    more = ("--model", "tiny-inpaint", "-o", folder / "out", "--mask", folder / "masks")
    assert upscale(folder / "in" / "a.png", *more) == 0
    assert upscale(folder / "in", *more) == 0
    made = ["a_resshift_x1.png", "b_resshift_x1.png"]
    assert sorted(path.name for path in (folder / "out").iterdir()) == made
    capsys.readouterr()
    assert upscale(folder / "in", *more, "--estimate") == 0
    assert "There is nothing to enlarge." in capsys.readouterr().err
    hole[9:] = 255
    save_picture(Picture(hole), folder / "masks" / "a.png", format="png", overwrite=True)
    assert upscale(folder / "in", *more) == 0
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["a_resshift_x1-1.png", *made]
    (folder / "masks" / "b.png").unlink()
    capsys.readouterr()
    assert upscale(folder / "in", *more, "--estimate") == 1
    assert "b.png: The folder masks holds no mask named b." in capsys.readouterr().err


def test_like_fills_in_what_was_filled_in_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    install(folder / "models", "tiny-inpaint", "tiny-vq")
    first, second = (photo(folder / "in" / f"{name}.png") for name in "ab")
    marks = Marks(16, 12, (Stroke(((3.0, 2.0), (9.0, 7.0)), box=True, feather=0.0),))
    settings = SampleSettings(model="tiny-inpaint", scale=1, steps=1, device="cpu", dtype="float32")
    job = UpscaleJob(first, settings, SaveSettings(folder / "out"), mask=marks)
    ends: list[Event] = []
    Upscaler().run(job, ends.append, CancelToken())
    assert isinstance(ends[-1], JobDone)
    like = ends[-1].output
    assert upscale(second, "--like", like, "-o", folder / "out") == 0
    out, source = (read_picture(p).pixels for p in (folder / "out" / "b_resshift_x1.png", second))
    changed = (out != source).any(2)
    assert changed[2:7, 3:9].any()
    assert changed.sum() == changed[2:7, 3:9].sum()
    # It is done, and without place and person it is done as well once it was.
    for private in ((), ("--private",)):
        for _ in range(2):
            assert upscale(second, "--like", like, "-o", folder / "twice", *private) == 0
        capsys.readouterr()
        assert upscale(second, "--like", like, "-o", folder / "twice", *private, "--estimate") == 0
        assert "There is nothing to enlarge." in capsys.readouterr().err
    made = ["b_resshift_x1-1.png", "b_resshift_x1.png"]
    assert sorted(path.name for path in (folder / "twice").iterdir()) == made
    # A mask of its own, and another model, do without those marks.
    hole = np.zeros((12, 16, 3), np.uint8)
    hole[9:, 12:] = 255
    mask = save_picture(Picture(hole), folder / "mask.png", format="png")
    assert upscale(second, "--like", like, "--mask", mask, "-o", folder / "other") == 0
    other = read_picture(folder / "other" / "b_resshift_x1.png").pixels
    assert np.array_equal(other[hole == 0], source[hole == 0])
    install(folder / "models", "tiny-x4", "tiny-vq")
    assert upscale(second, "--like", like, "--model", "tiny-x4", "-o", folder / "other") == 0


def test_like_fills_in_the_same_part_of_a_picture_that_is_framed_otherwise(
    folder: Path,
) -> None:
    options, framing = ("--crop", "2,1,12,10", "--mirror"), Framing((2, 1, 12, 10), mirror=True)
    install(folder / "models", "tiny-inpaint", "tiny-vq")
    source, out = photo(folder / "in" / "a.png"), folder / "out"
    marks = Marks(16, 12, (Stroke(((3.0, 2.0), (9.0, 7.0)), box=True, feather=0.0),))
    settings = SampleSettings(model="tiny-inpaint", scale=1, steps=1, device="cpu", dtype="float32")
    like = save_picture(
        read_picture(source),
        folder / "like.png",
        format="png",
        metadata={**settings.to_dict(), "mask": asdict(marks)},
    )
    for _ in range(2):
        assert upscale(source, "--like", like, *options, "-o", out) == 0
    (result,) = out.iterdir()  # the second time it was done before
    hole = np.zeros((12, 16, 3), np.uint8)
    hole[2:7, 3:9] = 1
    whole, hole = (framed(one, framing).pixels for one in (read_picture(source), Picture(hole)))
    changed = read_picture(result).pixels != whole
    assert changed.any()
    assert not changed[hole == 0].any()
    # Of a picture of another size it is not known where that would lie.
    other = photo(folder / "in" / "b.png", width=20)
    assert upscale(other, "--like", like, *options, "-o", folder / "other") == 1


def test_bench_breaks_the_time_down(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(folder / "models", "tiny-x4", "tiny-vq")
    monkeypatch.setattr(bench, "_cold_start", lambda: 0.0)
    target = folder / "bench.json"
    options = ("--side", "16", "--rounds", "1", "--steps", "2", "--device", "cpu", "--dtype", "float32")
    assert main(["bench", "--model", "tiny-x4", *options, "--json", str(target)]) == 0
    figures = json.loads(target.read_text("utf-8"))
    parts = figures["encode_gflop"] + 2 * figures["step_gflop"] + figures["decode_gflop"]
    assert parts == pytest.approx(figures["gflop"], rel=0.01)
    assert all(figures[f"{part}_{unit}"] > 0 for part in PARTS for unit in ("seconds", "share_of_peak"))
