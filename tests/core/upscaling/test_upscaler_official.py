"""The engine's jobs with small models of the official kind: tasks, sizes, faults, memory."""

import copy
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

import core.models.catalog as catalog
from core.compute.float32_fallback import in_float32
from core.events import Event, JobCancelled, JobDone, JobFailed, JobStarted, Progress, StepPreview
from core.finishing import raster
from core.finishing.finish import Finish
from core.finishing.strokes import Marks, Stroke
from core.images.files import read_settings
from core.images.formats.encode import save_picture
from core.images.picture import Picture
from core.jobs import CancelToken, Region, SampleSettings, SaveSettings, UpscaleJob
from core.latents.blended_tiles import TiledPredictor
from core.models.checkpoints import RECIPE_KEY, write_tensors
from core.networks.swin_unet import SwinUNet
from core.networks.vqgan import Quantizer, VQAutoencoder
from core.storage import records
from core.upscaling.loading import load
from core.upscaling.locating import locate
from core.upscaling.mask import read_mask
from core.upscaling.upscaler import Upscaler
from tests.core.official_models import RECIPES, VQ_RECIPE, install, network, recipe

PLAIN = SampleSettings(model="tiny-x4", steps=2, dtype="float32", color_fix="off", device="cpu")


ENGINE = Upscaler()  # keeps the last network from test to test, as it does from job to job


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every small model, which the tests leave as it is."""
    folder = tmp_path_factory.mktemp("stored")
    install(folder, *RECIPES)
    return folder


@pytest.fixture(autouse=True)
def catalogued(stored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog, "BUILT_IN_FOLDER", tmp_path / "none")
    monkeypatch.setattr(catalog, "own_folder", lambda: stored)


@pytest.fixture
def models(stored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the folder for tests that change it."""
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path / "models")
    return Path(shutil.copytree(stored, tmp_path / "models"))


def picture(height: int = 20, width: int = 30, *, alpha: bool = False) -> Picture:
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (height, width, 3)).astype(np.uint8)
    return Picture(pixels, rng.integers(0, 256, (height, width)).astype(np.uint8) if alpha else None)


def mask_of(height: int, width: int, *, hole: Region) -> Picture:
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[hole.y : hole.y + hole.height, hole.x : hole.x + hole.width] = 255
    return Picture(pixels, gray=True)


def run(job: UpscaleJob, *, engine: Upscaler = ENGINE) -> list[Event]:
    events: list[Event] = []
    engine.run(job, events.append, CancelToken())
    assert sum(isinstance(e, JobDone | JobFailed | JobCancelled) for e in events) == 1
    return events


def done(source: Picture, settings: SampleSettings = PLAIN, **more: object) -> JobDone:
    end = run(UpscaleJob(None, settings, picture=source, **more))[-1]  # type: ignore[arg-type]
    assert isinstance(end, JobDone), end
    return end


def pixels(source: Picture, settings: SampleSettings = PLAIN, **more: object) -> np.ndarray:
    out = done(source, settings, **more).picture
    assert out is not None
    return out.pixels


def refusal(source: Picture, settings: SampleSettings, **more: object) -> str:
    end = run(UpscaleJob(None, settings, picture=source, **more))[-1]  # type: ignore[arg-type]
    assert isinstance(end, JobFailed)
    return end.message


