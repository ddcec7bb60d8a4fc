"""Latent diffusion: tiles, steps, noise and memory, with a stand-in for diffusers, and the real one where it runs."""

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from core.diffusion.schedule import ScheduleConfig
from core.errors import ModelError
from core.events import Event, JobDone, JobStarted, StepPreview
from core.finishing.finish import ENLARGEMENT, KAPPA, Finish
from core.images.picture import Picture
from core.jobs import CancelToken, Region, SampleSettings, UpscaleJob
from core.models import catalog, library
from core.networks.latent_diffusion import LatentDiffusion
from core.upscaling.latent_diffusion_pass import LatentDiffusionPass, blended
from core.upscaling.loading import load
from core.upscaling.locating import locate
from core.upscaling.upscaler import Upscaler
from tests.core.models.pipeline_folders import pipeline
from tests.core.optional_packages import with_diffusers, without

PLAIN = SampleSettings(model="ldm", device="cpu", dtype="float32", color_fix="off", steps=3)
LQ = np.random.default_rng(0).random((70, 101, 3), np.float32)


@pytest.fixture(autouse=True)
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path / "models")
    with_diffusers(monkeypatch)
    folder = pipeline(tmp_path / "ldm")
    library.import_file(folder, choice=None, emit=lambda event: None, cancel=CancelToken())


def run(settings: SampleSettings = PLAIN, *, region: Region | None = None) -> tuple[JobDone, list[Event]]:
    events: list[Event] = []
    pixels = (LQ * 255).round().astype(np.uint8)
    job = UpscaleJob(None, settings, picture=Picture(pixels), region=region, previews=True)
    Upscaler().run(job, events.append, CancelToken())
    assert isinstance(events[-1], JobDone), events[-1]
    return events[-1], events


def pixels(settings: SampleSettings = PLAIN) -> np.ndarray:
    found = run(settings)[0].picture
    assert found is not None
    return found.pixels.astype(int)


def test_steps_and_seed_count_and_kappa_does_not() -> None:
    done, events = run(replace(PLAIN, kappa=1.0))
    assert (done.width, done.height) == (404, 280)
    assert [e.steps for e in events if isinstance(e, JobStarted)] == [3]
    previews = [e for e in events if isinstance(e, StepPreview)]
    assert [e.step for e in previews] == [1, 2, 3]
    assert previews[0].image.shape == (70, 101, 3)
    assert done.notices == ("LDM x4 has no kappa, so that had no effect.",)
    assert (done.settings["steps"], done.settings["kappa"]) == (3, None)
    first = pixels()
    assert np.array_equal(first, pixels())
    assert not np.array_equal(first, pixels(replace(PLAIN, seed=1)))
    assert not np.array_equal(first, pixels(replace(PLAIN, steps=5)))
    assert run(replace(PLAIN, steps=None))[1][2].steps == 15  # type: ignore[union-attr]


def test_tiles_are_blended_so_that_no_seam_shows() -> None:
    settings = replace(PLAIN, stochasticity=0.0)
    whole, tiled = pixels(replace(settings, tile=128)), pixels(replace(settings, tile=64))
    assert np.abs(whole - tiled).max() <= 12  # the stand-in's convolutions see the borders of tiles
    assert np.abs(whole - tiled).mean() < 0.5
    jump = np.abs(np.diff(tiled - whole, axis=1)).max()
    assert jump <= 12


def test_a_region_has_the_noise_of_its_place() -> None:
    found = run(region=Region(64, 32, 20, 20))[0]
    assert (found.width, found.height) == (80, 80)


def new_pass(tile: int = 64, **settings: Any) -> LatentDiffusionPass:
    loaded = load(locate(PLAIN))
    pass_ = loaded.new_pass(replace(PLAIN, tile=tile, **settings), LQ.shape, CancelToken())
    assert isinstance(pass_, LatentDiffusionPass)
    return pass_


@torch.inference_mode()
def last_x0(pass_: LatentDiffusionPass) -> Tensor:
    *_, last = pass_.steps(pass_.start(LQ), ScheduleConfig(kind="free").build(3), lambda tile, tiles: None)
    return last.x0


def test_memory_that_runs_out_makes_tiles_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    pass_, real = new_pass(128), LatentDiffusion.forward

    def limited(self: LatentDiffusion, x_t: Tensor, lq: Tensor, t: int) -> Tensor:
        if x_t.shape[3] > 64:
            raise torch.OutOfMemoryError("none left")
        return real(self, x_t, lq, t)

    monkeypatch.setattr(LatentDiffusion, "forward", limited)
    assert torch.isfinite(last_x0(pass_)).all()
    assert pass_.tile == 64


