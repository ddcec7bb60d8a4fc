"""The networks that restore at once: how far they see, and their number formats and sizes."""

import pytest
import torch

from core.networks.dasr import DASR, DASRConfig
from core.networks.dat import DAT, DATConfig
from core.networks.hat import HATConfig
from core.networks.plksr import PLKSR, PLKSRConfig
from core.networks.restorer import EVERYWHERE, MOST_MARGIN, Restorer
from core.networks.restorers import CONFIGS, RestorerConfig, build_restorer
from core.networks.rrdbnet import RRDBConfig
from core.networks.span import SPANConfig
from core.networks.srvgg import CompactConfig
from core.networks.swinir import SwinIRConfig
from tests.core.closed_form import filled

TINY: dict[str, RestorerConfig] = {
    "rrdbnet x4": RRDBConfig(width=4, growth=4, blocks=1),
    "rrdbnet x2": RRDBConfig(width=4, growth=4, blocks=1, unshuffle=2),
    "rrdbnet x1": RRDBConfig(width=4, growth=4, blocks=1, doublings=0),
    "srvgg x3": CompactConfig(width=4, blocks=2, scale=3),
    "span x4": SPANConfig(width=4, normalised=False),
    "span x2": SPANConfig(width=4, scale=2),
    "swinir x4": SwinIRConfig(width=8, depths=(2, 1), heads=2, window=4, hidden=16),
    "swinir x2": SwinIRConfig(
        width=8, depths=(2,), heads=2, window=4, hidden=16, upsampler="pixelshuffle", scale=2
    ),
    "swinir x1": SwinIRConfig(width=8, depths=(1,), heads=2, window=4, hidden=16, upsampler="none", scale=1),
    "dat x2": DATConfig(width=32, depths=(3, 1), heads=4, window=(2, 4), hidden=16, scale=2),
    "dat x4": DATConfig(width=32, depths=(2,), heads=2, window=(4, 4), hidden=16, upsampler="direct"),
    "hat x2": HATConfig(
        width=8, depths=(2, 1), heads=2, window=4, seen=6, hidden=16, narrow=4, squeezed=2, scale=2
    ),
    "dasr x4": DASRConfig(width=16, blocks=2, experts=2, predictor_width=4, degradations=3, hidden=4),
    "dasr x3": DASRConfig(
        width=4, blocks=1, experts=2, doublings=0, predictor_width=4, degradations=3, hidden=4
    ),
    "plksr x4": PLKSRConfig(width=8, blocks=2, kernel=5, part=2),
    "plksr x3": PLKSRConfig(width=4, blocks=1, mixer=(3, 1), kernel=5, part=4, attention=False, scale=3),
    "plksr x2": PLKSRConfig(width=8, blocks=2, kernel=5, part=2, norm="layer", scale=2),
    "plksr x1": PLKSRConfig(width=8, blocks=2, kernel=5, part=2, norm="group", scale=1),
    "plksr x2, sampling": PLKSRConfig(
        width=8, blocks=1, kernel=5, part=2, norm="layer", sampler_groups=4, scale=2
    ),
    "plksr x1, sampling": PLKSRConfig(
        width=8, blocks=1, kernel=5, part=2, norm="group", sampler_groups=3, sampler_mixes=False, scale=1
    ),
}


def network(name: str) -> Restorer:
    return filled(build_restorer(TINY[name]))


def test_every_architecture_is_tried() -> None:
    assert {type(config) for config in TINY.values()} == set(CONFIGS.values())