class TestUpscaling:
    def test_same_settings_same_pixels_and_each_setting_counts(self) -> None:
        base = pixels(picture())
        assert base.shape == (80, 120, 3)
        again = run(UpscaleJob(None, PLAIN, picture=picture()), engine=Upscaler())[-1]
        assert isinstance(again, JobDone)
        assert again.picture is not None
        assert np.array_equal(base, again.picture.pixels)
        for change in ({"seed": 1}, {"steps": 1}, {"kappa": 1.0}, {"stochasticity": 0.0}):
            assert not np.array_equal(base, pixels(picture(), replace(PLAIN, **change)))

    def test_the_course_is_told(self) -> None:
        events = run(UpscaleJob(None, PLAIN, picture=picture(), previews=True))
        started = next(e for e in events if isinstance(e, JobStarted))
        assert (started.out_width, started.out_height, started.steps, started.tiles) == (120, 80, 2, 1)
        fractions = [e.fraction for e in events if isinstance(e, Progress)]
        assert fractions == sorted(fractions)
        previews = [e for e in events if isinstance(e, StepPreview)]
        assert [p.step for p in previews] == [1, 2]
        assert all(p.image is not None and p.image.shape == (20, 30, 3) for p in previews)

    def test_exact_previews_end_at_the_result(self) -> None:
        job = UpscaleJob(
            None, PLAIN, picture=picture(), previews=True, exact_previews=True, preview_side=4096
        )
        events = run(job)
        last = [e for e in events if isinstance(e, StepPreview)][-1]
        end = events[-1]
        assert isinstance(end, JobDone)
        assert end.picture is not None
        assert last.image is not None
        assert np.array_equal(last.image, end.picture.pixels)

    def test_a_scale_beyond_the_models_takes_passes_and_a_resize(self) -> None:
        out = done(picture(4, 5, alpha=True), replace(PLAIN, scale=6.0, steps=1)).picture
        assert out is not None
        assert (out.width, out.height) == (30, 24)
        assert out.alpha is not None

    @pytest.mark.parametrize("fix", ["wavelet", "adain", "ycbcr"])
    def test_colour_fixes_bring_the_inputs_colours_back(self, fix: str) -> None:
        source = Picture(np.full((20, 30, 3), (200, 90, 40), np.uint8))
        off = pixels(source, replace(PLAIN, steps=1)).reshape(-1, 3).mean(0)
        fixed = pixels(source, replace(PLAIN, steps=1, color_fix=fix)).reshape(-1, 3).mean(0)
        chroma_off, chroma = (np.ptp(v - np.array([200, 90, 40])) for v in (off, fixed))
        assert chroma < 0.3 * chroma_off

    def test_a_region_is_cut_on_the_grid_and_gets_the_noise_of_its_place(self) -> None:
        """What is cut out around it is the right half: the same as that half with the noise that lies there."""
        source, settings = picture(16, 64), replace(PLAIN, steps=1, tile=16)
        part = pixels(source, settings, region=Region(40, 3, 10, 7))
        assert part.shape == (28, 40, 3)
        widely = pixels(source, settings, region=Region(40, 0, 15, 16))
        assert np.array_equal(part, widely[12:40, 0:40])
        elsewhere = pixels(source.crop(32, 0, 32, 16), settings)
        assert not np.array_equal(part, elsewhere[12:40, 32:72])

    def test_notices_mark_what_the_model_was_not_trained_for(self) -> None:
        notices = " ".join(done(picture(), replace(PLAIN, kappa=3.0, steps=9)).notices)
        assert "kappa 2" in notices
        assert "knows at most 4, so that many steps were taken" in notices
        assert done(picture()).notices == ()

    def test_an_x2_model_enlarges_twice(self) -> None:
        assert pixels(picture(), replace(PLAIN, model="tiny-x2", scale=2.0, steps=1)).shape == (40, 60, 3)

    @pytest.mark.parametrize("kappa", [None, 0.1])
    def test_the_faithful_picture_is_an_experiment_where_its_kappa_was_not_trained(
        self, kappa: float | None
    ) -> None:
        settings = replace(PLAIN, steps=1, kappa=kappa, finish=Finish(0.5, "kappa"))
        assert done(picture(), settings).notices == (
            "The model was trained with kappa 2: 0.1 is an experiment.",
        )

    def test_what_made_a_result_is_written_into_it(self, tmp_path: Path) -> None:
        source = save_picture(picture(), tmp_path / "in.png", format="png")
        end = run(UpscaleJob(source, PLAIN, SaveSettings()))[-1]
        assert isinstance(end, JobDone)
        written = read_settings(Path(str(end.output)))
        assert written is not None
        assert len(written["model_sha256"]) == len(written["autoencoder_sha256"]) == 64


