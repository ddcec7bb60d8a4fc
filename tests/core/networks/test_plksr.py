"""PLKSR: which pixels give a picture its statistics, and that its tiles have the same."""

import torch
from torch import nn

from core.networks.plksr import PLKSR, PLKSRConfig
from tests.core.closed_form import filled

GROUP = PLKSRConfig(width=8, blocks=2, kernel=5, part=2, norm="group", scale=1)


def net(config: PLKSRConfig = GROUP) -> PLKSR:
    return filled(PLKSR(config))


def picture(height: int, width: int) -> torch.Tensor:
    return torch.rand(1, 3, height, width, generator=torch.Generator().manual_seed(0))


@torch.inference_mode()
def test_tiles_of_a_picture_that_is_seen_as_a_whole_give_the_whole() -> None:
    tiled, lq, reach = net(), picture(20, 60), net().reach
    whole = net()(lq)
    tiled.look(lq, 3)
    part = tiled(lq[..., : 30 + reach])[..., :30]
    torch.testing.assert_close(part, whole[..., :30], atol=1e-5, rtol=1e-5)
    tiled.look(lq, 1)
    other = tiled(lq[..., : 30 + reach])[..., :30]
    assert (other - whole[..., :30]).abs().max() > 1e-3  # without a look it has statistics of its own


@torch.inference_mode()
def test_what_was_looked_at_last_counts() -> None:
    tiled = net()
    for brightness in (1.0, 0.1):
        lq = picture(20, 20) * brightness
        tiled.look(lq, 2)
        torch.testing.assert_close(tiled(lq), net()(lq), atol=1e-4, rtol=0)


def test_a_look_changes_no_network_without_a_group_norm() -> None:
    for norm in ("none", "layer"):
        tiled = net(PLKSRConfig(width=8, blocks=1, kernel=5, part=2, norm=norm, scale=1))
        tiled.look(picture(8, 8), 2)
        assert tiled.blocks[0].fixed is None


def test_group_norms_stay_in_float32() -> None:
    half = net().cast(torch.bfloat16)
    assert {m.weight.dtype for m in half.modules() if isinstance(m, nn.GroupNorm)} == {torch.float32}
    assert half.dtype == torch.bfloat16


@torch.inference_mode()
def test_values_that_half_precision_cannot_hold_do_not_spoil_the_statistics() -> None:
    tiled, lq = net(), picture(20, 20)
    for block in tiled.blocks:
        block.mixer[1].weight.mul_(100)
        block.refine.weight.mul_(30_000)  # which the norm behind it takes away again
    wanted = tiled(lq)
    tiled.cast(torch.float16)
    assert not tiled(lq.half()).isfinite().all()
    tiled.look(lq, 2)
    torch.testing.assert_close(tiled(lq.half()).float(), wanted, atol=0.05, rtol=0)


@torch.inference_mode()
def test_without_offsets_sampling_is_bilinear_interpolation() -> None:
    sampling = net(PLKSRConfig(width=8, blocks=1, kernel=5, part=2, sampler_groups=4, scale=2)).sampler
    assert sampling is not None
    sampling.offset.weight.zero_()
    sampling.offset.bias.zero_()
    x = torch.rand(1, 12, 5, 300, generator=torch.Generator().manual_seed(0))
    sampling.tail = None
    wanted = torch.nn.functional.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
    torch.testing.assert_close(sampling(x), wanted, atol=1e-4, rtol=0)
    half = sampling.to(torch.bfloat16)(x.bfloat16())
    torch.testing.assert_close(half.float(), wanted, atol=0.01, rtol=0)
