"""Norms by moments and upsampling by phases equal the plain way, also where a plain norm loses its digits."""

from typing import Any

import pytest
import torch
import torch.nn.functional as F
from torch.utils._python_dispatch import TorchDispatchMode

from core.latents import vq
from core.latents.vq import LatentPreview
from core.networks import layers
from core.networks.layers import Convolution, Moments, Norm, Pointwise, Upsample, group_norm, precise


def picture(mean: float = 0.0) -> torch.Tensor:
    x = torch.randn(2, 64, 12, 10, generator=torch.Generator().manual_seed(0)) + mean
    return x.contiguous(memory_format=torch.channels_last)


@torch.no_grad()
@pytest.mark.parametrize("mean", [0.0, 3000.0])
def test_group_norm_is_exact_beside_a_large_mean(mean: float) -> None:
    x = picture(mean)
    weight, bias = torch.linspace(0.5, 1.5, 64), torch.linspace(-1, 1, 64)
    wanted = F.group_norm(x.double(), 32, weight.double(), bias.double(), 1e-5)
    got = group_norm(x, 32, weight, bias, 1e-5)
    assert float((got - wanted).abs().max()) < (1e-5 if mean == 0 else 2e-3)


def test_moments_merge_to_those_of_the_whole() -> None:
    x = picture(50.0)[:1]
    whole = Moments.of(x)
    parts = Moments.of(x[:, :, :5]).merged(Moments.of(x[:, :, 5:]))
    assert parts.count == whole.count == 120
    assert torch.allclose(parts.mean, whole.mean)
    assert torch.allclose(parts.m2, whole.m2, rtol=1e-5)


@torch.no_grad()
def test_one_modulation_for_all_equals_one_for_each() -> None:
    x, norm = picture(), Norm(64)
    scale, shift = torch.linspace(-1, 1, 64)[None], torch.linspace(0, 2, 64)[None]
    both = norm.modulated(x, scale.expand(2, -1), shift.expand(2, -1))
    assert torch.allclose(norm.modulated(x, scale, shift), both, atol=1e-5)
    assert torch.allclose(both, norm(x) * (1 + scale[:, :, None, None]) + shift[:, :, None, None], atol=1e-5)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_upsampling_by_phases_equals_the_plain_way(dtype: torch.dtype) -> None:
    torch.manual_seed(0)
    layer = Upsample(64).requires_grad_(False).to(dtype)
    x = picture().to(dtype)
    plain = layer(x)
    with torch.no_grad():
        folded = layer(x)
    assert folded.shape == plain.shape == (2, 64, 24, 20)
    assert torch.allclose(folded, plain, atol=1e-5 if dtype == torch.float32 else 0.03)


@torch.no_grad()
@pytest.mark.parametrize(("height", "width"), [(64, 64), (63, 61), (1, 1)])
def test_moments_of_many_and_of_odd_numbers_of_pixels_are_exact(height: int, width: int) -> None:
    x = torch.randn(1, 32, height, width, generator=torch.Generator().manual_seed(1)) * 2 + 30
    for layout in (torch.channels_last, torch.contiguous_format):
        moments = Moments.of(x.contiguous(memory_format=layout))
        exact = x.double().flatten(2)[0]
        assert moments.count == height * width
        assert torch.allclose(moments.mean, exact.mean(1), rtol=1e-6)
        wanted = (exact - exact.mean(1, keepdim=True)).square().sum(1)
        assert torch.allclose(moments.m2, wanted, rtol=2e-5, atol=1e-6)


@torch.no_grad()
@pytest.mark.parametrize("layout", [torch.channels_last, torch.contiguous_format])
def test_convolutions_as_products_equal_the_plain_way(layout: torch.memory_format) -> None:
    torch.manual_seed(0)
    for layer, side in ((Pointwise(24, 40), 6), (Convolution(24, 40), 6), (Convolution(24, 40), 12)):
        layer.to(memory_format=layout)  # type: ignore[call-overload]
        x = torch.randn(1, 24, side, side).contiguous(memory_format=layout)
        wanted = F.conv2d(x, layer.weight, layer.bias, padding=layer.padding)
        assert torch.allclose(layer(x), wanted, atol=1e-5)


@torch.no_grad()
def test_upsampling_of_few_pixels_equals_that_of_many() -> None:
    torch.manual_seed(0)
    layer = Upsample(64)
    few = torch.randn(1, 64, 6, 8)
    many = torch.cat([few, few], 3)
    assert torch.allclose(layer(few)[..., :10], layer(many)[..., :10], atol=1e-5)


class OnlyFloat32(TorchDispatchMode):
    """Refuses what a device without float64 refuses."""

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        out = func(*args, **(kwargs or {}))
        assert not isinstance(out, torch.Tensor) or out.dtype != torch.float64, func
        return out


def test_devices_without_float64_are_known() -> None:
    assert precise(torch.device("cpu")) == torch.float64
    assert precise(torch.device("mps")) == torch.float32


def test_sums_are_exact_enough_and_never_wider_on_devices_without_float64(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    x = 3 + torch.randn(1, 8, 40, 50, generator=torch.Generator().manual_seed(0))
    flat = (torch.ones(8), torch.zeros(8), 1e-5)
    wanted = Moments.of(x).affine(4, *flat)
    fitted = LatentPreview.fit(x[:, :3], x[:, 3:6]).matrix
    for module in (layers, vq):
        monkeypatch.setattr(module, "precise", lambda device: torch.float32)
    with OnlyFloat32():
        got = Moments.of(x).affine(4, *flat)
        assert torch.allclose(LatentPreview.fit(x[:, :3], x[:, 3:6]).matrix, fitted, atol=1e-3)
    for a, b in zip(got, wanted, strict=True):
        assert torch.allclose(a, b, atol=1e-5)