@pytest.mark.parametrize("name", TINY)
def test_what_lies_beyond_the_reach_changes_nothing(name: str) -> None:
    """And the reach is no larger than it needs to be, by more than the last convolutions' part."""
    tiny = network(name).double()
    if isinstance(
        tiny, DASR
    ):  # what it goes by is that of the whole picture, which is not what is tried here
        tiny.shares = torch.ones(1, tiny.config.experts)
    if tiny.reach == EVERYWHERE:
        pytest.skip("it takes means over all that it is given")
    reach, scale = tiny.reach, tiny.scale
    if isinstance(tiny, PLKSR):  # likewise
        tiny.look(torch.rand(1, 3, 8, 8), 2)
        tiny.double()
    side = 2 * (2 * reach // tiny.multiple + 2) * tiny.multiple
    lq = torch.rand(1, 3, 8, side, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    changed = lq.clone()
    changed[..., side // 2 : side // 2 + tiny.multiple] += 1
    difference = (tiny(changed) - tiny(lq)).abs().amax((0, 1, 2))
    reached = torch.nonzero(difference > 0).flatten() // scale
    left, right = side // 2 - int(reached.min()), int(reached.max()) - (side // 2 + tiny.multiple - 1)
    assert 0 < max(left, right) <= reach
    assert max(left, right) >= reach - 3 * tiny.multiple


@pytest.mark.parametrize("name", [name for name in TINY if name.startswith(("dat", "hat"))])
def test_what_takes_means_sees_everything(name: str) -> None:
    tiny = network(name).double()
    assert tiny.margin == MOST_MARGIN
    lq = torch.rand(1, 3, 8, 160, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    changed = lq.clone()
    changed[..., :8] += 1
    assert (tiny(changed) - tiny(lq)).abs().amax((0, 1, 2)).min() > 0


@pytest.mark.parametrize("name", TINY)
def test_half_precision_is_near(name: str) -> None:
    tiny = network(name)
    lq = torch.rand(1, 3, 16, 20, generator=torch.Generator().manual_seed(0))
    exact = tiny(lq)
    assert exact.shape == (1, 3, 16 * tiny.scale, 20 * tiny.scale)
    half = tiny.cast(torch.bfloat16)(lq.bfloat16())
    assert half.dtype == torch.bfloat16
    torch.testing.assert_close(half.float(), exact, rtol=0.1, atol=0.05 * float(exact.abs().max()))


@pytest.mark.parametrize(
    "make",
    [
        lambda: RRDBConfig(width=0),
        lambda: RRDBConfig(doublings=1, unshuffle=4),
        lambda: RRDBConfig(doublings=9),
        lambda: CompactConfig(scale=0),
        lambda: SPANConfig(width=-1),
        lambda: SwinIRConfig(width=0),
        lambda: DASRConfig(experts=0),
        lambda: DATConfig(width=8),
        lambda: DATConfig(window=(8, 12)),
        lambda: DATConfig(heads=5),
        lambda: DATConfig(scale=5),
        lambda: DATConfig(upsampler="none"),
        lambda: HATConfig(depths=(6, 0)),
        lambda: HATConfig(window=16, seen=23),
        lambda: HATConfig(scale=6),
        lambda: DASRConfig(doublings=3),
        lambda: PLKSRConfig(blocks=0),
        lambda: PLKSRConfig(norm="batch"),
        lambda: PLKSRConfig(width=8),
        lambda: PLKSRConfig(kernel=16),
        lambda: PLKSRConfig(mixer=(3, 2)),
        lambda: PLKSRConfig(width=18, norm="group"),
        lambda: PLKSRConfig(sampler_groups=5),
        lambda: PLKSRConfig(sampler_groups=4, sampler_mixes=False),
    ],
)
def test_impossible_sizes_are_refused(make: object) -> None:
    with pytest.raises(
        ValueError, match=r" is |doublings|windows|heads|scale|upsampler|norm|kernel|groups|pictures"
    ):
        make()  # type: ignore[operator]


@torch.inference_mode()
def test_a_dat_looks_so_that_its_tiles_go_by_the_whole_picture() -> None:
    tiny = network("dat x2")
    assert isinstance(tiny, DAT)
    generator = torch.Generator().manual_seed(1)
    for weight in tiny.parameters():  # as trained ones, not as small as at a training's start
        weight.add_(torch.randn(weight.shape, generator=generator), alpha=0.1)
    lq = torch.rand(1, 3, 16, 96, generator=torch.Generator().manual_seed(0))
    lq[..., 32:] *= 0.1
    lq[..., :32] = lq[..., :32].round()  # the halves differ in all that is a mean
    wanted, alone = tiny(lq), tiny(lq[..., 32:])
    tiny.look(lq, 2)
    near = {"rtol": 0, "atol": 1e-4 * float(wanted.abs().max())}
    torch.testing.assert_close(tiny(lq), wanted, **near)  # all of so small a picture was looked at
    far = (..., slice(32 * tiny.scale, None))  # windows and convolutions see so far into the other part
    looked = (tiny(lq[..., 32:])[far] - wanted[..., 32 * tiny.scale :][far]).abs().max()
    unlooked = (alone[far] - wanted[..., 32 * tiny.scale :][far]).abs().max()
    assert looked < 0.05 * unlooked
    pictures = torch.cat([lq, lq.flip(3)])
    torch.testing.assert_close(tiny(pictures)[:1], tiny(lq), **near)
    tiny.look(lq, 1)
    torch.testing.assert_close(tiny(lq[..., 32:]), alone, **near)
