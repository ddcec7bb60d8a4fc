"""How a Lite pass fits a device's memory: where its fields lie, how large its tiles are, how many go at once."""

from __future__ import annotations

import torch

from core.latents.margin_tiles import Tile
from core.upscaling.pixel_field import DEVICE_BAND, field_dtype
from core.upscaling.predictor import Predictor

MARGIN = 32  # pixels around a tile; what lies beyond changes a result by less than one step of 8 bits
SMALLEST_TILE = 32
LARGEST_TILE = {"cpu": 512, "vulkan": 512}  # by kind of device [LARGEST_TILE_ELSEWHERE]
LARGEST_TILE_ELSEWHERE = (
    1536  # a larger tile has less margin, and its field more values than some kernels count
)
SHARE_OF_FIELD = 4  # of the device's free memory that fields and what is made of them may take
CPU = torch.device("cpu")


def fields_held(*, averaged: bool) -> int:
    """How many fields a pass holds: y, the state and x0, and the mean over several steps."""
    return 4 if averaged else 3


def plan_home(
    predictor: Predictor, shape: tuple[int, ...], *, free_bytes: int, averaged: bool = False
) -> torch.device:
    """Where a pass over a picture of `shape` (height, width, ..) keeps its fields: at the predictor's home if they fit
    into a share of the free memory there, else on the processor."""
    values = 3 * predictor.scale**2 * shape[0] * shape[1]
    fields = fields_held(averaged=averaged) * values * field_dtype(values).itemsize
    # and for a band noise, which is made of integers of 64 bits, and the colour fix
    needed = fields + 64 * min(values, DEVICE_BAND) + 3 * values
    return predictor.home if needed <= free_bytes / SHARE_OF_FIELD else CPU


def plan_tile_size(*, free_bytes: int, bytes_per_pixel: int, device: torch.device = CPU) -> int:
    """The side of a tile in low-resolution pixels, a multiple of 32 from 32 to the largest of the device: what fits
    into a quarter of the free memory."""
    largest = LARGEST_TILE.get(device.type, LARGEST_TILE_ELSEWHERE)
    side = int((free_bytes / 4 / bytes_per_pixel) ** 0.5) - 2 * MARGIN
    return max(SMALLEST_TILE, min(largest, side) // 32 * 32)


def plan_at_once(*, free_bytes: int, bytes_per_pixel: int, device: torch.device = CPU) -> int:
    """How many low-resolution pixels the network may get in one batch of tiles: what fits into a quarter of the free
    memory, and no more than the largest tile has.

    A single larger tile is computed sooner than a batch of small ones, since less of it is margin: `plan_tile_size`
    makes tiles as large as it can. Batches are for those that are smaller all the same: by the person's wish, or
    because a picture was cut into nearly equal parts. 0 on the processor, where a batch gains nothing.
    """
    if device.type in LARGEST_TILE:
        return 0
    return min(int(free_bytes / 4 / bytes_per_pixel), (LARGEST_TILE_ELSEWHERE + 2 * MARGIN) ** 2)


def batches(tiles: list[Tile], at_once: int) -> list[list[Tile]]:
    """The tiles in groups of one shape each, of at most `at_once` pixels; a tile that is larger is alone."""
    alike: dict[tuple[int, ...], list[Tile]] = {}
    for tile in tiles:
        shape = (tile.outer_height, tile.outer_width, tile.height, tile.width)
        alike.setdefault(shape, []).append(tile)
    groups = []
    for (height, width, *_), same in alike.items():
        most = max(1, at_once // (height * width))
        groups += [same[first : first + most] for first in range(0, len(same), most)]
    return groups
