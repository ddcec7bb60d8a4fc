"""The networks compute what the authors' classes compute, and take every released checkpoint's keys."""

from dataclasses import replace

import pytest
import torch
from torch import Tensor

from core.networks.swin import wrap_mask
from core.networks.swin_unet import SwinUNet, SwinUNetConfig
from core.networks.vqgan import VQAutoencoder, VQConfig
from tests.core.closed_form import field, filled, fixture, state_dicts

TINY_UNET = SwinUNetConfig(model_channels=32, swin_embed_dim=64)
TINY_VQ = VQConfig(channels=32, codes=64)
TOLERANCE = 1e-4

X4 = SwinUNetConfig()
INPAINT = SwinUNetConfig(lq_size=256, cond_mask=True)
FACE_VQ = VQConfig(8, 4096, 64, (1, 2, 4, 8), (1, 2, 3, 4))
CONFIGS = {
    "resshift_realsrx4_s15_v1": X4,
    "resshift_realsrx4_s15_v2": X4,
    "resshift_realsrx4_s4_v3": X4,
    "resshift_bicsrx4_s4": X4,
    "realsr_x2": SwinUNetConfig(lq_size=128),
    "resshift_inpainting_imagenet_s4": INPAINT,
    "resshift_inpainting_face_s4": INPAINT,
    "resshift_faceir_s4": SwinUNetConfig(in_channels=8, out_channels=8, lq_size=512),
    "autoencoder_vq_f4": VQConfig(),
    "celeba256_vq_f4_dim3_face": VQConfig(),
    "ffhq512_vq_f8_dim8_face": FACE_VQ,
}


def near(got: Tensor, wanted: Tensor, tolerance: float = TOLERANCE) -> None:
    assert got.shape == wanted.shape
    assert float((got - wanted).abs().max()) < tolerance


def near_on_the_whole(got: Tensor, wanted: Tensor) -> None:
    """For the tiny decoder, whose formula weights make some groups nearly constant, so that their norm amplifies
    rounding: a run in float64 lies 1.7e-3 (and 9e-5 RMS) from the fixture, which is float32 itself."""
    assert float((got - wanted).square().mean().sqrt()) < 1.5e-4
    near(got, wanted, 5e-3)


@pytest.mark.parametrize(
    ("name", "height", "width", "t"),
    [("64x64", 64, 64, 2), ("128x64", 128, 64, 0), ("64x128_frac", 64, 128, 1.37)],
)
@torch.no_grad()
def test_unet(name: str, height: int, width: int, t: float) -> None:
    shape = (1, 3, height, width)
    got = filled(SwinUNet(TINY_UNET))(field(shape, 1), torch.tensor([t]), field(shape, 2))
    near(got, fixture("tiny_unet_x4")[name])


@torch.no_grad()
def test_unet_with_a_mask_and_a_larger_picture() -> None:
    config = SwinUNetConfig(model_channels=32, swin_embed_dim=64, lq_size=256, cond_mask=True)
    x, lq, mask = field((1, 3, 64, 64), 1), field((1, 3, 256, 256), 2), field((1, 1, 256, 256), 3)
    near(filled(SwinUNet(config))(x, torch.tensor([3]), lq, mask), fixture("tiny_unet_inpaint")["out"])


@torch.no_grad()
def test_unet_of_full_size() -> None:
    shape = (1, 3, 64, 64)
    with torch.device("meta"):
        network = SwinUNet()
    got = filled(network)(field(shape, 1), torch.tensor([2]), field(shape, 2))
    near(got, fixture("full_unet_x4_64")["out"])


@torch.no_grad()
def test_pictures_in_a_batch_do_not_meet() -> None:
    """Window order, shared embeddings and one-for-each embeddings all lead to the same."""
    network = filled(
        SwinUNet(replace(TINY_UNET, channel_mult=(1, 1), num_res_blocks=(1, 1), image_size=32, lq_size=32))
    )
    x, lq = field((2, 3, 32, 64), 1), field((2, 3, 32, 64), 2)
    alone = [network(x[k : k + 1], torch.tensor([k + 1.0]), lq[k : k + 1]) for k in range(2)]
    near(network(x, torch.tensor([1.0, 2.0]), lq), torch.cat(alone))
    shared = torch.cat([network(x[k : k + 1], torch.tensor([3.0]), lq[k : k + 1]) for k in range(2)])
    near(network(x, torch.tensor([3.0]), lq), shared)


def test_gradients_reach_every_parameter_of_the_unet() -> None:
    """The way with gradients (upsampling not folded, torch's own norm) agrees with the way without."""
    network = filled(SwinUNet(TINY_UNET)).requires_grad_(True)
    shape = (1, 3, 64, 64)
    out = network(field(shape, 1), torch.tensor([2]), field(shape, 2))
    near(out.detach(), fixture("tiny_unet_x4")["64x64"], 5e-4)
    out.square().mean().backward()
    assert all(p.grad is not None and p.grad.abs().sum() > 0 for p in network.parameters())


def test_the_mask_parts_the_halves_of_the_columns() -> None:
    mask = wrap_mask(8, 4)
    assert mask[0, 3] == 0  # columns 0 and 3 of the first row
    assert mask[0, 4] == -100
    assert mask[0, 8 * 7] == 0  # the same column, rows never part


@torch.no_grad()
def test_autoencoder() -> None:
    vq, wanted = filled(VQAutoencoder(TINY_VQ)), fixture("tiny_vq_f4")
    z = vq.encode(field((1, 3, 256, 256), 4))
    near(z, wanted["z"])
    assert torch.equal(vq.quantize.indices(wanted["z"]), wanted["idx"].long())
    near_on_the_whole(vq.decode(wanted["z"])[..., ::2, ::2], wanted["dec"])
    near_on_the_whole(vq.decode(wanted["z"], quantise=False)[..., ::2, ::2], wanted["dec_noquant"])


@torch.no_grad()
def test_quantiser() -> None:
    vq, wanted = filled(VQAutoencoder(TINY_VQ)), fixture("tiny_vq_codes")
    near(vq.quantize(wanted["z"]), wanted["q"])
    assert torch.equal(vq.quantize.indices(wanted["z"]), wanted["idx"].long())


def test_gradients_pass_straight_through_the_quantiser() -> None:
    vq = filled(VQAutoencoder(TINY_VQ))
    z = field((1, 3, 8, 8), 6).requires_grad_(True)
    vq.quantize(z).sum().backward()
    assert torch.equal(z.grad, torch.ones_like(z))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", CONFIGS)
def test_released_keys(name: str) -> None:
    """Every parameter of the file has its place and shape, and none is left empty."""
    config, listing = CONFIGS[name], state_dicts()[name]
    with torch.device("meta"):
        network = SwinUNet(config) if isinstance(config, SwinUNetConfig) else VQAutoencoder(config)
    parameters = {k: shape for k, (shape, kind) in listing["entries"].items() if kind == "param"}
    assert {k: list(v.shape) for k, v in network.state_dict().items()} == parameters
    assert sum(p.numel() for p in network.parameters()) == listing["params"]
