"""Encoder and decoder over pictures that do not fit into memory at once: band by band, with the whole picture's norms.

A group norm needs statistics of its whole input, so a picture cannot go through the network in independent tiles
without seams. Here each layer passes over the picture in bands of rows. Of a residual block

    y = shortcut(x) + conv2(act(norm2(conv1(act(norm1(x))))))

a first pass computes the output of conv1 only to gather the statistics of norm2, and drops it. A second pass computes
it again, with two more rows at each side, goes on to y and gathers y's statistics on the way. So a single field (the
values of one layer for the whole picture) is held in memory, and a third more is computed. Fields that are quickly
computed again are not held at all: those of the first convolution, and upsampled ones, which have four times the
pixels. Results are those of the plain network up to rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.networks.layers import Moments, Norm, Upsample, scale_channels, upsampled_by_phases
from core.networks.vqgan import Attention, Decoder, Downsample, Encoder, ResBlock, attend, tokens

BAND_PIXELS = 65_536  # in a band; with 256 channels in float32 that is 67 MB
HELD_WHOLE = 600_000_000  # bytes of a float32 field above which it is held in float16

Tick = Callable[[], None]
"""Called after every band; may raise Cancelled."""


class Rows(Protocol):
    """A field [1, C, height, width] whose rows can be asked for."""

    @property
    def height(self) -> int: ...

    @property
    def width(self) -> int: ...

    def rows(self, low: int, high: int) -> Tensor:
        """Rows low to high (high excluded), [1, C, high - low, width]; rows outside the field are left out."""
        ...

    def release(self, before: int) -> None:
        """Says that rows before that one will not be asked for again, so their memory can be freed."""
        ...


@dataclass
class Held:
    """A field in memory, as bands.

    With `half`, bands of float32 are held as float16, divided by a scale of their own, which keeps 11 bits of precision
    however large the values are.
    """

    height: int
    width: int
    dtype: torch.dtype  # that `rows` returns
    half: bool = False
    _parts: list[tuple[int, Tensor | None, float]] = field(default_factory=list)  # first row, band, scale
    _filled: int = 0  # how many rows have been appended

    def append(self, band: Tensor) -> None:
        """Adds the next rows, [1, C, any height, width]."""
        scale = 1.0
        if self.half and band.dtype == torch.float32:
            scale = max(1.0, float(band.abs().amax()) / 32_768)
            band = (band / scale).half()
        self._parts.append((self._filled, band, scale))
        self._filled += band.shape[2]

    def rows(self, low: int, high: int) -> Tensor:
        low, high = max(0, low), min(self.height, high)
        cut = []
        for start, band, scale in self._parts:
            if band is None or start >= high or start + band.shape[2] <= low:
                continue
            part = band[:, :, max(0, low - start) : high - start].to(self.dtype)
            cut.append(part * scale if scale != 1.0 else part)
        return cut[0] if len(cut) == 1 else torch.cat(cut, 2)

    def release(self, before: int) -> None:
        for k, (start, band, scale) in enumerate(self._parts):
            if band is not None and start + band.shape[2] <= before:
                self._parts[k] = (start, None, scale)


@dataclass
class FirstConvolution:
    """conv(x) of the coder's input, which has few channels; rows are computed when they are asked for."""

    source: Tensor  # [1, C, H, W]
    conv: nn.Conv2d

    @property
    def height(self) -> int:
        return self.source.shape[2]

    @property
    def width(self) -> int:
        return self.source.shape[3]

    def rows(self, low: int, high: int) -> Tensor:
        low, high = max(0, low), min(self.height, high)
        band = self.source[:, :, max(0, low - 1) : high + 1].to(
            self.conv.weight.dtype, memory_format=torch.channels_last
        )
        return _convolved(band, self.conv, low, high, self.height)

    def release(self, before: int) -> None:
        pass


