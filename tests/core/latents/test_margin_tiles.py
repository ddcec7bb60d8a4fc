"""Tiles: cores part the picture, padded rectangles hold them with their margin."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.latents.margin_tiles import Tile, continued, plan_tiles


@dataclass(frozen=True)
class Plan:
    """What tiles are planned for. They are not part of it, as there may be a thousand to print."""

    height: int
    width: int
    tile: int
    margin: int
    multiple: int

    def tiles(self) -> list[Tile]:
        return plan_tiles(self.height, self.width, tile=self.tile, margin=self.margin, multiple=self.multiple)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    multiple = draw(st.sampled_from([1, 4, 8, 64]))
    height, width = (draw(st.integers(1, 40)) * multiple for _ in range(2))
    return Plan(height, width, draw(st.integers(1, 400)), draw(st.integers(0, 100)), multiple)


@given(plans())
def test_every_pixel_belongs_to_one_core(plan: Plan) -> None:
    owners = np.zeros((plan.height, plan.width), int)
    for tile in plan.tiles():
        owners[tile.core] += 1
    assert (owners == 1).all()


@given(plans())
def test_padded_rectangles_hold_the_margin_or_end_at_the_picture(plan: Plan) -> None:
    height, width, margin, multiple = plan.height, plan.width, plan.margin, plan.multiple
    for tile in plan.tiles():
        assert tile.outer_y <= max(0, tile.y - margin)
        assert tile.outer_x <= max(0, tile.x - margin)
        assert tile.outer_y + tile.outer_height >= min(height, tile.y + tile.height + margin)
        assert tile.outer_x + tile.outer_width >= min(width, tile.x + tile.width + margin)
        assert 0 <= tile.outer_y < tile.outer_y + tile.outer_height <= height
        assert 0 <= tile.outer_x < tile.outer_x + tile.outer_width <= width
        edges = (tile.outer_y, tile.outer_x, tile.outer_height, tile.outer_width)
        assert all(edge % multiple == 0 for edge in edges)


@given(plans())
def test_cores_are_near_equal_and_no_larger_than_asked(plan: Plan) -> None:
    tile_side, multiple, tiles = plan.tile, plan.multiple, plan.tiles()
    largest = max(tile_side // multiple, 1) * multiple
    for side in ({tile.height for tile in tiles}, {tile.width for tile in tiles}):
        assert max(side) <= largest
        assert max(side) - min(side) <= multiple


@given(plans())
def test_the_core_is_found_again_within_the_padded_rectangle(plan: Plan) -> None:
    field = np.arange(plan.height * plan.width).reshape(plan.height, plan.width)
    out = np.full_like(field, -1)
    for tile in plan.tiles():
        out[tile.core] = field[tile.outer][tile.inner]
    assert np.array_equal(out, field)


def test_a_picture_that_fits_is_one_tile() -> None:
    assert plan_tiles(64, 96, tile=96, margin=16, multiple=8) == [Tile(0, 0, 64, 96, 0, 0, 64, 96)]


def test_a_size_that_is_no_multiple_is_refused() -> None:
    with pytest.raises(ValueError, match="multiple"):
        plan_tiles(10, 16, tile=8, margin=0, multiple=8)


@pytest.mark.parametrize("size", [(1, 1), (1, 5), (3, 2), (7, 16), (8, 8)])
def test_a_picture_smaller_than_what_is_added_is_mirrored_as_often_as_needed(size: tuple[int, int]) -> None:
    picture = np.arange(3 * size[0] * size[1], dtype=np.float32).reshape(*size, 3)
    wider = continued(picture, 8)
    assert all(side % 8 == 0 and side - 8 < before for side, before in zip(wider.shape, size, strict=False))
    assert np.array_equal(wider[: size[0], : size[1]], picture)
    assert set(wider.flat) == set(picture.flat)
