"""Lines of text are found where they stand, and nothing is taken for text that is none."""

import cv2
import numpy as np
import pytest

from core.finishing.proposals import proposed
from core.images.picture import Picture


def page(ink: int = 20, ground: int = 235, *, height: int = 400) -> np.ndarray:
    pixels = np.full((height, 600, 3), ground, np.uint8)
    for row, text in enumerate(("The quick brown fox", "jumps over lazy dogs", "Sphinx of quartz 42")):
        at = (40, 80 + 60 * row)
        cv2.putText(pixels, text, at, cv2.FONT_HERSHEY_SIMPLEX, 1.0, (ink,) * 3, 2, cv2.LINE_AA)
    return pixels


def drawing() -> np.ndarray:
    """Shapes as of a drawn page: a house, a sun, a fence, grass; and noise over it."""
    rng = np.random.default_rng(0)
    pixels = np.full((400, 600, 3), 230, np.uint8)
    cv2.rectangle(pixels, (100, 150), (300, 330), (120, 90, 60), 3)
    cv2.line(pixels, (100, 150), (200, 60), (60, 40, 30), 3)
    cv2.line(pixels, (200, 60), (300, 150), (60, 40, 30), 3)
    cv2.circle(pixels, (480, 90), 45, (40, 180, 240), -1)
    for x in range(330, 590, 20):
        cv2.rectangle(pixels, (x, 270), (x + 8, 330), (70, 70, 70), -1)
    for _ in range(150):
        x, y = int(rng.integers(0, 600)), int(rng.integers(340, 395))
        cv2.line(pixels, (x, y), (x + int(rng.integers(-6, 7)), y - 14), (40, 140, 60), 2)
    return np.clip(pixels + rng.normal(0, 4, pixels.shape), 0, 255).astype(np.uint8)


@pytest.mark.parametrize(("ink", "ground"), [(20, 235), (240, 30)])
def test_each_line_is_found_dark_or_light(ink, ground):
    boxes = proposed(Picture(page(ink, ground)), ("text",))
    for row in range(3):
        middle = 80 + 60 * row - 10
        over = [b for b in boxes if b.points[0][1] < middle < b.points[1][1]]
        assert over, f"line {row}"
        assert min(b.points[0][0] for b in over) < 70
        assert max(b.points[1][0] for b in over) > 300
    assert all(b.box for b in boxes)
    assert all(b.points[1][1] < 260 for b in boxes)


@pytest.mark.parametrize("kind", ["drawing", "noise", "ramp", "plain"])
def test_where_there_is_no_text_nothing_is_proposed(kind):
    ramp = np.repeat(np.tile(np.linspace(0, 255, 300, dtype=np.uint8), (200, 1))[..., None], 3, 2)
    pixels = {
        "drawing": drawing(),
        "noise": np.random.default_rng(1).integers(0, 256, (200, 300, 3), dtype=np.uint8),
        "ramp": ramp,
        "plain": np.full((50, 50, 3), 90, np.uint8),
    }[kind]
    assert proposed(Picture(pixels), ("text",)) == ()


def test_16_bits_and_one_pixel_are_no_trouble():
    assert proposed(Picture(page().astype(np.uint16) * 257), ("text",))
    assert proposed(Picture(np.zeros((1, 1, 3), np.uint8)), ("text",)) == ()
