"""The noise plane: fixed by position, standard normal, and the same numbers by NumPy and by tensor operations."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from core.diffusion import noise as module
from core.diffusion.noise import noise_field, philox
from tests.core.crossings import Crossings


def by_tensors(seed: int, draw: int, channels: int, rows: range, columns: range) -> Tensor:
    """What other devices than the processor compute, on the processor."""
    return module._squares_on(torch.device("cpu"), seed, draw, channels, rows, columns)


def test_a_value_depends_on_its_absolute_position_only() -> None:
    whole = noise_field(1, 2, 4, slice(0, 200), slice(0, 150))
    part = noise_field(1, 2, 4, slice(50, 131), slice(60, 130))
    assert torch.equal(part, whole[:, :, 50:131, 60:130])


def test_a_channel_does_not_depend_on_how_many_there_are() -> None:
    many = noise_field(1, 0, 20, slice(0, 64), slice(0, 64))
    assert torch.equal(noise_field(1, 0, 3, slice(0, 64), slice(0, 64)), many[:, :3])


@pytest.mark.parametrize("seed", [0, 7, 2**64 - 1])
def test_tensor_operations_give_the_numbers_of_numpy(seed: int) -> None:
    wanted = module._squares_by_numpy(seed, 3, 9, range(2, 4), range(1000, 1003))
    assert torch.allclose(by_tensors(seed, 3, 9, range(2, 4), range(1000, 1003)), wanted, atol=1e-6)


def test_philox_gives_the_bits_of_numpy() -> None:
    counter = np.random.default_rng(0).integers(0, 2**64, 4, np.uint64)
    key = 2**63 + 12345
    words = torch.from_numpy(counter.view(np.int64))[:, None]
    even, odd = philox(words[::2], words[1::2], torch.tensor(key - 2**64))
    got = torch.stack([even[0], odd[0], even[1], odd[1]]).flatten().numpy().view(np.uint64)
    counter[0] -= np.uint64(1)  # NumPy counts up before it draws
    wanted = np.random.Philox(key=np.uint64(key), counter=counter).random_raw(4)
    assert got.tolist() == wanted.tolist()


def test_it_is_standard_normal_and_differs_by_seed_and_draw() -> None:
    a = noise_field(1, 0, 8, slice(0, 256), slice(0, 256)).flatten()
    assert float(a.mean()) == pytest.approx(0, abs=0.01)
    assert float(a.std()) == pytest.approx(1, abs=0.01)
    assert float((a**4).mean()) == pytest.approx(3, abs=0.05)
    assert float((a.abs() > 3).float().mean()) == pytest.approx(0.0027, abs=0.0005)
    for seed, draw in ((2, 0), (1, 1)):
        other = noise_field(seed, draw, 8, slice(0, 256), slice(0, 256)).flatten()
        assert abs(float(torch.corrcoef(torch.stack([a, other]))[0, 1])) < 0.01


def test_neighbours_and_the_pairs_of_a_square_are_independent() -> None:
    plane = noise_field(1, 0, 3, slice(0, 256), slice(0, 256))[0]
    for down, right in ((0, 1), (1, 0), (32, 0), (0, 64), (64, 0)):
        a = plane[:, : 256 - down, : 256 - right].flatten()
        b = plane[:, down:, right:].flatten()
        for power in (1, 2):  # the two of a pair share their radius
            together = torch.stack([a**power, b**power])
            assert abs(float(torch.corrcoef(together)[0, 1])) < 0.012


@pytest.mark.parametrize("period", [(1, 1), (5, 70), (100, 64), (300, 300)])
@pytest.mark.parametrize("at", [(-130, -7), (0, 0), (40, 95)])
def test_with_a_period_the_noise_comes_again(period: tuple[int, int], at: tuple[int, int]) -> None:
    (top, left), size = at, (150, 90)
    rows, columns = slice(top, top + size[0]), slice(left, left + size[1])
    found = noise_field(1, 2, 3, rows, columns, period=period)
    once = noise_field(1, 2, 3, slice(0, period[0]), slice(0, period[1]))
    down, across = (torch.arange(s.start, s.stop) % p for s, p in zip((rows, columns), period, strict=True))
    assert torch.equal(found, once[:, :, down][:, :, :, across])


def test_its_pieces_outlive_a_maker_that_overwrites_what_it_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """As recordings of launches do."""
    asked: dict[str, Any] = {"rows": slice(-40, 50), "columns": slice(100, 150), "period": (128, 128)}
    wanted, real = noise_field(1, 2, 3, **asked), module._squares_by_numpy
    places: dict[torch.Size, Tensor] = {}

    def overwriting(*place: Any) -> Tensor:
        made = real(*place)
        return places.setdefault(made.shape, made).copy_(made)

    monkeypatch.setattr(module, "_squares_by_numpy", overwriting)
    assert torch.equal(noise_field(1, 2, 3, **asked), wanted)


def test_it_has_fixed_values() -> None:
    """Results made today must be made again by later versions."""
    corner = noise_field(12345, 3, 2, slice(63, 66), slice(64, 66)).flatten()[:4]
    assert corner.tolist() == pytest.approx(FIXED, abs=1e-6)


FIXED = [-0.18073686957359314, -1.521287202835083, -0.5994150042533875, -0.8445064425468445]


def test_on_a_device_nothing_is_copied_to_it_or_waited_for() -> None:
    with Crossings() as crossings:
        field = noise_field(1, 2, 3, slice(10, 100), slice(0, 70), device="meta")
    assert field.shape == (1, 3, 90, 70)
    assert crossings.found == []


@pytest.mark.parametrize("fault", [0.5, float("nan"), RuntimeError("not implemented"), None])
def test_a_device_that_multiplies_otherwise_gets_the_processors_numbers(
    fault: float | Exception | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, asked = module._squares_on, list[int]()

    def squares(device: torch.device, *rest: Any, **named: Any) -> Tensor:
        asked.append(1)
        if isinstance(fault, Exception):
            raise fault
        return real(torch.device("cpu"), *rest) + (fault or 0.0)

    monkeypatch.setattr(module, "_squares_on", squares)
    module._agrees.cache_clear()
    try:
        assert module._agrees(torch.device("mps")) is (fault is None)
        assert module._agrees(torch.device("mps")) is (fault is None)
    finally:
        module._agrees.cache_clear()
    assert len(asked) == 1


def test_the_launches_depend_on_shapes_alone_and_can_be_made_by_another() -> None:
    """What repeats recorded launches gets all that varies as tensors."""
    calls: list[tuple[torch.Size, ...]] = []

    def by(*numbers: Tensor) -> Tensor:
        assert all(isinstance(n, Tensor) and n.dtype == torch.int64 for n in numbers)
        calls.append(tuple(n.shape for n in numbers))
        return module.squares(*numbers)

    for seed, draw, row, column in ((1, 2, 0, 0), (2**64 - 1, 0, 7, 1000)):
        rows, columns = range(row, row + 2), range(column, column + 3)
        made = module._squares_on(torch.device("cpu"), seed, draw, 5, rows, columns, by=by)
        assert torch.allclose(made, module._squares_by_numpy(seed, draw, 5, rows, columns), atol=1e-6)
    assert calls[0] == calls[1]