class TestInpainting:
    SETTINGS = replace(PLAIN, model="tiny-inpaint", scale=1.0, steps=1)
    HOLE = Region(10, 5, 12, 9)

    def test_the_hole_is_filled_and_the_rest_stays_as_it_is(self, tmp_path: Path) -> None:
        source, mask = picture(), mask_of(20, 30, hole=self.HOLE)
        path = save_picture(mask, tmp_path / "mask.png", format="png")
        out = pixels(source, replace(self.SETTINGS, color_fix="wavelet"), mask=path)
        hole = mask.pixels[..., 0] > 0
        assert np.array_equal(out[~hole], source.pixels[~hole])
        assert not np.array_equal(out[hole], source.pixels[hole])
        hidden = source.pixels.copy()
        hidden[hole] = 7  # what the hole covers cannot matter
        assert np.array_equal(pixels(Picture(hidden), self.SETTINGS, mask=mask), out)

    @pytest.mark.parametrize("region", [None, Region(8, 3, 20, 15)])
    def test_what_was_cut_out_is_to_be_seen_once_it_is_filled_in(self, region: Region | None) -> None:
        alpha = np.full((20, 30), 200, np.uint8)
        alpha[6:12, 11:20] = 0
        source, mask = replace(picture(), alpha=alpha), mask_of(20, 30, hole=self.HOLE)
        part = region or Region(0, 0, 30, 20)
        out = done(source, self.SETTINGS, mask=mask, region=region).picture
        assert out is not None
        wanted = np.where(mask.pixels[..., 0] > 0, 255, 200)
        assert out.alpha is not None
        assert np.array_equal(out.alpha, wanted[part.y : part.y + part.height, part.x : part.x + part.width])

    def test_what_does_not_go_together_is_said(self) -> None:
        mask = mask_of(20, 30, hole=self.HOLE)
        assert "mask" in refusal(picture(), self.SETTINGS)
        assert "takes no mask" in refusal(picture(), PLAIN, mask=mask)
        assert "30 x 20" in refusal(picture(21, 30), self.SETTINGS, mask=mask)
        black, white = (Picture(np.full((20, 30, 3), v, np.uint8)) for v in (0, 255))
        assert "black all over" in refusal(picture(), self.SETTINGS, mask=black)
        assert "white all over" in refusal(picture(), self.SETTINGS, mask=white)
        assert "has colours" in refusal(picture(), self.SETTINGS, mask=picture())


def transparent_mask(kind: str, hole: np.ndarray) -> Picture:
    """A mask of a drawing program, where what is hidden has any colours."""
    pixels = np.random.default_rng(1).integers(0, 256, (*hole.shape, 3)).astype(np.uint8)
    alpha = np.where(hole, 255, 0).astype(np.uint8)
    if kind == "white and black":
        pixels[:, :20] = np.where(hole, 255, 0)[:, :20, None]
        alpha = np.where(np.arange(30) < 20, 255, 0).astype(np.uint8) * np.ones((20, 1), np.uint8)
    else:
        pixels[hole] = 255
        alpha[4, 10:20] = 90  # a soft edge
        pixels[4, 10:20] = 255
    return Picture(pixels, alpha)


@pytest.mark.parametrize("kind", ["white", "white and black"])
@pytest.mark.parametrize("deep", [False, True])
def test_a_mask_may_have_its_shape_in_its_transparency(kind: str, deep: bool, tmp_path: Path) -> None:
    hole = np.zeros((20, 30), bool)
    hole[5:14, 8:19] = True
    mask = transparent_mask(kind, hole)
    assert mask.alpha is not None
    if deep:
        mask = Picture(mask.pixels.astype(np.uint16) * 257, mask.alpha.astype(np.uint16) * 257)
    path = save_picture(mask, tmp_path / "mask.png", format="png", bit_depth=16 if deep else 8)
    found = read_mask(path)
    assert found is not None
    assert np.array_equal(found, hole)


class TestFaces:
    def test_a_restored_picture_keeps_its_size(self) -> None:
        settings = replace(PLAIN, model="tiny-face", scale=1.0, steps=1)
        end = done(picture(), settings)
        assert (end.width, end.height) == (30, 20)
        assert any("64 x 64" in n for n in end.notices)
        assert done(picture(64, 64), settings).notices == ()
        # A larger size than the model gives is a plain resize of its result.
        assert done(picture(), replace(settings, scale=2.0)).width == 60
        assert any("No face was found" in n for n in end.notices)


