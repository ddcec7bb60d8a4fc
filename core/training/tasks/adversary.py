"""The adversarial term of the loss, for large kappa: a critic that learns to tell enlargements from originals."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm

from core.quality.feature_distance import STAGE_CHANNELS
from core.training.optimizer_state import load_optimizer, optimizer_tensors
from core.training.processes import Processes

STAGES = 3  # of the feature network, with strides 2, 4 and 8
WIDTH = 64
SLOPE = 0.2
LEARNING_RATE = 4e-4
BETAS = (0.5, 0.99)


class Critic(nn.Module):
    """A projected discriminator (Sauer et al., NeurIPS 2021): one small head on the pixels, and one on the features of
    each early stage of a fixed network.

    The fixed network has already learnt to see, so the heads judge well after little training. Its later stages are
    left out: they see what a picture shows, which is known from the low-resolution picture, and not its texture.

    forward([x, *features]): x [B, 3, H, W] in [0, 1] and the features of the stages -> logits [B, 1, h, w] of each
    head; a logit above 0 means original.
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
    """The critic with an optimiser of its own. It is trained with the hinge loss, beside the network that it judges.

    `judge` gives the loss of the network, `learn` collects gradients of the critic, `step` applies them.
    """

    def __init__(self, *, device: torch.device, seed: int = 0) -> None:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self.critic = Critic().to(device)
        self.optimizer = torch.optim.AdamW(
            self.critic.parameters(),
            lr=LEARNING_RATE,
            betas=BETAS,
            weight_decay=0.0,
            foreach=True,
            capturable=device.type == "cuda",
        )

    def views(self, x: Tensor, features: Sequence[Tensor]) -> list[Tensor]:
        """The critic's input: pixels x [B, 3, H, W] in [0, 1], and those of their features that it looks at."""
        return [x, *features[:STAGES]]

    def judge(self, views: Sequence[Tensor]) -> Tensor:
        """The network's loss [B], which is the negative mean logit. Gradients go to the views and not to the critic."""
        self.critic.requires_grad_(False)
        try:
            return -_mean(self.critic.eval()(views))
        finally:
            self.critic.requires_grad_(True)

    def learn(self, real: Sequence[Tensor], fake: Sequence[Tensor], share: float) -> Tensor:
        """Adds the gradients of the critic's hinge loss and returns that loss, both times `share`."""
        self.critic.train()
        wrong = _mean([F.relu(1 - v) for v in self.critic([v.detach() for v in real])])
        wrong = wrong + _mean([F.relu(1 + v) for v in self.critic([v.detach() for v in fake])])
        loss = share * wrong.mean()
        loss.backward()
        return loss.detach()

    def step(self, processes: Processes) -> None:
        """One step of the critic's optimiser, with the summed gradients of all processes; none if it was not asked."""
        weights = list(self.critic.parameters())
        if all(w.grad is None for w in weights):
            return
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
        """The tensors of critic and optimiser by name, to be stored."""
        return {
            **{f"critic/{k}": v for k, v in self.critic.state_dict().items()},
            **{f"optimizer/{k}": v for k, v in optimizer_tensors([self.optimizer], self.critic).items()},
        }

    def load(self, tensors: dict[str, Tensor]) -> None:
        """Takes up what `tensors` returned. With an empty dict the critic stays untrained."""
        if not tensors:
            return
        self.critic.load_state_dict(_under("critic/", tensors))
        load_optimizer([self.optimizer], self.critic, _under("optimizer/", tensors))


def _mean(logits: Sequence[Tensor]) -> Tensor:
    """The mean over the positions of each head, then over the heads: [B]."""
    return torch.stack([v.flatten(1).mean(1) for v in logits], 1).mean(1)


def _under(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}
