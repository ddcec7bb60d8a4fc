"""The official U-Net's training on a tiny one: losses, gradients through the frozen decoder, a whole run, export."""

from dataclasses import asdict, replace

import pytest
import tiny
import torch

from core.diffusion.schedule import ScheduleConfig
from core.errors import TrainingError
from core.events import Verdict
from core.jobs import CancelToken
from core.models.checkpoints import load_into, load_state, read_recipe, save_checkpoint
from core.models.recipe import Recipe
from core.networks.swin_unet import SwinUNet, SwinUNetConfig
from core.networks.vqgan import VQAutoencoder, VQConfig
from core.training.runs.build import bare_network
from core.training.runs.estimate import estimate
from core.training.runs.export import export
from core.training.runs.run import train
from core.training.settings.config import TrainConfig
from core.training.tasks.distances import GradientDistance
from core.training.tasks.latent_task import LatentTask
from core.training.tasks.task import Draw

NETWORK = SwinUNetConfig(
    model_channels=32, channel_mult=(1, 2), num_res_blocks=(1, 1), image_size=16, lq_size=16,
    swin_embed_dim=32, num_head_channels=16,
)  # fmt: skip
CODER = VQConfig(z_channels=3, codes=64, channels=32, channel_mult=(1, 1, 1), num_res_blocks=(1, 1, 1))
SCHEDULE = ScheduleConfig(T=4, min_noise=0.2)
CPU = {"device": torch.device("cpu"), "dtype": torch.float32}


def recipe(autoencoder=""):
    return Recipe("Tiny official", "swin_unet", asdict(NETWORK), asdict(SCHEDULE), latent="vq",
                  autoencoder=autoencoder, steps=4, licence="test")  # fmt: skip


def task(**changed):
    torch.manual_seed(0)
    config = replace(TrainConfig(patch=64, loss="conference", perceptual_weight=1.0), **changed)
    return LatentTask(SwinUNet(NETWORK), VQAutoencoder(CODER), recipe(), config, GradientDistance(), **CPU)


def pair(count=3):
    generator = torch.Generator().manual_seed(1)
    hq = torch.rand(count, 3, 64, 64, generator=generator) * 2 - 1
    return hq, torch.nn.functional.avg_pool2d(hq, 4)


def test_a_sample_is_treated_alike_in_any_part_of_a_batch():
    learner, (hq, lq) = task(), pair()
    whole, _ = learner.loss(hq, lq, Draw(0, 5, [0, 1, 2]))
    parts = [learner.loss(hq[k : k + 1], lq[k : k + 1], Draw(0, 5, [k]))[0] for k in range(3)]
    assert float(whole.detach()) == pytest.approx(sum(float(p.detach()) for p in parts) / 3, rel=1e-4)


@pytest.mark.parametrize("loss", ["conference", "kl", "journal"])
def test_every_loss_reaches_the_network_and_not_the_autoencoder(loss):
    learner, (hq, lq) = task(loss=loss), pair(2)
    value, parts = learner.loss(hq, lq, Draw(0, 0, [0, 1]))
    value.backward()
    assert ("feature" in parts) == (loss == "journal")
    assert all(p.grad is None for p in learner.autoencoder.parameters())
    assert all(p.grad is not None and torch.isfinite(p.grad).all() for p in learner.network.parameters())


def test_the_journal_loss_is_the_conference_loss_and_the_perceptual_term():
    hq, lq = pair(2)
    plain, _ = task().loss(hq, lq, Draw(0, 0, [0, 1]))
    both, parts = task(loss="journal", perceptual_weight=2.0).loss(hq, lq, Draw(0, 0, [0, 1]))
    assert float(both.detach()) == pytest.approx(
        float(plain.detach()) + 2 * float(parts["feature"]), rel=1e-4
    )


@pytest.fixture
def place(tmp_path):
    torch.manual_seed(0)
    coder = Recipe("Coder", "vqgan", asdict(CODER), {}, latent="vq", scale=1)
    save_checkpoint(tmp_path / "coder.safetensors", VQAutoencoder(CODER).state_dict(), coder)
    weights = dict(SwinUNet(NETWORK).named_parameters())
    save_checkpoint(tmp_path / "start.safetensors", weights, recipe("coder"))
    tiny.write_pictures(tmp_path / "pictures", width=64, height=64)
    return tmp_path


def test_a_whole_run_with_adapters_and_its_export(place):
    config = tiny.config(place / "pictures", place / "start.safetensors", iterations=2, batch=2, patch=64,
                         validate_every=2, method="adapters", rank=2)  # fmt: skip
    events = []
    train(config, place / "run", emit=events.append, cancel=CancelToken())
    assert any(isinstance(e, Verdict) for e in events)
    export(place / "run", place / "out.safetensors", title="Mine")
    result = read_recipe(place / "out.safetensors")
    assert (result.title, result.architecture, result.steps) == ("Mine", "swin_unet", 4)
    load_into(bare_network(result), load_state(place / "out.safetensors"), name="Mine")
    found = estimate(config, place / "run", emit=events.append, cancel=CancelToken())
    assert found.ceiling is not None
    assert any("autoencoder" in n for n in found.notices)
    assert found.seconds > found.seconds_per_iteration > 0


def test_patches_that_do_not_fit_are_refused(place):
    config = tiny.config(place / "pictures", place / "start.safetensors", patch=72)
    with pytest.raises(TrainingError, match="set the patch"):
        train(config, place / "run", emit=lambda event: None, cancel=CancelToken())