class TestModels:
    def test_a_missing_autoencoder_is_named(self, models: Path) -> None:
        (models / "tiny-vq.safetensors").unlink()
        message = refusal(picture(), PLAIN)
        assert "autoencoder tiny-vq" in message

    def test_an_autoencoder_beside_the_model_is_found(self, models: Path, tmp_path: Path) -> None:
        elsewhere = tmp_path / "elsewhere"
        install(elsewhere, "tiny-x4", "tiny-vq")
        (models / "tiny-vq.safetensors").unlink()
        settings = replace(PLAIN, model=str(elsewhere / "tiny-x4.safetensors"), steps=1)
        assert pixels(picture(), settings).shape == (80, 120, 3)

    def test_an_autoencoder_is_no_model_by_itself(self) -> None:
        assert "autoencoder" in refusal(picture(), replace(PLAIN, model="tiny-vq"))

    def test_a_file_of_other_tensors_is_refused_with_their_names(self, models: Path) -> None:
        data = (models / "tiny-face.safetensors").read_bytes()
        damaged = data.replace(b"input_blocks.0.0.weight", b"input_blocks.0.0.weighs")
        (models / "tiny-face.safetensors").write_bytes(damaged)
        message = refusal(picture(), replace(PLAIN, model="tiny-face"))
        assert "input_blocks.0.0.weight is missing" in message

    def test_weights_are_held_in_the_format_they_compute_in(self) -> None:
        for name, wanted in (("float32", torch.float32), ("bfloat16", torch.bfloat16)):
            loaded = load(locate(replace(PLAIN, dtype=name)))
            assert isinstance(loaded.network, SwinUNet)
            assert loaded.network.input_blocks[0][0].weight.dtype == wanted  # type: ignore[index]
            assert loaded.network.out[0].weight.dtype == torch.float32
            assert loaded.autoencoder is not None
            assert loaded.autoencoder.quantize.embedding.weight.dtype == torch.float32
            assert not any(t.is_meta for t in (*loaded.network.parameters(), *loaded.network.buffers()))


