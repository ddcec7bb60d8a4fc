"""Tiles shrink when memory runs out, and no further than allowed."""

from dataclasses import dataclass, field

import pytest
import torch

from core.errors import DeviceError
from core.upscaling.smaller_tiles import with_smaller_batches, with_smaller_tiles


@dataclass
class Pass:
    tile: int
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))


def fits(pass_: Pass, largest: int, asked: list[int]) -> int:
    asked.append(pass_.tile)
    if pass_.tile > largest:
        raise torch.OutOfMemoryError("out of memory")
    return pass_.tile


@pytest.mark.parametrize(
    ("tile", "multiple", "wanted"), [(256, 1, [256, 128, 64, 32]), (192, 64, [192, 64]), (32, 1, [32])]
)
def test_the_tile_is_halved_in_multiples_until_it_fits(tile: int, multiple: int, wanted: list[int]) -> None:
    pass_, asked = Pass(tile), list[int]()
    result = with_smaller_tiles(
        pass_, lambda: fits(pass_, wanted[-1], asked), smallest=wanted[-1], multiple=multiple
    )
    assert (asked, result) == (wanted, wanted[-1])


def test_if_the_smallest_does_not_fit_it_is_said() -> None:
    pass_ = Pass(40)
    with pytest.raises(DeviceError, match="smallest tile"):
        with_smaller_tiles(pass_, lambda: fits(pass_, 0, []), smallest=32)


def test_other_failures_are_left_alone() -> None:
    def broken() -> None:
        raise RuntimeError("shapes do not match")

    with pytest.raises(RuntimeError, match="shapes"):
        with_smaller_tiles(Pass(64), broken, smallest=32)


@dataclass
class Batched:
    """Tiles of a side of 4 in batches of as many as make up `at_once` pixels."""

    at_once: int
    batch: int = 1
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))

    def compute(self, room: int) -> int:
        self.batch = max(1, self.at_once // 16)
        if self.batch > room:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return self.batch


def test_batches_are_halved_until_they_fit() -> None:
    pass_ = Batched(at_once=8 * 16)
    assert with_smaller_batches(pass_, lambda: pass_.compute(3)) == 2
    assert with_smaller_batches(pass_, lambda: pass_.compute(3)) == 2  # and stay so


def test_when_a_single_tile_does_not_fit_it_is_for_others_to_make_it_smaller() -> None:
    pass_ = Batched(at_once=8 * 16)
    with pytest.raises(torch.OutOfMemoryError):
        with_smaller_batches(pass_, lambda: pass_.compute(0))
    assert pass_.batch == 1


def test_other_errors_are_passed_on_at_once() -> None:
    pass_ = Batched(at_once=8 * 16, batch=8)

    def lost() -> int:
        raise RuntimeError("CUDA error: unspecified launch failure")

    with pytest.raises(RuntimeError, match="CUDA error"):
        with_smaller_batches(pass_, lost)
    assert pass_.at_once == 8 * 16
