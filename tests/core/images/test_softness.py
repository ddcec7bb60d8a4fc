"""How soft pictures are: drawn edges of known blur, and the sample photographs, spoiled in known ways."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from core.data.degradation import jpeg
from core.images import softness
from core.images.files import read_picture
from core.images.picture import Picture
from core.images.softness import edge_blur, proposed_reduction

SAMPLES = sorted((Path(__file__).parents[3] / "resources" / "samples").glob("*.png"))


def drawn(side: int = 400, *, blur: float = 0.0) -> np.ndarray:
    """Rectangles of random colours, which are drawn four times larger first, so that their edges lie anywhere."""
    rng = np.random.default_rng(3)
    large = np.full((4 * side, 4 * side, 3), 128, np.float32)
    for _ in range(side // 4):
        x, y = rng.integers(0, 4 * side, 2)
        width, height = rng.integers(60, side, 2)
        large[y : y + height, x : x + width] = rng.uniform(0, 255, 3)
    if blur:
        large = cv2.GaussianBlur(large, (0, 0), 4 * blur)
    return cv2.resize(large, (side, side), interpolation=cv2.INTER_AREA).round().astype(np.uint8)


def photo(path: Path) -> np.ndarray:
    return read_picture(path).pixels


def soft(pixels: np.ndarray, sigma: float) -> np.ndarray:
    return cv2.GaussianBlur(pixels, (0, 0), sigma)


def noisy(pixels: np.ndarray, sigma: float) -> np.ndarray:
    noise = np.random.default_rng(0).standard_normal(pixels.shape) * sigma
    return np.clip(pixels + noise, 0, 255).round().astype(np.uint8)


def compressed(pixels: np.ndarray, quality: int) -> np.ndarray:
    return (jpeg(pixels.astype(np.float32) / 255, quality) * 255).round().astype(np.uint8)


def proposal(pixels: np.ndarray) -> float:
    return proposed_reduction(Picture(pixels))


@pytest.mark.parametrize("blur", [1.0, 1.5, 2.0, 3.0])
def test_the_blur_of_drawn_edges_is_found(blur: float) -> None:
    assert edge_blur(drawn(blur=blur)) == pytest.approx(blur, rel=0.1)


def test_noise_makes_a_picture_no_softer() -> None:
    assert edge_blur(noisy(drawn(), 15)) == pytest.approx(0, abs=0.6)
    assert edge_blur(noisy(drawn(blur=2), 15)) == pytest.approx(2, rel=0.25)


def test_sixteen_bits_tell_the_same() -> None:
    pixels = drawn(blur=1.5)
    assert edge_blur(pixels.astype(np.uint16) * 257) == pytest.approx(edge_blur(pixels), rel=0.01)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sharp_photographs_are_left_alone(path: Path) -> None:
    pixels = photo(path)
    for spoiled in (pixels, soft(pixels, 0.7), noisy(pixels, 10), noisy(pixels, 25), compressed(pixels, 40)):
        assert proposal(spoiled) == 1
    assert proposal(compressed(noisy(pixels, 10), 60)) == 1


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_soft_photographs_are_found(path: Path) -> None:
    pixels = soft(photo(path), 2)
    for spoiled in (pixels, compressed(pixels, 75), noisy(pixels, 2)):
        assert proposal(spoiled) == 0.5
    assert proposal(soft(photo(path), 5)) in (1 / 3, 0.25)


@pytest.mark.parametrize("side", [1, 2, 16, 17, 200])
def test_pictures_without_edges_are_left_alone(side: int) -> None:
    assert edge_blur(np.full((side, side, 3), 80, np.uint8)) is None
    assert proposal(noisy(np.full((side, side, 3), 80, np.uint8), 20)) == 1
    ramp = np.linspace(0, 255, side).astype(np.uint8)
    assert proposal(np.repeat(np.tile(ramp, (side, 1))[..., None], 3, 2)) == 1


def test_of_a_large_picture_the_detailed_parts_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    pixels = np.full((1000, 1000, 3), 90, np.uint8)
    pixels[300:700, 300:700] = drawn()
    pixels = soft(pixels, 2)
    monkeypatch.setattr(softness, "SIDE", 256)
    monkeypatch.setattr(softness, "MOST", 4)
    assert edge_blur(pixels) == pytest.approx(2, rel=0.1)


def test_what_lies_under_full_transparency_decides_nothing():
    pixels, alpha = drawn(blur=2), np.zeros((400, 400), np.uint8)
    alpha[60:340, 60:340] = 255
    hidden = np.where(alpha[..., None] > 0, pixels, noisy(np.full_like(pixels, 128), 60))
    found = [proposed_reduction(Picture(colours, alpha)) for colours in (pixels, hidden)]
    assert found == [0.5, 0.5]
