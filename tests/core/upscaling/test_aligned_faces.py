"""A face is cut out upright with eyes, nose and mouth at their places, and goes back to where it was."""

import cv2
import numpy as np
import pytest

from core.finishing.faces import Face
from core.jobs import Region
from core.upscaling.aligned_faces import TEMPLATE, AlignedFace, aligned


def turned(angle: float, scale: float, shift: tuple[float, float]) -> tuple[Face, np.ndarray]:
    """The template as a face in a picture, and the map that brought it there."""
    a = np.deg2rad(angle)
    matrix = scale * np.array([(np.cos(a), -np.sin(a)), (np.sin(a), np.cos(a))])
    points = np.array(TEMPLATE) @ matrix.T + shift
    return Face((0, 0, 1, 1), tuple((float(x), float(y)) for x, y in points)), matrix


def soft(height: int = 300, width: int = 400) -> np.ndarray:
    noise = np.random.default_rng(0).integers(0, 256, (height, width, 3)).astype(np.float32)
    blurred = cv2.GaussianBlur(noise, (0, 0), 6)
    return np.clip((blurred - 127.5) * 8 + 127.5, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(("angle", "scale"), [(0, 1), (20, 0.2), (-35, 1.7)])
def test_the_map_takes_the_landmarks_to_the_template(angle: float, scale: float) -> None:
    face, matrix = turned(angle, scale, (90, -40))
    found = aligned(face, 512)
    points = np.hstack([np.array(face.landmarks), np.ones((5, 1))])
    assert points @ found.to_square.T == pytest.approx(np.array(TEMPLATE), abs=1e-6)
    assert found.to_picture[:, :2] == pytest.approx(matrix)
    assert points @ aligned(face, 64).to_square.T == pytest.approx(np.array(TEMPLATE) / 8, abs=1e-6)


def test_a_face_that_is_no_turned_template_is_not_sheared() -> None:
    face, _ = turned(0, 1, (0, 0))
    wide = Face(face.box, tuple((1.4 * x, y) for x, y in face.landmarks))
    (a, b, _), (c, d, _) = aligned(wide, 512).to_square
    assert a == pytest.approx(d)
    assert b == pytest.approx(-c)
    assert a * d - b * c > 0


def test_landmarks_in_one_place_are_survived() -> None:
    found = aligned(Face((0, 0, 1, 1), ((5.0, 5.0),) * 5), 64)
    assert np.isfinite(found.to_square).all()


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize(("angle", "scale"), [(0, 0.3), (25, 0.3), (-20, 0.8)])
def test_what_is_put_back_unchanged_changes_little(angle: float, scale: float, dtype: type) -> None:
    face, _ = turned(angle, scale, (110, 30))
    factor = 257 if dtype is np.uint16 else 1
    pixels = soft().astype(dtype) * dtype(factor)
    found, out = aligned(face, 512), pixels.copy()
    square = found.cut(pixels)
    assert square.shape == (512, 512, 3)
    assert square.dtype == dtype
    found.put_back(out, square)
    assert np.abs(out.astype(float) - pixels).max() < 3 * factor
    found = aligned(face, 128)  # of which a larger face is reduced
    found.put_back(out, found.cut(pixels))
    assert np.abs(out.astype(float) - pixels).mean() < 3 * factor


def test_outside_of_the_square_nothing_changes_and_its_middle_is_the_new_one() -> None:
    face, _ = turned(0, 0.25, (100, 60))  # the square lies at 100 .. 228 across, 60 .. 188 down
    pixels = np.full((300, 400, 3), 50, np.uint8)
    aligned(face, 512).put_back(pixels, np.full((512, 512, 3), 200, np.uint8))
    assert (pixels[90:158, 130:198] == 200).all()
    outside = np.ones((300, 400), bool)
    outside[60:189, 100:229] = False
    assert (pixels[outside] == 50).all()
    row = pixels[124, 100:164, 0].astype(int)
    assert (np.diff(row) >= 0).all()
    assert np.diff(row).max() < 25


def test_a_face_over_the_edge_of_the_picture_is_mirrored_there_and_put_back_within() -> None:
    face, _ = turned(0, 0.25, (-40, 220))
    pixels = soft()
    found, out = aligned(face, 256), pixels.copy()
    assert found.cut(pixels).min() < 60 < found.cut(pixels).max()
    found.put_back(out, np.zeros((256, 256, 3), np.uint8))
    assert (out[270:, 10:60] == 0).all()
    assert np.array_equal(out[:210], pixels[:210])


def test_in_a_part_that_is_shrunk_it_lies_where_it_is_seen() -> None:
    face, _ = turned(10, 0.25, (100, 60))
    found = aligned(face, 512)
    part = Region(80, 40, 200, 200)
    seen = found.seen_in(part, (50, 50))
    middle = np.array([255.5, 255.5, 1])
    x, y = found.to_picture @ middle
    # pixels are counted from their middles
    assert seen.to_picture @ middle == pytest.approx([(x - 80 + 0.5) / 4 - 0.5, (y - 40 + 0.5) / 4 - 0.5])


def test_a_square_that_lies_elsewhere_has_no_pixels() -> None:
    far = AlignedFace(np.array([(1.0, 0, -5000), (0, 1.0, -5000)]), 64)
    rows, columns = far.box(30, 40)
    assert rows.start == rows.stop == 30
    assert columns.start == columns.stop == 40
