"""Looking at a picture from eight sides."""

import pytest
import torch

from core.latents import pixel_shuffle, views


@pytest.mark.parametrize("side", range(8))
@pytest.mark.parametrize("scale", [1, 2, 4])
def test_turning_a_field_turns_its_picture(side: int, scale: int) -> None:
    rgb = torch.rand(2, 3, 3 * scale, 5 * scale, generator=torch.Generator().manual_seed(0))
    field = pixel_shuffle.to_field(rgb, scale)
    seen = pixel_shuffle.to_rgb(views.turned(field, side), scale)
    wanted = rgb.transpose(2, 3) if side & 4 else rgb
    wanted = wanted.flip([*((3,) if side & 1 else ()), *((2,) if side & 2 else ())])
    assert torch.equal(seen, wanted)
    assert torch.equal(views.turned_back(views.turned(field, side), side), field)


def test_the_sides_are_eight_different_ones_and_begin_with_the_picture_as_it_is() -> None:
    picture = torch.arange(27.0).view(1, 3, 3, 3)
    seen = {tuple(views.turned(picture, views.side_of(step)).flatten().tolist()) for step in range(1, 9)}
    assert len(seen) == 8
    assert torch.equal(views.turned(picture, views.side_of(1)), picture)
    assert views.side_of(9) == views.side_of(1)


def test_seeds_see_the_picture_from_other_sides() -> None:
    def seen(seed: int, steps: int) -> set[int]:
        return {views.side_of(step, seed) for step in range(1, steps + 1)}

    assert {views.side_of(1, seed) for seed in range(8)} == set(range(8))
    assert seen(0, 4).isdisjoint(seen(1, 4))
    assert seen(2, 4).isdisjoint(seen(3, 4))
    assert all(len(seen(seed, 8)) == 8 for seed in range(8))
    assert views.side_of(3, 2**62 + 5) == views.side_of(3, 5)


def test_a_part_of_a_larger_field_is_turned_as_that_part_alone() -> None:
    field = torch.rand(1, 12, 6, 7).contiguous(memory_format=torch.channels_last)
    part = field[:, :, 1:4, 2:6]
    assert torch.equal(views.turned(part, 5), views.turned(part.contiguous(), 5))
