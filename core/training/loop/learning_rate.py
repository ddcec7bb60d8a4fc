"""The learning rate of each iteration."""

from __future__ import annotations

import math

from core.training.settings.config import TrainConfig


def learning_rate(iteration: int, config: TrainConfig) -> float:
    """A linear warm-up, then a cosine from `lr` down to `lr_end` at the last iteration (Loshchilov & Hutter 2017)."""
    if iteration < config.warmup:
        return config.lr * (iteration + 1) / config.warmup
    done = (iteration - config.warmup) / max(1, config.iterations - config.warmup)
    return config.lr_end + (config.lr - config.lr_end) * 0.5 * (1 + math.cos(math.pi * min(1.0, done)))
