"""Makes low-quality pictures from good ones: the two-stage degradation of Real-ESRGAN, a milder one, plain reduction.

Pictures are float32 H x W x 3, RGB in [0, 1]. All randomness comes from the generator that is given. The published
training code (Wang et al. 2021) draws some things once for a whole batch: direction and filter of the resize, kind of
noise, whether the second stage runs. Here they are drawn for each picture, so a batch holds various degradations, and
the pool of the published code, which shuffles pairs between batches for that purpose, is not needed.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from core.data.kernels import MIXED_KINDS, blur, shaped_kernel, sinc_kernel

RESIZE_MODES = (cv2.INTER_AREA, cv2.INTER_LINEAR, cv2.INTER_CUBIC)
GAUSSIAN_ODDS = 0.5
LUMA = np.array([0.299, 0.587, 0.114], np.float32)
Range = tuple[float, float]


@dataclass(frozen=True)
class Stage:
    """One round of blur, resize and noise."""

    kernel_sizes: tuple[int, ...]
    kind_odds: tuple[float, ...]  # of each of kernels.MIXED_KINDS
    sinc_odds: float
    sigma: Range  # of the kernels, in pixels
    resize: Range  # smallest and largest factor
    noise: Range  # sigma of Gaussian noise, in steps of 1/255
    poisson: Range  # factor of the shot noise
    blur_odds: float = 1.0
    resize_odds: tuple[float, float, float] = (0.2, 0.7, 0.1)  # up, down, keep
    gray_odds: float = 0.4  # of the same noise in all three channels
    generalised: Range = (0.5, 4.0)  # beta of generalised Gaussians
    plateau: Range = (1.0, 2.0)  # beta of plateau kernels


@dataclass(frozen=True)
class DegradationParams:
    """Both stages and what follows them. JPEG qualities are ranges of whole numbers."""

    first: Stage
    second: Stage
    second_odds: float
    final_sinc_odds: float
    final_sinc_sizes: tuple[int, ...]
    jpeg_first: Range
    jpeg_last: Range


_ALL_KINDS = (0.45, 0.25, 0.12, 0.03, 0.12, 0.03)
_GAUSSIANS = (0.6, 0.4, 0.0, 0.0, 0.0, 0.0)
_UP_TO_19 = tuple(range(3, 21, 2))
_UP_TO_13 = tuple(range(3, 15, 2))

# The training degradation of Real-ESRGAN, as ResShift's real-world models use it.
REALESRGAN = DegradationParams(
    first=Stage(
        _UP_TO_19, _ALL_KINDS, 0.1, (0.2, 3.0), resize=(0.15, 1.5), noise=(1, 30), poisson=(0.05, 3.0)
    ),
    second=Stage(
        _UP_TO_13,
        _ALL_KINDS,
        0.1,
        (0.2, 1.5),
        resize=(0.3, 1.2),
        noise=(1, 25),
        poisson=(0.05, 2.5),
        blur_odds=0.8,
        resize_odds=(0.3, 0.4, 0.3),
    ),
    second_odds=0.5,
    final_sinc_odds=0.8,
    final_sinc_sizes=_UP_TO_13,
    jpeg_first=(30, 95),
    jpeg_last=(30, 95),
)
# The degradation of ResShift's ImageNet test set: little blur, little noise, one stage. `second` never runs.
MILD = DegradationParams(
    first=Stage(
        _UP_TO_13, _GAUSSIANS, 0.1, (0.2, 0.8), resize=(0.5, 1.5), noise=(1, 15), poisson=(0.05, 0.3)
    ),
    second=Stage(
        (3, 5, 7), _GAUSSIANS, 0.0, (0.2, 0.5), resize=(0.5, 1.5), noise=(1, 15), poisson=(0.05, 0.3)
    ),
    second_odds=0.0,
    final_sinc_odds=0.2,
    final_sinc_sizes=(3, 5, 7),
    jpeg_first=(70, 95),
    jpeg_last=(80, 100),
)


def bicubic_down(hq: np.ndarray, scale: int = 4) -> np.ndarray:
    """The picture reduced to H // scale x W // scale by antialiased bicubic (a = -0.5), in steps of 1/255."""
    return _pillow_down(hq, scale, Image.Resampling.BICUBIC)


