"""Muon: steps of orthogonal matrices, of one size, for the convolutions alone."""

import pytest
import tiny
import torch
from torch import nn

from core.training.loop.muon import SIZE, Muon, is_inner, orthogonal
from core.training.loop.state import newest_state


@pytest.mark.parametrize("shape", [(3, 6, 20), (2, 20, 6), (1, 8, 8)])
def test_singular_values_come_near_one_and_singular_vectors_stay(shape: tuple[int, ...]) -> None:
    matrices = torch.randn(shape, generator=torch.Generator().manual_seed(0))
    found = orthogonal(matrices)
    assert found.shape == matrices.shape
    values = torch.linalg.svdvals(found)
    assert 0.6 < float(values.min()) <= float(values.max()) < 1.3
    u, _, v = torch.linalg.svd(matrices, full_matrices=False)
    inner = u.mT @ found @ v.mT
    assert float((inner - torch.diag_embed(inner.diagonal(dim1=1, dim2=2))).abs().max()) < 1e-3
    assert torch.allclose(orthogonal(1e-3 * matrices), found, atol=1e-2)


def test_a_step_has_one_size_whatever_the_shape_and_the_gradients() -> None:
    layers = [nn.Conv2d(8, 16, 3), nn.Conv2d(16, 4, 1), nn.Conv2d(8, 16, 3)]
    weights = [layer.weight.requires_grad_(False) for layer in layers]
    before = [w.detach().clone() for w in weights]
    for k, w in enumerate(weights):
        w.grad = 10.0**k * torch.randn(w.shape, generator=torch.Generator().manual_seed(k))
    rate = torch.tensor(0.01)
    Muon(weights, rate).step()
    for w, was in zip(weights, before, strict=True):
        assert float((w - was).square().mean().sqrt()) == pytest.approx(0.01 * SIZE, rel=0.2)
    again = weights[0].detach().clone()
    weights[0].grad = None
    Muon(weights, rate).step()
    assert torch.equal(weights[0], again)


def test_it_is_for_convolutions_but_not_for_the_last_one() -> None:
    conv = nn.Conv2d(2, 2, 3)
    assert is_inner("blocks.0.conv.weight", conv.weight)
    assert not is_inner("blocks.0.conv.bias", conv.bias)  # type: ignore[arg-type]
    assert not is_inner("realistic.tail.to_rgb.weight", conv.weight)


def test_a_run_with_muon_goes_on_bit_for_bit(place, tmp_path) -> None:
    whole = tiny.config_in(place, optimizer="muon")
    tiny.trained(whole, tmp_path / "whole")
    cut = [True]

    def stop(event: object) -> None:
        from core.events import CheckpointSaved

        if isinstance(event, CheckpointSaved) and event.iteration == 4 and cut:
            cut.clear()
            token.cancel()

    from core.jobs import CancelToken

    token = CancelToken()
    tiny.trained(whole, tmp_path / "parts", token, stop)
    assert newest_state(tmp_path / "parts").facts["iteration"] == 4
    tiny.trained(whole, tmp_path / "parts")
    a, b = (newest_state(tmp_path / name).tensors for name in ("whole", "parts"))
    assert {k.rpartition("/")[2] for k in a["optimizer"]} == {"momentum", "step", "exp_avg", "exp_avg_sq"}
    for group in a:
        assert all(torch.equal(v, b[group][k]) for k, v in a[group].items()), group