def test_values_that_are_no_numbers_are_computed_again_in_float32(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded, real, kinds = load(locate(replace(PLAIN, dtype="bfloat16"))), LatentDiffusion.forward, []

    def overflows(self: LatentDiffusion, x_t: Tensor, lq: Tensor, t: int) -> Tensor:
        kinds.append(next(self.unet.parameters()).dtype)
        out = real(self, x_t, lq, t)
        return out / 0 if kinds[-1] == torch.bfloat16 else out

    monkeypatch.setattr(LatentDiffusion, "forward", overflows)
    pass_ = loaded.new_pass(replace(PLAIN, tile=128), LQ.shape, CancelToken())
    assert torch.isfinite(last_x0(pass_)).all()  # type: ignore[arg-type]
    assert kinds == [torch.bfloat16, torch.float32] * 3
    assert next(loaded.network.vqvae.parameters()).dtype == torch.float32  # type: ignore[union-attr]


def test_blended_parts_of_one_picture_are_that_picture() -> None:
    picture = torch.rand(1, 3, 96, 160)
    boxes = [(slice(0, 64), slice(k, k + 96)) for k in (0, 64)]
    boxes += [(slice(32, 96), slice(k, k + 96)) for k in (0, 64)]
    torch.testing.assert_close(blended(boxes, lambda _, box: picture[:, :, *box], channels=3), picture)


def test_without_diffusers_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "diffusers")
    with pytest.raises(ModelError, match=r'diffusers.*pip install "resshift-studio\[ldm\]"'):
        load(locate(PLAIN))


def _has_their_pipeline() -> bool:
    """Whether diffusers is there, and transformers, without which it has no pipelines."""
    sys.modules.pop("diffusers", None)
    return all(importlib.util.find_spec(name) is not None for name in ("diffusers", "transformers"))


@pytest.mark.parametrize("eta", [0.0, 1.0])
@pytest.mark.filterwarnings("default")
def test_it_computes_what_diffusers_own_pipeline_does(
    eta: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path / "models")
    if not _has_their_pipeline():
        pytest.skip("diffusers or transformers is not installed")
    import diffusers
    from diffusers.pipelines.latent_diffusion import pipeline_latent_diffusion_superresolution as theirs
    from diffusers.schedulers import scheduling_ddim

    torch.manual_seed(0)
    unet = diffusers.UNet2DModel(
        in_channels=6,
        block_out_channels=(32, 64),
        layers_per_block=1,
        down_block_types=("DownBlock2D", "AttnDownBlock2D"),
        up_block_types=("AttnUpBlock2D", "UpBlock2D"),
        norm_num_groups=8,
    )
    vqvae = diffusers.VQModel(
        block_out_channels=(16, 16, 32),
        down_block_types=("DownEncoderBlock2D",) * 3,
        up_block_types=("UpDecoderBlock2D",) * 3,
        num_vq_embeddings=64,
        norm_num_groups=8,
    )
    scheduler = diffusers.DDIMScheduler(beta_schedule="scaled_linear", clip_sample=False)
    whole = diffusers.LDMSuperResolutionPipeline(vqvae, unet, scheduler)
    whole.set_progress_bar_config(disable=True)
    whole.save_pretrained(tmp_path / "real")
    library.import_file(tmp_path / "real", choice=None, emit=lambda event: None, cancel=CancelToken())
    settings = replace(PLAIN, model="real", tile=128, stochasticity=eta)
    pass_ = load(locate(settings)).new_pass(settings, LQ.shape, CancelToken())
    assert isinstance(pass_, LatentDiffusionPass)
    start = pass_.start(LQ)
    ours = pass_.picture(start, last_x0(pass_))
    drawn = iter([pass_._drawn(start, k) for k in range(4)])
    for module in (theirs, scheduling_ddim):
        monkeypatch.setattr(module, "randn_tensor", lambda *shape, **more: next(drawn))
    found = whole(start.lq, num_inference_steps=3, eta=eta, output_type="np").images[0]
    difference = np.abs(ours - found[: ours.shape[0], : ours.shape[1]])
    # Rounding in another order may choose another code of the autoencoder here and there.
    assert np.mean(difference > 1e-3) < 0.02
    assert difference.mean() < 1e-4


def test_without_kappa_the_enlargement_is_the_faithful_picture_and_that_is_said() -> None:
    asked = Finish(strength=0.0, faithful=KAPPA)
    done = run(replace(PLAIN, finish=asked))[0]
    assert "so the enlargement is the faithful picture" in " ".join(done.notices)
    assert np.array_equal(
        pixels(replace(PLAIN, finish=asked)),
        pixels(replace(PLAIN, finish=replace(asked, faithful=ENLARGEMENT))),
    )
    assert not np.array_equal(pixels(replace(PLAIN, finish=asked)), pixels())
