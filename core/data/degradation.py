"""Low-quality pictures from good ones: the two-stage Real-ESRGAN degradation, a mild one, and plain bicubic.

Arrays in, arrays out: float32 H x W x 3 RGB in [0, 1]; all randomness comes from the generator that is passed.
What the published training code draws once a batch (resize direction, noise type, second stage) is drawn for each
picture here, so no pool of pairs is needed to mix them.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from core.data.kernels import MIXED_KINDS, blur, shaped_kernel, sinc_kernel

RESIZE_MODES = (cv2.INTER_AREA, cv2.INTER_LINEAR, cv2.INTER_CUBIC)
Range = tuple[float, float]


@dataclass(frozen=True)
class Stage:
    """One round of blur, resize, noise. Probabilities of resizing are (up, down, keep); noise in 1/255."""

    kernel_sizes: tuple[int, ...]
    kind_odds: tuple[float, ...]
    sinc_odds: float
    sigma: Range
    blur_odds: float
    resize_odds: tuple[float, float, float]
    resize: Range
    noise: Range
    poisson: Range
    gray_odds: float = 0.4


@dataclass(frozen=True)
class DegradationParams:
    """Both stages and what follows them."""

    first: Stage
    second: Stage
    second_odds: float
    final_sinc_odds: float
    final_sinc_sizes: tuple[int, ...]
    jpeg_first: Range
    jpeg_last: Range


_MIX = (0.45, 0.25, 0.12, 0.03, 0.12, 0.03)
REALESRGAN = DegradationParams(
    first=Stage(tuple(range(3, 21, 2)), _MIX, 0.1, (0.2, 3.0), 1.0, (0.2, 0.7, 0.1), (0.15, 1.5), (1, 30), (0.05, 3.0)),
    second=Stage(tuple(range(3, 15, 2)), _MIX, 0.1, (0.2, 1.5), 0.8, (0.3, 0.4, 0.3), (0.3, 1.2), (1, 25), (0.05, 2.5)),
    second_odds=0.5,
    final_sinc_odds=0.8,
    final_sinc_sizes=tuple(range(3, 15, 2)),
    jpeg_first=(30, 95),
    jpeg_last=(30, 95),
)
_MILD_MIX = (0.6, 0.4, 0.0, 0.0, 0.0, 0.0)
MILD = DegradationParams(
    first=Stage((3, 5, 7, 9, 11, 13), _MILD_MIX, 0.1, (0.2, 0.8), 1.0, (0.2, 0.7, 0.1), (0.5, 1.5), (1, 15), (0.05, 0.3)),
    second=Stage((3, 5, 7), _MILD_MIX, 0.0, (0.2, 0.5), 0.8, (0.3, 0.4, 0.3), (0.5, 1.5), (1, 15), (0.05, 0.3)),
    second_odds=0.0,
    final_sinc_odds=0.2,
    final_sinc_sizes=(3, 5, 7),
    jpeg_first=(70, 95),
    jpeg_last=(80, 100),
)


def bicubic_down(hq: np.ndarray, scale: int = 4) -> np.ndarray:
    """Antialiased bicubic, in steps of 1/255; the size must be a multiple of `scale`."""
    return _pillow_down(hq, scale, Image.Resampling.BICUBIC)


def shrink(hq: np.ndarray, rng: np.random.Generator, scale: int = 4) -> np.ndarray:
    """A clean reduction as programs make it: mostly bicubic, at times area averaging or Lanczos."""
    draw = rng.random()
    if draw < 0.7:
        return bicubic_down(hq, scale)
    if draw < 0.85:
        return _pillow_down(hq, scale, Image.Resampling.LANCZOS)
    h, w = hq.shape[:2]
    return quantise(cv2.resize(hq, (w // scale, h // scale), interpolation=cv2.INTER_AREA))


def degrade(
    hq: np.ndarray, rng: np.random.Generator, params: DegradationParams = REALESRGAN, *, scale: int = 4
) -> np.ndarray:
    """LQ of exactly (H / scale, W / scale), in steps of 1/255, without a shift against the picture.

    JPEG quality is a whole number, since a real encoder makes it.
    """
    height, width = hq.shape[:2]
    out = _stage(hq, params.first, rng, (width, height))
    out = jpeg(out, rng.uniform(*params.jpeg_first))
    if rng.random() < params.second_odds:
        out = _stage(out, params.second, rng, (width // scale, height // scale))
    size = (width // scale, height // scale)
    kernel = _final_kernel(params, rng)
    mode = RESIZE_MODES[rng.integers(3)]
    quality = rng.uniform(*params.jpeg_last)
    if rng.random() < 0.5:
        out = jpeg(_sharpen(cv2.resize(out, size, interpolation=mode), kernel), quality)
    else:
        out = _sharpen(cv2.resize(jpeg(out, quality), size, interpolation=mode), kernel)
    return quantise(out)


def quantise(picture: np.ndarray) -> np.ndarray:
    """Clamps to [0, 1] and rounds to steps of 1/255."""
    return (np.clip(picture, 0, 1) * 255).round().astype(np.float32) / 255


def jpeg(picture: np.ndarray, quality: float) -> np.ndarray:
    """One round through a JPEG file of that quality."""
    data = (np.clip(picture[..., ::-1], 0, 1) * 255).round().astype(np.uint8)
    done, encoded = cv2.imencode(".jpg", data, [cv2.IMWRITE_JPEG_QUALITY, round(quality)])
    if not done:
        raise ValueError(f"cannot encode a picture of {picture.shape}")
    return np.ascontiguousarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR)[..., ::-1]).astype(np.float32) / 255


def _stage(picture: np.ndarray, stage: Stage, rng: np.random.Generator, base: tuple[int, int]) -> np.ndarray:
    if rng.random() < stage.blur_odds:
        picture = blur(picture, _draw_kernel(stage, rng))
    up, down, _ = stage.resize_odds
    draw, factor = rng.random(), 1.0
    if draw < up:
        factor = rng.uniform(1, stage.resize[1])
    elif draw < up + down:
        factor = rng.uniform(stage.resize[0], 1)
    size = (max(1, int(base[0] * factor)), max(1, int(base[1] * factor)))
    if size != (picture.shape[1], picture.shape[0]):
        picture = cv2.resize(picture, size, interpolation=RESIZE_MODES[rng.integers(3)])
    return np.clip(_add_noise(picture, stage, rng), 0, 1)


def _draw_kernel(stage: Stage, rng: np.random.Generator) -> np.ndarray:
    size = int(rng.choice(stage.kernel_sizes))
    if rng.random() < stage.sinc_odds:
        return sinc_kernel(size, rng.uniform(np.pi / 3 if size < 13 else np.pi / 5, np.pi))
    kind = MIXED_KINDS[rng.choice(len(MIXED_KINDS), p=np.asarray(stage.kind_odds) / sum(stage.kind_odds))]
    beta = rng.uniform(1, 2) if kind.startswith("plateau") else rng.uniform(0.5, 4)
    sigma = (rng.uniform(*stage.sigma), rng.uniform(*stage.sigma))
    return shaped_kernel(size, kind, sigma=sigma, angle=rng.uniform(-np.pi, np.pi), beta=beta)


def _add_noise(picture: np.ndarray, stage: Stage, rng: np.random.Generator) -> np.ndarray:
    gray = rng.random() < stage.gray_odds
    if rng.random() < 0.5:
        shape = (*picture.shape[:2], 1 if gray else 3)
        return picture + rng.standard_normal(shape, np.float32) * np.float32(rng.uniform(*stage.noise) / 255)
    base = np.clip(picture.mean(2, keepdims=True) if gray else picture, 0, 1)
    # As many levels as the picture has values: photon counts on the scale of its own range.
    levels = 2.0 ** np.ceil(np.log2(len(np.unique((base * 255).astype(np.uint8)))))
    noise = rng.poisson(base * levels).astype(np.float32) / np.float32(levels) - base
    return picture + noise * np.float32(rng.uniform(*stage.poisson))


def _final_kernel(params: DegradationParams, rng: np.random.Generator) -> np.ndarray | None:
    if rng.random() >= params.final_sinc_odds:
        return None
    return sinc_kernel(int(rng.choice(params.final_sinc_sizes)), rng.uniform(np.pi / 3, np.pi))


def _sharpen(picture: np.ndarray, kernel: np.ndarray | None) -> np.ndarray:
    return picture if kernel is None else blur(picture, kernel)


def _pillow_down(hq: np.ndarray, scale: int, resampling: Image.Resampling) -> np.ndarray:
    height, width = hq.shape[:2]
    image = Image.fromarray((np.clip(hq, 0, 1) * 255).round().astype(np.uint8))
    return np.asarray(image.resize((width // scale, height // scale), resampling), np.float32) / 255
