"""Patches that stand for a whole picture."""

import pytest
import torch

from core.networks.patches import PATCH, PATCHES, spread_patches


@pytest.mark.parametrize(
    "size", [(288, 288), (1, 80_000), (289, 288), (1000, 1500), (40, 9000), (3000, 97), (97, 2000)]
)
def test_they_are_few_of_equal_size_and_spread(size: tuple[int, int]) -> None:
    h, w = size
    patches = spread_patches(torch.stack([torch.arange(h * w).view(size)] * 3)[None])
    if h * w <= PATCHES * PATCH**2:
        assert patches.shape == (1, 3, h, w)
        return
    assert patches.shape[2:] == (min(h, PATCH), min(w, PATCH))
    assert 4 <= len(patches) <= PATCHES
    rows, columns = (patches[:, 0] // w).float(), (patches[:, 0] % w).float()
    assert abs(float(rows.mean()) - h / 2) <= 1
    assert abs(float(columns.mean()) - w / 2) <= 1


def test_their_sides_fit_windows() -> None:
    assert spread_patches(torch.zeros(1, 3, 320, 640), multiple=64).shape[2:] == (128, 128)
