"""Finds faces with the three networks of MTCNN: each looks closer at what the one before took for a face.

Zhang et al. 2016, "Joint Face Detection and Alignment Using Multitask Cascaded Convolutional Networks". P-Net scans
the picture in ever smaller sizes, R-Net and O-Net judge its boxes and correct them, O-Net also finds eyes, nose, mouth.
The weights came from Matlab: the networks see a picture with its axes exchanged, as (columns, rows, R G B).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock

import cv2
import numpy as np

from core.errors import ModelError
from core.images.alpha import visible
from core.images.depth import to_depth
from core.images.picture import Picture
from core.images.resize import resize

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "faces"
SIDE = 1500  # pixels: a larger picture is looked at as small as this
SMALLEST_SHARE = 1 / 20  # of the shorter side, of a face that is looked for
SMALLEST = 20  # pixels
FACTOR = 0.709  # from one size of the picture to the next
CELL, STRIDE = 12, 2  # of P-Net, in pixels of the picture that it scans
THRESHOLDS = (0.6, 0.7, 0.9)  # least scores of P-Net, R-Net and O-Net
MOST = 1000  # boxes that R-Net looks at, the best ones
BATCH = 64  # boxes that a network takes at once

Point = tuple[float, float]


@dataclass(frozen=True)
class Face:
    """A face in pixels of the picture.

    box        left, top, right and bottom; it may reach out of the picture
    landmarks  the eye on the left, the eye on the right, the tip of the nose, and the corners of the mouth, left and
               right, as they are seen
    """

    box: tuple[float, float, float, float]
    landmarks: tuple[Point, ...]


def faces(picture: Picture, smallest: float | None = None) -> tuple[Face, ...]:
    """The faces in a picture, the best first. `smallest`: about the side in pixels of the smallest that is looked for,
    by default SMALLEST_SHARE of the shorter side. Raises ModelError if the networks cannot be read."""
    factor = min(1.0, SIDE / max(picture.width, picture.height))
    size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
    seen = resize(to_depth(visible(picture), 8), size)
    pixels = (seen.astype(np.float32) - np.float32(127.5)) / np.float32(128)
    wanted = smallest * factor if smallest else SMALLEST_SHARE * min(size)
    boxes = _scanned(pixels, max(float(SMALLEST), wanted))
    boxes, _ = _judged(pixels, boxes, "rnet", 24, THRESHOLDS[1])
    kept = suppressed(boxes, 0.7)
    boxes, points = _judged(pixels, boxes[kept], "onet", 48, THRESHOLDS[2])
    kept = suppressed(boxes, 0.7, of_smaller=True)
    back = np.array((picture.width, picture.height)) / size
    return tuple(_face(boxes[i], points[i], back) for i in kept)


def _face(box: np.ndarray, points: np.ndarray, back: np.ndarray) -> Face:
    left, top, right, bottom = (float(v) for v in box[:4] * np.tile(back, 2))
    landmarks = tuple((float(x), float(y)) for x, y in points * back)
    return Face((left, top, right, bottom), landmarks)


# --- the networks -----------------------------------------------------------------------------------------------


class Network:
    """One of the networks. Several threads may call it; they wait for each other."""

    def __init__(self, path: Path) -> None:
        try:
            self._net = cv2.dnn.readNetFromONNX(np.frombuffer(path.read_bytes(), np.uint8))
        except (OSError, cv2.error) as error:
            text = "The networks that find faces cannot be read. Install the program anew."
            raise ModelError(text, detail=str(error)) from error
        self._outputs = self._net.getUnconnectedOutLayersNames()
        self._lock = Lock()

    def __call__(self, batch: np.ndarray) -> dict[int, np.ndarray]:
        """float32 N x W x H x 3, in [-1, 1] -> the outputs by the number of their channels: 2 (no face, face),
        4 (corrections of the corners), 10 (landmarks)."""
        with self._lock:
            self._net.setInput(np.ascontiguousarray(batch))
            outputs = [np.array(out) for out in self._net.forward(self._outputs)]
        return {out.shape[-1]: out for out in outputs}


@cache
def network(name: str) -> Network:
    """The network of that name, which is read once. Raises ModelError."""
    return Network(FOLDER / f"{name}.onnx")


# --- the cascade ------------------------------------------------------------------------------------------------
# Boxes are float N x 5: left, top, right, bottom in pixels, and score.


def _scanned(pixels: np.ndarray, smallest: float) -> np.ndarray:
    """What P-Net takes for faces, at all sizes of the picture down to its cell. `pixels`: float32 H x W x 3."""
    height, width = pixels.shape[:2]
    scale, found = CELL / smallest, [np.zeros((0, 5))]
    while min(height, width) * scale >= CELL:
        size = (round(width * scale), round(height * scale))
        outputs = network("pnet")(resize(pixels, size).transpose(1, 0, 2)[None])
        scores, shifts = outputs[2][0, ..., 1], outputs[4][0]
        columns, rows = np.nonzero(scores > THRESHOLDS[0])
        corner = np.stack([columns, rows], 1) * float(STRIDE)
        score = scores[columns, rows, None].astype(float)
        boxes = np.hstack([corner, corner + CELL]) / np.tile(np.array(size) / (width, height), 2)
        kept = suppressed(np.hstack([boxes, score]), 0.5)
        found.append(np.hstack([_corrected(boxes, shifts[columns, rows]), score])[kept])
        scale *= FACTOR
    boxes = np.concatenate(found)
    return boxes[suppressed(boxes, 0.7)[:MOST]]


def _judged(
    pixels: np.ndarray, boxes: np.ndarray, name: str, side: int, threshold: float
) -> tuple[np.ndarray, np.ndarray]:
    """What a network takes for a face among `boxes`, corrected, and the landmarks, N x 5 x 2 (none of R-Net)."""
    squares = _squares(boxes)
    judged, points = [np.zeros((0, 5))], [np.zeros((0, 5, 2))]
    for first in range(0, len(squares), BATCH):
        part = squares[first : first + BATCH]
        outputs = network(name)(np.stack([_cut(pixels, square, side).transpose(1, 0, 2) for square in part]))
        score = outputs[2][:, 1:].astype(float)
        good = score[:, 0] > threshold
        judged.append(np.hstack([_corrected(part, outputs[4]), score])[good])
        if 10 in outputs:
            shares = outputs[10].reshape(-1, 2, 5).transpose(0, 2, 1)
            points.append((part[:, None, :2] + shares * (part[:, 2:] - part[:, :2])[:, None])[good])
    return np.concatenate(judged), np.concatenate(points)


def _corrected(boxes: np.ndarray, shifts: np.ndarray) -> np.ndarray:
    """Boxes N x 4 with each corner moved by a share of the box's width and height."""
    sides = boxes[:, 2:4] - boxes[:, :2]
    return boxes[:, :4] + shifts * np.tile(sides, 2)


