"""Faces cut out upright, as the models for faces know them, and put back into their picture.

The places of eyes, nose and mouth in a square of 512 x 512 pixels are those of FFHQ's faces, as facexlib has them.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from core.finishing.faces import Face
from core.images.resize import resize
from core.jobs import Region

TEMPLATE_SIDE = 512
TEMPLATE = (
    (192.98138, 239.94708),  # the eye on the left
    (318.90277, 240.1936),
    (256.63416, 314.01935),  # the tip of the nose
    (201.26117, 371.41043),  # the corner of the mouth on the left
    (313.08905, 371.15118),
)
FADE = 0.12  # of the square's side, over which a face that is put back fades into its picture
EDGE = 4  # pixels around a part, for the filters


@dataclass(frozen=True)
class AlignedFace:
    """Where a face goes in an upright square: q = to_square @ (x, y, 1) for (x, y) in pixels of its picture."""

    to_square: np.ndarray  # 2 x 3, turns and scales, without shear or mirroring
    side: int  # pixels of the square

    @property
    def to_picture(self) -> np.ndarray:
        """The way back, 2 x 3."""
        inverse = np.linalg.inv(np.vstack([self.to_square, (0, 0, 1)]))
        return np.asarray(inverse[:2])

    def box(self, height: int, width: int) -> tuple[slice, slice]:
        """Rows and columns of the picture in which the square lies; empty where it lies outside."""
        end = self.side - 1
        corners = np.array([(0, 0, 1), (end, 0, 1), (0, end, 1), (end, end, 1)], float) @ self.to_picture.T
        (left, top), (right, bottom) = np.floor(corners.min(0)) - EDGE, np.ceil(corners.max(0)) + EDGE + 1
        columns = slice(min(max(0, int(left)), width), max(0, min(width, int(right))))
        return slice(min(max(0, int(top)), height), max(0, min(height, int(bottom)))), columns

    def cut(self, pixels: np.ndarray) -> np.ndarray:
        """The square, side x side x 3, out of a picture H x W x 3 of the same type. What lies outside of the picture is
        mirrored from within."""
        rows, columns = self.box(*pixels.shape[:2])
        part = np.ascontiguousarray(pixels[rows, columns])
        return _warped(part, _after_shift(self.to_square, columns.start, rows.start), (self.side, self.side))

    def put_back(self, pixels: np.ndarray, square: np.ndarray) -> None:
        """Mixes the square into the picture that it was cut out of, and changes that."""
        rows, columns = self.box(*pixels.shape[:2])
        part = pixels[rows, columns]
        back = self.to_picture
        back[:, 2] -= columns.start, rows.start
        new = _warped(square, back, (part.shape[1], part.shape[0])).astype(np.float32)
        share = self._share(rows, columns)[..., None]
        part[:] = np.rint(part + (new - part) * share).astype(pixels.dtype)

    def seen_in(self, part: Region, size: tuple[int, int]) -> AlignedFace:
        """The same face in a part of the picture that has been resized to `size`, (width, height)."""
        moved = _after_shift(self.to_square, part.x, part.y)
        return AlignedFace(moved @ _resizing(size, (part.width, part.height)), self.side)

    def _share(self, rows: slice, columns: slice) -> np.ndarray:
        """How much of the square counts at each pixel of a part of the picture: 1 in its middle, falling smoothly
        (3t^2 - 2t^3) to 0 at its edges. float32 rows x columns."""
        ys, xs = np.mgrid[rows, columns].astype(np.float32)
        (a, b, c), (d, e, f) = self.to_square.astype(np.float32)
        across, down = a * xs + b * ys + c, d * xs + e * ys + f
        end = np.float32(self.side - 1)
        inside = np.minimum(np.minimum(across, end - across), np.minimum(down, end - down))
        t = np.clip(inside / np.float32(FADE * self.side), 0, 1)
        return np.asarray(t * t * (3 - 2 * t))


def aligned(face: Face, side: int) -> AlignedFace:
    """The square for a face whose landmarks come nearest to the template's (least squares over all turns, scales and
    shifts: with points as complex numbers q = a p + b, a is the regression's slope)."""
    points = np.array([complex(x, y) for x, y in face.landmarks])
    wanted = np.array([complex(x, y) for x, y in TEMPLATE]) * (side / TEMPLATE_SIDE)
    centred = points - points.mean()
    a = complex((centred.conj() * (wanted - wanted.mean())).sum() / max((abs(centred) ** 2).sum(), 1e-9))
    b = complex(wanted.mean() - a * points.mean())
    return AlignedFace(np.array([(a.real, -a.imag, b.real), (a.imag, a.real, b.imag)]), side)


def _after_shift(matrix: np.ndarray, left: int, top: int) -> np.ndarray:
    """The map for a part of the picture that begins at (left, top)."""
    return np.column_stack([matrix[:, :2], matrix @ (left, top, 1)])


def _resizing(size: tuple[int, int], wanted: tuple[int, int]) -> np.ndarray:
    """3 x 3: the map between the pixels of a picture of `size` and of `wanted`, both (width, height). It maps edges on
    edges, while the places of pixels are counted from their middles."""
    x, y = wanted[0] / size[0], wanted[1] / size[1]
    return np.array([(x, 0, x / 2 - 0.5), (0, y, y / 2 - 0.5), (0, 0, 1)])


def _warped(pixels: np.ndarray, matrix: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """pixels mapped by a 2 x 3 matrix to `size` (width, height): cubic; what shrinks is first reduced by area."""
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    if scale < 1:
        height, width = pixels.shape[:2]
        small = max(1, round(width * scale)), max(1, round(height * scale))
        pixels = resize(pixels, small)
        matrix = matrix @ _resizing(small, (width, height))
    return cv2.warpAffine(pixels, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101)
