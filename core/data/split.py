"""Chooses the pictures that are held out for validation: whole groups of equal pictures, by a seed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.data.dataset import Item

LARGEST = 24  # pictures that are held out at most; more would only take time


def split(
    items: Sequence[Item], groups: Sequence[int], *, share: float = 0.1, seed: int = 0
) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """(training, validation). Items of one group stay together. With two groups or more, neither side is empty.

    About `share` of the items is held out: at least one group, and about LARGEST items at most.
    """
    members: dict[int, list[int]] = {}
    for i, group in enumerate(groups):
        members.setdefault(group, []).append(i)
    wanted = min(max(1, round(share * len(items))), LARGEST)
    held: set[int] = set()
    order = np.random.default_rng([seed, 2]).permutation(sorted(members))
    # Small groups first: one large group of near-duplicates must not become the whole validation set.
    for group in sorted(order, key=lambda g: len(members[int(g)]) > wanted):
        if len(held) >= wanted:
            break
        if len(members[int(group)]) <= len(items) - 1 - len(held) or not held:
            held.update(members[int(group)])
    train = tuple(item for i, item in enumerate(items) if i not in held)
    return train, tuple(items[i] for i in sorted(held))
