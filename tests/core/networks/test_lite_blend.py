"""A network between two ends: which of them counts at which kappa, and that adapters count as well."""

import pytest
import torch

from core.networks.lite_blend import LiteBlend, realism
from core.networks.lite_plk import LitePLK, PLKConfig
from core.training.tasks.adapters import adapt, merged_state
from tests.core.networks.lite_inputs import inputs, with_four_ends

CONFIG = PLKConfig(width=16, blocks=2, kernel=5, large_every=2, tail_width=8, embedding=16, ends=2)


def network() -> LiteBlend:
    """Two ends of different random weights."""
    torch.manual_seed(1)
    blend = LiteBlend(CONFIG).eval()
    with torch.no_grad():
        for parameter in blend.parameters():
            parameter.add_(0.05 * torch.randn(parameter.shape))
    return blend


def states(kappa: float) -> tuple[torch.Tensor, ...]:
    x_t, y, lq, eta, _ = inputs()
    return x_t, y, lq, eta, kappa * eta.sqrt()


def test_the_share_of_realism_grows_with_kappa_from_the_least_to_one() -> None:
    kappas = torch.tensor([0.05, 0.1, 0.1**0.5, 1.0, 2.0])
    assert realism(kappas, 0.1).tolist() == pytest.approx([0, 0, 0.5, 1, 1], abs=1e-6)


@torch.no_grad()
@pytest.mark.parametrize(("kappa", "end"), [(0.1, "faithful"), (1.0, "realistic"), (2.0, "realistic")])
def test_each_end_is_a_network_of_its_own(kappa: float, end: str) -> None:
    blend = network()
    wanted = getattr(blend, end)(*states(kappa))
    assert torch.allclose(blend(*states(kappa)), wanted, atol=1e-4)
    other = getattr(blend, "realistic" if end == "faithful" else "faithful")(*states(kappa))
    assert not torch.allclose(blend(*states(kappa)), other, atol=1e-2)


@torch.no_grad()
def test_between_them_the_weights_are_mixed_and_can_be_had_alone() -> None:
    blend, kappa = network(), 0.1**0.5
    alone = blend.at(kappa)
    assert isinstance(alone, LitePLK)
    middle = (blend.faithful.head.weight + blend.realistic.head.weight) / 2
    assert torch.allclose(alone.head.weight, middle, atol=1e-6)
    assert torch.allclose(blend(*states(kappa)), alone(*states(kappa)), atol=1e-5)


def test_both_ends_learn_by_their_share() -> None:
    blend = network().train()
    blend(*states(0.1**0.5)).square().mean().backward()
    for end in (blend.faithful, blend.realistic):
        assert end.head.weight.grad is not None
        assert float(end.head.weight.grad.abs().max()) > 0
    blend.zero_grad()
    blend(*states(2.0)).square().mean().backward()
    assert float(blend.faithful.head.weight.grad.abs().max()) == 0


@torch.no_grad()
def test_adapters_count_and_are_merged() -> None:
    blend = network()
    before = blend(*states(0.5))
    adapt(blend, 2)
    assert torch.allclose(blend(*states(0.5)), before, atol=1e-5)
    for name, parameter in blend.named_parameters():
        if name.endswith(".up"):
            parameter.normal_(std=0.1, generator=torch.Generator().manual_seed(len(name)))
    adapted = blend(*states(0.5))
    assert not torch.allclose(adapted, before, atol=1e-3)
    merged = LiteBlend(CONFIG).eval()
    merged.load_state_dict(merged_state(blend))
    assert torch.allclose(merged(*states(0.5)), adapted, atol=1e-4)


@torch.no_grad()
@pytest.mark.parametrize(
    ("kappa", "clean", "end"),
    [
        (0.1, 0.0, "faithful"),
        (1.0, 0.0, "realistic"),
        (0.1, 1.0, "clean_faithful"),
        (2.0, 1.0, "clean_realistic"),
    ],
)
def test_each_of_four_ends_is_a_network_of_its_own(kappa: float, clean: float, end: str) -> None:
    blend = with_four_ends()
    got = blend(*states(kappa), torch.tensor([clean]))
    assert torch.allclose(got, getattr(blend, end)(*states(kappa)), atol=1e-4)
    assert torch.allclose(got, blend.at(kappa, clean)(*states(kappa)), atol=1e-4)
    for other in ("faithful", "realistic", "clean_faithful", "clean_realistic"):
        same = torch.allclose(got, getattr(blend, other)(*states(kappa)), atol=1e-2)
        assert same == (other == end)


@torch.no_grad()
def test_between_four_ends_the_weights_are_mixed_both_ways() -> None:
    blend = with_four_ends()
    ends = (blend.faithful, blend.realistic, blend.clean_faithful, blend.clean_realistic)
    middle = sum(end.head.weight for end in ends if end is not None) / 4
    assert torch.allclose(blend.at(0.1**0.5, 0.5).head.weight, middle, atol=1e-6)


@torch.no_grad()
def test_without_an_answer_the_judge_is_asked_about_all_samples_together() -> None:
    blend = with_four_ends()
    assert blend.judge is not None
    blend.judge.get_buffer("out").normal_()
    inputs = states(0.5)
    answer = blend.judge(inputs[2]).mean(0, keepdim=True)
    assert 0.02 < float(answer) < 0.98
    assert torch.equal(blend(*inputs), blend(*inputs, answer))


def test_it_computes_in_bfloat16() -> None:
    blend = network().requires_grad_(False)
    wanted = blend(*states(0.5))
    got = blend.cast(torch.bfloat16)(*states(0.5))
    assert got.dtype == torch.float32
    assert float((got - wanted).abs().max()) < 0.1
    assert blend.at(0.5).head.weight.dtype == torch.bfloat16