def _squares(boxes: np.ndarray) -> np.ndarray:
    """Squares N x 4 around the same middles, as long as the longer side, at whole pixels."""
    middle = (boxes[:, :2] + boxes[:, 2:4]) / 2
    side = (boxes[:, 2:4] - boxes[:, :2]).max(1, keepdims=True) if len(boxes) else np.zeros((0, 1))
    corner = np.rint(middle - side / 2)
    return np.hstack([corner, corner + np.maximum(np.rint(side), 1)])


def _cut(pixels: np.ndarray, square: np.ndarray, side: int) -> np.ndarray:
    """The part of the picture in a square, as `side` x `side` pixels; outside of the picture it is gray."""
    left, top, right, bottom = (int(v) for v in square)
    height, width = pixels.shape[:2]
    part = np.zeros((bottom - top, right - left, 3), np.float32)
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(right, width), min(bottom, height)
    if x0 < x1 and y0 < y1:
        part[y0 - top : y1 - top, x0 - left : x1 - left] = pixels[y0:y1, x0:x1]
    return cv2.resize(part, (side, side), interpolation=cv2.INTER_AREA)


def suppressed(boxes: np.ndarray, most: float, *, of_smaller: bool = False) -> list[int]:
    """The rows of `boxes` that stay, the best first: each of which shares no more than `most` with a better one, of
    the area that both cover together or, with `of_smaller`, of the smaller one's."""
    order, kept = np.argsort(-boxes[:, 4], kind="stable"), []
    area = np.maximum(boxes[:, 2:4] - boxes[:, :2], 0).prod(1)
    while len(order):
        best, order = int(order[0]), order[1:]
        kept.append(best)
        corner = np.maximum(boxes[best, :2], boxes[order, :2])
        common = np.maximum(np.minimum(boxes[best, 2:4], boxes[order, 2:4]) - corner, 0).prod(1)
        whole = np.minimum(area[best], area[order]) if of_smaller else area[best] + area[order] - common
        order = order[common <= most * whole]
    return kept
