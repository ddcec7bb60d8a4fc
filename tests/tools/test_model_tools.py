"""The built-in model's tools: weights averaged, blocks added that change nothing at first."""

import sys
from dataclasses import asdict
from pathlib import Path

import pytest
import torch

from core.diffusion.schedule import ScheduleConfig
from core.models.checkpoints import load_state, read_recipe, save_checkpoint
from core.models.recipe import Recipe
from core.networks.lite_unet import LiteConfig, LiteUNet

sys.path.insert(0, str(Path(__file__).parents[2] / "tools" / "lite_x4"))

import add_blocks
import average_weights

CONFIG = LiteConfig(widths=(16, 24, 32), blocks=(2, 1, 1), tail_width=8, embedding=16)


def written(path: Path, seed: int, config: LiteConfig = CONFIG) -> Path:
    """A model's file with random weights, the last convolutions included."""
    torch.manual_seed(seed)
    network = LiteUNet(config)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.05)
    recipe = Recipe("Tiny", "lite_unet", asdict(config), asdict(ScheduleConfig(kind="free", T=4, kappa=0.5)))
    save_checkpoint(path, network.state_dict(), recipe)
    return path


@torch.no_grad()
def output(path: Path) -> torch.Tensor:
    recipe = read_recipe(path)
    network = LiteUNet(LiteConfig(**recipe.config))
    network.load_state_dict({k: v.float() for k, v in load_state(path).items()})
    y, lq = (torch.sin(torch.arange(c * 64.0)).view(1, c, 8, 8) for c in (48, 3))
    return network(y + 0.1, y, lq, torch.tensor([0.9]), torch.tensor([0.4]))


def call(tool: object, monkeypatch: pytest.MonkeyPatch, *arguments: object) -> None:
    monkeypatch.setattr(sys, "argv", ["tool", *map(str, arguments)])
    tool.main()  # type: ignore[attr-defined]


def test_added_blocks_begin_as_the_identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = written(tmp_path / "before.safetensors", 0), tmp_path / "after.safetensors"
    call(add_blocks, monkeypatch, before, after, "--blocks", 2)
    assert tuple(read_recipe(after).config["blocks"]) == (4, 1, 1)
    assert len(load_state(after)) > len(load_state(before))
    assert torch.equal(output(after), output(before))


def test_the_average_lies_between(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = (written(tmp_path / f"{k}.safetensors", k) for k in range(2))
    call(average_weights, monkeypatch, a, b, tmp_path / "out.safetensors", "--share", 0.75)
    one, other, mean = (load_state(p)["head.weight"].float() for p in (a, b, tmp_path / "out.safetensors"))
    assert torch.allclose(mean, 0.25 * one + 0.75 * other, atol=1e-3)


def test_different_networks_have_no_average(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a = written(tmp_path / "a.safetensors", 0)
    b = written(
        tmp_path / "b.safetensors", 1, LiteConfig(widths=(16, 24, 32), blocks=(3, 1, 1), tail_width=8)
    )
    with pytest.raises(SystemExit, match="different networks"):
        call(average_weights, monkeypatch, a, b, tmp_path / "out.safetensors")
