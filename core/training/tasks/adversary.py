"""The adversarial term: a critic that learns to tell enlargements from originals, for large kappa."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm

from core.quality.feature_distance import STAGE_CHANNELS
from core.training.optimizer_state import load_optimizer, optimizer_tensors
from core.training.processes import Processes

STAGES = 3  # strides 2, 4 and 8
WIDTH = 64
SLOPE = 0.2
LEARNING_RATE = 4e-4
BETAS = (0.5, 0.99)


class Critic(nn.Module):
    """One small head on the pixels and one on each early stage of a fixed picture network ("projected" discriminators:
    Sauer et al., NeurIPS 2021): what is fixed has already learnt to see, so the heads are right from early on. Later
    stages see what a picture shows, which the low-resolution picture already says, and not its texture.

    forward([x, *features]): pixels [B, 3, H, W] in [0, 1] and the features of the stages -> logits [B, 1, h, w] of
    each head; above 0 says original.
    """

    def __init__(self, stages: Sequence[int] = STAGE_CHANNELS[:STAGES], width: int = WIDTH) -> None:
        super().__init__()

        def conv(a: int, b: int, side: int, stride: int = 1) -> nn.Module:
            return spectral_norm(nn.Conv2d(a, b, side, stride, padding=(side - 1) // 2))

        def act() -> nn.Module:
            return nn.LeakyReLU(SLOPE)

        def last() -> nn.Module:
            return nn.Conv2d(width, 1, 1)

        pixels = nn.Sequential(conv(3, width // 2, 4, 2), act(), conv(width // 2, width, 4, 2), act(), last())
        heads = (
            nn.Sequential(conv(c, width, 1), act(), conv(width, width, 3), act(), last()) for c in stages
        )
        self.heads = nn.ModuleList([pixels, *heads])

    def forward(self, views: Sequence[Tensor]) -> list[Tensor]:
        return [head(v) for head, v in zip(self.heads, views, strict=True)]


class Adversary:
    """The critic with its own optimiser, taught beside the network it judges; hinge losses.

    `judge` gives the network's side of the game, `learn` collects the critic's gradients, `step` applies them.
    """

    def __init__(self, *, device: torch.device, seed: int = 0) -> None:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self.critic = Critic().to(device)
        self.optimizer = torch.optim.AdamW(
            self.critic.parameters(), lr=LEARNING_RATE, betas=BETAS, weight_decay=0.0, foreach=True
        )

    def views(self, x: Tensor, features: Sequence[Tensor]) -> list[Tensor]:
        """What the critic looks at, of pixels in [0, 1] and the distance's features of them."""
        return [x, *features[:STAGES]]

    def judge(self, views: Sequence[Tensor]) -> Tensor:
        """-critic, [B]: what the network descends. Gradients reach the views, not the critic."""
        self.critic.requires_grad_(False)
        try:
            return -_mean(self.critic.eval()(views))
        finally:
            self.critic.requires_grad_(True)

    def learn(self, real: Sequence[Tensor], fake: Sequence[Tensor], share: Tensor) -> float:
        """Adds the gradients of the hinge loss, samples weighted by `share` [B] -> that loss."""
        self.critic.train()
        wrong = _mean([F.relu(1 - v) for v in self.critic([v.detach() for v in real])])
        wrong = wrong + _mean([F.relu(1 + v) for v in self.critic([v.detach() for v in fake])])
        loss = (wrong * share).sum()
        loss.backward()
        return float(loss.detach())

    def step(self, processes: Processes) -> None:
        """One step with the gradients of all processes; nothing where there are none."""
        weights = list(self.critic.parameters())
        for weight in weights:
            if weight.grad is None:
                weight.grad = torch.zeros_like(weight)
        processes.sum([w.grad for w in weights if w.grad is not None], [])
        self.optimizer.step()
        self.forget()

    def forget(self) -> None:
        """Drops the gradients collected so far."""
        self.optimizer.zero_grad(set_to_none=True)

    def tensors(self) -> dict[str, Tensor]:
        """Critic and optimiser by name, to be stored."""
        return {
            **{f"critic/{k}": v for k, v in self.critic.state_dict().items()},
            **{f"optimizer/{k}": v for k, v in optimizer_tensors(self.optimizer, self.critic).items()},
        }

    def load(self, tensors: dict[str, Tensor]) -> None:
        """Takes up what `tensors` gave. Of an empty dict: a critic that has seen nothing stays."""
        if not tensors:
            return
        self.critic.load_state_dict(_under("critic/", tensors))
        load_optimizer(self.optimizer, self.critic, _under("optimizer/", tensors))


def _mean(logits: Sequence[Tensor]) -> Tensor:
    """Over positions, then over heads: [B]."""
    return torch.stack([v.flatten(1).mean(1) for v in logits], 1).mean(1)


def _under(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}
