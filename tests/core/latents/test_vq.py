"""The VQ latent space: the banded way equals the plain one, bounded memory, previews."""

import sys
import weakref

import numpy as np
import pytest
import torch

import core.latents.vq as vq
from core.errors import Cancelled
from core.jobs import CancelToken
from core.latents.streaming import Held, Stream
from core.latents.vq import HELD, HELD_HALF, LatentPreview, VQLatents, upsample
from core.networks.vqgan import VQAutoencoder, VQConfig
from tests.core.children import result_of


def network(config: VQConfig | None = None) -> VQAutoencoder:
    torch.manual_seed(0)
    return VQAutoencoder(config or VQConfig(channels=32, codes=64)).requires_grad_(False).eval()


def picture(height: int, width: int) -> torch.Tensor:
    coarse = torch.rand(1, 3, height // 8, width // 8, generator=torch.Generator().manual_seed(1)) * 2 - 1
    return upsample(coarse, 8)


def stream(vq: VQAutoencoder, **options: int | None) -> Stream:
    settings = {"attention_keys": None, "band_pixels": 2048, **options}
    return Stream(vq.dtype, lambda: None, **settings)  # type: ignore[arg-type]


def psnr(got: torch.Tensor, wanted: torch.Tensor) -> float:
    return float(20 * torch.log10(2 / (got - wanted).square().mean().sqrt()))


@pytest.mark.parametrize(("height", "width"), [(192, 128), (72, 88)])
@pytest.mark.parametrize(
    "config",
    [VQConfig(channels=32, codes=64), VQConfig(8, 32, 32, (1, 2, 2, 4), (1, 2, 1, 2))],
    ids=["f4", "f8"],
)
@torch.no_grad()
def test_bands_equal_the_whole(config: VQConfig, height: int, width: int) -> None:
    vq = network(config)
    x = picture(height, width)
    z = vq.encode(x)
    assert torch.allclose(vq.quant_conv(stream(vq).run(vq.encoder, x)), z, atol=2e-5)
    decoded = stream(vq).run(vq.decoder, vq.post_quant_conv(vq.quantize(z)))
    assert torch.allclose(decoded, vq.decode(z), atol=2e-5)


@torch.no_grad()
def test_bands_in_bfloat16_agree() -> None:
    vq = network().cast(torch.bfloat16)
    z = vq.encode(picture(128, 64))
    wanted = vq.decode(z)
    got = stream(vq).run(vq.decoder, vq.post_quant_conv(vq.quantize(z)))
    assert psnr(got, wanted) > 45


@torch.no_grad()
def test_holding_wide_fields_in_half_the_bytes_costs_next_to_nothing() -> None:
    vq = network()
    z = vq.encode(picture(192, 128))
    codes = vq.post_quant_conv(vq.quantize(z))
    got = stream(vq, held_whole=0).run(vq.decoder, codes)
    assert psnr(got, vq.decode(z)) > 60


def test_held_fields_keep_large_values_and_free_what_was_released() -> None:
    held = Held(6, 2, torch.float32, half=True)
    bands = [torch.full((1, 3, 2, 2), v) for v in (1.0, 3e6, -7.0)]
    for band in bands:
        held.append(band)
    assert torch.allclose(held.rows(-1, 9), torch.cat(bands, 2), rtol=1e-3)
    assert torch.allclose(held.rows(1, 3)[0, 0, :, 0], torch.tensor([1.0, 3e6]), rtol=1e-3)
    held.release(3)
    assert [band is None for _, band, _ in held._parts] == [True, False, False]


@torch.no_grad()
def test_attention_to_a_sample_is_exact_where_there_is_no_more() -> None:
    vq = network()
    x = picture(64, 64)
    full = stream(vq).run(vq.encoder, x)
    assert torch.equal(stream(vq, attention_keys=256).run(vq.encoder, x), full)
    sampled = stream(vq, attention_keys=64).run(vq.encoder, x)
    assert 0 < float((sampled - full).abs().max()) < 1


@torch.no_grad()
def test_the_latents_switch_to_bands_and_ask_for_cancel_between_them() -> None:
    vq = network()
    x = picture(64, 64)
    plain, banded = VQLatents(vq), VQLatents(vq, plain_pixels=0)
    z = plain.encode(x)
    assert torch.equal(z, vq.encode(x))
    assert torch.allclose(banded.encode(x), z, atol=1e-5)
    assert torch.allclose(banded.decode(z), plain.decode(z), atol=1e-5)
    assert torch.allclose(banded.decode(z, quantise=False), plain.decode(z, quantise=False), atol=1e-5)
    cancel = CancelToken()
    cancel.cancel()
    for call in (banded.encode, banded.decode):
        with pytest.raises(Cancelled):
            call(x if call == banded.encode else z, cancel.raise_if_cancelled)


def test_upsampling_overshoots_as_the_official_one_does() -> None:
    edge = torch.ones(1, 3, 8, 8)
    edge[..., :4] = -1
    assert float(upsample(edge, 4).max()) > 1.1
    assert upsample(edge, 1) is edge


def test_the_preview_finds_a_linear_map() -> None:
    generator = torch.Generator().manual_seed(0)
    z = torch.randn(1, 3, 16, 20, generator=generator)
    matrix = torch.tensor([[0.2, 0.1, 0.0], [0.0, 0.3, -0.1], [0.1, 0.0, 0.2]])
    rgb = torch.einsum("ij,bjhw->bihw", matrix, z) + 0.1
    fitted = LatentPreview.fit(z, upsample_nearest(rgb))
    wanted = (rgb[0].permute(1, 2, 0).clamp(-1, 1) + 1) * 127.5
    got = fitted.rgb(z)
    assert got.dtype == np.uint8
    assert float((torch.from_numpy(got) - wanted).abs().max()) < 1.5


def test_the_preview_of_a_flat_picture_is_flat() -> None:
    z = torch.full((1, 3, 8, 8), 0.3)
    got = LatentPreview.fit(z, torch.full((1, 3, 32, 32), 0.5)).rgb(z)
    assert np.all(np.abs(got.astype(int) - 191) <= 1)


def upsample_nearest(x: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.interpolate(x, scale_factor=4, mode="nearest")


def peak(side: int, size: str) -> float:
    """Bytes, see tests/core/latents/peak_memory.py."""
    return float(result_of("tests.core.latents.peak_memory:of_one_step", side, size))


@pytest.mark.skipif(sys.platform != "linux", reason="the child reads its peak in /proc")
def test_memory_grows_with_the_picture_and_not_with_its_square() -> None:
    """128 x 128 to 512 x 512 with a quarter of the channels: the attention's scores alone would be 1.07 GB."""
    assert peak(128, "narrow") < 0.5e9


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the child reads its peak in /proc")
@pytest.mark.parametrize(("side", "limit"), [(512, 3e9), (1024, 12e9)])
def test_a_large_picture_fits_its_memory(side: int, limit: float) -> None:
    """Networks of full size in float32: the whole process in under 3 GB for 512 x 512, and 1024 x 1024 works."""
    assert peak(side, "full") < limit


@torch.no_grad()
@pytest.mark.parametrize(("whole", "share"), [(10**9, HELD), (0, HELD_HALF)])
def test_what_decoding_holds_is_planned_with(
    whole: int, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of fields that are held: the sum of all bands at any moment."""
    monkeypatch.setattr(vq, "HELD_WHOLE", whole)
    monkeypatch.setattr(
        VQLatents, "_stream", lambda self, tick: stream(self.network, band_pixels=4096, held_whole=whole)
    )
    held: list[weakref.ref[Held]] = []
    most, append = 0, Held.append

    def watched(field: Held, band: torch.Tensor) -> None:
        nonlocal most
        append(field, band)
        if not any(one() is field for one in held):
            held.append(weakref.ref(field))
        alive = [one() for one in held]
        parts = [part for one in alive if one is not None for _, part, _ in one._parts if part is not None]
        most = max(most, sum(part.numel() * part.element_size() for part in parts))

    monkeypatch.setattr(Held, "append", watched)
    latents = VQLatents(network(), plain_pixels=0)
    latents.decode(torch.randn(1, 3, 64, 64))
    assert most <= latents.held_bytes(256 * 256) + 4 * 32 * 4096  # and a band
    assert latents.held_bytes(256 * 256) == share * 4 * 32 * 256 * 256