class TestFaults:
    def test_out_of_memory_halves_the_tile_and_goes_on(self, monkeypatch: pytest.MonkeyPatch) -> None:
        real, tiles = TiledPredictor.__call__, list[int]()

        def scarce(self: TiledPredictor, x_t: torch.Tensor, i: int) -> torch.Tensor:
            tiles.append(self.tile)
            if self.tile > 32:
                raise RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory")
            return real(self, x_t, i)

        monkeypatch.setattr(TiledPredictor, "__call__", scarce)
        assert pixels(picture(), replace(PLAIN, tile=256)).shape == (80, 120, 3)
        assert tiles == [256, 128, 64, 32, 32]

    def test_the_autoencoder_turns_to_bands(self, monkeypatch: pytest.MonkeyPatch) -> None:
        wanted = pixels(picture())

        def none(self: VQAutoencoder, *args: object, **options: object) -> None:
            raise torch.OutOfMemoryError("out of memory")

        monkeypatch.setattr(VQAutoencoder, "encode", none)
        monkeypatch.setattr(VQAutoencoder, "decode", none)
        assert int(np.abs(pixels(picture()).astype(int) - wanted).max()) <= 2

    def test_no_memory_at_all_is_said_in_words(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def none(self: TiledPredictor, *args: object) -> None:
            raise torch.OutOfMemoryError("CUDA out of memory")

        monkeypatch.setattr(TiledPredictor, "__call__", none)
        assert "smallest tile" in refusal(picture(), PLAIN)

    def test_values_that_are_no_numbers_are_computed_again_in_float32(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real, formats = SwinUNet.forward, list[torch.dtype]()

        def broken(self: SwinUNet, *args: torch.Tensor) -> torch.Tensor:
            formats.append(self.out[2].weight.dtype)  # type: ignore[union-attr,arg-type]
            out = real(self, *args)
            return out * float("nan") if formats[-1] != torch.float32 else out

        monkeypatch.setattr(SwinUNet, "forward", broken)
        assert pixels(picture(), replace(PLAIN, dtype="bfloat16")).shape == (80, 120, 3)
        assert formats == [torch.bfloat16, torch.float32] * 2

    def test_a_network_that_always_fails_names_the_tile(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(SwinUNet, "forward", lambda self, x, *rest: x * float("nan"))
        assert "tile 1" in refusal(picture(), PLAIN)

    def test_cancel_between_tiles_and_in_the_autoencoder(self) -> None:
        job = UpscaleJob(None, replace(PLAIN, steps=1), picture=picture())
        total = len(run(job))
        for moment in range(total - 2):
            teller = Teller(moment)
            ENGINE.run(job, teller, teller.token)
            assert isinstance(teller.events[-1], JobCancelled)


class Teller:
    """Cancels while it is told event number `moment`."""

    def __init__(self, moment: int) -> None:
        self.moment, self.token, self.events = moment, CancelToken(), list[Event]()

    def __call__(self, event: Event) -> None:
        self.events.append(event)
        if len(self.events) == self.moment + 1:
            self.token.cancel()


def test_half_precision_stays_near_single(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the median, for one step and without the codebook: sixteen random codes lie so far apart that those which
    flip are all there is to see, and random networks with one channel to a group amplify rounding here and there."""
    monkeypatch.setattr(Quantizer, "forward", lambda self, z: z.float())
    single, half = (
        pixels(picture(64, 64), replace(PLAIN, steps=1, dtype=name)).astype(int)
        for name in ("float32", "bfloat16")
    )
    difference = np.abs(single - half)
    assert np.median(difference) <= 2
    assert difference.max() > 0  # it was computed in another format
    assert single.std() > 10


@torch.no_grad()
def test_a_call_in_float32_needs_no_second_set_of_weights() -> None:
    """The same as a network of the same (rounded) weights in float32; afterwards all is as it was."""
    rounded = network(RECIPES["tiny-x4"])
    assert isinstance(rounded, SwinUNet)
    half, single = (copy.deepcopy(rounded).cast(torch.bfloat16) for _ in range(2))
    single.cast(torch.float32)
    x, t = torch.randn(1, 3, 64, 64, generator=torch.Generator().manual_seed(0)), torch.tensor([2.0])
    before = half(x, t, x)
    with in_float32(half):
        inside = half(x, t, x)
    assert torch.allclose(inside, single(x, t, x), atol=1e-5)
    assert torch.equal(half(x, t, x), before)
    assert not torch.allclose(before, inside, atol=1e-4)


def test_warming_up_works_for_every_kind() -> None:
    for key in ("tiny-x4", "tiny-inpaint"):
        Upscaler().warm_up(replace(PLAIN, model=key))


def decibels(one: np.ndarray, other: np.ndarray) -> float:
    """PSNR of two uint8 pictures."""
    return float(10 * np.log10(255**2 / np.mean((one.astype(float) - other) ** 2)))


@pytest.mark.parametrize("steps", [pytest.param(1, marks=pytest.mark.slow), 4])
def test_bfloat16_is_at_40_db_of_float32(models: Path, monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    """The whole path, encoder to decoder, on a picture with its contrast kept. Two channels to a group, as no released
    network has fewer: one is normalised by nothing but itself, which amplifies rounding. The codebook is left out: the
    nearest of random codes jumps, and a random decoder makes any colour of the code beside it."""
    monkeypatch.setattr(Quantizer, "forward", lambda self, z: z.float())
    wide = {
        "tiny-x4": recipe("Tiny x4", model_channels=64, swin_embed_dim=64),
        "tiny-vq": replace(VQ_RECIPE, config={**VQ_RECIPE.config, "channels": 64}),
    }
    for key, of in wide.items():
        state = {k: v.contiguous() for k, v in network(of).state_dict().items()}
        write_tensors(models / f"{key}.safetensors", state, {RECIPE_KEY: of.to_json()})
    y, x = np.mgrid[:32, :32]
    waves = np.stack([np.sin(x / 7), np.sin(y / 5), np.sin((x + y) / 9)], -1)
    source = Picture((127 + 80 * waves).astype(np.uint8))
    single, half = (
        pixels(source, replace(PLAIN, steps=steps, dtype=name)) for name in ("float32", "bfloat16")
    )
    assert single.std() > 30  # or a gray result would do
    assert 40 <= decibels(single, half) < 60  # and it was computed in another format


def test_marks_are_a_mask_and_are_written_into_the_result(tmp_path: Path) -> None:
    settings = replace(PLAIN, model="tiny-inpaint", scale=1.0)
    marks = Marks(30, 20, (Stroke(((10.0, 8.0), (16.0, 8.0)), radius=4, feather=0),))
    painted = raster.mask_of(marks, (30, 20))
    mask = Picture(np.repeat(painted[..., None], 3, 2))
    assert np.array_equal(pixels(picture(), settings, mask=marks), pixels(picture(), settings, mask=mask))
    save = SaveSettings(tmp_path, "filled")
    end = run(UpscaleJob(None, settings, save, picture=picture(), mask=marks))[-1]
    assert isinstance(end, JobDone), end
    share = (painted > 127).mean()
    assert any(f"{share:.1%} of the picture was filled in" in notice for notice in end.notices)
    written = read_settings(tmp_path / "filled.png")
    assert written is not None
    assert records.convert(Marks, written["mask"]) == marks
    assert "black all over" in refusal(picture(), settings, mask=Marks(30, 20))
    assert "same size" in refusal(picture(), settings, mask=replace(marks, width=31))