def shrink(hq: np.ndarray, rng: np.random.Generator, scale: int = 4) -> np.ndarray:
    """A clean reduction to H // scale x W // scale, as programs make it: bicubic (70 % of the time), area averaging
    (15 %) or Lanczos (15 %). In steps of 1/255."""
    draw = rng.random()
    if draw < 0.7:
        return bicubic_down(hq, scale)
    if draw < 0.85:
        return _pillow_down(hq, scale, Image.Resampling.LANCZOS)
    hq = _whole(hq, scale)
    return quantise(cv2.resize(hq, _size(hq, scale), interpolation=cv2.INTER_AREA))


def degrade(
    hq: np.ndarray, rng: np.random.Generator, params: DegradationParams = REALESRGAN, *, scale: int = 4
) -> np.ndarray:
    """A degraded picture of H // scale x W // scale, in steps of 1/255 and not shifted against the good one.

    First come blur, resize, noise and JPEG; then, with `second_odds`, blur, resize and noise again; last the final
    resize, with or without a sinc filter, before or after the last JPEG. Rows and columns beyond a multiple of `scale`
    are left out. JPEG is a real encoder with whole-numbered quality and 8-bit input, while the differentiable one of
    the published code allows fractions of both. Raises ValueError if a side is below `scale`.
    """
    hq = _whole(hq, scale)
    size = _size(hq, scale)
    out = _stage(hq, params.first, rng, (hq.shape[1], hq.shape[0]))
    out = jpeg(out, _quality(params.jpeg_first, rng))
    if rng.random() < params.second_odds:
        out = _stage(out, params.second, rng, size)
    sinc, mode = _final_kernel(params, rng), _draw_mode(rng)
    quality = _quality(params.jpeg_last, rng)
    if rng.random() < 0.5:
        out = jpeg(_final_resize(out, size, mode, sinc), quality)
    else:
        out = _final_resize(jpeg(out, quality), size, mode, sinc)
    return quantise(out)


def quantise(picture: np.ndarray) -> np.ndarray:
    """The picture clamped to [0, 1] and rounded to steps of 1/255."""
    return _as_bytes(picture).astype(np.float32) / 255


def jpeg(picture: np.ndarray, quality: int) -> np.ndarray:
    """The picture after it was saved as JPEG (quality 1 to 100, 4:2:0) and read again. It is clamped to [0, 1]
    first."""
    data = np.ascontiguousarray(_as_bytes(picture)[..., ::-1])
    done, encoded = cv2.imencode(".jpg", data, [cv2.IMWRITE_JPEG_QUALITY, quality])
    decoded = cv2.imdecode(encoded, cv2.IMREAD_COLOR) if done else None
    if decoded is None:
        raise ValueError(f"cannot encode a picture of {picture.shape} as JPEG")
    return np.ascontiguousarray(decoded[..., ::-1]).astype(np.float32) / 255


def add_gaussian(picture: np.ndarray, rng: np.random.Generator, *, sigma: float, gray: bool) -> np.ndarray:
    """Adds normal noise; `sigma` is in units of the full range. If `gray`, it is the same in all channels."""
    shape = (*picture.shape[:2], 1 if gray else 3)
    return picture + rng.standard_normal(shape, np.float32) * np.float32(sigma)


def add_poisson(picture: np.ndarray, rng: np.random.Generator, *, factor: float, gray: bool) -> np.ndarray:
    """Adds `factor` times the shot noise of a sensor that counts as many photons as the picture has levels.

    With v = 2^ceil(log2(number of distinct 8-bit values)) and x rounded to 8 bits, the noise is
    factor (Poisson(v x) / v - x). If `gray`, x is the luma and the noise is the same in all channels.
    """
    levels = _as_bytes((picture @ LUMA)[..., None] if gray else picture)
    distinct = np.count_nonzero(np.bincount(levels.ravel(), minlength=256))
    v = np.float32(2 ** np.ceil(np.log2(distinct)))
    base = levels.astype(np.float32) / 255
    noise = rng.poisson(base * v).astype(np.float32) / v - base
    return picture + noise * np.float32(factor)


