"""The critic: it learns, it is not taught by the network's loss, it plays for large kappa only, and it is resumed."""

import itertools

import pytest
import tiny
import torch
import torch.nn.functional as F
from torch import nn

from core.events import LogLine, TrainStep
from core.jobs import CancelToken
from core.quality.feature_distance import STAGE_CHANNELS
from core.training.loop.state import newest_state
from core.training.processes import Processes
from core.training.runs import build
from core.training.runs.run import train
from core.training.tasks.adversary import Adversary
from core.training.tasks.distances import GradientDistance
from core.training.tasks.lite_task import adversarial_share

CPU = torch.device("cpu")


class Features(nn.Module):
    """A picture network of three strided convolutions, with random weights that never change."""

    def __init__(self) -> None:
        super().__init__()
        with torch.random.fork_rng():
            torch.manual_seed(0)
            sizes = [3, *STAGE_CHANNELS[:3]]
            self.layers = nn.ModuleList(nn.Conv2d(a, b, 3, 2, 1) for a, b in itertools.pairwise(sizes))
        self.requires_grad_(False)

    def features(self, x):
        out = []
        for layer in self.layers:
            x = F.relu(layer(x))
            out.append(F.normalize(x, dim=1))
        return out

    def between(self, seen, wanted):
        return torch.stack(
            [(a - b).square().mean((1, 2, 3)) for a, b in zip(seen, wanted, strict=True)]
        ).mean(0)

    def forward(self, pred, target):
        return self.between(self.features(pred), self.features(target))


def pictures(seed, *, soft):
    x = torch.rand(4, 3, 32, 32, generator=torch.Generator().manual_seed(seed))
    return F.interpolate(F.avg_pool2d(x, 4), scale_factor=4.0) if soft else x


def seen_by(adversary, x):
    return adversary.views(x, Features().features(x))


def taught(adversary, rounds):
    for k in range(rounds):
        real, fake = (seen_by(adversary, pictures(k, soft=soft)) for soft in (False, True))
        adversary.learn(real, fake, 1.0)
        adversary.step(Processes())
    return adversary


def test_the_critic_learns_to_tell_soft_pictures_from_sharp_ones():
    adversary = taught(Adversary(device=CPU), 40)
    sharp, soft = (adversary.judge(seen_by(adversary, pictures(999, soft=s))) for s in (False, True))
    assert sharp.max() < 0 < soft.min()  # what is descended: low where it says original


def test_a_verdict_moves_the_picture_and_not_the_critic():
    adversary = Adversary(device=CPU)
    x = pictures(0, soft=True).requires_grad_()
    adversary.judge(seen_by(adversary, x)).sum().backward()
    assert x.grad.abs().max() > 0
    assert all(p.grad is None and p.requires_grad for p in adversary.critic.parameters())


def test_learning_does_not_reach_the_pictures():
    adversary = Adversary(device=CPU)
    x = pictures(0, soft=True).requires_grad_()
    adversary.learn(seen_by(adversary, pictures(0, soft=False)), seen_by(adversary, x), 1.0)
    assert x.grad is None
    adversary.forget()
    assert all(p.grad is None for p in adversary.critic.parameters())


def test_it_is_the_same_again_after_it_was_stored():
    first, second = Adversary(device=CPU), Adversary(device=CPU, seed=1)
    taught(first, 3)
    second.load({k: v.clone() for k, v in first.tensors().items()})
    for adversary in (first, second):
        taught(adversary, 2)
    a, b = first.tensors(), second.tensors()
    assert a.keys() == b.keys()
    assert all(torch.equal(a[k], b[k]) for k in a)


def test_small_kappa_is_not_judged_and_large_kappa_fully():
    shares = [adversarial_share(kappa) for kappa in (0.1, 0.5, 1.0, 2.0, 4.0)]
    assert shares == pytest.approx([0, 0, 0.5, 1, 1])


@pytest.fixture
def run(tmp_path, monkeypatch):
    """run(name, **settings) trains a tiny network with an adversary -> what was emitted."""
    monkeypatch.setattr(build, "choose_distance", lambda device: (Features(), ""))
    start = tiny.write_start(tmp_path / "start.safetensors")
    pictures = tiny.write_pictures(tmp_path / "pictures")

    def do(name, stop_at=None, **changed):
        settings = {"loss": "journal", "perceptual_start": 0, "perceptual_ramp": 1, "adversarial_weight": 1.0}
        events, cancel = [], CancelToken()

        def emit(event):
            events.append(event)
            if isinstance(event, TrainStep) and event.iteration == stop_at:
                cancel.cancel()

        train(
            tiny.config(pictures, start, **{**settings, **changed}), tmp_path / name, emit=emit, cancel=cancel
        )
        return events

    return do


def test_a_run_with_an_adversary_goes_on_bit_for_bit(run, tmp_path):
    run("whole")
    run("parts", stop_at=4)
    assert newest_state(tmp_path / "parts").facts["iteration"] == 4
    run("parts")
    whole, parts = (newest_state(tmp_path / name).tensors for name in ("whole", "parts"))
    assert {"adversary"} < whole.keys() == parts.keys()
    for group in whole:
        assert all(torch.equal(v, parts[group][k]) for k, v in whole[group].items()), group


def test_the_parts_of_a_batch_do_not_matter_to_the_critic(run, tmp_path):
    run("one", iterations=2)
    run("two", iterations=2, accumulate=2)
    one, two = (newest_state(tmp_path / name).tensors["adversary"] for name in ("one", "two"))
    weights = [k for k in one if k.startswith("critic") and ("bias" in k or "original" in k)]
    assert weights
    for key in weights:  # nearly: the spectral norm is estimated once more for every part
        torch.testing.assert_close(one[key], two[key], rtol=1e-2, atol=1e-3)


@pytest.mark.parametrize("settings", [{"kappa_range": (0.1, 0.5)}, {"adversarial_start": 4}])
def test_small_kappas_alone_or_too_early_leave_the_critic_as_it_was(run, tmp_path, settings):
    events = run("low", iterations=4, **settings)
    reports = [e.parts for e in events if isinstance(e, TrainStep)]
    assert reports
    assert all("feature" in p and not {"critic", "adversarial"} & set(p) for p in reports)
    untouched = Adversary(device=CPU).critic.state_dict()
    stored = newest_state(tmp_path / "low").tensors["adversary"]
    assert all(torch.equal(v, stored[f"critic/{k}"]) for k, v in untouched.items())


def test_the_grid_error_is_among_the_parts_only_where_it_counts(run):
    with_grid = run("with", iterations=2, grid_weight=20.0)
    without = run("without", iterations=2)
    assert all("grid" in e.parts for e in with_grid if isinstance(e, TrainStep))
    assert all("grid" not in e.parts for e in without if isinstance(e, TrainStep))


def test_without_a_picture_network_there_is_no_adversary_and_that_is_said(run, monkeypatch):
    monkeypatch.setattr(build, "choose_distance", lambda device: (GradientDistance(), "It is not installed."))
    events = run("plain", iterations=2)
    said = [e.message for e in events if isinstance(e, LogLine)]
    assert any("adversarial" in m and "left out" in m for m in said)
    assert all("critic" not in e.parts for e in events if isinstance(e, TrainStep))
