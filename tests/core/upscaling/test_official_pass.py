"""The official models' whole way: the authors' sampler step by step, padding, previews, inpainting, determinism."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor

from core.diffusion.sampler import sample
from core.diffusion.schedule import ScheduleConfig
from core.jobs import CancelToken, Region
from core.latents import blended_tiles
from core.latents import vq as vq_latents
from core.latents.blended_tiles import TiledPredictor
from core.latents.vq import VQLatents, upsample
from core.networks.swin_unet import SwinUNet, SwinUNetConfig
from core.networks.vqgan import VQAutoencoder, VQConfig
from core.upscaling import official_pass
from core.upscaling.official_pass import OfficialPass
from tests.core.closed_form import field, filled, fixture
from tests.core.crossings import Crossings
from tests.core.official_models import UNET, VQ

# The sizes that the fixtures were computed with.
TINY_VQ = VQConfig(channels=32, codes=64)
TINY_UNET = SwinUNetConfig(model_channels=32, swin_embed_dim=64)
# The smallest of the same structure, for everything that needs no fixture.
SMALL_VQ = VQConfig(**VQ)
SMALL_UNET = SwinUNetConfig(**UNET)


@pytest.fixture(scope="module")
def networks() -> tuple[VQAutoencoder, SwinUNet]:
    return filled(VQAutoencoder(TINY_VQ)), filled(SwinUNet(TINY_UNET))


@pytest.fixture(scope="module")
def y(networks: tuple[VQAutoencoder, SwinUNet]) -> Tensor:
    """The low-resolution picture, enlarged, in the latent."""
    with torch.no_grad():
        return networks[0].encode(upsample(field((1, 3, 64, 64), 5), 4))


@pytest.mark.parametrize(("T", "respaced"), [(4, None), (15, None), (15, 4)])
@torch.no_grad()
def test_the_official_sampler(
    T: int, respaced: int | None, networks: tuple[VQAutoencoder, SwinUNet], y: Tensor
) -> None:
    vq, unet = networks
    schedule = ScheduleConfig(T=T, min_noise=0.2 if T == 4 else 0.04).build()
    if respaced:
        # As the authors' code chooses so many of the levels: level 0 is always among them, the last one is not.
        schedule = schedule._subset([int(T / respaced * i) for i in range(respaced)])
    lq = field((1, 3, 64, 64), 5)

    def noise(draw: int, rows: slice) -> Tensor:
        return field((1, 3, 64, 64), 100 + draw)[:, :, rows]

    predict = TiledPredictor(unet, schedule, lq, 64, lambda tile, tiles: None)
    states, x0s = [], []
    for step in sample(predict, y, schedule, noise):
        states.append(step.x_t.clone())
        x0s.append(step.x0)
    samples = [*states[1:], x0s[-1]]  # the authors' sample after each step; after the last it is x0
    wanted = fixture(f"sampler_T{T}_resp{respaced}")
    for got, name in ((samples, "samples"), (x0s, "x0")):
        near_a_chain(torch.stack(got)[..., ::2, ::2] - wanted[name], strict=T == 15 and not respaced)
    decoded = vq.decode(x0s[-1]).clamp(-1, 1)[..., ::2, ::2]
    # With formula weights the latent lies midway between codes (the distances to the nearest two differ by 6e-5 in
    # the median), so rounding flips a few, and the decoder amplifies that. The authors' order of operations on
    # another machine lies 1.5e-4 in the median and 4.5e-3 RMS from the fixture.
    difference = (decoded - wanted["decoded"]).abs()
    assert float(difference.median()) < 3e-4
    assert float(difference.square().mean().sqrt()) < 7e-3


def near_a_chain(difference: Tensor, *, strict: bool) -> None:
    """[step, ...] within 1e-4 of the fixture: all of them (strict), or else on the whole and in the first step.

    Each call of the network works on what the ones before have rounded, and formula weights amplify it. The
    fixture itself, computed in float32, lies up to 1.9e-4 (2.8e-5 RMS) from the same chains in float64, and the
    authors' order of operations on another machine up to 1.5e-4. A wrong mask, level or coefficient misses by 1e-2.
    """
    assert float(difference[0].abs().max()) < 1e-4
    assert float(difference.square().mean().sqrt()) < 5e-5
    assert float(difference.abs().max()) < (1e-4 if strict else 3e-4)


def tiny_pass(config: SwinUNetConfig = SMALL_UNET, scale: int = 4, seed: int = 3) -> OfficialPass:
    torch.manual_seed(0)
    vq, unet = VQAutoencoder(SMALL_VQ), SwinUNet(config)
    for network in (vq, unet):
        network.requires_grad_(False).eval()
    return OfficialPass(unet, VQLatents(vq), scale, torch.device("cpu"), seed, 1.0, CancelToken())


def run(pass_: OfficialPass, lq: np.ndarray, mask: np.ndarray | None = None) -> np.ndarray:
    start = pass_.start(lq, mask)
    schedule = ScheduleConfig(T=4, min_noise=0.2).build(2)
    *_, last = pass_.steps(start, schedule, lambda tile, tiles: None)
    return pass_.picture(start, last.x0)


def noisy_picture(height: int, width: int) -> np.ndarray:
    return np.random.default_rng(0).random((height, width, 3), np.float32)


@pytest.mark.parametrize(("height", "width"), [(16, 16), (1, 1), (3, 2), (17, 15)])
def test_any_size_comes_out_four_times_larger(height: int, width: int) -> None:
    out = run(tiny_pass(), noisy_picture(height, width))
    assert out.shape == (4 * height, 4 * width, 3)
    assert out.dtype == np.float32
    assert 0 <= float(out.min()) < float(out.max()) <= 1


def test_the_seed_decides() -> None:
    lq = noisy_picture(20, 30)
    once = run(tiny_pass(), lq)
    assert np.array_equal(once, run(tiny_pass(), lq))
    assert not np.array_equal(once, run(tiny_pass(seed=4), lq))


def test_previews_show_a_part_of_the_input_in_the_latents_size() -> None:
    pass_ = tiny_pass()
    start = pass_.start(noisy_picture(20, 30))
    whole, part = Region(0, 0, 30, 20), Region(5, 4, 10, 8)
    image = pass_.preview(start, start.y, whole, largest=64, exact=False)
    assert image.shape == (20, 30, 3)
    cut = pass_.preview(start, start.y, part, largest=64, exact=False)
    assert np.array_equal(cut, image[4:12, 5:15])
    assert pass_.preview(start, start.y, whole, largest=15, exact=False).shape == (10, 15, 3)
    assert pass_.preview(start, start.y, part, largest=64, exact=True).shape == (32, 40, 3)


def test_inpainting_fills_the_hole_and_leaves_the_rest_alone() -> None:
    config = replace(SMALL_UNET, lq_size=64, cond_mask=True)
    lq = noisy_picture(100, 70)
    mask = np.zeros((100, 70), bool)
    mask[20:50, 10:40] = True
    pass_ = tiny_pass(config, scale=1)
    start = pass_.start(lq, mask)
    assert start.mask is not None
    assert tuple(start.mask.shape) == (1, 1, 128, 128)
    assert start.mask[0, 0, 30, 20] == 1
    assert start.mask[0, 0, 0, 0] == -1
    assert bool((start.lq[:, :, 20:50, 10:40] == -1).all())
    out = run(pass_, lq, mask)
    assert out.shape == lq.shape
    assert np.allclose(out[~mask], lq[~mask], atol=1e-6)
    hidden = lq.copy()
    hidden[mask] = 0.5  # what the hole covered cannot matter
    assert np.array_equal(run(pass_, hidden, mask)[mask], out[mask])
    assert not np.allclose(out[mask], lq[mask], atol=0.01)


@torch.no_grad()  # in inference mode the recorder would see no copies
def test_on_a_device_a_picture_crosses_once_in_and_once_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The device is torch's "meta", which has shapes but no values: what would cross cannot be hidden there."""
    downloads, questions = [], []

    def download(tensor: Tensor) -> np.ndarray:
        downloads.append(tuple(tensor.shape))
        return np.zeros(tensor.shape, np.uint8 if tensor.dtype == torch.uint8 else np.float32)

    def holds(flag: Tensor) -> bool:
        questions.append(flag.device.type)
        return True

    monkeypatch.setattr(official_pass, "download", download)
    monkeypatch.setattr(vq_latents, "download", download)
    monkeypatch.setattr(blended_tiles, "holds", holds)
    monkeypatch.setattr(vq_latents, "finite", lambda network, dtype, compute, where: compute())
    pass_ = tiny_pass()
    pass_.device = torch.device("meta")
    for network in (pass_.network, pass_.latents.network):
        network.to(pass_.device)
    with Crossings() as crossings:
        start = pass_.start(noisy_picture(20, 30))
        assert crossings.found == ["aten._to_copy"]
        crossings.found.clear()
        schedule = ScheduleConfig(T=4, min_noise=0.2).build(3)
        for step in pass_.steps(start, schedule, lambda tile, tiles: None):
            assert len(questions) == step.number
            assert len(downloads) == step.number - 1
            pass_.preview(start, step.x0, Region(0, 0, 30, 20), largest=30, exact=False)
        downloads.clear()
        assert pass_.picture(start, step.x0).shape == (80, 120, 3)
    assert downloads == [(80, 120, 3)]
    assert crossings.found == []