def _stage(picture: np.ndarray, stage: Stage, rng: np.random.Generator, base: tuple[int, int]) -> np.ndarray:
    """Blur, resize to a drawn multiple of `base` (width, height), noise. The result is clamped to [0, 1], not
    rounded."""
    if rng.random() < stage.blur_odds:
        picture = blur(picture, draw_kernel(stage, rng))
    factor = _draw_factor(stage, rng)
    size = (max(1, int(base[0] * factor)), max(1, int(base[1] * factor)))
    mode = _draw_mode(rng)
    if size != (picture.shape[1], picture.shape[0]):
        picture = cv2.resize(picture, size, interpolation=mode)
    return np.clip(_add_noise(picture, stage, rng), 0, 1)


def draw_kernel(stage: Stage, rng: np.random.Generator) -> np.ndarray:
    """A blur kernel of the stage, with its size, kind, sigmas, angle and beta drawn."""
    size = int(rng.choice(stage.kernel_sizes))
    if rng.random() < stage.sinc_odds:
        return sinc_kernel(size, rng.uniform(np.pi / 3 if size < 13 else np.pi / 5, np.pi))
    kind = MIXED_KINDS[rng.choice(len(MIXED_KINDS), p=stage.kind_odds)]
    low, high = stage.plateau if kind.startswith("plateau") else stage.generalised
    # Below and above 1 are equally likely: below, kernels have heavy tails; above, they are like boxes.
    beta = rng.uniform(low, 1) if rng.random() < 0.5 else rng.uniform(1, high)
    sigma = (rng.uniform(*stage.sigma), rng.uniform(*stage.sigma))
    return shaped_kernel(size, kind, sigma=sigma, angle=rng.uniform(-np.pi, np.pi), beta=beta)


def _draw_factor(stage: Stage, rng: np.random.Generator) -> float:
    up, down, _ = stage.resize_odds
    draw = rng.random()
    if draw < up:
        return rng.uniform(1, stage.resize[1])
    return rng.uniform(stage.resize[0], 1) if draw < up + down else 1.0


def _draw_mode(rng: np.random.Generator) -> int:
    return RESIZE_MODES[rng.integers(len(RESIZE_MODES))]


def _add_noise(picture: np.ndarray, stage: Stage, rng: np.random.Generator) -> np.ndarray:
    gray = bool(rng.random() < stage.gray_odds)
    if rng.random() < GAUSSIAN_ODDS:
        return add_gaussian(picture, rng, sigma=rng.uniform(*stage.noise) / 255, gray=gray)
    return add_poisson(picture, rng, factor=rng.uniform(*stage.poisson), gray=gray)


def _quality(limits: Range, rng: np.random.Generator) -> int:
    return round(rng.uniform(*limits))


def _final_kernel(params: DegradationParams, rng: np.random.Generator) -> np.ndarray | None:
    if rng.random() >= params.final_sinc_odds:
        return None
    return sinc_kernel(int(rng.choice(params.final_sinc_sizes)), rng.uniform(np.pi / 3, np.pi))


def _final_resize(
    picture: np.ndarray, size: tuple[int, int], mode: int, kernel: np.ndarray | None
) -> np.ndarray:
    small = cv2.resize(picture, size, interpolation=mode)
    return small if kernel is None else blur(small, kernel)


def _pillow_down(hq: np.ndarray, scale: int, resampling: Image.Resampling) -> np.ndarray:
    hq = _whole(hq, scale)
    small = Image.fromarray(_as_bytes(hq)).resize(_size(hq, scale), resampling)
    return np.asarray(small, np.float32) / 255


def _as_bytes(picture: np.ndarray) -> np.ndarray:
    return (np.clip(picture, 0, 1) * 255).round().astype(np.uint8)


def _whole(hq: np.ndarray, scale: int) -> np.ndarray:
    """The part of a picture from its top left corner whose sides are multiples of `scale`. Raises ValueError."""
    if hq.dtype != np.float32 or hq.ndim != 3 or hq.shape[2] != 3:
        raise ValueError(f"the picture must be float32 HxWx3, not {hq.dtype} {hq.shape}")
    if min(hq.shape[:2]) < scale:
        raise ValueError(f"a picture of {hq.shape[1]} x {hq.shape[0]} pixels cannot be reduced by {scale}")
    return hq[: hq.shape[0] // scale * scale, : hq.shape[1] // scale * scale]


def _size(hq: np.ndarray, scale: int) -> tuple[int, int]:
    return hq.shape[1] // scale, hq.shape[0] // scale
