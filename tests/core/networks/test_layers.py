"""Norms by moments and upsampling by phases equal the plain way, also where a plain norm loses its digits."""

import pytest
import torch
import torch.nn.functional as F

from core.networks.layers import Moments, Norm, Upsample, group_norm


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
