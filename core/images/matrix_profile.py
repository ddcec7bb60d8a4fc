"""What an ICC profile of matrix and curves, as nearly all of pictures are, says its numbers are: linear light in known
primaries. Read by our own code, for the transforms of LittleCMS end at the bounds of sRGB."""

from __future__ import annotations

import contextlib
import functools
import struct
from dataclasses import dataclass

import numpy as np

from core.images.sources import (
    ADOBE_RGB,
    BRADFORD,
    D50,
    PRIMARIES,
    SRGB,
    SRGB_XY,
    Primaries,
    Source,
    linear_of_srgb,
    to_xyz_d50,
)

_STEPS = 65_536  # of a curve that is read
_NEAR = 0.002  # of x and y, as `Source.is_srgb` has it
_ALIKE = 0.005  # of curves
# How many numbers each kind of a parametric curve has.
_PARAMETERS = (1, 3, 4, 5, 7)
_DAMAGE = (KeyError, ValueError, IndexError, ArithmeticError, struct.error, np.linalg.LinAlgError)


@dataclass(frozen=True)
class Light:
    """curves  float32 [3, 65536]: the linear light of each number, from 0 to the largest
    matrix  [3, 3] from there to linear light in sRGB's primaries, where colours beyond sRGB lie outside [0, 1]
    source  how the same colours are told without a profile, nearly with the same numbers
    """

    curves: np.ndarray
    matrix: np.ndarray
    source: Source


@functools.lru_cache(maxsize=1)
def light_of_srgb() -> Light:
    """The same of sRGB."""
    curve = linear_of_srgb(np.linspace(0, 1, _STEPS)).astype(np.float32)
    return Light(np.stack([curve] * 3), np.eye(3), SRGB)


def light_of(icc: bytes, *, gray: bool) -> Light | None:
    """What a profile says; None if it is of another kind, or damaged."""
    with np.errstate(all="ignore"), contextlib.suppress(*_DAMAGE):  # what is infinite is found out
        return _light_of(icc, gray=gray)
    return None


def _light_of(icc: bytes, *, gray: bool) -> Light | None:
    """The same. Raises one of _DAMAGE."""
    tags = _tags(icc)
    if any(tag.startswith(b"A2B") for tag in tags):
        return None
    if gray:
        curve = _curve(tags[b"kTRC"])
        return Light(np.stack([curve] * 3), np.eye(3), _told(SRGB_XY, curve))
    curves = np.stack([_curve(tags[letter + b"TRC"]) for letter in (b"r", b"g", b"b")])
    columns = np.stack([_xyz(tags[letter + b"XYZ"]) for letter in (b"r", b"g", b"b")], axis=1)
    matrix = np.linalg.inv(to_xyz_d50(SRGB_XY)) @ columns
    return Light(curves, matrix, _told(_primaries(columns), curves[1]))


def _tags(icc: bytes) -> dict[bytes, bytes]:
    (count,) = struct.unpack_from(">I", icc, 128)
    found = {}
    for place in range(min(count, 200)):
        name, start, size = struct.unpack_from(">4sII", icc, 132 + 12 * place)
        found[name] = icc[start : start + size]
    return found


def _xyz(tag: bytes) -> np.ndarray:
    return np.array(struct.unpack_from(">3i", tag, 8)) / 65536


def _curve(tag: bytes) -> np.ndarray:
    """float32 [65536]: linear light in [0, 1]."""
    at = np.linspace(0, 1, _STEPS)
    if tag[:4] == b"curv":
        (count,) = struct.unpack_from(">I", tag, 8)
        values = np.frombuffer(tag, ">u2", count, 12)
        if count > 1:
            at = np.interp(at, np.linspace(0, 1, count), values / 65535)
        elif count:
            at = at ** (values[0] / 256)
    elif tag[:4] == b"para":
        (kind,) = struct.unpack_from(">H", tag, 8)
        numbers = np.array(struct.unpack_from(f">{_PARAMETERS[kind]}i", tag, 12)) / 65536
        at = _parametric(kind, at, [float(number) for number in numbers])
    else:
        raise ValueError("a curve of an unknown kind")
    if not np.isfinite(at).all():
        raise ValueError("an impossible curve")
    return np.clip(at, 0, 1).astype(np.float32)


def _parametric(kind: int, x: np.ndarray, numbers: list[float]) -> np.ndarray:
    """Of ICC.1, 10.18: y = (a x + b)^g + e from x = d on, below it c x + f."""
    g, a, b, c, d, e, f = (numbers + [0.0] * 7)[:7]
    if kind == 0:
        return np.asarray(x**g)
    if kind < 3:
        e = f = c if kind == 2 else 0.0
        c, d = 0.0, -b / a
    power = np.maximum(a * x + b, 0) ** g + e
    return np.where(x >= d, power, c * x + f)


def _primaries(columns: np.ndarray) -> Primaries:
    """Of colorants under D50, as they are under the white of sRGB; known ones exactly."""
    x, y = SRGB_XY[3]
    white = np.array([x / y, 1, (1 - x - y) / y])
    adapt = np.linalg.inv(BRADFORD) @ np.diag((BRADFORD @ white) / (BRADFORD @ D50)) @ BRADFORD
    sums = adapt @ columns
    xy = (sums / sums.sum(axis=0))[:2].T
    if not np.isfinite(xy).all():
        raise ValueError("impossible primaries")
    for known in (PRIMARIES[1], PRIMARIES[9], PRIMARIES[12], ADOBE_RGB):
        if np.abs(xy - np.array(known[:3])).max() < _NEAR:
            return known
    return (*((float(a), float(b)) for a, b in xy), SRGB_XY[3])


def _told(xy: Primaries, curve: np.ndarray) -> Source:
    source = Source(xy, _gamma(curve))
    return SRGB if source.is_srgb else source  # it would be taken as that


def _gamma(curve: np.ndarray) -> float:
    """The exponent of the plain curve that is nearest; 0 for the curve of sRGB."""
    at = np.linspace(0, 1, _STEPS)
    if np.abs(curve - linear_of_srgb(at)).max() < _ALIKE:
        return 0.0
    middle = max(float(curve[_STEPS // 2]), 1e-6)
    return float(np.clip(np.log(middle) / np.log(0.5), 1.0, 5.0))
