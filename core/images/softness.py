"""How soft a picture is for its size: the blur of its sharpest edges, and how far it can be reduced without loss.

An edge that a Gaussian of standard deviation s (in pixels) has blurred rises with a gradient g ~ 1 / sqrt(s^2 + c),
where c stands for all that measuring adds. Blurred once more by a Gaussian b it rises with
g' ~ 1 / sqrt(s^2 + c + b^2).
Height and direction of the edge cancel out of their ratio:

    s^2 = b^2 / ((g / g')^2 - 1) - c

(Zhuo and Sim, "Defocus map estimation from a single image", 2011, without c.) The gradient is a central difference, a
mean over two pixels of variance 1/3; in noisy pictures a Gaussian p is laid over it first: c = p^2 + 1/3.
"""

from __future__ import annotations

import cv2
import numpy as np

from core.images.alpha import visible
from core.images.picture import Picture

LUMA = np.array([0.299, 0.587, 0.114], np.float32)
SIDE, MOST = 512, 6  # of the parts of a large picture that are looked at
EVERY = 16  # which row of a picture tells where its detail is
BORDER = 8
STEEP = 4.0  # least gradient of an edge, in steps of 1/255 a pixel
ABOVE_NOISE = 5.0  # and in standard deviations of the gradient of the noise
SHARE, FEWEST = 0.004, 100  # of all pixels the steepest edges are looked at; with fewer edges nothing is said
# The quantile of the blur of these: most of a picture may be out of focus.
SHARPEST, SHARPEST_NOISY = (
    0.2,
    0.3,
)
REDUCTIONS = ((1.4, 0.5), (3.0, 1 / 3), (4.2, 0.25))  # (blur in pixels from which it is better, factor)


def proposed_reduction(picture: Picture) -> float:
    """The factor by which the picture should be reduced before it is enlarged: 1 where it is sharp enough for its size,
    or where too few edges stand out from the noise to tell. docs/pictures.md has what was measured.

    What is seen decides, whatever colours lie under full transparency. The same pixels give the same factor. Takes some
    0.2 s, however large an opaque picture is.
    """
    return reduction_of(visible(picture))


def reduction_of(pixels: np.ndarray) -> float:
    """`proposed_reduction` of uint8 or uint16 H x W x 3."""
    blur = edge_blur(pixels)
    return next((factor for least, factor in reversed(REDUCTIONS) if blur is not None and blur >= least), 1.0)


def edge_blur(pixels: np.ndarray) -> float | None:
    """The standard deviation in pixels of the blur of the sharpest edges in uint8 or uint16 H x W x 3; None if there
    are too few edges."""
    parts = [_gray(part) for part in _parts(pixels)]
    noise = float(np.median([_noise(part) for part in parts])) if parts else 0.0
    smoothing = 0.0 if noise < 1.5 else 1.0 if noise < 6 else 2.0
    found = [_edges(part, noise, smoothing) for part in parts]
    steepness = np.concatenate([np.empty(0), *(steep for steep, _ in found)])
    squares = np.concatenate([np.empty(0), *(square for _, square in found)])
    if len(steepness) < FEWEST:
        return None
    count = max(FEWEST, round(SHARE * sum(part.size for part in parts)))
    if len(steepness) > count:
        squares = squares[np.argpartition(steepness, -count)[-count:]]
    quantile = SHARPEST_NOISY if smoothing else SHARPEST
    return float(max(0.0, np.quantile(squares, quantile)) ** 0.5)


def _parts(pixels: np.ndarray) -> list[np.ndarray]:
    """The whole picture, or of a large one the squares in which neighbouring pixels differ most."""
    height, width = pixels.shape[:2]
    if min(height, width) <= 2 * BORDER:
        return []
    if height * width <= MOST * SIDE**2:
        return [pixels]
    steps = np.abs(np.diff(pixels[::EVERY, :, 1].astype(np.int32), axis=1))
    tops, lefts = (range(0, max(1, side - SIDE + 1), SIDE) for side in (height, width))
    places = [(top, left) for top in tops for left in lefts]
    rows = SIDE // EVERY
    detail = [
        steps[top // EVERY : top // EVERY + rows, left : left + SIDE].sum(dtype=np.int64)
        for top, left in places
    ]
    best = np.argsort(-np.array(detail), kind="stable")[:MOST]
    return [pixels[top : top + SIDE, left : left + SIDE] for top, left in (places[k] for k in best)]


def _gray(pixels: np.ndarray) -> np.ndarray:
    """Luma, float32 H x W in [0, 255]."""
    luma: np.ndarray = pixels.astype(np.float32) @ LUMA
    return luma * np.float32(255 / np.iinfo(pixels.dtype).max)


def _noise(gray: np.ndarray) -> float:
    """The standard deviation of white noise: the median of a difference that straight edges leave at zero (Immerkaer
    1996), which noise of deviation 1 makes 6 wide."""
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    return float(np.median(np.abs(cv2.filter2D(gray, -1, kernel)[1:-1, 1:-1]))) / 0.6745 / 6


def _gradient(gray: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Central differences across and down, zero at the border."""
    across, down = np.zeros_like(gray), np.zeros_like(gray)
    across[:, 1:-1] = (gray[:, 2:] - gray[:, :-2]) / 2
    down[1:-1] = (gray[2:] - gray[:-2]) / 2
    return across, down


def _edges(gray: np.ndarray, noise: float, smoothing: float) -> tuple[np.ndarray, np.ndarray]:
    """(gradient, squared deviation of the blur) of each edge, where the gradient is largest across it."""
    again = max(1.0, smoothing)
    if smoothing:
        gray = cv2.GaussianBlur(gray, (0, 0), smoothing)
        noise /= (8 * np.pi) ** 0.5 * smoothing**2  # of the gradient from here on
    else:
        noise /= 2**0.5
    across, down = _gradient(gray)
    steep = np.hypot(across, down)
    peak = _largest(steep, np.abs(across) >= np.abs(down)) & (steep > max(STEEP, ABOVE_NOISE * noise))
    for edge in (peak[:BORDER], peak[-BORDER:], peak[:, :BORDER], peak[:, -BORDER:]):
        edge[:] = False
    flatter = np.hypot(*_gradient(cv2.GaussianBlur(gray, (0, 0), again)))[peak]
    ratio = np.maximum(steep[peak] / np.maximum(flatter, 1e-3), 1.00005)
    return steep[peak], again**2 / (ratio**2 - 1) - smoothing**2 - 1 / 3


def _largest(steep: np.ndarray, level: np.ndarray) -> np.ndarray:
    """Where no neighbour is steeper: to the left and right where the edge runs upright (`level`), else above and
    below."""
    across, down = np.zeros(steep.shape, bool), np.zeros(steep.shape, bool)
    inner = steep[:, 1:-1]
    across[:, 1:-1] = (inner >= steep[:, :-2]) & (inner >= steep[:, 2:])
    inner = steep[1:-1]
    down[1:-1] = (inner >= steep[:-2]) & (inner >= steep[2:])
    return np.where(level, across, down)