@dataclass
class Upsampled:
    """The convolution of a field enlarged twice by nearest neighbour; rows are computed when they are asked for."""

    source: Rows
    conv: nn.Conv2d

    @property
    def height(self) -> int:
        return 2 * self.source.height

    @property
    def width(self) -> int:
        return 2 * self.source.width

    def rows(self, low: int, high: int) -> Tensor:
        low, high = max(0, low), min(self.height, high)
        first, last = low // 2, -(-high // 2)
        band = self.source.rows(first - 1, last + 1)
        padded = F.pad(band, (1, 1, int(first == 0), int(last == self.source.height)))
        return upsampled_by_phases(padded, self.conv)[:, :, low - 2 * first : high - 2 * first]

    def release(self, before: int) -> None:
        self.source.release(before // 2 - 1)


@dataclass
class Stream:
    """The walk of a picture through an encoder or a decoder.

    dtype           number format of the convolutions
    attention_keys  how many keys each pixel attends to at most; None means all
    band_pixels     pixels in a band
    held_whole      bytes of a float32 field above which it is held in float16
    """

    dtype: torch.dtype
    tick: Tick
    attention_keys: int | None
    band_pixels: int = BAND_PIXELS
    held_whole: int = HELD_WHOLE

    def run(self, coder: Encoder | Decoder, x: Tensor) -> Tensor:
        """coder(x) for x [1, C, H, W]: an encoder's or a decoder's output, as float32."""
        current: Rows = FirstConvolution(x, coder.conv_in)
        moments = None  # statistics of `current`, if they were gathered while it was made
        for layer in coder.body():
            if isinstance(layer, Upsample):
                current, moments = Upsampled(current, layer.conv), None
            elif isinstance(layer, Downsample):
                current, moments = self._held(self._downsampled(current, layer), current, halve=True)
            elif isinstance(layer, ResBlock):
                first = moments or self._moments(current)
                current, moments = self._held(self._residual(current, layer, first), current)
            elif isinstance(layer, Attention):
                first = moments or self._moments(current)
                current, moments = self._held(self._attended(current, layer, first), current)
            else:
                raise TypeError(f"no way to stream {type(layer).__name__}")
        affine = _affine(coder.norm_out, moments or self._moments(current))
        out = x.new_empty(1, coder.conv_out.out_channels, current.height, current.width, dtype=torch.float32)
        for low, high in self._bands(current):
            h = _normed(current.rows(low - 1, high + 1), affine)
            out[:, :, low:high] = _convolved(h, coder.conv_out, low, high, current.height)
            current.release(high - 1)
        return out

    def _bands(self, source: Rows) -> Iterator[tuple[int, int]]:
        """(first row, row after the last) of each band. All but the last have even height. Ticks after each."""
        rows = max(2, self.band_pixels // source.width // 2 * 2)
        for low in range(0, source.height, rows):
            yield low, min(low + rows, source.height)
            self.tick()

    def _moments(self, source: Rows) -> Moments:
        parts = (Moments.of(source.rows(low, high)) for low, high in self._bands(source))
        return _merged(parts)

    def _held(self, bands: Iterator[Tensor], like: Rows, *, halve: bool = False) -> tuple[Held, Moments]:
        """Collects the bands of a field and their statistics. `halve`: its sides are half of those of `like`."""
        height, width = (like.height // 2, like.width // 2) if halve else (like.height, like.width)
        first = next(bands)
        half = first.shape[1] * height * width * 4 > self.held_whole
        out, moments = Held(height, width, self.dtype, half), Moments.of(first)
        out.append(first)
        del first
        for band in bands:
            moments = moments.merged(Moments.of(band))
            out.append(band)
        return out, moments

    def _residual(self, x: Rows, block: ResBlock, first: Moments) -> Iterator[Tensor]:
        affine1 = _affine(block.norm1, first)

        def hidden(low: int, high: int) -> Tensor:
            low, high = max(0, low), min(x.height, high)
            return _convolved(_normed(x.rows(low - 1, high + 1), affine1), block.conv1, low, high, x.height)

        second = _merged(Moments.of(hidden(low, high)) for low, high in self._bands(x))
        affine2 = _affine(block.norm2, second)
        for low, high in self._bands(x):
            h = _normed(hidden(low - 1, high + 1), affine2)
            h = _convolved(h, block.conv2, low, high, x.height)
            h += block.shortcut(x.rows(low, high))
            x.release(high - 2)
            yield h

    def _downsampled(self, x: Rows, layer: Downsample) -> Iterator[Tensor]:
        for low, high in self._bands(x):
            band = x.rows(low, high + 1)
            yield layer.conv(F.pad(band, (0, 1, 0, int(high == x.height))))
            x.release(high)

    def _attended(self, x: Rows, layer: Attention, moments: Moments) -> Iterator[Tensor]:
        affine = _affine(layer.norm, moments)
        step = self._key_step(x)
        keys, values = [], []
        for low, high in self._bands(x):
            start = -low % step
            if start >= high - low:
                continue
            h = scale_channels(x.rows(low, high), *affine)[:, :, start::step, ::step]
            keys.append(tokens(layer.k(h)))
            values.append(tokens(layer.v(h)))
        k, v = _joined(keys), _joined(values)
        for low, high in self._bands(x):
            band = x.rows(low, high)
            q = tokens(layer.q(scale_channels(band, *affine)))
            mixed = attend(q, k, v).view(1, high - low, x.width, -1).permute(0, 3, 1, 2)
            yield band + layer.proj_out(mixed)
            x.release(high)

    def _key_step(self, x: Rows) -> int:
        """The distance of the rows and columns that keys are taken from, so that there are at most `attention_keys`."""
        step = 1
        while self.attention_keys and -(-x.height // step) * -(-x.width // step) > self.attention_keys:
            step += 1
        return step


def _joined(parts: list[Tensor]) -> Tensor:
    """The parts concatenated along the tokens. The list is emptied, to free the parts."""
    out = torch.cat(parts, 2)
    parts.clear()
    return out


def _merged(parts: Iterator[Moments]) -> Moments:
    total = next(parts)
    for part in parts:
        total = total.merged(part)
    return total


def _affine(norm: Norm, moments: Moments) -> tuple[Tensor, Tensor]:
    return moments.affine(norm.num_groups, norm.weight, norm.bias, norm.eps)


def _normed(band: Tensor, affine: tuple[Tensor, Tensor]) -> Tensor:
    return F.silu(scale_channels(band, *affine), inplace=True)


def _convolved(band: Tensor, conv: nn.Conv2d, low: int, high: int, height: int) -> Tensor:
    """Rows low to high of a 3 x 3 convolution. `band` holds rows low - 1 to high + 1 of a field of `height` rows,
    without those that lie outside the field."""
    if low == 0 or high == height:
        band = F.pad(band, (0, 0, int(low == 0), int(high == height)))
    return F.conv2d(band, conv.weight, conv.bias, padding=(0, 1))
