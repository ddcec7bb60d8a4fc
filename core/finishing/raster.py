"""Paints strokes into a mask of any size: uint8, 255 where a stroke counts fully."""

from __future__ import annotations

import cv2
import numpy as np

from core.finishing.strokes import Marks, Stroke

MOST_SIDE = 2048  # pixels of a mask: its edges are soft, and it is enlarged where it is used
MOST_REACH = 64.0  # pixels by which a brush reaches out at most, on the grid it is measured on


def mask_size(marks: Marks, most: int = MOST_SIDE) -> tuple[int, int]:
    """Width and height of the picture, shrunk so that no side is longer than `most`."""
    factor = min(1.0, most / max(marks.width, marks.height))
    return max(1, round(marks.width * factor)), max(1, round(marks.height * factor))


def mask_of(marks: Marks, size: tuple[int, int] | None = None) -> np.ndarray:
    """The mask of all strokes, uint8 H x W, at `size` (width, height), or as `mask_size` says."""
    width, height = size or mask_size(marks)
    mask = np.zeros((height, width), np.uint8)
    for stroke in marks.strokes:
        paint(mask, stroke, (width / marks.width, height / marks.height))
    return mask


def paint(mask: np.ndarray, stroke: Stroke, scale: tuple[float, float] = (1.0, 1.0)) -> None:
    """Adds a stroke to `mask`, or takes it away. `scale`: pixels of the mask for one of the picture, across and down.

    A pixel counts by the distance s of its middle from the stroke's shape (a smooth step from 1 at s = 0 down to 0 at
    s = the width of the fade). Strokes are joined by their maximum, and erasing subtracts.
    """
    points = np.array(stroke.points, np.float64) * scale
    factor = float(np.sqrt(scale[0] * scale[1]))
    core, fade = _widths(stroke, points, factor)
    reach = core + fade + 2
    left, top = np.floor(points.min(0) - reach).astype(int)
    right, bottom = np.ceil(points.max(0) + reach).astype(int)
    left, top = max(left, 0), max(top, 0)
    right, bottom = min(right, mask.shape[1]), min(bottom, mask.shape[0])
    if left >= right or top >= bottom:
        return
    box = (int(left), int(top), int(right), int(bottom))
    distance = _from_box(points, box) if stroke.box else _from_path(points, box, reach)
    covered = _step(distance - core, fade)
    part = mask[top:bottom, left:right]
    if stroke.erase:
        part -= np.minimum(part, covered)  # the way back over a stroke takes its soft edge away, too
    else:
        np.maximum(part, covered, out=part)


def _widths(stroke: Stroke, points: np.ndarray, factor: float) -> tuple[float, float]:
    """The distance up to which a stroke counts fully, and the width over which it fades, in pixels of the mask."""
    if stroke.box:
        return 0.0, max(stroke.feather * float(np.abs(points[1] - points[0]).min()) / 2, 0.5)
    radius = stroke.radius * factor
    fade = max(stroke.feather * radius, min(0.5, radius))
    return radius - fade, fade


def _step(distance: np.ndarray, fade: float) -> np.ndarray:
    """255 where `distance` is at most 0, 0 from `fade` on, falling smoothly between (3t^2 - 2t^3)."""
    t = np.clip(1 - distance / np.float32(fade), 0, 1)
    return np.rint(t * t * (3 - 2 * t) * 255).astype(np.uint8)


def _from_box(points: np.ndarray, box: tuple[int, int, int, int]) -> np.ndarray:
    """The distance of each pixel's middle from the rectangle between two corners; 0 within."""
    (x0, y0), (x1, y1) = points.min(0), points.max(0)
    xs = np.arange(box[0], box[2], dtype=np.float32) + 0.5
    ys = np.arange(box[1], box[3], dtype=np.float32) + 0.5
    across = np.maximum(np.maximum(x0 - xs, xs - x1), 0)
    down = np.maximum(np.maximum(y0 - ys, ys - y1), 0)
    return np.hypot(across[None, :], down[:, None]).astype(np.float32)


def _from_path(points: np.ndarray, box: tuple[int, int, int, int], reach: float) -> np.ndarray:
    """The distance of each pixel in `box` from the path, as exact as half a pixel or a hundredth of `reach`.

    For a wide brush it is measured on a coarser grid, so that a wide one costs no more than a narrow one. The path may
    leave the box by `reach`: what lies outside is drawn as well, for its distance counts within.
    """
    coarse = max(1.0, reach / MOST_REACH)
    edge = int(np.ceil(reach / coarse)) + 2
    width, height = box[2] - box[0], box[3] - box[1]
    free = np.full((int(height / coarse) + 2 * edge, int(width / coarse) + 2 * edge), 255, np.uint8)
    # the middle of the pixel in a corner of an array lies at (0, 0) for OpenCV
    path = (points - [box[0], box[1]]) / coarse + edge - 0.5
    shift = 4  # binary digits behind the point
    cv2.polylines(
        free, [np.rint(path * (1 << shift)).astype(np.int32)[:, None]], False, 0, 1, cv2.LINE_8, shift
    )
    x, y = np.rint(path[0]).astype(int)
    if 0 <= x < free.shape[1] and 0 <= y < free.shape[0]:
        free[y, x] = 0  # of a path that is one point
    if free.all():
        return np.full((height, width), np.float32(reach + 1))
    distance = cv2.distanceTransform(free, cv2.DIST_L2, cv2.DIST_MASK_PRECISE) * np.float32(coarse)
    if coarse == 1.0:
        return distance[edge : edge + height, edge : edge + width]
    offset = 0.5 / coarse + edge - 0.5
    to_coarse = np.array([[1 / coarse, 0, offset], [0, 1 / coarse, offset]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(distance, to_coarse, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
