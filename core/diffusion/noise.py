"""Standard normal noise indexed by absolute position: the same on every device, whatever the tiling, order or batch.

The plane is cut into squares of BLOCK x BLOCK pixels. The random bits of a square are the stream of Philox 4 x 64-10
(Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011) keyed by the seed, whose counter starts at
(0, draw, row of the square, column of the square). Each channel takes 32 bits a pixel of it; the upper half of the
square becomes the radius and the lower half the angle of Box and Muller's transformation. So every value follows from
its position by integer arithmetic and three functions. NumPy has the generator on the processor, where it is fast; in
tensor operations it runs on any device.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

import numpy as np
import torch
from torch import Tensor

BLOCK = 64  # side of the squares that have a stream of their own
HALF = BLOCK * BLOCK // 2  # values of one channel of a square that are radii, and as many angles
CHANNELS_AT_ONCE = 8  # so that what is worked on stays in the processor's cache
BITS = (1 << 24) - 1  # of each 32 bits the lower 24 count: as many as float32 holds exactly

TRUSTED = ("cuda", "meta")

MULTIPLIERS = (0xD2E7470EE14C6C93, 0xCA5A826395121157)
WEYL = (0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B)
ROUNDS = 10
LOW = (1 << 32) - 1


Squares = Callable[[Tensor, Tensor, Tensor, Tensor, Tensor], Tensor]
"""As `squares`. What makes its launches once and then repeats them, for instance."""


def noise_field(
    seed: int,
    draw: int,
    channels: int,
    rows: slice,
    columns: slice,
    *,
    device: torch.device | str = "cpu",
    by: Squares | None = None,
    period: tuple[int, int] | None = None,
) -> Tensor:
    """A rectangle of the endless noise plane number `draw`: float32 [1, channels, len(rows), len(columns)].

    `rows` and `columns` are absolute positions from 0 on; the same position always holds the same value, up to rounding
    on different devices. With a `period` of so many rows and columns what lies there comes again and again, and the
    positions may be negative, too. On a device nothing is copied to it and nothing waits for it; there `by` makes the
    squares, or `squares` itself.
    """
    if period is not None:

        def across(down: slice) -> Tensor:
            def part(columns: slice) -> Tensor:
                return noise_field(seed, draw, channels, down, columns, device=device, by=by)

            return _again(part, columns, period[1], 3)

        return _again(across, rows, period[0], 2)
    blocks = _blocks(rows), _blocks(columns)
    place = torch.device(device)
    if place.type != "cpu" and _agrees(place):
        plane = _squares_on(place, seed, draw, channels, *blocks, by=by)
    else:
        plane = _squares_by_numpy(seed, draw, channels, *blocks).to(place)
    top, left = blocks[0].start * BLOCK, blocks[1].start * BLOCK
    return plane[:, rows.start - top : rows.stop - top, columns.start - left : columns.stop - left][None]


def _again(part: Callable[[slice], Tensor], span: slice, period: int, dim: int) -> Tensor:
    """part(span) along `dim` of what comes again after `period`; `part` is asked for spans within 0 and that alone."""
    first, length = span.start % period, span.stop - span.start
    if length >= period:
        whole = part(slice(0, period))
        return whole.index_select(dim, (torch.arange(length, device=whole.device) + first) % period)
    if first + length <= period:
        return part(slice(first, first + length))
    end = part(slice(first, period)).clone()  # what repeats its launches writes into the same place again
    return torch.cat([end, part(slice(0, first + length - period))], dim)


@cache
def _agrees(device: torch.device) -> bool:
    """Whether a device's tensor operations give NumPy's numbers: not all drivers multiply whole numbers of 64 bits as
    they should. Looked at once for each device of a kind that is not TRUSTED."""
    if device.type in TRUSTED:
        return True
    part = 2**63 + 1, 3, 2, range(1), range(1, 2)
    try:
        return torch.allclose(_squares_on(device, *part).cpu(), _squares_by_numpy(*part), atol=1e-3)
    except (RuntimeError, NotImplementedError, TypeError):
        return False


def _blocks(span: slice) -> range:
    """The numbers of the squares that a span of rows or columns touches."""
    return range(span.start // BLOCK, max(-(-span.stop // BLOCK), span.start // BLOCK + 1))


def _squares_by_numpy(seed: int, draw: int, channels: int, rows: range, columns: range) -> Tensor:
    """The noise of whole squares on the processor: [channels, BLOCK len(rows), BLOCK len(columns)]."""
    out = torch.empty(channels, len(rows), 2, BLOCK // 2, len(columns), BLOCK)
    for y, row in enumerate(rows):
        for x, column in enumerate(columns):
            bits = np.random.Philox(key=np.uint64(seed), counter=[0, draw, row, column])
            for first in range(0, channels, CHANNELS_AT_ONCE):
                some = slice(first, min(first + CHANNELS_AT_ONCE, channels))
                count = some.stop - some.start
                words = torch.from_numpy(bits.random_raw(count * HALF).astype("<u8", copy=False).view("<i4"))
                words = words.view(count, 2, BLOCK // 2, BLOCK) & BITS
                _box_muller(words[:, 0], words[:, 1], out[some, y, 0, :, x], out[some, y, 1, :, x])
    return out.view(channels, len(rows) * BLOCK, len(columns) * BLOCK)


def _squares_on(
    device: torch.device,
    seed: int,
    draw: int,
    channels: int,
    rows: range,
    columns: range,
    *,
    by: Squares | None = None,
) -> Tensor:
    """The noise of whole squares on a device, by tensor operations alone; see `_squares_by_numpy`."""

    def numbers(of: range) -> Tensor:
        return torch.arange(of.start, of.stop, dtype=torch.int64, device=device)

    def one(value: int) -> Tensor:
        return torch.full((), _signed(value), dtype=torch.int64, device=device)

    made = squares if by is None else by
    return made(one(seed), one(draw), numbers(range(channels)), numbers(rows), numbers(columns))


def squares(seed: Tensor, draw: Tensor, channels: Tensor, rows: Tensor, columns: Tensor) -> Tensor:
    """The noise of whole squares, float32 [C, BLOCK R, BLOCK K], from the numbers int64 [C], [R] and [K] of their
    channels, rows and columns, and the scalars `seed` and `draw`, all on one device. Its launches depend on their
    shapes alone."""
    # A counter gives four words of 64 bits, eight values. NumPy counts up before it draws.
    per_channel = BLOCK * BLOCK // 8
    place = torch.arange(1, per_channel + 1, dtype=torch.int64, device=seed.device)
    position = channels[:, None, None, None] * per_channel + place
    shape = (len(channels), len(rows), len(columns), per_channel)
    even = torch.stack([position.expand(shape), rows[None, :, None, None].expand(shape)])
    odd = torch.stack([draw.expand(shape), columns[None, None, :, None].expand(shape)])
    even, odd = philox(even, odd, seed)
    words = torch.stack([even[0], odd[0], even[1], odd[1]], -1)  # in the order of the stream
    halves = torch.stack([words & BITS, (words >> 32) & BITS], -1)
    halves = halves.view(*shape[:3], 2, BLOCK // 2, BLOCK)
    out = torch.empty(*shape[:2], 2, BLOCK // 2, shape[2], BLOCK, device=seed.device)
    by_square = out.permute(0, 1, 4, 2, 3, 5)
    _box_muller(halves[:, :, :, 0], halves[:, :, :, 1], by_square[:, :, :, 0], by_square[:, :, :, 1])
    return out.view(shape[0], shape[1] * BLOCK, shape[2] * BLOCK)


def philox(even: Tensor, odd: Tensor, key: Tensor) -> tuple[Tensor, Tensor]:
    """Philox 4 x 64-10: `even` [2, ...] holds the words 0 and 2 of counters and `odd` the words 1 and 3, as int64 whose
    bits are those of the unsigned numbers. Returns those words of the output in the same way. The key is (key, 0)."""
    multiplier, step = (_pair(values, even) for values in (MULTIPLIERS, WEYL))
    keys = torch.stack([key, torch.zeros_like(key)]).view_as(step)
    for _ in range(ROUNDS):
        low = even * multiplier
        high = _upper_half(even, multiplier)
        even, odd = high.flip(0) ^ odd ^ keys, low.flip(0)
        keys = keys + step
    return even, odd


def _pair(values: tuple[int, int], like: Tensor) -> Tensor:
    """Two unsigned numbers of 64 bits as int64 [2, 1, ...], made on the device of `like`, to be broadcast over it."""
    pair = torch.stack(
        [torch.full((), _signed(value), dtype=torch.int64, device=like.device) for value in values]
    )
    return pair.view(2, *[1] * (like.ndim - 1))


def _signed(value: int) -> int:
    """The int64 with the bits of an unsigned number of 64."""
    return value - (1 << 64) if value >> 63 else value


def _upper_half(a: Tensor, b: Tensor) -> Tensor:
    """The upper 64 of the 128 bits of the unsigned product, by four products of 32 bits each. int64 wraps around."""
    a_low, a_high, b_low, b_high = a & LOW, _upper(a), b & LOW, _upper(b)
    middle = a_high * b_low + _upper(a_low * b_low)
    crossed = a_low * b_high + (middle & LOW)
    return a_high * b_high + _upper(middle) + _upper(crossed)


def _upper(a: Tensor) -> Tensor:
    """The upper 32 bits of unsigned numbers of 64; int64 is shifted with its sign."""
    return (a >> 32) & LOW


def _box_muller(radius: Tensor, angle: Tensor, upper: Tensor, lower: Tensor) -> None:
    """Fills `upper` and `lower` with pairs of independent standard normal numbers, made of integers of 24 bits."""
    length = radius.float().add_(1).mul_(1 / (BITS + 1)).log_().mul_(-2).sqrt_()
    turn = angle.float().mul_(2 * math.pi / (BITS + 1))
    torch.mul(length, turn.cos(), out=upper)
    torch.mul(length, turn.sin_(), out=lower)
